//! HTTP conversations: the real router, a real sandbox, a clock that stands still until it is told.

mod stage;

mod answers;
mod begin;
mod complete;
mod disconnect;
mod headers;
mod items;
mod leaks;
mod outage;
mod ownership;
mod pages;
mod refresh;
mod sessions;
