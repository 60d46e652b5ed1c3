//! What the grid asks the server for, and when.

use leptos::{prelude::*, task::spawn_local};
use model::list::{Column, Progress, ShownColumn, View};
use web_sys::js_sys::Date;

use super::{
    super::{
        held::{BLOCK, block_of},
        pace::Pace,
    },
    Engine,
};
use crate::browser::ask::list_window;

/// More questions are never on their way.
const MOST: usize = 2;

/// How long the list is not looked at anew after it was, in milliseconds.
const PACE: f64 = 500.0;

/// What a question is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Another view is to be shown.
    Turn,
    /// Rows are missing.
    Fill,
    /// The list has changed; `first` is where the anchor stood.
    Renew {
        first: u32,
        /// How often it was asked already, because the anchor had moved further than the answer reached.
        tries: u8,
    },
}

/// A question that is on its way.
#[derive(Clone, Debug)]
pub struct Ask {
    pub purpose: Purpose,
    pub offset: u32,
    pub count: u32,
    /// The record whose position is asked for.
    pub anchor: Option<String>,
    /// Which question of all views it belongs to.
    pub turn: u32,
}

/// A view that is asked for and not on the screen yet.
pub struct Pending {
    pub view: View,
    pub columns: Vec<Column>,
    /// The row that will be the first.
    pub target: u32,
}

/// What was asked for and what is to be asked for.
pub struct Asking {
    /// What the rows answer that are wanted now.
    question: String,
    pub pending: Option<Pending>,
    /// Counts questions; answers to former ones are passed over.
    turn: u32,
    on_the_way: Vec<Ask>,
    /// The version of the list that is on the screen.
    pub seen: u64,
    renewed_at: f64,
    pace: Pace,
    /// Whether a timer runs that asks.
    planned: bool,
    /// Whether nothing is asked until a timer ends, because something went wrong.
    pub halted: bool,
    /// Whether it is known where the open record stands, or that it does not.
    pub located: bool,
}

impl Asking {
    pub fn new(view: &View, columns: &[Column], progress: &Progress) -> Self {
        Self {
            question: question(view, columns),
            pending: None,
            turn: 0,
            on_the_way: Vec::new(),
            seen: progress.version,
            renewed_at: f64::NEG_INFINITY,
            pace: Pace::default(),
            planned: false,
            halted: false,
            located: false,
        }
    }

    /// From now on the rows of that view are wanted. Whether that is a new question.
    pub fn turn_to(&mut self, view: &View, columns: &[Column]) -> bool {
        let question = question(view, columns);
        let is_new = self.question != question;
        if is_new {
            self.question = question;
            self.turn += 1;
            self.halted = false;
        }
        is_new
    }

    /// Takes an answer's question off the way. Whether anybody still wants the answer.
    pub fn arrived(&mut self, ask: &Ask) -> bool {
        let same = |other: &Ask| other.turn == ask.turn && other.offset == ask.offset && other.purpose == ask.purpose;
        if let Some(at) = self.on_the_way.iter().position(same) {
            self.on_the_way.swap_remove(at);
        }
        ask.turn == self.turn
    }

    fn wanted(&self) -> impl Iterator<Item = &Ask> {
        self.on_the_way.iter().filter(|ask| ask.turn == self.turn)
    }

    /// What the rows answer that are wanted now.
    pub fn question(&self) -> &str {
        &self.question
    }

    /// Whether rows are being waited for.
    pub fn is_busy(&self) -> bool {
        self.wanted().next().is_some()
    }
}

/// What rows of a view are: their order and their cells, whatever else people see.
fn question(view: &View, columns: &[Column]) -> String {
    let named = |column: &Column| ShownColumn {
        id: column.id.clone(),
        width: None,
    };
    let asked = View {
        columns: columns.iter().map(named).collect(),
        ..rows_of(view)
    };
    asked.to_query()
}

/// A view without what changes neither which rows there are nor their order.
pub fn rows_of(view: &View) -> View {
    View {
        place: view.place.clone(),
        search: view.search.clone(),
        sort: view.sort.clone(),
        filters: view.filters.clone(),
        ..View::default()
    }
}

impl Engine {
    /// Asks for whatever is wanted most, until enough is on its way.
    pub(super) fn ask_more(&mut self) {
        while !self.asking.halted && self.asking.on_the_way.len() < MOST {
            let Some(ask) = self.next_ask() else { break };
            self.send(ask);
        }
    }

