//! Where the user wants to end.

use integrations::ReturnTo;
use url::Url;

/// What is kept stays on this site, fits into a header, and means the same when it is read again.
pub fn return_to(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Some(kept) = ReturnTo::parse(text) else { return };
    let path = kept.as_str();
    assert!(path.starts_with('/') && !path.starts_with("//"), "a path: {path:?}");
    assert!(
        path.bytes().all(|byte| byte.is_ascii_graphic()),
        "fits into a header: {path:?}"
    );
    assert!(!path.contains('\\'), "no browser takes it for a host: {path:?}");
    for site in ["http://localhost:3000", "https://tributary.example/connections/a?b#c"] {
        let here = Url::parse(site).expect("a URL");
        let there = here.join(path).expect("a path");
        assert_eq!(there.origin(), here.origin(), "{path:?}");
    }
    assert_eq!(
        ReturnTo::parse(path).as_ref(),
        Some(&kept),
        "it means the same when it is read again"
    );
}
