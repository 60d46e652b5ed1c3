//! Whatever is done to a snapshot, it answers as the plain one does.

use std::collections::BTreeSet;

use model::{IntegrationItem, list::View};
use proptest::{collection::vec, prelude::*};

use super::{
    making::{item, types, view},
    oracle::Plain,
};
use crate::{Arrangement, Snapshot, records::Records};

#[derive(Clone, Debug)]
enum Step {
    Upsert(Vec<IntegrationItem>),
    Supplement(Vec<IntegrationItem>),
    Remove(Vec<String>),
    BeginSweep,
    EndSweep,
    Settle,
    Ask(View),
    Hold(View),
    LetGo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => vec(item(), 0..12).prop_map(Step::Upsert),
        3 => vec(item(), 0..8).prop_map(Step::Supplement),
        2 => vec("[0-9]{1,2}|x", 0..6).prop_map(Step::Remove),
        1 => Just(Step::BeginSweep),
        1 => Just(Step::EndSweep),
        1 => Just(Step::Settle),
        4 => view().prop_map(Step::Ask),
        1 => view().prop_map(Step::Hold),
        1 => Just(Step::LetGo),
    ]
}

impl Step {
    /// Whether it says two things of one record: what is changed by the one may be changed back by the other.
    fn says_two_things(&self) -> bool {
        let (Self::Upsert(items) | Self::Supplement(items)) = self else {
            return false;
        };
        let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
        ids.len() < items.len()
    }
}

/// Few values are few, so that columns change to what they are when there are many.
fn with_few(few: usize) -> Snapshot {
    let mut snapshot = Snapshot {
        records: Records::new(few),
        ..Snapshot::default()
    };
    snapshot.set_types(types());
    snapshot
}

fn all(snapshot: &Snapshot, view: &View) -> Vec<IntegrationItem> {
    let arrangement = snapshot.arrange(view);
    snapshot.items(&arrangement, 0, arrangement.len())
}

/// What an arrangement showed, without properties: those may be added to.
fn held(snapshot: &Snapshot, arrangement: &Arrangement) -> Vec<IntegrationItem> {
    let mut items = snapshot.items(arrangement, 0, arrangement.len());
    for item in &mut items {
        item.properties.clear();
    }
    items
}

fn take(step: Step, snapshot: &mut Snapshot, plain: &mut Plain) -> Result<(), TestCaseError> {
    let version = snapshot.version();
    let before = all(snapshot, &View::default());
    let says_two_things = step.says_two_things();
    match step {
        Step::Upsert(items) => {
            snapshot.upsert(items.clone());
            plain.upsert(items);
        }
        Step::Supplement(items) => {
            snapshot.supplement(items.clone());
            plain.supplement(items);
        }
        Step::Remove(ids) => {
            snapshot.remove(ids.iter().map(String::as_str));
            plain.remove(&ids);
        }
        Step::BeginSweep => {
            snapshot.begin_sweep();
            plain.begin_sweep();
        }
        Step::EndSweep => prop_assert_eq!(snapshot.end_sweep(), plain.end_sweep()),
        Step::Settle => snapshot.settle(),
        Step::Ask(view) => prop_assert_eq!(all(snapshot, &view), plain.arrange(&view), "{:?}", view),
        Step::Hold(_) | Step::LetGo => {}
    }
    let after = all(snapshot, &View::default());
    prop_assert_eq!(&after, &plain.arrange(&View::default()));
    let (is_counted, is_changed) = (snapshot.version() > version, before != after);
    prop_assert!(is_counted == is_changed || is_counted && says_two_things);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_done_it_answers_as_the_plain_one(few in 0usize..5, steps in vec(step(), 1..24)) {
        let (mut snapshot, mut plain) = (with_few(few), Plain::of(types()));
        let mut holding = None;
        for step in steps {
            match &step {
                Step::Hold(view) => {
                    let arrangement = snapshot.arrange(view);
                    holding = Some((held(&snapshot, &arrangement), arrangement));
                }
                Step::LetGo => holding = None,
                _ => {}
            }
            take(step, &mut snapshot, &mut plain)?;
            if let Some((items, arrangement)) = &holding {
                prop_assert_eq!(&held(&snapshot, arrangement), items);
            }
        }
    }

    #[test]
    fn many_records_are_arranged_as_by_the_plain_one(few in 0usize..50, items in vec(item(), 60..120), views in vec(view(), 4)) {
        let (mut snapshot, mut plain) = (with_few(few), Plain::of(types()));
        snapshot.upsert(items.clone());
        plain.upsert(items);
        for view in views {
            prop_assert_eq!(all(&snapshot, &view), plain.arrange(&view), "{:?}", view);
        }
    }
}
