//! The rules in `docs/redis/tributary.acl`: enough for all that we do, and for nothing else.
//!
//! Every test here runs under them; what they forbid would fail there. This is what they must not allow.

use redis::aio::MultiplexedConnection;
use testkit::redis::RedisServer;

/// Signed in as the app.
async fn as_the_app(server: &RedisServer) -> MultiplexedConnection {
    let client = redis::Client::open(server.url()).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}

/// The error's code, or nothing where there was none.
async fn refusal(connection: &mut MultiplexedConnection, words: &str) -> String {
    let mut words = words.split(' ');
    let mut command = redis::cmd(words.next().unwrap());
    let answer = command
        .arg(words.collect::<Vec<_>>())
        .query_async::<redis::Value>(connection)
        .await;
    answer
        .err()
        .and_then(|error| error.code().map(str::to_owned))
        .unwrap_or_default()
}

/// assurance T62
#[tokio::test]
async fn the_app_may_not_read_other_keys_nor_rule_the_server() {
    let server = RedisServer::new();
    let mut app = as_the_app(&server).await;
    for forbidden in [
        "GET other:key",
        "SET other:key v",
        "MGET t:a other:key",
        "EVAL return 1 other:key",
        "KEYS *",
        "FLUSHALL",
        "FLUSHDB",
        "CONFIG GET requirepass",
        "ACL LIST",
        "CLIENT LIST",
        "CLUSTER NODES",
        "CLUSTER RESET",
        "MONITOR",
        "SHUTDOWN",
        "REPLICAOF NO ONE",
        "MODULE LIST",
        "FUNCTION LIST",
        "SCRIPT FLUSH",
        "SAVE",
        "DUMP t:a",
        "RENAME t:a t:b",
        "SUBSCRIBE t:a",
    ] {
        assert_eq!(refusal(&mut app, forbidden).await, "NOPERM", "{forbidden}");
    }
}

/// assurance T62: what a script does is done by its user.
#[tokio::test]
async fn a_script_of_the_app_reaches_no_further() {
    let server = RedisServer::new();
    let mut app = as_the_app(&server).await;
    for body in [
        "redis.call('GET','other:key')",
        "redis.call('FLUSHALL')",
        "redis.call('KEYS','*')",
    ] {
        let refused = redis::cmd("EVAL")
            .arg(body)
            .arg(0)
            .query_async::<redis::Value>(&mut app)
            .await;
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("The user executing the script can't"), "{body}: {said}");
    }
}

/// What is to come needs no new rules: they are an operator's to roll out.
#[tokio::test]
async fn the_app_may_do_all_that_it_needs() {
    let server = RedisServer::new();
    let mut app = as_the_app(&server).await;
    for allowed in [
        "PING",
        "TIME",
        "ROLE",
        "INFO memory",
        "SELECT 0",
        "GET t:a",
        "MGET t:a t:b",
        "SET t:a v NX PX 1000",
        "SET t:a v KEEPTTL",
        "EXISTS t:a",
        "PTTL t:a",
        "PEXPIRE t:a 1000",
        "GETDEL t:a",
        "DEL t:a",
        "SADD t:s v",
        "SMEMBERS t:s",
        "SREM t:s v",
        "LPUSH t:l v",
        "LINDEX t:l 0",
        "LTRIM t:l 0 9",
        "ZADD t:z 1 v",
        "ZCARD t:z",
        "ZRANGE t:z 0 1",
        "ZREMRANGEBYSCORE t:z 0 0",
        "ZREM t:z v",
        "SCAN 0 MATCH t:* COUNT 10",
    ] {
        assert_eq!(refusal(&mut app, allowed).await, "", "{allowed}");
    }
    let time = "return redis.call('TIME')[1]";
    redis::cmd("EVAL")
        .arg(time)
        .arg(1)
        .arg("t:a")
        .query_async::<u64>(&mut app)
        .await
        .unwrap();
    for on_a_cluster in ["CLUSTER SLOTS", "ASKING"] {
        assert_eq!(
            refusal(&mut app, on_a_cluster).await,
            "ERR",
            "{on_a_cluster}: no cluster here, but allowed"
        );
    }
}
