//! How much memory the process has.

use std::fs;

/// Resident memory in bytes, where the kernel tells it (Linux: `/proc/self/status`).
pub(super) fn resident() -> Option<f64> {
    parse(&fs::read_to_string("/proc/self/status").ok()?)
}

fn parse(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u32 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(f64::from(kibibytes) * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_in_bytes() {
        assert_eq!(
            parse("Name:\ttributary\nVmRSS:\t   2048 kB\nThreads: 3\n"),
            Some(2_097_152.0)
        );
        assert_eq!(parse("Name:\ttributary\n"), None);
    }
}
