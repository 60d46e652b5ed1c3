//! The document around the pages, and the script that brings it to life.
//!
//! It replaces `leptos::hydration::HydrationScripts`, which writes the nonce into `crossorigin`
//! attributes, where any script or style sheet may read it.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::App;

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
    /// The module that brings the islands to life; `{:?}` quotes the names.
    fn start_script(&self) -> String {
        let (js, wasm) = (format!("/pkg/{}", self.js), format!("/pkg/{}", self.wasm));
        format!(
            "import start,*as page from {js:?};await start({{module_or_path:{wasm:?}}});page.hydrate();\
             for(const island of document.querySelectorAll('leptos-island'))page[island.dataset.component](island)"
        )
    }
}

/// The whole document. The nonce of the response, if there is one, stands in `nonce=` only.
#[must_use]
pub fn shell(assets: &AssetNames) -> impl IntoView + use<> {
    let nonce = use_nonce();
    // Nothing but the islands is hydrated, so nothing else is sent a second time as data.
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
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="stylesheet" href=format!("/pkg/{}", assets.css)/>
                <link
                    rel="modulepreload"
                    href=format!("/pkg/{}", assets.js)
                    crossorigin="anonymous"
                    nonce=nonce.clone()
                />
                <link
                    rel="preload"
                    href=format!("/pkg/{}", assets.wasm)
                    r#as="fetch"
                    r#type="application/wasm"
                    crossorigin="anonymous"
                />
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
        assert_eq!(all, 2, "the script and its preload");
        assert!(html.contains(r#"crossorigin="anonymous""#));
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
        assert_eq!(
            assets().start_script(),
            "import start,*as page from \"/pkg/a.js\";await start({module_or_path:\"/pkg/b.wasm\"});page.hydrate();\
             for(const island of document.querySelectorAll('leptos-island'))page[island.dataset.component](island)"
        );
    }
}
