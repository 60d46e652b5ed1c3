//! The dice that contacts are drawn with.

pub(crate) use crate::dice::{Dice, mix};
