//! What must hold whatever comes in. cargo-fuzz looks for a counterexample; so does a test of testkit.

mod callback_query;
mod contacts_page;
mod return_to;
mod sealed_record;
mod token_answer;

pub use self::{
    callback_query::callback_query, contacts_page::contacts_page, return_to::return_to, sealed_record::sealed_record,
    token_answer::token_answer,
};
