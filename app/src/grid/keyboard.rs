//! What keys mean in the grid, and where they lead (WAI-ARIA Authoring Practices, grid pattern).

/// A cell; row `None` is the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The position of its row.
    pub row: Option<u32>,
    /// The position of its column.
    pub column: usize,
}

/// Where to go from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
    RowStart,
    RowEnd,
    First,
    Last,
    PageUp,
    PageDown,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Go there; `draw`: select the rows from here to there.
    Go {
        way: Way,
        draw: bool,
    },
    /// Open the record, or go into the folder.
    Open,
    /// Open the record, also where it is a folder.
    OpenRecord,
    /// Follow the link in the cell.
    Follow,
    /// Sort by the column; `further`: after the present rule.
    Sort {
        further: bool,
    },
    /// Select the row, or take it out.
    Toggle,
    SelectAll,
    Copy,
    Clear,
    /// Move the column by one place.
    MoveColumn {
        right: bool,
    },
    /// Change the column's width by one step.
    Resize {
        wider: bool,
    },
}

/// The keys that are held down with another one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    pub shift: bool,
    /// Control, or Command.
    pub control: bool,
    pub alt: bool,
}

/// What the key asks for; `None` when it is none of ours.
pub fn command(key: &str, held: Held, on_header: bool) -> Option<Command> {
    let Held { shift, control, alt } = held;
    if alt {
        return if on_header { column_command(key, shift) } else { None };
    }
    match key {
        "Enter" | " " if on_header => Some(Command::Sort { further: shift }),
        "Enter" if control => Some(Command::Follow),
        "Enter" if shift => Some(Command::OpenRecord),
        "Enter" => Some(Command::Open),
        "+" | "=" | "-" | "_" if on_header && !control => Some(Command::Resize {
            wider: matches!(key, "+" | "="),
        }),
        " " => Some(Command::Toggle),
        "a" | "A" if control => Some(Command::SelectAll),
        "c" | "C" if control => Some(Command::Copy),
        "Escape" => Some(Command::Clear),
        _ => way(key, control).map(|way| Command::Go {
            way,
            draw: shift && !on_header,
        }),
    }
}

fn column_command(key: &str, shift: bool) -> Option<Command> {
    let right = match key {
        "ArrowLeft" => false,
        "ArrowRight" => true,
        _ => return None,
    };
    Some(if shift {
        Command::Resize { wider: right }
    } else {
        Command::MoveColumn { right }
    })
}

fn way(key: &str, control: bool) -> Option<Way> {
    Some(match key {
        "ArrowUp" => Way::Up,
        "ArrowDown" => Way::Down,
        "ArrowLeft" => Way::Left,
        "ArrowRight" => Way::Right,
        "Home" if control => Way::First,
        "End" if control => Way::Last,
        "Home" => Way::RowStart,
        "End" => Way::RowEnd,
        "PageUp" => Way::PageUp,
        "PageDown" => Way::PageDown,
        _ => return None,
    })
}

/// How much there is to walk through.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub rows: u32,
    pub columns: usize,
    /// How many rows are on the screen.
    pub page: u32,
}

/// The cell that lies that way, or the last one before the edge.
pub fn go(from: Cell, way: Way, extent: Extent) -> Cell {
    let last_row = extent.rows.checked_sub(1);
    let last_column = extent.columns.saturating_sub(1);
    let Cell { row, column } = from;
    let down = |by: u32| match row {
        None => last_row.map(|last| last.min(by - 1)),
        Some(at) => last_row.map(|last| at.saturating_add(by).min(last)),
    };
    match way {
        Way::Up => Cell {
            row: row.and_then(|at| at.checked_sub(1)),
            column,
        },
        Way::Down => Cell { row: down(1), column },
        Way::Left => Cell {
            row,
            column: column.saturating_sub(1),
        },
        Way::Right => Cell {
            row,
            column: (column + 1).min(last_column),
        },
        Way::RowStart => Cell { row, column: 0 },
        Way::RowEnd => Cell {
            row,
            column: last_column,
        },
        Way::First => Cell {
            row: last_row.map(|_| 0),
            column: 0,
        },
        Way::Last => Cell {
            row: last_row,
            column: last_column,
        },
        Way::PageUp => Cell {
            row: row.map(|at| at.saturating_sub(extent.page)),
            column,
        },
        Way::PageDown => Cell {
            row: down(extent.page.max(1)),
            column,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: Extent = Extent {
        rows: 100,
        columns: 4,
        page: 20,
    };

    fn walk(from: (Option<u32>, usize), ways: &[Way]) -> (Option<u32>, usize) {
        let cell = Cell {
            row: from.0,
            column: from.1,
        };
        let end = ways.iter().fold(cell, |cell, way| go(cell, *way, EXTENT));
        (end.row, end.column)
    }

    #[test]
    fn arrows_stop_at_the_edges() {
        assert_eq!(walk((Some(0), 0), &[Way::Left, Way::Up, Way::Up]), (None, 0));
        assert_eq!(walk((Some(99), 3), &[Way::Right, Way::Down]), (Some(99), 3));
        assert_eq!(walk((None, 1), &[Way::Down, Way::Down]), (Some(1), 1));
    }

    #[test]
    fn pages_and_ends_are_reached_at_once() {
        assert_eq!(walk((Some(10), 2), &[Way::PageUp]), (Some(0), 2));
        assert_eq!(walk((None, 2), &[Way::PageDown, Way::PageDown]), (Some(39), 2));
        assert_eq!(walk((Some(90), 2), &[Way::PageDown]), (Some(99), 2));
        assert_eq!(walk((Some(50), 2), &[Way::RowStart]), (Some(50), 0));
        assert_eq!(walk((Some(50), 2), &[Way::RowEnd, Way::First]), (Some(0), 0));
        assert_eq!(walk((None, 2), &[Way::Last]), (Some(99), 3));
    }

    #[test]
    fn without_rows_there_is_only_the_header() {
        let none = Extent { rows: 0, ..EXTENT };
        for way in [Way::Down, Way::PageDown, Way::Last, Way::First] {
            assert_eq!(go(Cell { row: None, column: 1 }, way, none).row, None, "{way:?}");
        }
    }

    #[test]
    fn keys_mean_other_things_on_the_header() {
        let (plain, shift) = (
            Held::default(),
            Held {
                shift: true,
                ..Held::default()
            },
        );
        assert_eq!(command("Enter", plain, false), Some(Command::Open));
        assert_eq!(command("Enter", shift, false), Some(Command::OpenRecord));
        assert_eq!(command("Enter", shift, true), Some(Command::Sort { further: true }));
        assert_eq!(command("+", shift, true), Some(Command::Resize { wider: true }));
        assert_eq!(command("+", shift, false), None);
        let alt = Held { alt: true, ..plain };
        assert_eq!(
            command("ArrowLeft", alt, true),
            Some(Command::MoveColumn { right: false })
        );
        assert_eq!(command("ArrowLeft", alt, false), None, "that is the browser's way back");
    }

    #[test]
    fn shift_draws_and_control_reaches_the_ends() {
        let shift = Held {
            shift: true,
            ..Held::default()
        };
        let control = Held {
            control: true,
            ..Held::default()
        };
        let drawn = Command::Go {
            way: Way::Down,
            draw: true,
        };
        assert_eq!(command("ArrowDown", shift, false), Some(drawn));
        assert_eq!(
            command("End", control, false),
            Some(Command::Go {
                way: Way::Last,
                draw: false
            })
        );
        assert_eq!(command("a", control, false), Some(Command::SelectAll));
        assert_eq!(command("a", Held::default(), false), None);
    }
}
