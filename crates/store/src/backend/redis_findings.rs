//! What an operator should know about a Redis that works: how it could lose what it keeps.

use jiff::{SignedDuration, Timestamp};
use redis::cmd;

use super::{redis_fault::RedisFault, redis_link::RedisLink};

/// `GETDEL` came with it.
const OLDEST: (u32, u32) = (6, 2);

/// Two machines that are kept in time differ by less.
const APART: SignedDuration = SignedDuration::from_secs(5);

/// Asks every server, and says each thing once.
pub(crate) async fn of_servers(link: &RedisLink) -> Result<Vec<String>, RedisFault> {
    let mut findings = Vec::new();
    for server in link.servers().await? {
        let told: String = server.run(&cmd("INFO")).await?;
        for finding in of_server(&told) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    Ok(findings)
}

/// What there is to say of a server that answered `INFO` with this.
fn of_server(told: &str) -> Vec<String> {
    let field = |name: &str| {
        let mut lines = told.lines().filter_map(|line| line.trim().split_once(':'));
        lines.find_map(|(key, value)| (key == name).then_some(value))
    };
    let mut findings = Vec::new();
    if let Some(version) = field("redis_version").filter(|version| is_too_old(version)) {
        findings.push(format!("Redis {version} is too old: connecting needs 6.2 or later"));
    }
    // assurance R13: whoever is evicted was connected, or was about to be. Every record has a lifetime, so
    // `volatile-…` spares none of them.
    if let Some(policy) = field("maxmemory_policy").filter(|policy| *policy != "noeviction") {
        findings.push(format!(
            "Redis drops connections when its memory is full (maxmemory-policy {policy}): set it to noeviction"
        ));
    }
    if field("aof_enabled") == Some("0") {
        findings.push(
            "Redis keeps no log of its writes: a restart loses all since its last snapshot, if it takes any; \
             set appendonly to yes"
                .to_owned(),
        );
    }
    findings
}

fn is_too_old(version: &str) -> bool {
    let mut numbers = version.split('.').map_while(|part| part.parse::<u32>().ok());
    let major = numbers.next();
    major.is_some_and(|major| (major, numbers.next().unwrap_or(0)) < OLDEST)
}

/// What there is to say of the machine's clock. Lifetimes go by Redis's; certificates and logs do not.
pub(crate) fn of_clocks(here: Timestamp, there: Timestamp) -> Option<String> {
    let off = here.duration_since(there);
    (off.abs() > APART).then(|| {
        let (seconds, side) = (
            off.abs().as_secs(),
            if off.is_negative() { "behind" } else { "ahead of" },
        );
        format!("this machine's clock is {seconds} s {side} that of Redis: one of the two is wrong")
    })
}

#[cfg(test)]
mod tests {
    use testkit::builders::noon;

    use super::*;

    const GOOD: &str = "# Server\r\nredis_version:7.0.15\r\n# Memory\r\nmaxmemory_policy:noeviction\r\n\
                        # Persistence\r\naof_enabled:1\r\n";

    #[test]
    fn of_a_server_as_it_should_be_there_is_nothing_to_say() {
        assert!(of_server(GOOD).is_empty());
        assert!(of_server("").is_empty(), "nor of what it does not tell");
    }

    #[test]
    fn each_thing_that_is_wrong_is_said_in_its_words() {
        for (right, wrong, said) in [
            ("7.0.15", "6.0.16", "6.0.16 is too old"),
            ("noeviction", "allkeys-lru", "maxmemory-policy allkeys-lru"),
            ("noeviction", "volatile-lru", "maxmemory-policy volatile-lru"),
            ("aof_enabled:1", "aof_enabled:0", "appendonly"),
        ] {
            let findings = of_server(&GOOD.replace(right, wrong));
            assert_eq!(findings.len(), 1, "{wrong}");
            assert!(findings[0].contains(said), "{findings:?}");
        }
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        for old in ["5.0.14", "6.1.240", "6.0", "6"] {
            assert!(is_too_old(old), "{old}");
        }
        for new in ["6.2.0", "7.0.15", "10.0.0", "8", "unstable"] {
            assert!(!is_too_old(new), "{new}");
        }
    }

    #[test]
    fn a_clock_that_is_off_is_told_by_how_much_and_which_way() {
        let off = |seconds: i64| of_clocks(noon() + SignedDuration::from_secs(seconds), noon());
        assert!(off(5).is_none() && off(-5).is_none());
        assert!(off(300).unwrap().contains("300 s ahead of"));
        assert!(off(-300).unwrap().contains("300 s behind"));
    }
}
