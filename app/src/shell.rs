//! The document around the pages, and the script that brings it to life.
//!
//! It replaces `leptos::hydration::HydrationScripts`, which writes the nonce into `crossorigin`
//! attributes, where any script or style sheet may read it.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::App;

/// What search engines and link previews say of any page.
const DESCRIPTION: &str =
    "Tributary connects a CRM account in two clicks, and shows what is in it: one fast list, whatever the source.";

/// The names of the built assets below `/pkg/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetNames {
    /// The JavaScript that loads the WASM: `tributary.….js`.
    pub js: String,
    /// The WASM: `tributary.….wasm`.
    pub wasm: String,
    /// The style sheet: `tributary.….css`.
    pub css: String,
}

impl AssetNames {
    /// The module that brings the page to life, once it has been painted: it works without, so nothing of the
    /// program may keep the rows waiting. `{:?}` quotes the names.
    ///
    /// A browser that does not tell of its first paint is waited for a second; one that shows the page to nobody
    /// does not start it.
    fn start_script(&self) -> String {
        let (js, wasm) = (format!("/pkg/{}", self.js), format!("/pkg/{}", self.wasm));
        format!(
            "const painted=new Promise(done=>{{new PerformanceObserver(done).observe({{type:'paint',buffered:true}});\
             setTimeout(done,1000)}});\
             const start=async()=>{{const wasm=fetch({wasm:?}),page=await import({js:?});\
             await page.default({{module_or_path:wasm}});page.start_page()}};\
             requestAnimationFrame(()=>painted.then(start))"
        )
    }
}

/// The whole document. The nonce of the response, if there is one, stands in `nonce=` only.
#[must_use]
pub fn shell(assets: &AssetNames) -> impl IntoView + use<> {
    let nonce = use_nonce();
    // Nothing is hydrated, so nothing is sent a second time as data.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=DESCRIPTION/>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="stylesheet" href=format!("/pkg/{}", assets.css)/>
                <script type="module" nonce=nonce>{assets.start_script()}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use leptos::nonce::Nonce;
    use leptos_meta::ServerMetaContext;
    use leptos_router::location::RequestUrl;

    use super::*;

    fn assets() -> AssetNames {
        AssetNames {
            js: "a.js".to_owned(),
            wasm: "b.wasm".to_owned(),
            css: "c.css".to_owned(),
        }
    }

    /// The document of a page that needs nothing fetched.
    fn document() -> String {
        Owner::new().with(|| {
            let (meta, _output) = ServerMetaContext::new();
            provide_context(meta);
            provide_context(RequestUrl::new("/nowhere"));
            provide_context(Nonce::from_value("n0nce"));
            shell(&assets()).into_view().to_html()
        })
    }

    #[test]
    fn the_nonce_stands_in_nonce_attributes_only() {
        let html = document();
        let all = html.matches("n0nce").count();
        assert_eq!(all, html.matches(r#"nonce="n0nce""#).count(), "{html}");
        assert_eq!(all, 1, "the script");
    }

    #[test]
    fn the_document_has_no_inline_style_and_no_script_without_nonce() {
        let html = document();
        assert!(!html.contains("style=") && !html.contains("<style"), "{html}");
        assert_eq!(
            html.matches("<script").count(),
            html.matches("<script type=\"module\" nonce=").count()
        );
    }

    #[test]
    fn the_start_script_names_both_assets() {
        let script = assets().start_script();
        assert!(
            script.contains(r#"fetch("/pkg/b.wasm")"#) && script.contains(r#"import("/pkg/a.js")"#),
            "{script}"
        );
    }

    #[test]
    fn nothing_of_the_program_is_fetched_before_the_page_is_painted() {
        let html = document();
        assert!(!html.contains("preload"), "{html}");
        assert!(
            assets()
                .start_script()
                .ends_with("requestAnimationFrame(()=>painted.then(start))")
        );
    }

    #[test]
    fn the_document_says_what_it_is() {
        assert!(document().contains(r#"<meta name="description" content="Tributary connects"#));
    }
}
