use super::{edit_distance, nearest};

const WORLD: [&str; 6] = ["CAN", "CHN", "DEU", "MEX", "TUR", "USA"];

fn suggest(found: &str) -> Option<String> {
    nearest(found, WORLD.into_iter())
}

#[test]
fn edits_are_counted() {
    assert_eq!(edit_distance("kitten", "sitting"), 3);
    assert_eq!(edit_distance("CNH", "CHN"), 1);
    assert_eq!(edit_distance("", "abc"), 3);
    assert_eq!(edit_distance("abc", ""), 3);
    assert_eq!(edit_distance("Türkiye", "Turkiye"), 1);
    assert_eq!(edit_distance("same", "same"), 0);
}

#[test]
fn slips_find_their_code() {
    assert_eq!(suggest("usa").as_deref(), Some("USA"));
    assert_eq!(suggest("CNH").as_deref(), Some("CHN"));
    assert_eq!(suggest("Germany").as_deref(), Some("DEU"));
    assert_eq!(suggest("Germny").as_deref(), Some("DEU"));
    assert_eq!(suggest("Turkey").as_deref(), Some("TUR"));
    assert_eq!(suggest("DE").as_deref(), Some("DEU"));
    assert_eq!(suggest("United State of America").as_deref(), Some("USA"));
}

#[test]
fn nothing_near_gives_nothing() {
    assert_eq!(suggest("Japan"), None);
    assert_eq!(suggest("XYZ"), None);
    assert_eq!(suggest("  "), None);
    assert_eq!(nearest("CHN", std::iter::empty()), None);
}

#[test]
fn other_vocabularies_work_too() {
    let rules = ["best-response", "cooperative", "lashkaripour-2021"];
    assert_eq!(
        nearest("lashkaripur-2021", rules.into_iter()).as_deref(),
        Some("lashkaripour-2021")
    );
}
