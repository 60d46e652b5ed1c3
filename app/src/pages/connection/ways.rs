//! The ways to elsewhere in a connection: its kinds of records as tabs, and the folders above where one is.

use leptos::prelude::*;
use model::list::{Crumb, Place, View, Whereabouts};

use crate::number::grouped;

/// The tabs and the path. Nothing where there is one kind only, without folders.
#[component]
pub fn Ways(
    /// Where one is.
    whereabouts: Whereabouts,
    /// What is shown.
    view: View,
    /// The path of the page.
    base: String,
) -> impl IntoView {
    let Whereabouts { kinds, path, here } = whereabouts;
    let to = |place: Place| {
        let query = view.elsewhere(place).to_query();
        format!("{base}?{query}")
    };
    let top = kinds.iter().find(|kind| kind.current);
    let top = top.map(|kind| (kind.label.clone(), to(Place::new(&kind.name, ""))));
    let several = kinds.len() > 1;
    let tabs = kinds.into_iter().map(|kind| {
        let counting = kind.counting.then(|| kind.name.clone());
        let count = (kind.counting || kind.count.is_some())
            .then(|| view! { <span class="number">{kind.count.map(grouped)}</span> });
        let lacking = (!kind.granted).then(|| view! { <span class="number">"not granted"</span> });
        view! {
            <li>
                <a
                    href=to(Place::new(&kind.name, ""))
                    rel="external"
                    class:lacking=!kind.granted
                    aria-current=kind.current.then_some("page")
                    data-counting=counting
                >
                    {kind.label}
                    {count}
                    {lacking}
                </a>
            </li>
        }
    });
    let tabs = several.then(|| {
        view! { <nav aria-label="Kinds of records"><ul class="tabs">{tabs.collect_view()}</ul></nav> }
    });
    let crumbs = (!path.is_empty()).then(|| view! { <Crumbs path top here base=base.clone() view=view.clone()/> });
    view! {
        <div class="ways">{tabs}{crumbs}</div>
    }
}

/// The folders from the top down. The last but one is the way up.
#[component]
fn Crumbs(
    path: Vec<Crumb>,
    /// The label of the kind, and the address of its top.
    top: Option<(String, String)>,
    /// What lies here.
    here: String,
    base: String,
    view: View,
) -> impl IntoView {
    let to = |place: Place, record: Option<String>| {
        let view = View {
            record,
            ..view.elsewhere(place)
        };
        format!("{base}?{}", view.to_query())
    };
    let above = path.len() - 1;
    let details = path.last().map(|last| {
        let holder = path.get(above.wrapping_sub(1)).map_or("", |holder| &holder.id);
        let address = to(Place::new(&last.kind, holder), Some(last.id.clone()));
        view! { <a class="plain" href=address rel="external">"Details"</a> }
    });
    let top = top.map(|(label, address)| {
        let rel = if above == 0 { "up external" } else { "external" };
        view! { <li><a href=address rel=rel aria-keyshortcuts=(above == 0).then_some("Backspace")>{label}</a></li> }
    });
    let crumb = |(at, crumb): (usize, Crumb)| {
        let name = crumb.name.unwrap_or_else(|| {
            if at == above {
                here.clone()
            } else {
                "No name".to_owned()
            }
        });
        let address = to(Place::new(&crumb.holds, &crumb.id), None);
        if at == above {
            view! { <li aria-current="location"><bdi>{name}</bdi></li> }.into_any()
        } else {
            let up = at + 1 == above;
            let rel = if up { "up external" } else { "external" };
            view! {
                <li>
                    <a href=address rel=rel aria-keyshortcuts=up.then_some("Backspace")>
                        <bdi>{name}</bdi>
                    </a>
                </li>
            }
            .into_any()
        }
    };
    let crumbs = path.into_iter().enumerate().map(crumb).collect_view();
    view! {
        <nav class="crumbs" aria-label="Path">
            <ol>{top}{crumbs}</ol>
            {details}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use model::list::KindTab;

    use super::*;
    use crate::samples::html;

    fn tab(name: &str, granted: bool, count: Option<u32>) -> KindTab {
        KindTab {
            name: name.to_owned(),
            label: format!("The {name}"),
            granted,
            count,
            counting: granted && count.is_none(),
            current: name == "people",
        }
    }

    fn crumb(kind: &str, holds: &str, id: &str) -> Crumb {
        Crumb {
            kind: kind.to_owned(),
            holds: holds.to_owned(),
            id: id.to_owned(),
            name: Some(format!("<{id}>")),
        }
    }

    fn ways(kinds: Vec<KindTab>, path: Vec<Crumb>) -> String {
        let here = "Rows".to_owned();
        let whereabouts = Whereabouts { kinds, path, here };
        let (view, base) = (View::from_query("q=a&density=compact"), "/connections/x".to_owned());
        html(|| view! { <Ways whereabouts view base/> })
    }

    #[test]
    fn each_kind_is_a_tab_with_its_number_and_what_was_not_granted_says_so() {
        let html = ways(
            vec![tab("people", true, Some(2500)), tab("firms", false, None)],
            Vec::new(),
        );
        assert!(html.contains(">2,500<") && html.contains(">not granted<"), "{html}");
        assert!(html.contains("/connections/x?kind=firms&amp;density=compact"), "{html}");
        assert_eq!(html.matches("aria-current").count(), 1, "{html}");
        assert!(!html.contains("Path"), "{html}");
    }

    #[test]
    fn a_number_that_is_on_its_way_has_its_place() {
        let html = ways(vec![tab("people", true, Some(7)), tab("firms", true, None)], Vec::new());
        assert!(html.contains(r#"data-counting="firms""#), "{html}");
        assert_eq!(html.matches(r#"class="number""#).count(), 2, "{html}");
        assert_eq!(html.matches("data-counting").count(), 1, "{html}");
    }

    #[test]
    fn one_kind_needs_no_tabs() {
        assert!(!ways(vec![tab("people", true, None)], Vec::new()).contains("<a"));
    }

    #[test]
    fn the_path_leads_up_step_by_step() {
        let path = vec![crumb("people", "people", "a"), crumb("people", "rows", "b/c")];
        let html = ways(vec![tab("people", true, None)], path);
        assert!(html.contains("&lt;a&gt;") && html.contains("&lt;b/c&gt;"), "{html}");
        assert_eq!(html.matches("rel=\"up external\"").count(), 1, "{html}");
        assert!(
            html.contains("?kind=people&amp;folder=a&amp;density=compact\" rel=\"up external\""),
            "{html}"
        );
        assert!(
            html.contains("?kind=people&amp;folder=a&amp;density=compact&amp;record=b%2Fc"),
            "{html}"
        );
    }

    #[test]
    fn from_the_first_folder_the_way_up_is_the_top() {
        let html = ways(vec![tab("people", true, None)], vec![crumb("people", "people", "a")]);
        assert!(
            html.contains("?kind=people&amp;density=compact\" rel=\"up external\""),
            "{html}"
        );
    }
}
