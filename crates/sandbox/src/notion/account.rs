//! Who consents at Notion, for which workspace.

use serde::Deserialize;
use serde_json::{Value, json};

/// A workspace with the user who connects it; the pages are the same in all of them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Account {
    pub(crate) workspace_id: String,
    pub(crate) workspace_name: String,
    /// Notion: each authorization has a bot of its own.
    pub(crate) bot_id: String,
    user_id: String,
    user_name: String,
    pub(crate) user_email: String,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            workspace_id: "5f3c1b9a-7d2e-4c86-9a41-0b6d8e2f7c15".to_owned(),
            workspace_name: "Northwind Notes".to_owned(),
            bot_id: "0d9a6c52-4b1f-4e37-8c60-91f2d5e7a3b8".to_owned(),
            user_id: "a3d1e9f0-2c47-4b65-b8e2-6f0c9d7a1e54".to_owned(),
            user_name: "Ada Lovelace".to_owned(),
            user_email: "ada@northwind.example".to_owned(),
        }
    }
}

impl Account {
    /// Notion: the user who authorized, as an answer tells of them.
    pub(crate) fn owner(&self) -> Value {
        json!({
            "type": "user",
            "user": {
                "object": "user",
                "id": self.user_id,
                "name": self.user_name,
                "avatar_url": null,
                "type": "person",
                "person": { "email": self.user_email },
            },
        })
    }

    /// `GET /v1/users/me`: the bot that a token speaks for.
    pub(crate) fn bot(&self) -> Value {
        json!({
            "object": "user",
            "id": self.bot_id,
            "name": crate::oauth::client::APP_NAME,
            "avatar_url": null,
            "type": "bot",
            "bot": {
                "owner": self.owner(),
                "workspace_id": self.workspace_id,
                "workspace_name": self.workspace_name,
            },
        })
    }
}
