//! `POST /api/record`: changes one record at its provider, and leads back to it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::IntegrationItem;
use model::{
    Notice,
    list::{Place, View},
};

use super::ApiError;

/// Sets values of a record of the caller's, and returns it as it is then.
///
/// Each `p.{name}` is the value of that property, empty to clear it. Where a `was.{name}` stands beside it
/// and is the same, the property is left alone: whoever changed it meanwhile is not undone.
///
/// # Errors
/// [`ApiError::NotFound`] for anyone else's connection, and where there is no such record;
/// [`ApiError::Refused`] for values that the provider does not take; [`ApiError::ProviderUnavailable`] when
/// nobody knows whether it was changed.
#[server(prefix = "/api", endpoint = "record")]
pub async fn update_record(
    /// The id of the connection.
    #[server(default)]
    connection: String,
    /// In which kind; the first one without.
    #[server(default)]
    kind: String,
    /// Inside which item.
    #[server(default)]
    folder: String,
    /// The provider's id of the record.
    #[server(default)]
    item: String,
    /// The query of the page to lead back to.
    #[server(default)]
    view: String,
    /// `p.…` and `was.…`.
    #[server(flatten)]
    fields: BTreeMap<String, String>,
) -> Result<IntegrationItem, ApiError> {
    let place = Place::new(&kind, &folder);
    let outcome = set(&connection, &place, &item, &fields).await;
    if let Some(crate::reply::ApiReply(reply)) = use_context() {
        reply.redirect(&destination(&connection, place, item, &view, &outcome));
    }
    outcome
}

async fn set(
    connection: &str,
    place: &Place,
    item: &str,
    fields: &BTreeMap<String, String>,
) -> Result<IntegrationItem, ApiError> {
    use super::{answer::answered, caller::caller_of};
    let (principal, id) = caller_of(connection.to_owned())?;
    let connections = expect_context::<integrations::Connections>();
    let changed = changed(fields);
    if changed.is_empty() {
        let record = connections.record(&principal, &id, place, item).await;
        return answered(record).map(|record| record.item);
    }
    answered(connections.update(&principal, &id, place, item, changed).await)
}

/// The values that are not as they were. A form writes the end of a line as two letters (HTML: form
/// submission); we mean one.
fn changed(fields: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let plain = |text: &String| text.replace("\r\n", "\n");
    let set = fields.iter().filter_map(|(field, value)| {
        let name = field.strip_prefix("p.").filter(|name| !name.is_empty())?;
        let before = fields.get(&format!("was.{name}")).map(plain);
        let value = plain(value);
        (before.as_ref() != Some(&value)).then(|| (name.to_owned(), value))
    });
    set.collect()
}

/// The page of the list with the record open, where the user reads what came of it.
fn destination(
    connection: &str,
    place: Place,
    item: String,
    view: &str,
    outcome: &Result<IntegrationItem, ApiError>,
) -> String {
    // What cannot be an id has no page.
    let Ok(id) = model::ConnectionId::new(connection.to_owned()) else {
        return "/".to_owned();
    };
    let view = View {
        place,
        record: Some(item).filter(|item| !item.is_empty()),
        ..View::from_query(view)
    };
    let notice = match outcome {
        Ok(_) => Notice::Saved,
        Err(ApiError::Refused | ApiError::MissingScopes | ApiError::NotFound) => Notice::SaveRefused,
        Err(ApiError::ProviderUnavailable | ApiError::Internal) => Notice::SaveUnclear,
        Err(_) => Notice::SaveFailed,
    };
    let query = view.to_query();
    let joint = if query.is_empty() { "" } else { "&" };
    format!("/connections/{id}?{query}{joint}notice={}", notice.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(owned).collect()
    }

    #[test]
    fn only_what_is_another_value_is_set() {
        let posted = fields(&[
            ("p.city", "Oslo"),
            ("was.city", "Oslo"),
            ("p.phone", ""),
            ("was.phone", "1"),
            ("p.notes", "a\r\nb"),
            ("was.notes", "a\nb"),
            ("p.new", ""),
            ("p.", "x"),
            ("q", "x"),
            ("was.zip", "1"),
        ]);
        assert_eq!(changed(&posted), fields(&[("phone", ""), ("new", "")]));
    }

    #[test]
    fn the_way_back_is_the_page_that_it_came_from_and_no_other() {
        let id = "abcdefghijklmnopqrs-_9";
        let lead = |connection: &str, view: &str, outcome| {
            destination(connection, Place::new("contacts", ""), "7".to_owned(), view, &outcome)
        };
        let item = || Ok(IntegrationItem::default());
        assert_eq!(
            lead(id, "q=ada&record=8&kind=deals&evil=//x", item()),
            format!("/connections/{id}?kind=contacts&q=ada&record=7&notice=saved")
        );
        for (error, word) in [
            (ApiError::Refused, "save-refused"),
            (ApiError::ProviderUnavailable, "save-unclear"),
            (ApiError::Busy, "save-failed"),
        ] {
            assert!(lead(id, "", Err(error)).ends_with(&format!("&notice={word}")));
        }
        assert_eq!(lead("//evil.example", "", item()), "/");
    }
}
