//! Whole flows, one after the other on several browsers: authorize, consent, callback.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use futures::future::try_join_all;
use reqwest::{
    Client, Response, StatusCode,
    header::{COOKIE, LOCATION, SET_COOKIE},
};
use serde::Serialize;
use url::Url;

use crate::stopwatch::{milliseconds, percentile, rate, started};

const BROWSERS: usize = 8;

/// What came of it; times in milliseconds.
#[derive(Serialize)]
pub struct Flows {
    /// Whole flows a second.
    pub rate: f64,
    /// Of an authorize request.
    pub authorize_p50: f64,
    /// Of a callback.
    pub callback_p50: f64,
    /// How many.
    pub ended: usize,
}

struct Times {
    authorize: Vec<Duration>,
    callback: Vec<Duration>,
}

/// Flows through the app there, until the time is up.
pub async fn measure(app: &str, seconds: u64) -> anyhow::Result<Flows> {
    let elapsed = started();
    let browsers = (0..BROWSERS).map(|_| browser(app, Duration::from_secs(seconds)));
    let times: Vec<Times> = try_join_all(browsers).await?;
    let whole = elapsed();
    let mut authorize: Vec<_> = times.iter().flat_map(|times| times.authorize.iter().copied()).collect();
    let mut callback: Vec<_> = times.iter().flat_map(|times| times.callback.iter().copied()).collect();
    ensure!(!callback.is_empty(), "no flow ended");
    Ok(Flows {
        rate: rate(callback.len(), whole),
        authorize_p50: milliseconds(percentile(&mut authorize, 0.5)),
        callback_p50: milliseconds(percentile(&mut callback, 0.5)),
        ended: callback.len(),
    })
}

async fn browser(app: &str, time: Duration) -> anyhow::Result<Times> {
    let app = Url::parse(app)?;
    let http = integrations::http::client()?;
    let mut times = Times {
        authorize: Vec::new(),
        callback: Vec::new(),
    };
    let elapsed = started();
    while elapsed() < time {
        flow(&http, &app, &mut times).await?;
    }
    Ok(times)
}

/// Each flow is a new visitor's: with a session of its own.
async fn flow(http: &Client, app: &Url, times: &mut Times) -> anyhow::Result<()> {
    let one = started();
    let begun = http
        .post(app.join("/integrations/hubspot/authorize")?)
        .header("sec-fetch-site", "same-origin")
        .form::<[(&str, &str); 0]>(&[])
        .send()
        .await?;
    times.authorize.push(one());
    let cookie = begun.headers().get(SET_COOKIE).and_then(|line| line.to_str().ok());
    let cookie = cookie
        .and_then(|line| line.split(';').next())
        .unwrap_or_default()
        .to_owned();
    let mut next = location(&begun, app)?;
    while next.port() != app.port() {
        let consented = http.get(next.clone()).send().await?;
        next = location(&consented, &next)?;
    }
    let one = started();
    let completed = http.get(next).header(COOKIE, cookie).send().await?;
    times.callback.push(one());
    let end = location(&completed, app)?;
    ensure!(end.path().starts_with("/connections/"), "the flow ended at {end}");
    Ok(())
}

fn location(response: &Response, base: &Url) -> anyhow::Result<Url> {
    ensure!(
        response.status() == StatusCode::SEE_OTHER || response.status() == StatusCode::FOUND,
        "no redirect: {}",
        response.status()
    );
    let location = response.headers().get(LOCATION).context("no location")?;
    Ok(base.join(location.to_str()?)?)
}
