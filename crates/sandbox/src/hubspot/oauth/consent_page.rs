//! The pages that a person sees at the provider: the question, the refusal, the mistake.

use super::authorization_request::AuthorizationRequest;
use crate::fields::Fields;
use crate::hubspot::app::{APP_NAME, known_scope};

/// What is echoed into the form: all that the request consists of.
const ECHOED: [&str; 8] = [
    "client_id",
    "redirect_uri",
    "scope",
    "optional_scope",
    "response_type",
    "state",
    "code_challenge",
    "code_challenge_method",
];

const STYLE: &str = "
:root { color-scheme: light dark; --page: #f4f5f7; --card: #fff; --text: #1d2330; --quiet: #566072; --line: #d8dce3; --act: #1f5fbf; --on-act: #fff }
@media (prefers-color-scheme: dark) {
  :root { --page: #12151b; --card: #1b2029; --text: #e8ebf1; --quiet: #a3adbd; --line: #343c4a; --act: #8ab4f8; --on-act: #10141b }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 30rem; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere }
h1 { margin: 0 0 .5rem; font-size: 1.3rem; line-height: 1.3 }
p { margin: 0 0 1rem }
.quiet, code { color: var(--quiet); font-size: .875rem }
ul { margin: 0 0 1.25rem; padding: 0; list-style: none; border-top: 1px solid var(--line) }
li { padding: .5rem 0; border-bottom: 1px solid var(--line) }
li code { display: block }
form { display: flex; flex-wrap: wrap; gap: .75rem }
button { flex: 1 1 8rem; min-height: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: inherit; font: inherit; cursor: pointer }
button[value=allow] { background: var(--act); border-color: var(--act); color: var(--on-act); font-weight: 600 }
button:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
";

/// The question: which portal, which scopes, allow or deny.
pub(crate) fn ask(request: &AuthorizationRequest, fields: &Fields) -> String {
    let portal = &request.portal;
    let (name, user) = (escape(&portal.name), escape(&portal.user));
    let scopes: String = request.scopes.iter().map(|scope| scope_row(scope)).collect();
    let echoed = ECHOED
        .iter()
        .filter_map(|name| fields.get(name).map(|value| hidden(name, value)));
    let hidden: String = echoed.chain([hidden("hub_id", &portal.hub_id.to_string())]).collect();
    let body = format!(
        "<h1>{APP_NAME} asks for access to {name}</h1>\n\
         <p class=\"quiet\">Account {hub_id}, signed in as {user}. This is a sandbox that stands in for HubSpot.</p>\n\
         <p>It would be allowed to:</p>\n<ul>{scopes}</ul>\n\
         <form method=\"post\" action=\"/oauth/authorize\">{hidden}\
         <button name=\"decision\" value=\"allow\">Connect app</button>\
         <button name=\"decision\" value=\"deny\">Cancel</button></form>",
        hub_id = portal.hub_id,
    );
    page(&format!("Connect {APP_NAME} to {name}"), &body)
}

/// The refusal, where no callback is sent.
pub(crate) fn denied() -> String {
    page(
        "Not connected",
        "<h1>Not connected</h1>\n<p>You denied the request. You may close this page.</p>",
    )
}

/// The app's mistake.
pub(crate) fn failed(sentence: &str) -> String {
    let title = "Couldn&#39;t complete the connection";
    page(
        title,
        &format!("<h1>{title}</h1>\n<p role=\"alert\">{}</p>", escape(sentence)),
    )
}

fn scope_row(name: &str) -> String {
    let meaning = known_scope(name).map_or("", |scope| scope.meaning);
    format!("<li>{} <code>{}</code></li>", escape(meaning), escape(name))
}

fn hidden(name: &str, value: &str) -> String {
    format!(
        "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
        escape(name),
        escape(value)
    )
}

/// `title` and `body` are HTML already.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>{STYLE}</style></head>\n<body><main>\n{body}\n</main></body></html>\n"
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_from_outside_is_text() {
        let page = failed("<script>alert('1')</script>");

        assert!(!page.contains("<script>"));
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)"));
    }
}
