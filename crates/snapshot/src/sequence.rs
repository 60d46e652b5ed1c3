//! The sequence of the records: the provider's order, whatever row each of them is in.

use crate::bits::Bits;

/// Stands for a record that was taken out.
const GONE: u32 = u32::MAX;

/// Seats in the order in which the records first came, and the row of whoever sits there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sequence {
    rows: Vec<u32>,
    /// By row.
    seats: Vec<u32>,
    taken: usize,
    /// The seats that were met since the sweep began.
    met: Option<Bits>,
}

impl Sequence {
    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.taken
    }

    /// The rows of all records.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().copied().filter(|row| *row != GONE)
    }

    /// The seat of whoever is or was in a row.
    pub(crate) fn seat(&self, row: u32) -> Option<u32> {
        self.seats.get(row as usize).copied()
    }

    /// A record that was not here: it is in this row, the one after the last.
    pub(crate) fn append(&mut self, row: u32) {
        let seat = crate::number(self.rows.len());
        self.rows.push(row);
        self.seats.push(seat);
        self.taken += 1;
        self.meet(row);
    }

    /// A record moves to another row, the one after the last, and keeps its seat.
    pub(crate) fn move_to(&mut self, from: u32, row: u32) {
        let seat = self.seats[from as usize];
        self.rows[seat as usize] = row;
        self.seats.push(seat);
    }

    /// The record of a row is taken out.
    pub(crate) fn remove(&mut self, row: u32) {
        let seat = self.seats[row as usize];
        self.rows[seat as usize] = GONE;
        self.taken -= 1;
    }

    /// How many rows hold nobody any more.
    pub(crate) fn dead(&self) -> usize {
        self.seats.len() - self.taken
    }

    /// Begins to note who is met.
    pub(crate) fn begin_sweep(&mut self) {
        self.met = Some(Bits::none(self.rows.len()));
    }

    /// The record of a row was met.
    pub(crate) fn meet(&mut self, row: u32) {
        let seat = self.seats[row as usize];
        if let Some(met) = &mut self.met {
            met.set(seat);
        }
    }

    /// The rows of those that were not met since the sweep began, which ends.
    pub(crate) fn end_sweep(&mut self) -> Vec<u32> {
        let Some(met) = self.met.take() else {
            return Vec::new();
        };
        let seats = (0u32..).zip(&self.rows);
        seats
            .filter(|(seat, row)| **row != GONE && !met.has(*seat))
            .map(|(_, row)| *row)
            .collect()
    }

    /// Numbers seats and rows anew, without those that hold nobody: the first record is in row 0.
    pub(crate) fn close_ranks(&mut self) {
        let met = self.met.take();
        let seats = (0u32..).zip(&self.rows).filter(|(_, row)| **row != GONE);
        let mut still_met = met.is_some().then(Bits::default);
        for (to, (seat, _)) in (0..).zip(seats) {
            if let (Some(still_met), true) = (&mut still_met, met.as_ref().is_some_and(|met| met.has(seat))) {
                still_met.set(to);
            }
        }
        let rows = 0..crate::number(self.taken);
        (self.rows, self.seats, self.met) = (rows.clone().collect(), rows.collect(), still_met);
    }

    /// Gives back what it does not need.
    pub(crate) fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.seats.shrink_to_fit();
    }

    /// In bytes.
    pub(crate) fn memory(&self) -> usize {
        let numbers = self.rows.capacity() + self.seats.capacity();
        numbers * size_of::<u32>() + self.met.as_ref().map_or(0, Bits::memory)
    }
}
