//! The people who own records, as choices.

use integrations::{Access, ProviderError};
use model::list::Choice;
use serde::Deserialize;

use crate::{
    api::HubSpotApi,
    descriptor::READ_OWNERS,
    wire::{Page, identifier, text},
};

/// HubSpot's page.
const PAGE: &str = "100";
/// Nobody chooses among more than 5,000 people; and an answer that always names another page ends.
const MOST_PAGES: usize = 50;

/// `GET /crm/owners/{version}`. Records name the `id`, never the `userId`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Owner {
    #[serde(deserialize_with = "identifier")]
    id: String,
    #[serde(default, deserialize_with = "text")]
    first_name: String,
    #[serde(default, deserialize_with = "text")]
    last_name: String,
    #[serde(default, deserialize_with = "text")]
    email: String,
}

/// Everybody, by name; nobody when the grant does not let us know them: then nothing is asked.
pub(super) async fn choices(api: &HubSpotApi, access: &Access) -> Result<Vec<Choice>, ProviderError> {
    if !access.has_scope(READ_OWNERS) {
        return Ok(Vec::new());
    }
    let mut choices = Vec::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let mut url = api.settings.crm_url("owners", &[]);
        url.query_pairs_mut().append_pair("limit", PAGE);
        if let Some(after) = &after {
            url.query_pairs_mut().append_pair("after", after);
        }
        let body = api.get_body(url, access).await?;
        let page = Page::read(&body)?;
        choices.extend(page.readable::<Owner>().0.iter().map(choice));
        after = page.after().map(str::to_owned);
        if after.is_none() {
            break;
        }
    }
    choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
    Ok(choices)
}

/// The name, else the e-mail address, else the number.
fn choice(owner: &Owner) -> Choice {
    let name = [owner.first_name.trim(), owner.last_name.trim()].join(" ");
    let called = [name.trim(), owner.email.trim(), &owner.id];
    let label = called.into_iter().find(|word| !word.is_empty()).unwrap_or_default();
    Choice::new(&owner.id, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_is_called_by_name_else_by_address_else_by_number() {
        for (json, label) in [
            (
                r#"{"id":7,"firstName":"Grace","lastName":"Hopper","email":"g@x.example"}"#,
                "Grace Hopper",
            ),
            (r#"{"id":"7","firstName":null,"lastName":" Hopper"}"#, "Hopper"),
            (r#"{"id":"7","firstName":" ","email":"g@x.example"}"#, "g@x.example"),
            (r#"{"id":"7"}"#, "7"),
        ] {
            let named = choice(&serde_json::from_str(json).unwrap());
            assert_eq!((named.value.as_str(), named.label.as_str()), ("7", label));
        }
    }
}
