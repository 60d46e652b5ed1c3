//! An island without looks: takes a notice out of the address once it is shown.

use leptos::prelude::*;

use crate::browser::address;

/// Stands beside a notice, so that a reload does not repeat it.
#[island]
pub fn ForgetNotice() -> impl IntoView {
    Effect::new(|_| address::forget_notice());
}
