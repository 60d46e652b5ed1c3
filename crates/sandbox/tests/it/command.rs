//! The command itself: where it listens, what it prints, how it stops.

use std::process::Stdio;
use std::time::Duration;

use sandbox::{Sandbox, SandboxConfig, StartError};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

fn command(flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandbox"));
    command
        .args(flags)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

#[tokio::test]
async fn nothing_but_loopback_is_listened_on() {
    // A sandbox that listens after all would never end.
    let output = command(&["--listen", "0.0.0.0:0"]).output();
    let output = tokio::time::timeout(Duration::from_secs(10), output)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("refusing to listen on 0.0.0.0:0") && told.contains("loopback"),
        "{told}"
    );

    let config = SandboxConfig {
        listen: "[::]:0".parse().unwrap(),
        ..SandboxConfig::default()
    };
    assert!(matches!(Sandbox::start(config).await, Err(StartError::NotLoopback(_))));
}

#[tokio::test]
async fn it_says_where_it_listens_and_stops_when_told() {
    for signal in ["-INT", "-TERM"] {
        let flags = [
            "--listen",
            "127.0.0.1:0",
            "--rate-limit",
            "off",
            "--consent",
            "auto",
            "--latency",
            "1ms",
        ];
        let mut child = command(&flags).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().unwrap();
        let port = line.strip_prefix("sandbox listening on http://127.0.0.1:").unwrap();
        assert_ne!(port.parse::<u16>().unwrap(), 0);

        let pid = child.id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .await
                .unwrap()
                .success()
        );

        assert_eq!(child.wait().await.unwrap().code(), Some(0), "{signal}");
    }
}

#[tokio::test]
async fn each_further_stand_in_has_a_line_of_its_own() {
    let flags = [
        "--listen",
        "127.0.0.1:0",
        "--airtable-listen",
        "127.0.0.1:0",
        "--notion-listen",
        "127.0.0.1:0",
    ];
    let sizes = [
        "--airtable-bases",
        "2",
        "--notion-pages",
        "3",
        "--pipedrive-listen",
        "127.0.0.1:0",
    ];
    let mut child = command(&[&flags[..], &sizes[..]].concat()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for name in ["sandbox", "airtable", "notion", "pipedrive"] {
        let line = lines.next_line().await.unwrap().unwrap();
        let told = line.strip_prefix(&format!("{name} listening on http://")).unwrap();
        let address: std::net::SocketAddr = told.parse().unwrap();
        assert!(tokio::net::TcpStream::connect(address).await.is_ok(), "{line}");
    }
}

#[tokio::test]
async fn no_stand_in_listens_on_anything_but_loopback() {
    for flag in ["--airtable-listen", "--notion-listen", "--pipedrive-listen"] {
        let output = command(&["--listen", "127.0.0.1:0", flag, "0.0.0.0:0"]).output();
        let output = tokio::time::timeout(Duration::from_secs(10), output)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{flag}");
    }
}

#[tokio::test]
async fn a_flag_that_cannot_be_read_is_explained() {
    let output = command(&["--rate-limit", "fast"]).output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("such as `110/10s`, or `off`")
    );
}

#[tokio::test]
async fn a_dropped_sandbox_stops_listening() {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.unwrap();
    let address = sandbox.address();
    assert!(tokio::net::TcpStream::connect(address).await.is_ok());

    sandbox.stop().await;

    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
