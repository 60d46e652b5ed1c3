//! What pages, databases and data sources are called, the awkward ones among them.

use super::workspace::{Thing, Workspace};
use crate::dice::{Dice, mix};
use crate::words::{self, AWKWARD};

const TOPICS: [&str; 10] = [
    "Offer",
    "Meeting notes",
    "Roadmap",
    "Travel plan",
    "Interview",
    "Budget",
    "Checklist",
    "Retrospective",
    "Research",
    "Onboarding",
];
const DATABASES: [&str; 6] = ["Contacts", "Tasks", "読書リスト", "", "<i>Ideas</i> 💡", "Suppliers"];

/// The title as text; some things have none.
pub(crate) fn title(workspace: &Workspace, thing: Thing) -> String {
    match thing {
        Thing::Page(page) => page_title(workspace.seed, page),
        Thing::Database(database) => database_title(database),
        Thing::Source(source) => {
            let database = workspace.database_of(source);
            if source == database {
                database_title(database)
            } else {
                format!("{} (archive)", database_title(database))
            }
        }
        Thing::Block(_) => String::new(),
    }
}

fn page_title(seed: u64, page: u32) -> String {
    let mut dice = Dice::new(mix(seed ^ u64::from(page)));
    match (page as usize).checked_sub(1) {
        None => "Home".to_owned(),
        Some(index) if index < AWKWARD.len() => AWKWARD[index].to_owned(),
        Some(index) if index == AWKWARD.len() => words::long_text(),
        Some(_) if dice.one_in(12) => String::new(),
        Some(_) if page % 2 == 1 => {
            let (first, last) = words::name(&mut dice);
            format!("{first} {last}")
        }
        Some(_) => format!("{} {}", dice.pick(&TOPICS), dice.pick(&words::COMPANIES)),
    }
}

fn database_title(database: u32) -> String {
    let (index, round) = (database as usize % DATABASES.len(), database as usize / DATABASES.len());
    let name = DATABASES[index];
    if round == 0 || name.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {}", round + 1)
    }
}
