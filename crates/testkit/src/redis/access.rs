//! Who may do what in a test's Redis: the app what the shipped rules grant it, the test everything (assurance T62).

use std::{fs, path::Path, sync::LazyLock};

use integrations::random;

/// The rules that operators are given.
const RULES: &str = include_str!("../../../../docs/redis/tributary.acl");

/// What stands there for the password.
const PLACEHOLDER: &str = "CHANGE-ME";

/// The app's user, as it stands in a URL. Its password is drawn for this process.
pub(super) static APP: LazyLock<String> = LazyLock::new(|| format!("tributary:{}", random::token()));

/// The test's user.
pub(super) const ADMIN: &str = "admin";
/// Its password, drawn for this process.
pub(super) static ADMIN_PASSWORD: LazyLock<String> = LazyLock::new(random::token);

/// Writes the shipped rules with a password, and a user of the test's own.
pub(super) fn write(path: &Path) {
    assert!(RULES.contains(PLACEHOLDER), "the rules have a place for a password");
    let password = APP.split_once(':').map_or("", |(_, password)| password);
    let rules = RULES.replace(PLACEHOLDER, password);
    let admin = format!("user {ADMIN} on >{} ~* &* +@all", *ADMIN_PASSWORD);
    fs::write(path, format!("{rules}{admin}\n")).expect("a file of rules");
}
