//! Which workspace was connected, and by whom.

use integrations::{Access, Account, ProviderError};
use serde_json::Value;

use crate::{api::NotionApi, values};

/// What is known of the workspace.
#[derive(Debug, Default, PartialEq, Eq)]
struct Known {
    workspace: Option<String>,
    name: Option<String>,
    owner: Option<String>,
}

/// The token answer says it; what it leaves out, the integration's own user may say.
pub(crate) async fn look_up(api: &NotionApi, access: &Access) -> Result<Account, ProviderError> {
    let mut known = Known::read(&Value::Object(access.facts.clone()));
    if known.workspace.is_none() || known.owner.is_none() {
        match api.get(&["users", "me"], access).await {
            Ok(body) => known = known.or(Known::of_bot(&body)),
            Err(error) if known.workspace.is_none() => return Err(error),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "who connected is unknown");
            }
        }
    }
    let id = known.workspace.ok_or(ProviderError::Malformed)?;
    let label = format!("workspace {id}");
    let names = [known.name, known.owner.clone()];
    Ok(Account::new(id, label).named(names).connected_by(known.owner))
}

impl Known {
    /// Reads a token answer, or what a bot says of itself.
    fn read(facts: &Value) -> Self {
        let word = |name: &str| facts[name].as_str().filter(|text| !text.trim().is_empty());
        Self {
            workspace: word("workspace_id").map(str::to_owned),
            name: word("workspace_name").map(str::to_owned),
            owner: values::person(&facts["owner"]["user"], &["name", "email"]),
        }
    }

    /// `GET /v1/users/me`.
    fn of_bot(body: &[u8]) -> Self {
        let user: Value = serde_json::from_slice(body).unwrap_or_default();
        Self::read(&user["bot"])
    }

    fn or(self, other: Self) -> Self {
        Self {
            workspace: self.workspace.or(other.workspace),
            name: self.name.or(other.name),
            owner: self.owner.or(other.owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_owner_is_known_by_name_else_by_address() {
        let owner = |user: Value| Known::read(&json!({"owner": {"type": "user", "user": user}})).owner;
        let person = json!({"email": "ada@x.example"});
        assert_eq!(owner(json!({"name": "Ada", "person": person})).as_deref(), Some("Ada"));
        assert_eq!(
            owner(json!({"name": " ", "person": person})).as_deref(),
            Some("ada@x.example")
        );
        assert_eq!(owner(json!({"id": "u"})), None);
        assert_eq!(
            Known::read(&json!({"owner": {"type": "workspace", "workspace": true}})),
            Known::default()
        );
    }

    #[test]
    fn a_bot_knows_its_workspace() {
        let bot =
            Known::of_bot(br#"{"object":"user","type":"bot","bot":{"workspace_id":"w","workspace_name":"Northwind"}}"#);
        assert_eq!(
            (bot.workspace.as_deref(), bot.name.as_deref()),
            (Some("w"), Some("Northwind"))
        );
        assert_eq!(Known::of_bot(b"<html>"), Known::default());
    }
}
