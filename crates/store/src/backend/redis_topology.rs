//! Who owns which slots, as a server of the cluster tells it.

use std::ops::RangeInclusive;

use redis::{FromRedisValue as _, Value};

use crate::location::redis_location::Address;

/// Slots, and where their master is.
pub(super) type Owned = (RangeInclusive<u16>, Address);

/// Reads the answer of `CLUSTER SLOTS`. A server that does not know its own name leaves it out: then it
/// is the one that was `asked`.
pub(super) fn read(answer: Vec<Value>, asked: &str) -> Option<Vec<Owned>> {
    answer.into_iter().map(|entry| owned(entry, asked)).collect()
}

fn owned(entry: Value, asked: &str) -> Option<Owned> {
    let mut fields = Vec::<Value>::from_redis_value(entry).ok()?.into_iter();
    let (first, last) = (number(fields.next()?)?, number(fields.next()?)?);
    let mut master = Vec::<Value>::from_redis_value(fields.next()?).ok()?.into_iter();
    let host = Option::<String>::from_redis_value(master.next()?).ok()?;
    let port = number(master.next()?)?;
    let host = host.filter(|host| !matches!(host.as_str(), "" | "?"));
    Some((first..=last, (host.unwrap_or_else(|| asked.to_owned()), port)))
}

/// redis-rs would cut off what does not fit.
fn number(value: Value) -> Option<u16> {
    i64::from_redis_value(value).ok()?.try_into().ok()
}

/// Reads the address of a redirection, `host:port`; without a host it is the server that was `asked`.
pub(super) fn address(text: &str, asked: &str) -> Option<Address> {
    let (host, port) = text.rsplit_once(':')?;
    let host = if host.is_empty() { asked } else { host };
    Some((host.to_owned(), port.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::BulkString(text.as_bytes().to_vec())
    }

    fn slots(first: i64, last: i64, host: Value, port: i64) -> Value {
        let server = |host| Value::Array(vec![host, Value::Int(port), text("id"), Value::Array(vec![])]);
        let (master, replica) = (server(host), server(text("replica")));
        Value::Array(vec![Value::Int(first), Value::Int(last), master, replica])
    }

    #[test]
    fn the_master_owns_the_slots() {
        let answer = vec![slots(0, 5, text("a"), 1), slots(6, 16383, text("b"), 2)];
        let expected = vec![(0..=5, ("a".to_owned(), 1)), (6..=16383, ("b".to_owned(), 2))];
        assert_eq!(read(answer, "me"), Some(expected));
    }

    #[test]
    fn a_server_without_a_name_is_the_one_that_was_asked() {
        for host in [Value::Nil, text(""), text("?")] {
            assert_eq!(
                read(vec![slots(0, 1, host, 7)], "me"),
                Some(vec![(0..=1, ("me".to_owned(), 7))])
            );
        }
        assert_eq!(address(":7", "me"), Some(("me".to_owned(), 7)));
    }

    #[test]
    fn an_address_may_have_colons() {
        assert_eq!(address("::1:7", "me"), Some(("::1".to_owned(), 7)));
        assert_eq!(address("a", "me"), None);
        assert_eq!(address("a:x", "me"), None);
    }

    #[test]
    fn what_is_no_map_is_not_believed() {
        for part in [Value::Nil, Value::Array(vec![]), slots(0, 70_000, text("a"), 1)] {
            assert_eq!(read(vec![part], "me"), None);
        }
    }
}
