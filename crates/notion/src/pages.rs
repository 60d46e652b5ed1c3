//! Pages and databases: found by search page by page, and read one by one.

use integrations::{
    Access, ProviderError,
    answers::{next_page, parsed, pretty, readable},
};
use model::{ItemPage, PageCursor, list::Record};
use serde::Deserialize;
use serde_json::{json, value::RawValue};

use crate::{
    api::NotionApi,
    object::{Object, is_id},
};

const NONE: ProviderError = ProviderError::Rejected { status: 404 };

/// `{"object":"list","results":[…],"next_cursor":…,"has_more":…}`. What is in it stays unread: a bad
/// one must not lose the page.
#[derive(Deserialize)]
pub(crate) struct Found<'a> {
    #[serde(borrow)]
    results: Vec<&'a RawValue>,
    next_cursor: Option<String>,
    #[serde(default)]
    has_more: bool,
}

impl<'a> Found<'a> {
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, ProviderError> {
        parsed(body)
    }

    pub(crate) fn objects(&self) -> Vec<Object> {
        readable(&self.results, "pages and databases")
    }

    /// Where the next page begins. More without a place makes no sense.
    fn next(&self, asked: Option<&PageCursor>) -> Result<Option<PageCursor>, ProviderError> {
        if !self.has_more {
            return Ok(None);
        }
        let next = self.next_cursor.as_deref().ok_or(ProviderError::Malformed)?;
        next_page(Some(next), asked)
    }
}

/// One page of everything that the integration was given (Notion: `POST /v1/search`), the last edited at
/// the end: what is edited during the reading is met once more instead of never.
pub(crate) async fn page(
    api: &NotionApi,
    access: &Access,
    cursor: Option<&PageCursor>,
) -> Result<ItemPage, ProviderError> {
    let order = json!({"timestamp": "last_edited_time", "direction": "ascending"});
    let mut question = json!({"page_size": 100, "sort": order});
    if let Some(PageCursor(start)) = cursor {
        question["start_cursor"] = json!(start);
    }
    let body = api.search(&question, access).await?;
    let found = Found::read(&body)?;
    Ok(ItemPage {
        items: found.objects().into_iter().map(Object::into_item).collect(),
        next: found.next(cursor)?,
    })
}

/// The page of that id, or the data source: the id does not tell which.
pub(crate) async fn item(api: &NotionApi, access: &Access, id: &str) -> Result<Record, ProviderError> {
    if !is_id(id) {
        return Err(NONE);
    }
    let body = match api.get(&["pages", id], access).await {
        Err(ProviderError::Rejected { status: 400 | 404 }) => api.get(&["data_sources", id], access).await?,
        answer => answer?,
    };
    let object: Object = parsed(&body)?;
    Ok(Record {
        item: object.into_item(),
        raw: pretty(&body)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(rest: &str, asked: Option<&str>) -> Result<Option<PageCursor>, ProviderError> {
        let body = format!(r#"{{"results":[],{rest}}}"#);
        let asked = asked.map(|cursor| PageCursor(cursor.to_owned()));
        Found::read(body.as_bytes())?.next(asked.as_ref())
    }

    #[test]
    fn there_is_a_next_page_when_notion_says_where() {
        let more = r#""has_more":true,"next_cursor":"c""#;
        assert_eq!(next(more, None), Ok(Some(PageCursor("c".to_owned()))));
        assert_eq!(next(r#""has_more":false,"next_cursor":null"#, None), Ok(None));
        assert_eq!(
            next(more, Some("c")),
            Err(ProviderError::Malformed),
            "it would never end"
        );
        assert_eq!(
            next(r#""has_more":true,"next_cursor":null"#, None),
            Err(ProviderError::Malformed)
        );
        let long = format!(r#""has_more":true,"next_cursor":"{}""#, "c".repeat(1_025));
        assert_eq!(
            next(&long, None),
            Err(ProviderError::Malformed),
            "it fits into no address"
        );
        assert_eq!(next(r#""has_more":"yes""#, None), Err(ProviderError::Malformed));
    }
}