    fn next_ask(&mut self) -> Option<Ask> {
        if let Some(pending) = &self.asking.pending {
            let target = pending.target;
            let asked = self.asking.wanted().any(|ask| ask.purpose == Purpose::Turn);
            return (!asked).then(|| self.ask_around(Purpose::Turn, target));
        }
        self.renewal().or_else(|| self.filling()).or_else(|| self.locating())
    }

    /// A question for all rows that are seen when that one is the first.
    fn ask_around(&self, purpose: Purpose, first: u32) -> Ask {
        let offset = block_of(first);
        let end = first.saturating_add(self.scroll.page() + 2);
        Ask {
            purpose,
            offset,
            count: (end - offset).next_multiple_of(BLOCK),
            anchor: self.anchor(),
            turn: self.asking.turn,
        }
    }

    /// The open record, while nobody knows where it stands.
    fn anchor(&self) -> Option<String> {
        self.view.record.clone().filter(|_| !self.asking.located)
    }

    fn renewal(&mut self) -> Option<Ask> {
        let newest = self.state.progress.with_untracked(|progress| progress.version);
        let asked = self
            .asking
            .wanted()
            .any(|ask| matches!(ask.purpose, Purpose::Renew { .. }));
        if newest <= self.asking.seen || asked {
            return None;
        }
        let now = Date::now();
        let wait = self.asking.renewed_at + PACE - now;
        if wait > 0.0 {
            self.plan(wait);
            return None;
        }
        self.asking.renewed_at = now;
        Some(self.renewing(self.scroll.first().0, self.scroll.first().0, 0))
    }

    /// A question for the rows from `around` on, and for where the row is by now that stands at `first`.
    pub(super) fn renewing(&self, first: u32, around: u32, tries: u8) -> Ask {
        let anchor = self.held.row(first).map(|row| row.id.clone());
        Ask {
            anchor,
            ..self.ask_around(Purpose::Renew { first, tries }, around)
        }
    }

    fn filling(&mut self) -> Option<Ask> {
        let asked: Vec<_> = self.asking.wanted().map(|ask| ask.offset).collect();
        let rows = self.scroll.rows();
        let offset = self.held.wanted(&self.scroll.visible(), self.downwards, rows, &asked)?;
        if let Err(wait) = self.asking.pace.take_turn(Date::now()) {
            self.plan(wait);
            return None;
        }
        Some(Ask {
            purpose: Purpose::Fill,
            offset,
            count: BLOCK,
            anchor: self.anchor(),
            turn: self.asking.turn,
        })
    }

    fn locating(&mut self) -> Option<Ask> {
        let anchor = self.anchor()?;
        self.asking.located = true;
        Some(Ask {
            purpose: Purpose::Fill,
            offset: self.scroll.first().0,
            count: 1,
            anchor: Some(anchor),
            turn: self.asking.turn,
        })
    }

    pub(super) fn send(&mut self, ask: Ask) {
        self.asking.on_the_way.push(ask.clone());
        self.frame.set("aria-busy", Some("true"));
        let connection = self.state.connection.with_value(ToString::to_string);
        let (question, me) = (self.asking.question.clone(), self.me.clone());
        spawn_local(async move {
            let answer = list_window(connection, question, ask.offset, ask.count, ask.anchor.clone()).await;
            if let Some(engine) = me.upgrade() {
                engine.borrow_mut().came(&ask, answer);
            }
        });
    }

    /// Asks again in so many milliseconds.
    fn plan(&mut self, milliseconds: f64) {
        if std::mem::replace(&mut self.asking.planned, true) {
            return;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "less than a second"
        )]
        let wait = milliseconds.ceil() as u64;
        self.later(wait, |engine| {
            engine.asking.planned = false;
            engine.ask_more();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_and_places_are_no_new_question() {
        let columns = untyped(&["name", "p.city"]);
        let asked = |query: &str| question(&View::from_query(query), &columns);
        assert_eq!(
            asked("q=a&sort=name&from=40&record=7&density=compact"),
            asked("q=a&sort=name&cols=name:90")
        );
        assert_eq!(asked("q=a"), "q=a&cols=name,p.city");
        assert_ne!(asked("q=a"), question(&View::from_query("q=a"), &columns[..1]));
    }

    fn untyped(ids: &[&str]) -> Vec<Column> {
        let view = View::from_query(&format!("cols={}", ids.join(",")));
        crate::list::state::shown(&view, &[])
    }
}
