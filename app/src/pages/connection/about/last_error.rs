//! What went wrong last, and what happens next.

use jiff::Timestamp;
use leptos::prelude::*;
use model::ConnectionDetails;

use super::words::{happened, next};
use crate::date::{ExactMoment, exact};

/// The last error, in plain words.
#[component]
pub fn LastError(
    /// The connection.
    details: ConnectionDetails,
) -> impl IntoView {
    let Some(error) = details.last_error() else {
        return "None that is remembered".into_any();
    };
    let what = happened(error.event, &details.summary.provider_name);
    let then = match details.trouble() {
        Some(trouble) => outlook(next(trouble.event), details.resumes_at),
        None => "It works again.".to_owned(),
    };
    view! { <ExactMoment at=error.at/>": "{what}". "{then} }.into_any()
}

/// What comes next; nothing is asked of the provider before `resumes_at`.
fn outlook(next: Option<&str>, resumes_at: Option<Timestamp>) -> String {
    let pause = resumes_at.map(|at| format!("Not before {}.", exact(at)));
    [next.map(str::to_owned), pause]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
