//! What somebody is, by the words around their name.

use jiff::civil::Date;

use super::Class;
use super::group::{covering, economies_in};
use crate::clause::Range;
use crate::lexicon::{ActorTerm, NounClass};
use crate::text::{Hit, Text};
use crate::words::Tag;

pub(super) fn role_around(
    text: &Text<'_>,
    range: &Range,
    hit: &Hit,
    apposition: Option<Range>,
) -> Option<Range> {
    apposition.filter(|range| !range.is_empty()).or_else(|| {
        let title = range.start..hit.first;
        title
            .clone()
            .any(|index| {
                matches!(
                    text.tokens[index].tag,
                    Tag::Noun | Tag::Proper | Tag::Adjective
                )
            })
            .then_some(title)
    })
}

/// What somebody is by the words around their name.
pub(super) fn class_by_role(
    text: &Text<'_>,
    said: &[Range],
    on: Option<Date>,
) -> (Class, Vec<Box<str>>) {
    let _ = on;
    let mut economies: Vec<Box<str>> = Vec::new();
    let mut official = false;
    let mut analyst = false;
    let mut business = false;
    let mut scholar = false;
    for range in said {
        // `an expert on China's economy` need not be Chinese.
        let range = &match range.clone().find(|index| text.is(*index, "on")) {
            Some(about) if about > range.start => range.start..about,
            _ => range.clone(),
        };
        // `head of the China Center`, `China economist at`: what is studied, not whose side it is.
        let studied = range.clone().any(|index| {
            text.is_any(index, &["china", "asia", "us", "japan", "india"])
                && text.is_any(
                    index + 1,
                    &[
                        "center",
                        "centre",
                        "program",
                        "programme",
                        "studies",
                        "desk",
                        "practice",
                        "economist",
                        "strategist",
                        "analyst",
                        "expert",
                        "specialist",
                        "watcher",
                        "research",
                        "team",
                        "correspondent",
                    ],
                )
        });
        for code in economies_in(text, range) {
            if studied {
                break;
            }
            if !economies.contains(&code) {
                economies.push(code);
            }
        }
        for hit in covering(text.hits_of(text.lexicon.actor, range.clone())) {
            match text.lexicon.actors.term(&text.meaning(hit).value) {
                Some(
                    ActorTerm::Noun(NounClass::Official)
                    | ActorTerm::Title(_)
                    | ActorTerm::Office(_),
                ) => official = true,
                Some(ActorTerm::Noun(NounClass::Analyst)) => analyst = true,
                Some(ActorTerm::Noun(NounClass::Business)) => business = true,
                _ => {}
            }
        }
        scholar |= range.clone().any(|index| {
            text.is_any(
                index,
                &[
                    "professor",
                    "university",
                    "institute",
                    "academy",
                    "academic",
                    "scholar",
                    "dean",
                    "college",
                    "school",
                    "centre",
                    "center",
                    "think",
                    "fellow",
                    "researcher",
                    "foundation",
                ],
            )
        });
        analyst |= scholar
            || range.clone().any(|index| {
                text.is_any(
                    index,
                    &[
                        "bank",
                        "securities",
                        "capital",
                        "asset",
                        "research",
                        "economics",
                        "ratings",
                        "markets",
                        "investment",
                        "investments",
                        "wealth",
                        "broker",
                        "fund",
                        "consulting",
                        "advisory",
                        "law",
                        "llp",
                        "economist",
                        "strategist",
                        "analyst",
                        "consultancy",
                    ],
                )
            });
        // `R-Texas`, `chairman of the Senate committee`
        let elected = range.clone().any(|index| {
            text.is_any(
                index,
                &[
                    "senate",
                    "committee",
                    "congress",
                    "parliament",
                    "representatives",
                    "senator",
                    "republican",
                    "democrat",
                    "lawmaker",
                ],
            )
        }) && !range
            .clone()
            .any(|index| text.is_any(index, &["former", "inc", "corp", "ltd"]))
            || matches!(text.word(range.start), "R" | "D")
                && range.len() > 2
                && text.tokens[range.start + 1].tag == Tag::Dash;
        if elected {
            official = true;
            if economies.is_empty() {
                economies.push("USA".into());
            }
        }
        business |= !elected
            && range.clone().any(|index| {
                text.is_any(
                    index,
                    &[
                        "ceo",
                        "cfo",
                        "coo",
                        "chief",
                        "founder",
                        "owner",
                        "boss",
                        "inc",
                        "chairman",
                        "chairwoman",
                    ],
                )
            })
            && !analyst;
    }
    economies.truncate(1);
    // `a former consultant to the ministry` observes; a president of a firm is no official.
    let former_observer = analyst
        && said
            .iter()
            .any(|range| text.is(range.start, "former") || text.is(range.start + 1, "former"));
    official &= !economies.is_empty()
        || !said
            .iter()
            .any(|range| text.is_any(range.start, &["president", "vice"]));
    if analyst && (former_observer || !(official && !scholar && !economies.is_empty())) {
        return (
            Class::Analyst,
            if scholar || former_observer {
                economies
            } else {
                Vec::new()
            }
            .into_iter()
            .filter(|code| **code == *"CHN")
            .collect(),
        );
    }
    if business {
        return (Class::Business, economies);
    }
    if official {
        return (Class::Official, economies);
    }
    (Class::Person, economies)
}

/// Scholars of China count as Chinese voices, analysts elsewhere as the market.
pub(super) fn chinese_scholar(
    text: &Text<'_>,
    range: &Range,
    economies: Vec<Box<str>>,
) -> Vec<Box<str>> {
    let scholar = range.clone().any(|index| {
        text.is_any(
            index,
            &[
                "scholars",
                "experts",
                "professor",
                "academics",
                "scholar",
                "expert",
            ],
        )
    });
    economies
        .into_iter()
        .filter(|code| scholar && **code == *"CHN")
        .collect()
}
