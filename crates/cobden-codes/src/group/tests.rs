use jiff::civil::{Date, date};

use super::{Group, parse};
use crate::economy::{Economy, EconomyKind};

fn members(group: &str, day: Date) -> Vec<&'static str> {
    Group::find(group).unwrap().members_on(day)
}

#[test]
fn table_is_sound() {
    for group in Group::all() {
        assert!(!group.memberships().is_empty(), "{}", group.name());
        for (i, spell) in group.memberships().iter().enumerate() {
            let known =
                Economy::find(spell.economy()).unwrap_or_else(|| panic!("{}", spell.economy()));
            assert_eq!(
                (known.code(), known.kind()),
                (spell.economy(), EconomyKind::Economy)
            );
            assert!(
                known.valid_on(spell.from()),
                "{} {}",
                group.name(),
                spell.economy()
            );
            assert!(
                spell.until().is_none_or(|until| spell.from() < until),
                "{} {}",
                group.name(),
                spell.economy()
            );
            for other in &group.memberships()[i + 1..] {
                let apart = spell.until().is_some_and(|until| until <= other.from())
                    || other.until().is_some_and(|until| until <= spell.from());
                assert!(
                    spell.economy() != other.economy() || apart,
                    "{} {}",
                    group.name(),
                    spell.economy()
                );
            }
        }
    }
}

#[test]
fn names_and_aliases_are_unique() {
    let mut seen = std::collections::BTreeSet::new();
    for group in Group::all() {
        let mut own: Vec<String> = group
            .aliases
            .iter()
            .map(|alias| alias.to_lowercase())
            .collect();
        own.extend([group.name.to_lowercase(), group.label.to_lowercase()]);
        own.sort();
        own.dedup();
        for name in own {
            assert!(seen.insert(name.clone()), "{name}");
        }
    }
}

#[test]
fn european_union_by_treaty() {
    for (day, count) in [
        (date(1957, 12, 31), 0),
        (date(1958, 1, 1), 6),
        (date(1973, 1, 1), 9),
        (date(1981, 1, 1), 10),
        (date(1986, 1, 1), 12),
        (date(1995, 1, 1), 15),
        (date(2004, 4, 30), 15),
        (date(2004, 5, 1), 25),
        (date(2007, 1, 1), 27),
        (date(2013, 7, 1), 28),
        (date(2020, 1, 31), 28),
        (date(2020, 2, 1), 27),
    ] {
        assert_eq!(members("EU", day).len(), count, "{day}");
    }
    assert!(members("EU", date(2015, 1, 1)).contains(&"GBR"));
    assert!(!members("EU27", date(2021, 1, 1)).contains(&"GBR"));
}

#[test]
fn euro_area_is_within_the_union() {
    assert_eq!(members("EA", date(1999, 1, 1)).len(), 11);
    assert_eq!(members("Eurozone", date(2023, 1, 1)).len(), 20);
    assert_eq!(members("EA", date(2026, 1, 1)).len(), 21);
    let union = members("EU", date(2026, 1, 1));
    assert!(
        members("EA", date(2026, 1, 1))
            .iter()
            .all(|code| union.contains(code))
    );
}

#[test]
fn north_america_passes_from_one_agreement_to_the_next() {
    assert!(members("USMCA", date(2020, 6, 30)).is_empty());
    assert_eq!(members("NAFTA", date(2020, 6, 30)), ["CAN", "MEX", "USA"]);
    assert!(members("NAFTA", date(2020, 7, 1)).is_empty());
    assert_eq!(members("CUSMA", date(2020, 7, 1)), ["CAN", "MEX", "USA"]);
}

#[test]
fn clubs_have_their_number_of_members() {
    let today = date(2025, 12, 31);
    for (group, count) in [
        ("EFTA", 4),
        ("ASEAN", 11),
        ("G7", 7),
        ("G20", 19),
        ("BRICS", 10),
        ("CPTPP", 12),
        ("OECD", 38),
        ("GCC", 6),
        ("EAEU", 5),
        ("MERCOSUR", 5),
    ] {
        assert_eq!(members(group, today).len(), count, "{group}");
    }
    assert_eq!(
        members("BRICS", date(2010, 1, 1)),
        ["BRA", "CHN", "IND", "RUS"]
    );
    assert!(!members("CPTPP", date(2024, 12, 14)).contains(&"GBR"));
    assert!(members("CPTPP", date(2024, 12, 15)).contains(&"GBR"));
    assert_eq!(members("EFTA", today), ["CHE", "ISL", "LIE", "NOR"]);
}

#[test]
fn groups_of_an_economy() {
    let names: Vec<&str> = Group::of("mex", date(2019, 1, 1))
        .iter()
        .map(|group| group.name())
        .collect();
    assert_eq!(names, ["NAFTA", "G20", "CPTPP", "OECD"]);
    assert!(Group::of("QQQ", date(2019, 1, 1)).is_empty());
    assert!(Group::find("League of Nations").is_none());
}

#[test]
fn a_member_of_an_unnamed_group_is_a_fault() {
    let error = parse(
        "group,label,aliases,note\nA,A,,\n",
        "group,economy,from,until\nB,USA,2000-01-01,\n",
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "groups.csv, line 2: cannot read group from `B`"
    );
}
