//! `bench`: measures what is ours against floors and peers, in one run. `scripts/bench` calls it.
//!
//! `bench engine` measures decoding, snapshots and windows; `bench memory N` what N records take;
//! `bench floor STORE` serves the bare handlers that the app is compared with; `bench load URL …` and
//! `bench flows APP` ask a server as quickly as it answers. Each prints JSON.

mod contacts;
mod decoding;
mod engine;
mod floor;
mod flows;
mod line;
mod load;
mod loading;
mod memory;
mod naive;
mod stopwatch;
mod windows;

use std::{env::args, io::stdout};

use anyhow::{Context as _, bail};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let measured = match arguments.as_slice() {
        ["engine"] => serde_json::to_value(engine::measure()?)?,
        ["memory", records] => serde_json::to_value(memory::measure(records.parse()?)?)?,
        ["floor", store, page] => return floor::serve(store, page).await,
        ["load", url, rest @ ..] => serde_json::to_value(load::measure(url, &load::Setting::read(rest)?).await?)?,
        ["flows", app, seconds] => serde_json::to_value(flows::measure(app, seconds.parse()?).await?)?,
        _ => bail!(
            "usage: bench engine | memory N | floor STORE PAGE | load URL [SECONDS [CLIENTS [COOKIE]]] | flows APP SECONDS"
        ),
    };
    serde_json::to_writer(stdout(), &measured).context("nobody reads what was measured")
}
