//! Answers that were given lately: scrolling asks the same again, typing asks for less.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::list::{Filter, Sort, View};

use crate::{bits::Bits, fold};

/// What a view asks of the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// Folded.
    pub(crate) words: Vec<String>,
    pub(crate) sort: Vec<Sort>,
    pub(crate) filters: Vec<Filter>,
    /// `None`: of all records, wherever they lie.
    pub(crate) within: Option<Within>,
}

/// Of which records a question is asked, where they lie in folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Within {
    /// In which folder; `None`: at the top.
    pub(crate) folder: Option<String>,
    /// Whether what lies in folders beneath counts, too.
    pub(crate) deep: bool,
}

impl Question {
    /// The view's question.
    pub(crate) fn of(view: &View) -> Self {
        Self {
            words: fold::words(&view.search),
            sort: view.sort.clone(),
            filters: view.filters.clone(),
            within: None,
        }
    }
}

/// The latest answers, until the records change.
#[derive(Debug, Default)]
pub(crate) struct Answers(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The last used one first.
    arranged: Vec<(Question, Arc<[u32]>)>,
    found: Vec<(Vec<String>, Arc<Bits>)>,
}

/// How many answers of a kind are kept.
const MOST: usize = 8;

impl Answers {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a question that was asked lately.
    pub(crate) fn known(&self, question: &Question) -> Option<Arc<[u32]>> {
        let arranged = &mut self.lock().arranged;
        let at = arranged.iter().position(|(known, _)| known == question)?;
        arranged[..=at].rotate_right(1);
        Some(Arc::clone(&arranged[0].1))
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, question: Question, rows: Arc<[u32]>) {
        let arranged = &mut self.lock().arranged;
        arranged.insert(0, (question, rows));
        arranged.truncate(MOST);
    }

    /// What was found lately for the same words, or for words whose rows hold all that these ones have:
    /// what one types is found where its beginning was found.
    pub(crate) fn wider(&self, words: &[String]) -> Option<(Vec<String>, Arc<Bits>)> {
        let kept = self.lock();
        let same = kept.found.iter().find(|(known, _)| known == words);
        let is_wider = |known: &[String]| known.iter().all(|known| words.iter().any(|word| word.contains(known)));
        same.or_else(|| {
            let wider = kept.found.iter().filter(|(known, _)| is_wider(known));
            wider.min_by_key(|(_, found)| found.count())
        })
        .cloned()
    }

    /// Keeps what was found for words.
    pub(crate) fn keep_found(&self, words: Vec<String>, rows: Arc<Bits>) {
        let found = &mut self.lock().found;
        found.insert(0, (words, rows));
        found.truncate(MOST);
    }

    /// The records have changed: nothing is known any more.
    pub(crate) fn forget(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        let kept = self.lock();
        let arranged: usize = kept.arranged.iter().map(|(_, rows)| size_of_val(&**rows)).sum();
        let found: usize = kept.found.iter().map(|(_, found)| found.memory()).sum();
        arranged + found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        fold::words(text)
    }

    #[test]
    fn the_answer_that_was_not_asked_for_longest_is_forgotten_first() {
        let answers = Answers::default();
        let question = |query: &str| Question::of(&View::from_query(query));
        (0..MOST).for_each(|number| answers.keep(question(&format!("q={number}")), [0].into()));
        assert!(answers.known(&question("q=0")).is_some());
        answers.keep(question("q=new"), [1].into());
        assert_eq!(
            answers.known(&question("q=0&cols=name&from=4")).as_deref(),
            Some(&[0][..])
        );
        assert_eq!(answers.known(&question("q=1")), None);
        assert_eq!(answers.known(&question("q=0&sort=name")), None);
    }

    #[test]
    fn what_is_typed_is_looked_for_where_its_beginning_was_found() {
        let answers = Answers::default();
        answers.keep_found(words("ad"), Arc::new(Bits::all(5)));
        answers.keep_found(words("ada"), Arc::new(Bits::all(2)));
        let known = |text: &str| answers.wider(&words(text)).map(|(known, _)| known.join(" "));
        assert_eq!(known("ada").as_deref(), Some("ada"));
        assert_eq!(known("adal lo").as_deref(), Some("ada"));
        assert_eq!(known("a"), None);
        assert_eq!(known("lo"), None);
    }
}
