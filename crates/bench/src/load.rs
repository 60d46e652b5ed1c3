//! Asks one address as quickly as it answers, from several connections.

use std::time::Duration;

use anyhow::ensure;
use futures::future::try_join_all;
use reqwest::header::COOKIE;
use serde::Serialize;

use crate::stopwatch::{milliseconds, percentile, rate, started};

/// How.
pub struct Setting {
    seconds: u64,
    clients: usize,
    cookie: String,
}

impl Setting {
    /// From the command line: seconds, clients, a cookie.
    pub fn read(arguments: &[&str]) -> anyhow::Result<Self> {
        Ok(Self {
            seconds: arguments.first().unwrap_or(&"5").parse()?,
            clients: arguments.get(1).unwrap_or(&"16").parse()?,
            cookie: arguments.get(2).copied().unwrap_or_default().to_owned(),
        })
    }
}

/// What came of it.
#[derive(Serialize)]
pub struct Load {
    /// Answers a second.
    pub rate: f64,
    /// In milliseconds.
    pub p50: f64,
    /// In milliseconds.
    pub p99: f64,
    /// The longest, in milliseconds.
    pub most: f64,
    /// How many answers.
    pub answers: usize,
    /// How many of them were no 200.
    pub refused: usize,
    /// The bytes of the first one.
    pub bytes: usize,
}

/// Asks until the time is up.
pub async fn measure(url: &str, setting: &Setting) -> anyhow::Result<Load> {
    let elapsed = started();
    let clients = (0..setting.clients).map(|_| client(url, setting));
    let asked: Vec<Asked> = try_join_all(clients).await?;
    let whole = elapsed();
    let mut times: Vec<Duration> = asked.iter().flat_map(|asked| asked.times.iter().copied()).collect();
    ensure!(!times.is_empty(), "nothing was answered");
    Ok(Load {
        rate: rate(times.len(), whole),
        p50: milliseconds(percentile(&mut times, 0.5)),
        p99: milliseconds(percentile(&mut times, 0.99)),
        most: milliseconds(percentile(&mut times, 1.0)),
        answers: times.len(),
        refused: asked.iter().map(|asked| asked.refused).sum(),
        bytes: asked.first().map_or(0, |asked| asked.bytes),
    })
}

struct Asked {
    times: Vec<Duration>,
    refused: usize,
    bytes: usize,
}

async fn client(url: &str, setting: &Setting) -> anyhow::Result<Asked> {
    let http = integrations::http::client()?;
    let elapsed = started();
    let mut asked = Asked {
        times: Vec::new(),
        refused: 0,
        bytes: 0,
    };
    while elapsed() < Duration::from_secs(setting.seconds) {
        let one = started();
        let response = http.get(url).header(COOKIE, &setting.cookie).send().await?;
        if !response.status().is_success() {
            asked.refused += 1;
        }
        asked.bytes = response.bytes().await?.len();
        asked.times.push(one());
    }
    Ok(asked)
}
