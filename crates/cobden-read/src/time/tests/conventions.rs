//! Which days phrases mean.

use crate::period::Period;
use crate::time::{Anchor, Basis, Tense, find};

fn anchor(document: &str, tense: Tense, previous: &str) -> Anchor {
    Anchor {
        document: Period::parse(document),
        tense,
        previous: Period::parse(previous),
    }
}

fn days(text: &str, anchor: &Anchor) -> String {
    let found = find(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0]
        .resolve(anchor)
        .map(|resolved| resolved.period.to_string())
        .unwrap_or_default()
}

/// Document, text, and what it means with a past and with a future tense.
fn both(document: &str, cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, past, future) in cases {
        for (tense, wanted) in [(Tense::Past, past), (Tense::Future, future)] {
            let got = days(text, &anchor(document, tense, ""));
            if got != **wanted {
                wrong.push(format!(
                    "{text:?} {tense:?}: wanted {wanted:?}, got {got:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_friday() {
    // 2025-05-02 is a Friday.
    both(
        "2025-05-02",
        &[
            ("on Friday", "2025-05-02", "2025-05-02"),
            ("on Thursday", "2025-05-01", "2025-05-08"),
            ("last Friday", "2025-04-25", "2025-04-25"),
            ("next Friday", "2025-05-09", "2025-05-09"),
            ("next Monday", "2025-05-05", "2025-05-05"),
            ("by Monday", "2025-05-05", "2025-05-05"),
            ("since Monday", "2025-04-28", "2025-04-28"),
            ("on Thursday last week", "2025-04-24", "2025-04-24"),
            (
                "Earlier this week",
                "2025-04-28/2025-05-01",
                "2025-04-28/2025-05-01",
            ),
            (
                "this week",
                "2025-04-28/2025-05-02",
                "2025-04-28/2025-05-04",
            ),
            (
                "last week",
                "2025-04-21/2025-04-27",
                "2025-04-21/2025-04-27",
            ),
            (
                "early next week",
                "2025-05-05/2025-05-07",
                "2025-05-05/2025-05-07",
            ),
            (
                "over the weekend",
                "2025-04-26/2025-04-27",
                "2025-05-03/2025-05-04",
            ),
            ("yesterday", "2025-05-01", "2025-05-01"),
            ("last month", "2025-04", "2025-04"),
            ("in early April", "2025-04", "2026-04"),
            ("in March", "2025-03", "2026-03"),
            ("in May", "2025-05", "2025-05"),
            ("in December", "2024-12", "2025-12"),
            ("last April", "2025-04", "2025-04"),
            ("this June", "2025-06", "2025-06"),
            ("in June last year", "2024-06", "2024-06"),
            ("on April 9", "2025-04-09", "2025-04-09"),
            ("from 1 August", "2025-08-01", "2025-08-01"),
            ("since Sept. 1", "2024-09-01", "2024-09-01"),
            ("at the start of the year", "2025-Q1", "2025-Q1"),
            ("the end of June", "2024-06-30", "2025-06-30"),
            ("at the end of this month", "2025-05-31", "2025-05-31"),
            ("the fourth quarter", "2024-Q4", "2025-Q4"),
            ("by late Q2", "2025-06-30", "2025-06-30"),
            (
                "the second half of last year",
                "2024-07-01/2024-12-31",
                "2024-07-01/2024-12-31",
            ),
            ("two months ago", "2025-03", "2025-03"),
            ("in 90 days", "", "2025-07-31"),
            (
                "within 90 days",
                "2025-05-02/2025-07-31",
                "2025-05-02/2025-07-31",
            ),
            (
                "over the past year",
                "2024-05-02/2025-05-02",
                "2024-05-02/2025-05-02",
            ),
            (
                "in the next two weeks",
                "2025-05-02/2025-05-16",
                "2025-05-02/2025-05-16",
            ),
            (
                "from May 9 to 12",
                "2025-05-09/2025-05-12",
                "2025-05-09/2025-05-12",
            ),
            (
                "from December 20 to January 5, 2026",
                "2025-12-20/2026-01-05",
                "2025-12-20/2026-01-05",
            ),
            (
                "in the 12 months through March",
                "2024-04-01/2025-03-31",
                "2025-04-01/2026-03-31",
            ),
            ("in the first three months of 2025", "2025-Q1", "2025-Q1"),
            (
                "the last week of March",
                "2025-03-25/2025-03-31",
                "2026-03-25/2026-03-31",
            ),
            ("on the 17th.", "2025-04-17", "2025-05-17"),
            ("on Monday, April 28", "2025-04-28", "2025-04-28"),
            ("Monday (28th)", "2025-04-28", "2025-04-28"),
            (
                "this summer",
                "2025-06-01/2025-08-31",
                "2025-06-01/2025-08-31",
            ),
            (
                "in 2018-19",
                "2018-01-01/2019-12-31",
                "2018-01-01/2019-12-31",
            ),
            ("recently", "", ""),
            ("for 90 days", "", ""),
            ("in fiscal 2025", "", ""),
        ],
    );
}

#[test]
fn what_was_spoken_of_before() {
    let text = |text, previous| days(text, &anchor("2025-05-02", Tense::Past, previous));
    assert_eq!(text("since April that year", "2022-12"), "2022-04");
    assert_eq!(text("later in the month", "2025-04"), "2025-04");
    assert_eq!(text("on the same day", "2025-04-17"), "2025-04-17");
    assert_eq!(text("three days later", "2025-04-09"), "2025-04-12");
    assert_eq!(
        text("the following week", "2025-04-09"),
        "2025-04-14/2025-04-20"
    );
    assert_eq!(text("the next day", "2025-04-09"), "2025-04-10");
    assert_eq!(
        text("in the prior two months", "2025-01"),
        "2024-11-01/2024-12-31"
    );
    assert_eq!(text("on the same day", ""), "");
}

#[test]
fn without_a_document_date() {
    let none = Anchor::default();
    assert_eq!(days("on Friday", &none), "");
    assert_eq!(days("in May", &none), "");
    assert_eq!(days("last month", &none), "");
    assert_eq!(days("in May 2025", &none), "2025-05");
    assert_eq!(days("since 2018", &none), "2018");
}

#[test]
fn a_document_of_several_days() {
    // Monday to Wednesday.
    let range = |text| days(text, &anchor("2019-07-08/2019-07-10", Tense::Future, ""));
    assert_eq!(range("this week"), "2019-07-08/2019-07-14");
    assert_eq!(range("two months ago"), "2019-05");
    assert_eq!(range("tomorrow"), "");
    assert_eq!(range("on Tuesday"), "");
    assert_eq!(range("on Friday"), "2019-07-12");
}

#[test]
fn basis() {
    let basis = |text| {
        find(text)[0]
            .resolve(&anchor("2025-05-02", Tense::Past, ""))
            .map(|resolved| resolved.basis)
    };
    assert_eq!(basis("on May 2, 2025"), Some(Basis::Stated));
    assert_eq!(basis("late 2024"), Some(Basis::Stated));
    assert_eq!(basis("on May 2"), Some(Basis::Relative));
    assert_eq!(basis("last month"), Some(Basis::Relative));
}

#[test]
fn horizons() {
    let mut wrong = Vec::new();
    for (document, text, wanted) in [
        (
            "2025-05-02",
            "within a few weeks from now",
            "2025-05-02/2025-05-30",
        ),
        ("2025-05-02/2025-05-08", "by late Q2", "2025-06-30"),
        ("2025-05-02/2025-05-08", "toward year-end", "2025-12-31"),
        ("2019-07-08/2019-07-10", "this week", "2019-07-14"),
        ("2025-02-07", "next week", "2025-02-16"),
        ("2025-02-07", "at least until June", "2025-06"),
        ("2025-04-30", "by July", "2025-07"),
        ("2025-04-30", "this June", "2025-06-30"),
        ("2025-04-30", "by the end of June", "2025-06-30"),
        ("2025-04-30", "by mid-May", "2025-05-20"),
        ("2025-04-30", "in 2026", "2026-12-31"),
        ("2025-04-30", "in two weeks", "2025-05-18"),
        ("2025-04-30", "recently", ""),
    ] {
        let found = find(text);
        let got = found[0]
            .horizon(&anchor(document, Tense::Unknown, ""))
            .map(|period| period.to_string())
            .unwrap_or_default();
        if got != wanted {
            wrong.push(format!(
                "{document} {text:?}: wanted {wanted:?}, got {got:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lengths() {
    let one = |text| find(text).remove(0);
    assert_eq!(one("for 90 days").duration_days(), Some(90));
    assert_eq!(one("a one-year reprieve").duration_days(), Some(365));
    assert_eq!(one("for several weeks").duration_days(), None);
    assert!(one("for several weeks").is_duration());
    assert!(!one("last week").is_duration());
    let low = one("a seven-month low").back_from(Period::parse("2025-02").unwrap());
    assert_eq!(low.unwrap().to_string(), "2024-07");
    let end = one("for a month").ends(jiff::civil::date(2025, 2, 3));
    assert_eq!(end.unwrap().to_string(), "2025-03-03");
}
