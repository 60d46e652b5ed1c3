//! Where the links of the grid lead: to the same page with another view.

use model::list::{ColumnId, Place, View};

/// Sorted by that column; sorted by it already: the other way, then not at all.
pub fn sorted(view: &View, column: &ColumnId) -> String {
    let mut next = View {
        from: 0,
        ..view.clone()
    };
    next.toggle_sort(column, false);
    address(&next)
}

/// What stands before `record=…` in the addresses of the view's records.
pub fn before_record(view: &View) -> String {
    let next = View {
        record: None,
        from: 0,
        ..view.clone()
    };
    let query = next.to_query();
    if query.is_empty() {
        "?".to_owned()
    } else {
        format!("?{query}&")
    }
}

/// Inside that folder. What is chosen of the kind stays where it goes on there: where `opens` is empty.
pub fn into_folder(view: &View, opens: &str, id: &str) -> String {
    let folder = Some(id.to_owned());
    let next = if opens.is_empty() {
        let kind = view.place.kind.clone();
        View {
            columns: view.columns.clone(),
            sort: view.sort.clone(),
            ..view.elsewhere(Place { kind, folder })
        }
    } else {
        let kind = Some(opens.to_owned());
        view.elsewhere(Place { kind, folder })
    };
    address(&next)
}

fn address(view: &View) -> String {
    format!("?{}", view.to_query())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_sorted_up_then_down_then_not() {
        let mut view = View::from_query("q=ada&from=400");
        for expected in ["?q=ada&sort=name", "?q=ada&sort=-name", "?q=ada"] {
            let address = sorted(&view, &ColumnId::Name);
            assert_eq!(address, expected);
            view = View::from_query(&address[1..]);
        }
    }

    #[test]
    fn a_folder_keeps_what_is_chosen_of_its_kind_and_another_kind_begins_anew() {
        let view = View::from_query("kind=pages&q=a&sort=name&cols=name&density=compact&from=9&record=1");
        let inside = into_folder(&view, "", "a b");
        assert_eq!(inside, "?kind=pages&folder=a+b&sort=name&cols=name&density=compact");
        let other = into_folder(&view, "rows", "7");
        assert_eq!(other, "?kind=rows&folder=7&density=compact");
    }

    #[test]
    fn a_record_opens_in_the_same_view_wherever_that_is_scrolled_to() {
        let view = View::from_query("q=ada&from=400&record=1");
        assert_eq!(before_record(&view), "?q=ada&");
        assert_eq!(before_record(&View::default()), "?");
    }
}
