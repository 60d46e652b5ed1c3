//! Tests of the whole snapshot: against a plain one that looks at every record for every question.

mod folders;
mod making;
mod memory;
mod oracle;
mod promises;
mod steps;
