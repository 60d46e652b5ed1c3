//! A server process that ends with the test.

use std::{
    io::{self, BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
};

/// Starts the server, and kills it when the other end of standard input is closed: a test that is
/// killed leaves no server behind. The shell lets go of standard output, so its end is the server's.
const WATCHED: &str = r#""$0" "$@" 2>&1 & exec >/dev/null; read -r _; kill -9 $! 2>/dev/null; wait"#;

/// What a server says once it can be used, and what a Sentinel says.
const READY: [&str; 2] = ["Ready to accept connections", "+monitor master"];

/// The highest port: that of a cluster's own traffic is ten thousand above.
const HIGHEST_PORT: u16 = 55_000;

/// A running server. Dropping it kills it, as a power cut would.
pub(super) struct Process {
    shell: Child,
    /// Dropping it ends the server.
    stdin: Option<ChildStdin>,
}

impl Process {
    /// Starts a `redis-server` and waits until it can be used.
    ///
    /// # Errors
    /// Its log, when it ends before.
    pub(super) fn start(arguments: &[String]) -> Result<Self, String> {
        let mut shell = Command::new("sh")
            .args(["-c", WATCHED, &program()])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let (stdin, stdout) = (shell.stdin.take(), shell.stdout.take());
        let process = Self { shell, stdin };
        wait_until_ready(stdout.expect("a pipe"))?;
        Ok(process)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.stdin.take());
        // An error means that it is gone already, which is what was wanted.
        let _ = self.shell.wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no settings, and Redis may stand anywhere"
)]
fn program() -> String {
    std::env::var("TEST_REDIS_SERVER").unwrap_or_else(|_| "redis-server".to_owned())
}

/// A loopback port that nobody uses yet.
pub(super) fn free_port() -> u16 {
    loop {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a loopback port");
        let port = listener.local_addr().expect("an address").port();
        if port <= HIGHEST_PORT {
            return port;
        }
    }
}

/// Reads the log until the server listens, then lets the rest run off. The log, if it ends first.
fn wait_until_ready(stdout: ChildStdout) -> Result<(), String> {
    let mut reader = BufReader::new(stdout);
    let mut log = String::new();
    while reader.read_line(&mut log).is_ok_and(|bytes| bytes > 0) {
        if READY.iter().any(|said| log.contains(said)) {
            thread::spawn(move || io::copy(&mut reader, &mut io::sink()));
            return Ok(());
        }
    }
    Err(log)
}
