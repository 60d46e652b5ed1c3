//! All that is wrong with the settings, collected.

use std::fmt;

/// What is wrong with one variable.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// The variable's name.
    pub variable: String,
    /// What is wrong with it, for the operator; never its value.
    pub complaint: String,
}

/// There is no value, and why stands among the problems.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted;

/// All problems, in the order of the variables; prints as one line each.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Notes a problem.
    pub(super) fn note(&mut self, variable: impl Into<String>, complaint: impl fmt::Display) -> Noted {
        self.0.push(Problem {
            variable: variable.into(),
            complaint: complaint.to_string(),
        });
        Noted
    }

    /// The value; why there is none is noted.
    pub(super) fn keep<T, E: fmt::Display>(&mut self, variable: &str, parsed: Result<T, E>) -> Result<T, Noted> {
        parsed.map_err(|error| self.note(variable, error))
    }

    /// The whole, if nothing was wrong with any part.
    pub(super) fn or<T>(self, whole: Result<T, Noted>) -> Result<T, Self> {
        match whole {
            Ok(whole) if self.0.is_empty() => Ok(whole),
            _ => Err(self),
        }
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self
            .iter()
            .map(|p| format!("{}: {}", p.variable, p.complaint))
            .collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}
