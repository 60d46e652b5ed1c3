//! How the system's allocator gives memory back, while lists of any size come and go.
//!
//! Blocks of that size and more are mapped one by one, and unmapped when they are freed. Without a word, glibc raises
//! the bound with each large block that is freed (mallopt(3), `M_MMAP_THRESHOLD`); then the columns of a list that
//! left stay with the process, in pieces into which the next one does not fit. It reads the setting once, at the
//! start: so the process starts itself anew with it, under the same id.

/// Where glibc reads it; other libraries look past it.
const VARIABLE: &str = "MALLOC_MMAP_THRESHOLD_";
/// In bytes: the columns of a large list are larger, what a question needs while it is answered is smaller.
const MAPPED_FROM: &str = "1048576";

/// Returns when that is so, or cannot be had. An operator's own choice stands. Call it before anything was begun.
#[cfg(unix)]
#[expect(
    clippy::disallowed_methods,
    reason = "no setting of ours: the C library reads it before we can"
)]
pub fn settle() {
    use std::{env, os::unix::process::CommandExt as _, process::Command};

    if env::var_os(VARIABLE).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else {
        return;
    };
    let mut arguments = env::args_os();
    let mut again = Command::new(program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    // It comes back only if it fails; then all is as before.
    let _failed = again.args(arguments).env(VARIABLE, MAPPED_FROM).exec();
}

/// No other system has this allocator.
#[cfg(not(unix))]
pub fn settle() {}
