//! A wait that the provider asks for before the first rows: said once, counted down in silence, then tried again.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::{address, dom};

/// Where the seconds stand.
const TIMER: &str = "[role=timer][data-seconds]";

/// How long still. In the browser the page loads itself again when the wait is over.
///
/// The seconds are not read aloud: a timer is silent (WAI-ARIA 1.2, `timer`).
#[cfg(feature = "ssr")]
#[component]
pub fn Wait(
    /// Who asks.
    provider: String,
    /// For how long.
    seconds: u32,
) -> impl IntoView {
    let text = format!(" for {seconds} s.");
    view! {
        <div class="absent">
            <p aria-live="polite">
                {format!("{provider} asks us to wait")}
                <span role="timer" aria-live="off" data-seconds=seconds>{text}</span>
            </p>
            <a class="button" href="" rel="external" data-alive="hidden">"Try again"</a>
        </div>
    }
}

/// Counts the wait of the page down, if it has one.
pub fn count_down() {
    let seconds = dom::find(TIMER).and_then(|timer| timer.get_attribute("data-seconds"));
    let Some(seconds) = seconds.and_then(|seconds| seconds.parse().ok()) else {
        return;
    };
    if let Some(link) = dom::find(".absent > [data-alive=hidden]") {
        link.remove();
    }
    count(seconds);
}

fn count(seconds: u32) {
    if seconds == 0 {
        address::load_again();
        return;
    }
    dom::write(TIMER, &format!(", resuming in {seconds} s."));
    set_timeout(move || count(seconds - 1), Duration::from_secs(1));
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use crate::samples::html;

    fn wait() -> String {
        html(|| view! { <Wait provider="Acme".to_owned() seconds=4/> })
    }

    #[test]
    fn a_wait_says_how_long_and_without_script_offers_a_link() {
        let html = wait();
        assert!(
            html.contains("Acme asks us to wait") && html.contains(" for 4 s."),
            "{html}"
        );
        assert!(html.contains(">Try again</a>"), "{html}");
    }

    #[test]
    fn the_seconds_of_a_wait_are_not_read_aloud() {
        let html = wait();
        let said = html.find("aria-live=\"polite\"").unwrap();
        let silent = html.find("role=\"timer\" aria-live=\"off\"").unwrap();
        assert!(said < silent && silent < html.find("4 s").unwrap(), "{html}");
    }
}
