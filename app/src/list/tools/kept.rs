//! The view as hidden fields of a form: so that a form keeps what it does not change.

use leptos::prelude::*;
use model::{list::View, query};

/// The fields. In the living page they go: the program knows the view.
#[component]
pub fn Kept(
    /// The view when the page was made.
    view: View,
    /// Which parameters the form writes anew.
    leaving: &'static [&'static str],
) -> impl IntoView {
    let query = view.to_query();
    let kept = query::pairs(&query).filter(|(name, _)| !leaving.contains(&&**name));
    kept.map(|(name, value)| view! { <input type="hidden" name=name.into_owned() value=value.into_owned()/> })
        .collect_view()
}
