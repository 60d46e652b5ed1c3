//! What a redirect said, shown once.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{Notice, Tone};

/// The notice that the address carries. Once it is shown, a reload does not repeat it.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let word = use_query_map().with_untracked(|query| query.get("notice"));
    let notice = word.as_deref().and_then(Notice::from_word);
    notice.map(|notice| view! { <NoticeText notice/> })
}

/// Good news is a `status`, bad news an `alert`.
#[component]
pub fn NoticeText(notice: Notice) -> impl IntoView {
    let (role, class) = match notice.tone() {
        Tone::Good => ("status", "notice good"),
        Tone::Bad => ("alert", "notice bad"),
    };
    view! { <p class=class role=role data-forgets="">{notice.sentence()}</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(notice: Notice) -> String {
        Owner::new().with(|| view! { <NoticeText notice/> }.to_html())
    }

    #[test]
    fn good_news_is_a_status_and_bad_news_an_alert() {
        assert!(html(Notice::Connected).contains(r#"role="status""#));
        assert!(html(Notice::Denied).contains(r#"role="alert""#));
        assert!(html(Notice::DisconnectedHere).contains(r#"role="alert""#));
    }
}
