//! Which words are found as phrases.

use crate::time::{Relation, find};

/// The phrases of a text, as they stand there.
fn spans(text: &str) -> Vec<&str> {
    find(text)
        .iter()
        .map(|phrase| phrase.span.of(text))
        .collect()
}

/// Each text holds exactly one phrase, these words.
fn one(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, phrase) in cases {
        let found = spans(text);
        if found != [*phrase] {
            wrong.push(format!("{text:?}: wanted {phrase:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn weekdays() {
    one(&[
        ("Stocks rose on Friday after the report", "on Friday"),
        ("the ministry said Friday that", "Friday"),
        ("in a Friday statement", "Friday"),
        ("Friday's losses", "Friday"),
        ("after Friday’s losses", "Friday"),
        ("broadcast on Thursday night, he said", "on Thursday night"),
        ("He spoke last Friday.", "last Friday"),
        ("It starts next Monday at eight", "next Monday"),
        ("said on Monday (8th), he", "on Monday (8th)"),
        ("in a statement Tuesday (Jan 6) that", "Tuesday (Jan 6)"),
        (
            "threatened on Thursday last week to",
            "on Thursday last week",
        ),
        ("retreated early on Tuesday amid", "early on Tuesday"),
        (
            "a deal on Monday, February 2, after",
            "on Monday, February 2",
        ),
        ("tariffs starting Friday will", "starting Friday"),
        ("latest by Saturday morning.", "latest by Saturday morning"),
        ("from Monday to Friday", "from Monday to Friday"),
        ("this coming Friday the", "this coming Friday"),
    ]);
}

#[test]
fn calendar_words() {
    one(&[
        ("He left yesterday morning for", "yesterday morning"),
        ("Earlier this week, he", "Earlier this week"),
        ("later in the month hint", "later in the month"),
        ("later this month they", "later this month"),
        ("early next week the", "early next week"),
        ("escalated in early April when", "in early April"),
        ("In mid-May, talks", "In mid-May"),
        ("a late-March meeting", "late-March"),
        ("by the end of June.", "by the end of June"),
        ("at the end of this month", "at the end of this month"),
        ("expected toward year-end.", "toward year-end"),
        ("by year’s end", "by year’s end"),
        ("by the year's end", "by the year's end"),
        ("targets for end-2025 were", "for end-2025"),
        ("late 2024 data", "late 2024"),
        (
            "shrank at the start of the year because",
            "at the start of the year",
        ),
        ("dismal start to the week when", "start to the week"),
        ("for the rest of the year", "for the rest of the year"),
        ("over the weekend", "over the weekend"),
        ("this past weekend they", "this past weekend"),
        ("last spring and", "last spring"),
        ("in the summer of 2024, the", "in the summer of 2024"),
        ("12 months ago", "12 months ago"),
        ("during the next fiscal year", "during the next fiscal year"),
        ("in fiscal 2025", "in fiscal 2025"),
        ("sales for FY2025 rose", "for FY2025"),
    ]);
}

#[test]
fn quarters_and_halves() {
    one(&[
        ("by late Q2, with", "by late Q2"),
        ("in Q3 2025.", "in Q3 2025"),
        ("2025Q1 growth", "2025Q1"),
        ("the 1Q results", "1Q"),
        (
            "in the second quarter of last year",
            "in the second quarter of last year",
        ),
        ("for first-quarter revenue", "for first-quarter"),
        ("the first half of 2025 saw", "the first half of 2025"),
        ("H2 2024 exports", "H2 2024"),
        (
            "in the first three months of 2025",
            "in the first three months of 2025",
        ),
        (
            "in the 12 months through last March than",
            "in the 12 months through last March",
        ),
        ("in the last week of May", "in the last week of May"),
        ("the week of May 5", "the week of May 5"),
        ("at year-end 2025", "at year-end 2025"),
        ("This year's fourth quarter", "This year's fourth quarter"),
        ("Q2'25 sales", "Q2'25"),
        ("2H25 sales", "2H25"),
        ("sales in FY26", "in FY26"),
        ("in the first five months.", "in the first five months"),
        ("May 7 (Wednesday) talks", "May 7 (Wednesday)"),
    ]);
}

#[test]
fn dates() {
    one(&[
        ("on May 2 the", "on May 2"),
        ("on May 2, 2025, the", "on May 2, 2025"),
        ("on May 2nd, 2025", "on May 2nd, 2025"),
        ("from 1 August.", "from 1 August"),
        ("on the 2nd of May 2025", "on the 2nd of May 2025"),
        ("since Sept. 1 at", "since Sept. 1"),
        ("before the Aug. 12 deadline", "before the Aug. 12 deadline"),
        ("until November 10, 2026, the", "until November 10, 2026"),
        ("effective May 14", "effective May 14"),
        (
            "at 12:01 a.m. EDT on August 7, 2025",
            "at 12:01 a.m. EDT on August 7, 2025",
        ),
        ("from May 9 to 12 in", "from May 9 to 12"),
        ("May 2-3 in Geneva", "May 2-3"),
        ("on May 9 and 10, according", "on May 9 and 10"),
        ("8-10 May 2025", "8-10 May 2025"),
        ("between April 2 and April 9", "between April 2 and April 9"),
        (
            "between April and December 1.",
            "between April and December 1",
        ),
        ("since 2018 the", "since 2018"),
        ("in 2018 and 2019, exports", "in 2018 and 2019"),
        ("in the 2018-19 crop cycle", "in the 2018-19"),
        ("from 2018 to 2020", "from 2018 to 2020"),
        ("2017’s 6.8 percent", "2017"),
        ("in the late 1990s", "in the late 1990s"),
        (
            "biggest drop since April that year, when",
            "since April that year",
        ),
        ("in June last year after", "in June last year"),
        ("as of Dec. 31", "as of Dec. 31"),
        ("said on the 17th that", "on the 17th"),
        ("Effective Date: 2026-02-24", "2026-02-24"),
        ("05/02/2025 by", "05/02/2025"),
        ("at noon on Friday", "at noon on Friday"),
        ("imports in May fell", "in May"),
        ("Exports rose in March.", "in March"),
    ]);
}

#[test]
fn amounts() {
    one(&[
        ("the talks two months ago stalled", "two months ago"),
        ("three days later, he", "three days later"),
        (
            "within a few weeks from now.",
            "within a few weeks from now",
        ),
        ("Within two months, shelves", "Within two months"),
        ("within 90 days of", "within 90 days"),
        ("delayed for 90 days, he", "for 90 days"),
        ("in the coming weeks", "in the coming weeks"),
        ("in the next two weeks.", "in the next two weeks"),
        ("over the past year", "over the past year"),
        ("lowest level in five years, adding", "in five years"),
        ("to the highest in a century and", "in a century"),
        (
            "for the first time in more than a decade",
            "in more than a decade",
        ),
        ("a seven-month low", "seven-month"),
        ("a two-hour call", "two-hour"),
        ("a week after the call", "a week after"),
        ("for twenty-five years the", "for twenty-five years"),
        ("in the prior two months", "in the prior two months"),
        ("for 60 calendar days", "for 60 calendar days"),
        ("in the past three decades", "in the past three decades"),
    ]);
}

#[test]
fn words_that_are_no_time() {
    for text in [
        "Theresa May said talks may resume.",
        "They march on. March for trade!",
        "He sat in the sun.",
        "Prices fell to 2,018 and then to $2018.",
        "a tariff of 20.25 percent and 145% on 2000 items",
        "a second look in the second round",
        "a quarter of all exports",
        "as soon as the deal is signed",
        "told USA Today and The Washington Post",
        "a 45-year-old trader",
        "every two weeks",
        "half a year later",
        "the Made in China 2025 plan",
        "on the 8th round of talks",
        "300 barrels a day",
        "G20 and F-35 and S301",
        "the last straw, the next step, the past, this and that",
        "to end this and start over",
        "He said that Trump",
        "decent summer clothes",
    ] {
        assert_eq!(spans(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn cores_and_relations() {
    let text =
        "by late Q2; since December 2023; within a few weeks; starting Friday; over two years";
    let found: Vec<(Relation, &str)> = find(text)
        .iter()
        .map(|phrase| (phrase.relation, phrase.core.of(text)))
        .collect();
    assert_eq!(
        found,
        [
            (Relation::By, "late Q2"),
            (Relation::Since, "December 2023"),
            (Relation::Within, "a few weeks"),
            (Relation::From, "Friday"),
            (Relation::Over, "two years"),
        ]
    );
}

#[test]
fn odd_spacing() {
    assert_eq!(
        spans("on\u{a0}May\u{a0}2,\n2025"),
        ["on\u{a0}May\u{a0}2,\n2025"]
    );
    assert_eq!(spans("May 2–3"), ["May 2–3"]);
    // A blank line parts what stands on either side.
    assert_eq!(spans("signed in May\n\n2025 was good"), ["in May", "2025"]);
}
