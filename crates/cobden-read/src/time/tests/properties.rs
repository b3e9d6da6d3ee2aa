//! What holds of any text.

use proptest::prelude::*;

use crate::period::Period;
use crate::span::Span;
use crate::time::{Anchor, Order, Tense, find, lexicon, stated};

/// Words and marks that a time phrase can be made of, and some it cannot.
const PIECES: &[&str] = &[
    "on",
    "in",
    "by",
    "since",
    "the",
    "of",
    "a",
    "few",
    "two",
    "90",
    "31",
    "2025",
    "1999",
    "May",
    "March",
    "Sept.",
    "Friday",
    "Monday",
    "week",
    "month",
    "year",
    "quarter",
    "Q2",
    "H1",
    "last",
    "next",
    "this",
    "that",
    "past",
    "early",
    "late",
    "end",
    "start",
    "to",
    "and",
    "between",
    "from",
    "until",
    "ago",
    "later",
    "after",
    "first",
    "17th",
    "decades",
    "centuries",
    "fiscal",
    "summer",
    "weekend",
    "midnight",
    "night",
    "12:01",
    "a.m.",
    "EDT",
    "05/02/2025",
    "tariffs",
    "’s",
    "(8th)",
    "é",
    "—",
    "65535",
    "day",
    "rest",
    "same",
];

fn phrases_are_sound(text: &str) -> Result<(), TestCaseError> {
    let anchors = [
        Anchor::default(),
        Anchor {
            document: Period::parse("2025-05-02"),
            tense: Tense::Future,
            previous: Period::parse("2022-04"),
        },
        Anchor {
            document: Period::parse("9999-12-30/9999-12-31"),
            tense: Tense::Past,
            previous: Period::parse("9999-12-31"),
        },
        Anchor {
            document: Period::parse("0001-01-01"),
            tense: Tense::Past,
            previous: Period::parse("0001-01-01"),
        },
    ];
    let mut last = 0;
    for phrase in find(text) {
        let Span { start, end } = phrase.span;
        prop_assert!(last <= start && start < end && end <= text.len());
        prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
        prop_assert!(phrase.span.contains(phrase.core) && !phrase.core.is_empty());
        prop_assert!(
            text.is_char_boundary(phrase.core.start) && text.is_char_boundary(phrase.core.end)
        );
        last = end;
        for anchor in &anchors {
            for period in [
                phrase.resolve(anchor).map(|resolved| resolved.period),
                phrase.horizon(anchor),
            ]
            .into_iter()
            .flatten()
            {
                prop_assert!(period.first <= period.last);
            }
        }
        phrase.duration_days();
        phrase.back_from(Period::day(jiff::civil::date(2025, 5, 2)));
        phrase.ends(jiff::civil::date(2025, 5, 2));
    }
    last = 0;
    for date in stated(text, Order::DayFirst) {
        prop_assert!(last <= date.span.start && date.span.end <= text.len());
        prop_assert!(
            text.is_char_boundary(date.span.start) && text.is_char_boundary(date.span.end)
        );
        last = date.span.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text(text in "(\\PC|\n){0,200}") {
        phrases_are_sound(&text)?;
    }

    #[test]
    fn any_words(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        marks in proptest::collection::vec(proptest::sample::select(vec![" ", "-", ", ", "\n", "", "/"]), 40),
    ) {
        let text: String = pieces.iter().zip(&marks).flat_map(|(piece, mark)| [*piece, *mark]).collect();
        phrases_are_sound(&text)?;
    }
}

#[test]
fn long_chains_end() {
    for piece in [
        "late ",
        "night of ",
        "the end of ",
        "first week of ",
        "last ",
        "to May ",
        "May 2 to ",
    ] {
        find(&piece.repeat(100_000));
    }
}

#[test]
fn the_lexicon_reads() {
    let source = include_str!("../../../lexicon/time.toml");
    assert!(lexicon::read(source).is_ok());
}
