//! The columns on the page: what their cells are called in the style sheet, and how people change them.

use model::list::{Column, ColumnId, ColumnType, ShownColumn, View};

/// The narrowest and the widest column, in CSS pixels.
const WIDTHS: std::ops::RangeInclusive<u16> = 48..=1200;

/// The classes of each column's cells: what the values are, and where they stand on a narrow screen, which has
/// room for three: the name, an address, the company.
pub fn classes(columns: &[Column]) -> Vec<String> {
    let lead = columns
        .iter()
        .position(|column| column.id == ColumnId::Name)
        .unwrap_or(0);
    let is_free = |at: &usize| *at != lead;
    let found = |is: &dyn Fn(&Column) -> bool, taken: Option<usize>| {
        (0..columns.len())
            .filter(is_free)
            .find(|at| Some(*at) != taken && is(&columns[*at]))
    };
    let mail = found(&|column| column.column_type == ColumnType::Email, None).or_else(|| found(&|_| true, None));
    let company = ColumnId::property("company");
    let third = found(&|column| column.id == company, mail).or_else(|| found(&|_| true, mail));
    let role = |at: usize| match Some(at) {
        _ if at == lead => " first",
        at if at == mail => " second",
        at if at == third => " third",
        _ => "",
    };
    let class = |(at, column): (usize, &Column)| format!("cell {}{}", kind(column), role(at));
    columns.iter().enumerate().map(class).collect()
}

/// What the values are, in a word.
fn kind(column: &Column) -> &'static str {
    match (&column.id, column.column_type) {
        (ColumnId::Name, _) => "name",
        (_, ColumnType::Text) => "text",
        (_, ColumnType::Email) => "email",
        (_, ColumnType::Phone) => "phone",
        (_, ColumnType::Link) => "link",
        (_, ColumnType::Choice) => "choice",
        (_, ColumnType::Number) => "number",
        (_, ColumnType::Day | ColumnType::Instant) => "time",
    }
}

/// How wide the view makes that column; `None`: as wide as usual.
pub fn width(view: &View, column: &ColumnId) -> Option<u16> {
    view.columns.iter().find(|shown| shown.id == *column)?.width
}

/// Makes a column that wide; `None`: as wide as usual.
pub fn set_width(view: &mut View, shown: &[Column], at: usize, width: Option<f64>) {
    name_columns(view, shown);
    let (least, most) = (f64::from(*WIDTHS.start()), f64::from(*WIDTHS.end()));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between the two"
    )]
    let width = width.map(|width| width.round().clamp(least, most) as u16);
    if let Some(column) = view.columns.get_mut(at) {
        column.width = width;
    }
}

/// Puts the column `from` where `to` is.
pub fn move_column(view: &mut View, shown: &[Column], from: usize, to: usize) {
    name_columns(view, shown);
    if from < view.columns.len() && to < view.columns.len() {
        let column = view.columns.remove(from);
        view.columns.insert(to, column);
    }
}

/// A view of the usual columns names none: before one of them changes, all must be named.
fn name_columns(view: &mut View, shown: &[Column]) {
    if view.columns.is_empty() {
        let named = |column: &Column| ShownColumn {
            id: column.id.clone(),
            width: None,
        };
        view.columns = shown.iter().map(named).collect();
    }
}

/// Which of the columns `before` each of those `after` was; `None` when one of them is new.
pub fn origins(before: &[Column], after: &[Column]) -> Option<Vec<usize>> {
    let origin = |column: &Column| before.iter().position(|known| known.id == column.id);
    after.iter().map(origin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(list: &[(&str, ColumnType)]) -> Vec<Column> {
        let column = |(id, column_type): &(&str, ColumnType)| {
            Column::new(ColumnId::parse(id).unwrap(), *id, *column_type).usual()
        };
        list.iter().map(column).collect()
    }

    fn usual() -> Vec<Column> {
        columns(&[
            ("name", ColumnType::Text),
            ("p.phone", ColumnType::Phone),
            ("p.email", ColumnType::Email),
            ("p.company", ColumnType::Text),
        ])
    }

    #[test]
    fn a_narrow_screen_shows_the_name_an_address_and_the_company() {
        let names = classes(&usual());
        assert_eq!(
            names,
            ["cell name first", "cell phone", "cell email second", "cell text third"]
        );
    }

    #[test]
    fn a_narrow_screen_shows_the_first_columns_where_there_are_no_others() {
        let shown = columns(&[
            ("id", ColumnType::Text),
            ("p.age", ColumnType::Number),
            ("created", ColumnType::Instant),
        ]);
        assert_eq!(
            classes(&shown),
            ["cell text first", "cell number second", "cell time third"]
        );
        assert_eq!(classes(&shown[..1]), ["cell text first"]);
        assert!(classes(&[]).is_empty());
    }

    #[test]
    fn the_first_change_names_all_columns() {
        let mut view = View::default();
        set_width(&mut view, &usual(), 1, Some(120.4));
        assert_eq!(view.to_query(), "cols=name,p.phone:120,p.email,p.company");
        set_width(&mut view, &usual(), 1, Some(3.0));
        assert_eq!(width(&view, &ColumnId::property("phone")), Some(48));
        set_width(&mut view, &usual(), 1, None);
        assert_eq!(view.to_query(), "cols=name,p.phone,p.email,p.company");
    }

    #[test]
    fn a_column_moves_to_where_another_one_is() {
        let mut view = View::default();
        move_column(&mut view, &usual(), 0, 2);
        assert_eq!(view.to_query(), "cols=p.phone,p.email,name,p.company");
        move_column(&mut view, &usual(), 2, 0);
        assert_eq!(view.to_query(), "cols=name,p.phone,p.email,p.company");
        move_column(&mut view, &usual(), 0, 9);
        assert_eq!(view.to_query(), "cols=name,p.phone,p.email,p.company");
    }

    #[test]
    fn fewer_columns_need_nothing_new_and_another_one_does() {
        let (all, some) = (
            usual(),
            columns(&[("p.company", ColumnType::Text), ("name", ColumnType::Text)]),
        );
        assert_eq!(origins(&all, &some), Some(vec![3, 0]));
        assert_eq!(origins(&some, &all), None);
    }
}
