//! The record that stands open beside the list: whole, in groups, with the way to it at its provider.

mod edit;
mod facts;
mod raw;
mod value;

use leptos::prelude::*;
use model::list::Record;

use self::{edit::Edit, facts::Facts, raw::Raw};
use super::{FORM, tools::Tools};
use crate::{api::ApiError, grid::content::web_address, trouble::sentence};

/// What the pane shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Pane {
    /// Nothing: there is no pane.
    Closed,
    /// A record that is on its way.
    Loading,
    /// A record.
    Shown(Box<Record>),
    /// The record did not come.
    Failed(ApiError),
}

impl Pane {
    /// What came of asking for a record, if one was asked for.
    pub fn of(answer: Option<Result<Record, ApiError>>) -> Self {
        match answer {
            None => Self::Closed,
            Some(Ok(record)) => Self::Shown(Box::new(record)),
            Some(Err(error)) => Self::Failed(error),
        }
    }
}

/// The pane.
#[component]
pub fn RecordPane(tools: Tools) -> impl IntoView {
    let pane = tools.pane.get_untracked();
    (pane != Pane::Closed).then(|| framed(tools, pane))
}

/// What stands there while a record is on its way: for the browser's program, which fetches others.
#[component]
pub fn LoadingPane(tools: Tools) -> impl IntoView {
    view! { <template id="record-loading">{framed(tools, Pane::Loading)}</template> }
}

fn framed(tools: Tools, pane: Pane) -> AnyView {
    view! {
        <aside class="record" id="record" aria-label="Record">
            <div class="bar">
                <span class="steps" hidden data-alive="shown">
                    <button type="button" class="plain" aria-keyshortcuts="[ Alt+ArrowUp" data-does="previous">
                        "Previous"
                    </button>
                    <button type="button" class="plain" aria-keyshortcuts="] Alt+ArrowDown" data-does="next">
                        "Next"
                    </button>
                </span>
                <span class="quiet"></span>
                <button class="close" form=FORM name="close" value="record" aria-label="Close the record">"×"</button>
            </div>
            {content(tools, pane)}
        </aside>
    }
    .into_any()
}

fn content(tools: Tools, pane: Pane) -> AnyView {
    match pane {
        Pane::Closed => ().into_any(),
        Pane::Loading => view! {
            <div class="skeleton" role="status" aria-label="Loading the record">
                <span/><span/><span/><span/><span/><span/>
            </div>
        }
        .into_any(),
        Pane::Shown(record) => view! { <Shown tools record=*record/> }.into_any(),
        Pane::Failed(ApiError::NotFound) => view! {
            <h2 tabindex="-1">"No such record"</h2>
            <p class="quiet">"It was removed, or it never was in this account."</p>
        }
        .into_any(),
        Pane::Failed(error) => {
            let text = tools.state.provider.with_value(|provider| sentence(&error, provider));
            view! {
                <h2 tabindex="-1">"This record cannot be shown"</h2>
                <p role="alert">{text}</p>
                <button type="button" data-does="again">"Try again"</button>
            }
            .into_any()
        }
    }
}

#[component]
fn Shown(tools: Tools, record: Record) -> impl IntoView {
    let provider = tools.state.provider.get_value();
    let url = record.item.url.as_deref().and_then(web_address).map(str::to_owned);
    let link = url.map(|url| {
        view! {
            <a class="there" href=url target="_blank" rel="noopener noreferrer">{format!("Open in {provider} ↗")}</a>
        }
    });
    let class = record.item.name.is_none().then_some("none");
    let name = record.item.name.clone().unwrap_or_else(|| "No name".to_owned());
    view! {
        <h2 tabindex="-1"><bdi class=class>{name}</bdi></h2>
        {link}
        <Edit tools item=record.item.clone()/>
        <Facts tools item=record.item/>
        <Raw json=record.raw/>
    }
}

#[cfg(test)]
mod tests;
