//! Claims about what forms ask for.

use super::*;
use crate::list::days::midnight_utc;

fn asked(query: &str) -> Asked {
    Asked::from_address(query, &|_, day| midnight_utc(day))
}

/// The view that comes of it, as it stands in an address.
fn view(query: &str) -> String {
    asked(query).view.to_query()
}

#[test]
fn an_address_without_a_form_is_its_view() {
    let query = "q=ada&sort=name&f.p.city=has:london&from=60&record=7";
    let asked = asked(query);
    assert_eq!(asked.view.to_query(), query);
    assert_eq!(asked.opened, Opened::Nothing);
}

#[test]
fn what_opens_is_one_tool() {
    assert_eq!(asked("open=columns").opened, Opened::Columns);
    assert_eq!(asked("open=filter").opened, Opened::Filter(None));
    assert_eq!(asked("open=nonsense").opened, Opened::Nothing);
    let city = Some(ColumnId::property("city"));
    assert_eq!(asked("edit=p.city").opened, Opened::Filter(city.clone()));
    assert_eq!(asked("fc=p.city").opened, Opened::Filter(city));
}

#[test]
fn a_filter_comes_of_its_fields() {
    assert_eq!(view("fc=p.city&ft=has&fv=+London+"), "f.p.city=has:London");
    assert_eq!(view("fc=p.stage&ft=in&fv=lead&fv=a,b"), "f.p.stage=in:lead,a%5C,b");
    assert_eq!(view("fc=p.size&ft=number&ff=5&fu="), "f.p.size=number:5..");
    assert_eq!(view("fc=p.size&ft=empty"), "f.p.size=empty");
    assert_eq!(view("fc=p.size&ft=filled&fv=x"), "f.p.size=filled");
}

#[test]
fn the_last_day_of_a_range_counts() {
    assert_eq!(
        view("fc=created&ft=time&ff=2024-05-01&fu=2024-05-31"),
        "f.created=time:2024-05-01..2024-06-01"
    );
    assert_eq!(
        view("fc=created&ft=time&ff=&fu=2024-05-31"),
        "f.created=time:..2024-06-01"
    );
}

#[test]
fn a_test_that_asks_for_nothing_takes_the_filter_away() {
    for nothing in [
        "ft=has&fv=+",
        "ft=in",
        "ft=time&ff=x&fu=",
        "ft=number&ff=&fu=",
        "ft=nonsense",
    ] {
        assert_eq!(
            view(&format!("q=x&f.p.city=has:a&fc=p.city&{nothing}")),
            "q=x",
            "{nothing}"
        );
    }
}

#[test]
fn other_rows_are_read_from_the_top() {
    assert_eq!(
        view("from=60&f.name=filled&f.p.city=has:a&drop=p.city"),
        "f.name=filled"
    );
    assert_eq!(view("from=60&sort=name&by=name"), "sort=-name");
    assert_eq!(view("from=60&q=x&f.name=filled&sort=name&clear=all"), "sort=name");
    assert_eq!(view("from=60&fc=name&ft=filled"), "f.name=filled");
}

#[test]
fn picked_columns_keep_their_order_and_width_and_new_ones_come_last() {
    let asked = asked("cols=name,p.email:240,p.phone&pick=1&col=p.city&col=p.email&col=name");
    assert_eq!(asked.view.to_query(), "cols=name,p.email:240,p.city");
    assert_eq!(asked.opened, Opened::Columns);
    assert_eq!(view("cols=name,p.email&pick=1&col=p.email&up=p.email"), "cols=p.email");
}

#[test]
fn a_column_moves_one_place_and_not_beyond_the_ends() {
    assert_eq!(
        view("cols=name,p.email,p.phone&up=p.phone"),
        "cols=name,p.phone,p.email"
    );
    assert_eq!(view("cols=name,p.email,p.phone&down=name"), "cols=p.email,name,p.phone");
    assert_eq!(view("cols=name,p.email&up=name"), "cols=name,p.email");
    assert_eq!(view("cols=name,p.email&down=p.email"), "cols=name,p.email");
    assert_eq!(view("cols=name,p.email&usual=1"), "");
}

#[test]
fn the_record_closes_and_the_density_changes() {
    assert_eq!(view("record=7&from=60&close=record"), "from=60");
    assert_eq!(view("density=compact&density="), "");
}
