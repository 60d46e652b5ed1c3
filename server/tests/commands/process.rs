//! The binary as a process, and how tests talk to it.

use std::{
    process::{Output, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::TcpStream,
    process::{Child, ChildStderr, Command},
    time::timeout,
};

/// Longer than any step takes, so that a failure does not hang.
pub const BOUND: Duration = Duration::from_secs(20);

/// The binary, deaf to the environment of the tests.
pub fn tributary(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tributary"));
    command
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

pub async fn outcome(command: &mut Command) -> Output {
    timeout(BOUND, command.output())
        .await
        .expect("it ends by itself")
        .unwrap()
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A serving process and its log.
pub struct Serving {
    pub child: Child,
    log: Lines<BufReader<ChildStderr>>,
    /// The line up to which the log was read at the start.
    pub first: String,
    pub address: String,
}

impl Serving {
    pub async fn start(arguments: &[&str]) -> Self {
        let mut serving = Self::start_before(arguments, "listening on").await;
        serving.address = address_in(&serving.first);
        serving
    }

    /// Starts it, and reads the log up to the line with these words.
    pub async fn start_before(arguments: &[&str], words: &str) -> Self {
        let mut command = tributary(arguments);
        let mut child = command
            .arg("--listen=127.0.0.1:0")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut serving = Self {
            child,
            log,
            first: String::new(),
            address: String::new(),
        };
        serving.first = serving.line_with(words).await;
        serving
    }

    /// Reads the log up to the line with these words.
    pub async fn line_with(&mut self, words: &str) -> String {
        let search = async {
            while let Some(line) = self.log.next_line().await.unwrap() {
                if line.contains(words) {
                    return line;
                }
            }
            panic!("the log ended without {words:?}");
        };
        timeout(BOUND, search).await.expect("the line comes")
    }

    pub async fn signal(&self, name: &str) {
        let pid = self.child.id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args([name, &pid])
                .status()
                .await
                .unwrap()
                .success()
        );
    }

    pub async fn exit_code(&mut self) -> Option<i32> {
        timeout(BOUND, self.child.wait())
            .await
            .expect("it ends")
            .unwrap()
            .code()
    }
}

/// What follows `http://`, in either log format.
pub fn address_in(line: &str) -> String {
    let (_, rest) = line.split_once("http://").unwrap();
    rest.chars()
        .take_while(|c| matches!(c, '0'..='9' | '.' | ':'))
        .collect()
}

/// Asks once, and closes.
pub async fn ask(address: &str, path: &str) -> String {
    converse(
        address,
        &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"),
    )
    .await
}

/// Asks without offering to close.
pub async fn ask_and_stay(address: &str, path: &str) -> String {
    converse(address, &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n")).await
}

/// What the server says until it closes.
pub async fn converse(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    timeout(BOUND, stream.read_to_string(&mut answer))
        .await
        .expect("the server closes")
        .unwrap();
    answer
}
