//! The pages that a person sees at a provider: the question, the refusal, the mistake.

use super::client::APP_NAME;
use crate::fields::Fields;

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

/// What a person is asked; all of it is text.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    /// The account that access is asked for.
    pub(crate) account: String,
    /// Which account that is, who is signed in, whom the sandbox stands in for.
    pub(crate) note: String,
    /// What the app would be allowed to do: in words, and by the name of the scope.
    pub(crate) permissions: Vec<(String, String)>,
    /// Where the form goes.
    pub(crate) action: &'a str,
    /// What the form carries along.
    pub(crate) hidden: Vec<(&'a str, &'a str)>,
}

/// The question: whose account, which scopes, allow or deny.
pub(crate) fn ask(question: &Question<'_>) -> String {
    let account = escape(&question.account);
    let permissions = question.permissions.iter();
    let permissions: String = permissions.map(|(meaning, name)| permission(meaning, name)).collect();
    let hidden = question.hidden.iter();
    let hidden: String = hidden.map(|(name, value)| hidden_input(name, value)).collect();
    let body = format!(
        "<h1>{APP_NAME} asks for access to {account}</h1>\n\
         <p class=\"quiet\">{note}</p>\n\
         <p>It would be allowed to:</p>\n<ul>{permissions}</ul>\n\
         <form method=\"post\" action=\"{action}\">{hidden}\
         <button name=\"decision\" value=\"allow\">Connect app</button>\
         <button name=\"decision\" value=\"deny\">Cancel</button></form>",
        note = escape(&question.note),
        action = escape(question.action),
    );
    page(&format!("Connect {APP_NAME} to {account}"), &body)
}

/// What a form carries along of a request: everything but the decision.
pub(crate) fn carried(fields: &Fields) -> Vec<(&str, &str)> {
    let pairs = fields.pairs().iter();
    pairs
        .filter(|(name, _)| name != "decision")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
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

fn permission(meaning: &str, name: &str) -> String {
    format!("<li>{} <code>{}</code></li>", escape(meaning), escape(name))
}

fn hidden_input(name: &str, value: &str) -> String {
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

    #[test]
    fn the_form_carries_all_but_an_earlier_decision() {
        let fields = Fields::parse(b"client_id=a&decision=allow&state=%22%3E");

        assert_eq!(carried(&fields), [("client_id", "a"), ("state", "\">")]);
    }
}
