//! What happened to the connection, the newest first.

use leptos::prelude::*;
use model::Activity;

use super::words::happened;
use crate::date::ExactMoment;

/// So many entries are seen at once; the earlier ones open.
const AT_ONCE: usize = 8;

/// The entries, in words.
#[component]
pub fn ActivityList(
    /// The newest first.
    activity: Vec<Activity>,
    /// Whose name the words use.
    provider: String,
) -> impl IntoView {
    let (latest, earlier) = activity.split_at(activity.len().min(AT_ONCE));
    let list = if latest.is_empty() {
        view! { <p>"Nothing is recorded yet."</p> }.into_any()
    } else {
        view! { <ol>{lines(latest, &provider)}</ol> }.into_any()
    };
    let rest = (!earlier.is_empty()).then(|| {
        view! {
            <details>
                <summary>{format!("{} earlier", earlier.len())}</summary>
                <ol>{lines(earlier, &provider)}</ol>
            </details>
        }
    });
    view! {
        <section>
            <h2>"Activity"</h2>
            {list}
            {rest}
        </section>
    }
}

fn lines(activity: &[Activity], provider: &str) -> impl IntoView + use<> {
    let line = |entry: &Activity| {
        let class = entry.event.is_trouble().then_some("warn");
        view! { <li><span class=class>{happened(entry.event, provider)}</span><ExactMoment at=entry.at/></li> }
    };
    activity.iter().map(line).collect_view()
}
