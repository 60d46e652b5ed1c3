//! Arrangements: which rows a view shows, and in which order.

use std::sync::Arc;

use model::list::{Direction, Sort, View};

use crate::{
    answers::{Answers, Question, Within},
    bits::Bits,
    filters::passing,
    orders::{EMPTY, key::RowRanks},
    records::Records,
    search::search,
    sequence::Sequence,
    tree::Tree,
};

/// Which rows match a view, in its order, as they were when it was made.
///
/// It stays readable while the snapshot changes: rows that were replaced or removed since are read as
/// they were; a property that was added to a row since is read, too. Rows take memory as long as an
/// arrangement of before is held: let go of it.
#[derive(Clone, Debug)]
pub struct Arrangement {
    pub(crate) rows: Arc<[u32]>,
    /// Whoever holds it keeps the rows where they are.
    pub(crate) _hold: Arc<()>,
}

impl Arrangement {
    /// How many rows match.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The rows of a view.
pub(crate) fn arrange(records: &Records, sequence: &Sequence, answers: &Answers, view: &View) -> Arc<[u32]> {
    let question = Question::of(view);
    if let Some(rows) = answers.known(&question) {
        return rows;
    }
    let matching = matching(records, answers, &question);
    let rows: Arc<[u32]> = in_order(records, sequence, &question, matching).into();
    answers.keep(question, Arc::clone(&rows));
    rows
}

/// The same of records that lie in folders: of those that `lying` says, the folders first.
pub(crate) fn arrange_within(
    (records, sequence, answers): (&Records, &Sequence, &Answers),
    view: &View,
    within: Within,
    lying: impl FnOnce() -> (Bits, Arc<Tree>),
) -> Arc<[u32]> {
    let question = Question {
        within: Some(within),
        ..Question::of(view)
    };
    if let Some(rows) = answers.known(&question) {
        return rows;
    }
    let (mut lying, tree) = lying();
    if let Some(matching) = matching(records, answers, &question) {
        lying.keep(&matching);
    }
    let rows = in_order(records, sequence, &question, Some(lying));
    let (folders, others): (Vec<u32>, Vec<u32>) = rows.into_iter().partition(|row| tree.is_folder(*row));
    let rows: Arc<[u32]> = [folders, others].concat().into();
    answers.keep(question, Arc::clone(&rows));
    rows
}

fn in_order(records: &Records, sequence: &Sequence, question: &Question, matching: Option<Bits>) -> Vec<u32> {
    let mut rows: Vec<u32> = match matching {
        Some(matching) => sequence.rows().filter(|row| matching.has(*row)).collect(),
        None => sequence.rows().collect(),
    };
    for rule in question.sort.iter().rev() {
        if let Some(field) = records.field(&rule.column) {
            rows = sorted(rows, &field.ranks(), rule);
        }
    }
    rows
}

/// `None`: all of them.
fn matching(records: &Records, answers: &Answers, question: &Question) -> Option<Bits> {
    let found = found(records, answers, &question.words);
    let filters = question.filters.iter().map(|filter| {
        let column = records.field(&filter.column).map(|field| &field.column);
        passing(column, &filter.test, records.len())
    });
    filters.fold(found, |matching, passing| match matching {
        Some(mut matching) => {
            matching.keep(&passing);
            Some(matching)
        }
        None => Some(passing),
    })
}

fn found(records: &Records, answers: &Answers, words: &[String]) -> Option<Bits> {
    if words.is_empty() {
        return None;
    }
    let (among, is_answer) = match answers.wider(words) {
        Some((known, found)) if known == words => (Bits::clone(&found), true),
        Some((_, found)) => (Bits::clone(&found), false),
        None => (Bits::all(records.len() as usize), false),
    };
    if is_answer {
        return Some(among);
    }
    let found = search(records, words, among);
    answers.keep_found(words.to_vec(), Arc::new(found.clone()));
    Some(found)
}

/// The rows by one rule. Equal ones keep their order, so that rules are applied from the last to the
/// first; those without a value come last either way.
fn sorted(mut rows: Vec<u32>, ranks: &RowRanks<'_>, rule: &Sort) -> Vec<u32> {
    let distinct = ranks.distinct();
    let place = |row: u32| match (ranks.of(row), rule.direction) {
        (EMPTY, _) => distinct,
        (rank, Direction::Ascending) => rank,
        (rank, Direction::Descending) => distinct - 1 - rank,
    };
    if rows.len() < distinct as usize / 8 {
        rows.sort_by_cached_key(|row| place(*row));
        return rows;
    }
    // One pass counts, one puts: linear, however many there are.
    let mut starts = vec![0u32; distinct as usize + 2];
    for row in &rows {
        starts[place(*row) as usize + 1] += 1;
    }
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before;
    }
    let mut sorted = vec![0; rows.len()];
    for row in rows {
        let next = &mut starts[place(row) as usize];
        sorted[*next as usize] = row;
        *next += 1;
    }
    sorted
}
