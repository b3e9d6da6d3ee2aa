//! Those who are described rather than named: `the ministry`, `people familiar with the matter`.

use super::group::{economies_in, head_group, is_head};
use super::memory::Memory;
use super::role::chinese_scholar;
use super::{Class, Who};
use crate::clause::Range;
use crate::lexicon::{ActorTerm, NounClass};
use crate::text::{Hit, Text};
use crate::words::Tag;

/// Who is meant by a description.
pub(super) fn described(
    text: &Text<'_>,
    range: Range,
    group: &Range,
    hits: &[&Hit],
    economies: Vec<Box<str>>,
    memory: &Memory,
) -> Option<Who> {
    let lexicon = text.lexicon;
    let term = |hit: &Hit| lexicon.actors.term(&text.meaning(hit).value);
    // The head of the first group counts before what prepositions tie to it: `sources from both countries`.
    let head = hits.iter().find_map(|hit| match term(hit) {
        Some(ActorTerm::Noun(class)) if hit.last == group.end => Some(*class),
        _ => None,
    });
    let noun = head.or_else(|| {
        hits.iter().rev().find_map(|hit| match term(hit) {
            Some(ActorTerm::Noun(class)) if is_head(text, hit.last, range.end) => Some(*class),
            _ => None,
        })
    });
    let state_media = hits
        .iter()
        .any(|hit| matches!(term(hit), Some(ActorTerm::StateMedia)));
    let author = hits
        .iter()
        .any(|hit| matches!(term(hit), Some(ActorTerm::Author)));
    let office = hits.iter().rev().find_map(|hit| match term(hit) {
        Some(ActorTerm::Office(index)) => Some(&lexicon.actors.offices[*index]),
        _ => None,
    });
    if author {
        return Some(Who {
            class: Class::Author,
            economies: Vec::new(),
            name: None,
            words: range,
            role: None,
        });
    }
    let both = text.is_any(range.start, &["both", "two"])
        || text.is(range.start, "the") && text.is(range.start + 1, "two");
    let parties = economies.is_empty()
        && text.is_any(
            range.end - 1,
            &[
                "sides",
                "countries",
                "nations",
                "leaders",
                "economies",
                "parties",
                "governments",
                "powers",
                "delegations",
                "teams",
                "presidents",
            ],
        );
    if both && parties && noun == Some(NounClass::Official) {
        return Some(Who {
            class: Class::Government,
            economies: vec!["".into(), "".into()],
            name: Some("both parties".to_owned()),
            words: range,
            role: None,
        });
    }
    // `one EU official`, `a senior diplomat`, `two aides`: a person without a name.
    let first = text.word(range.start).to_ascii_lowercase();
    let indefinite = matches!(
        first.as_str(),
        "one" | "two" | "three" | "four" | "another" | "a" | "an" | "some" | "several"
    );
    let last = group.end - 1;
    let counted = indefinite
        && text.is_any(
            last,
            &[
                "official",
                "officials",
                "diplomat",
                "diplomats",
                "adviser",
                "advisers",
                "advisor",
                "advisors",
                "aide",
                "aides",
                "negotiator",
                "lawmaker",
                "insider",
                "staffer",
            ],
        );
    let firms = (indefinite
        || matches!(first.as_str(), "many" | "most" | "other" | "others")
        || range.len() == 1 && first.ends_with('s'))
        && !text
            .words(range.start + 1..group.end.max(range.start + 1))
            .chars()
            .any(char::is_uppercase)
        && noun == Some(NounClass::Business);
    // `people with direct knowledge of the talks`
    let knows = text.is_any(
        last,
        &["people", "person", "persons", "individuals", "those"],
    ) && group.end < range.end
        && text.is_any(
            group.end,
            &[
                "with",
                "familiar",
                "briefed",
                "close",
                "aware",
                "privy",
                "involved",
                "knowledgeable",
            ],
        );
    if knows {
        return Some(Who {
            class: Class::Source,
            economies: Vec::new(),
            name: None,
            words: range,
            role: None,
        });
    }
    // `the people said`: sources, whoever they are.
    if text.is_any(last, &["people"])
        && text.is(range.start, "the")
        && range.len() == 2
        && memory.source.is_none()
    {
        return Some(Who {
            class: Class::Source,
            economies: Vec::new(),
            name: None,
            words: range,
            role: None,
        });
    }
    // `the administration` without a name is that of the country whose news this is.
    let economies = if economies.is_empty()
        && text.is(last, "administration")
        && range.len() <= 2
        && office.is_none()
    {
        vec!["USA".into()]
    } else {
        economies
    };
    // `CNBC News`, `the Daily Herald`: outlets by their last word.
    let newsroom = noun.is_none()
        && office.is_none()
        && text.tokens[last].tag == Tag::Proper
        && text.is_any(
            last,
            &[
                "news", "tribune", "herald", "gazette", "newswire", "radio", "tv", "times",
            ],
        )
        && group.len() >= 2;
    if newsroom {
        return Some(Who {
            class: Class::Outlet,
            economies: Vec::new(),
            name: Some(text.words(range.clone()).to_owned()),
            words: range,
            role: None,
        });
    }
    // `the people`: the sources met before.
    if text.is_any(last, &["people", "person", "sources", "source"])
        && text.is(range.start, "the")
        && range.len() <= 3
        && let Some(source) = &memory.source
    {
        return Some(Who {
            words: range,
            role: None,
            ..source.clone()
        });
    }
    // `the statement`: of whoever spoke before.
    if noun == Some(NounClass::Document) {
        let of_before = (economies.is_empty() && range.len() <= 3)
            .then(|| memory.office.clone().or_else(|| memory.person.clone()))
            .flatten();
        return Some(match of_before {
            Some(office) => Who {
                class: if office.class == Class::Official {
                    Class::Government
                } else {
                    office.class
                },
                words: range,
                role: None,
                ..office
            },
            None => Who {
                class: if economies.is_empty() {
                    Class::Other
                } else {
                    Class::Government
                },
                economies,
                name: None,
                words: range,
                role: None,
            },
        });
    }
    let who = match noun {
        Some(NounClass::Official) if counted => Who {
            class: Class::Source,
            economies,
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Source) => Who {
            class: Class::Source,
            economies,
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Analyst) if office.is_none() || economies.is_empty() => Who {
            class: Class::Analyst,
            economies: chinese_scholar(text, &range, economies),
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Trader) => Who {
            class: Class::Traders,
            economies: Vec::new(),
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Document) => return None,
        Some(NounClass::Business) => Who {
            class: if firms { Class::Firms } else { Class::Business },
            economies,
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Media) if state_media => Who {
            class: Class::StateMedia,
            economies: if economies.is_empty() {
                vec!["CHN".into()]
            } else {
                economies
            },
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Media) => {
            let of_before = memory
                .outlet
                .as_ref()
                .filter(|_| text.is_any(range.start, &["the", "its"]) && range.len() <= 2);
            match of_before {
                Some(outlet) => Who {
                    words: range,
                    role: None,
                    ..outlet.clone()
                },
                None => Who {
                    class: Class::Outlet,
                    economies: Vec::new(),
                    name: None,
                    words: range,
                    role: None,
                },
            }
        }
        Some(NounClass::Citizen) => Who {
            class: Class::Other,
            economies,
            name: None,
            words: range,
            role: None,
        },
        Some(NounClass::Official) | Some(NounClass::Analyst) | None => {
            let economies = match (economies.is_empty(), office) {
                (true, Some(office)) => vec![office.economy.clone()],
                _ => economies,
            };
            // `the trade minister`, `his counterpart`: one person, though not by name.
            let office_holder = text.is_any(
                group.end - 1,
                &[
                    "minister",
                    "commissioner",
                    "president",
                    "premier",
                    "secretary",
                    "chancellor",
                    "ambassador",
                    "counterpart",
                    "counterparts",
                    "leaders",
                    "presidents",
                    "governor",
                    "chairman",
                    "justice",
                    "justices",
                    "negotiator",
                ],
            ) && (text
                .is_any(range.start, &["the", "his", "her", "its", "their"])
                || text.tokens[range.start].tag == Tag::Proper
                || text.tokens[range.start].tag == Tag::Possessive);
            if office_holder && noun == Some(NounClass::Official) {
                return Some(Who {
                    class: Class::Official,
                    economies,
                    name: None,
                    words: range,
                    role: None,
                });
            }
            if economies.is_empty() && noun == Some(NounClass::Official) {
                let spokes = text
                    .words(range.clone())
                    .to_ascii_lowercase()
                    .contains("spokes");
                let of_before = if spokes {
                    memory.spokesperson.as_ref().or(memory.office.as_ref())
                } else {
                    memory.office.as_ref()
                };
                // `the ministry`, `officials`: the one met last.
                match of_before.filter(|_| {
                    text.is_any(range.start, &["the", "its"]) && range.len() <= 3
                        || range.len() == 1
                        || of_an_office(text, &range)
                }) {
                    Some(office) => {
                        return Some(Who {
                            words: range,
                            role: None,
                            ..office.clone()
                        });
                    }
                    None => Who {
                        class: Class::Government,
                        economies,
                        name: None,
                        words: range,
                        role: None,
                    },
                }
            } else if economies.is_empty() && office.is_none() {
                Who {
                    class: Class::Other,
                    economies,
                    name: None,
                    words: range,
                    role: None,
                }
            } else {
                let head = head_group(text, &range);
                let alone = noun.is_some()
                    || office.is_some()
                    || economies_in(text, &head).len() == economies.len();
                let class = if alone {
                    Class::Government
                } else {
                    Class::Other
                };
                let name = office.map(|office| office.name.to_string());
                let name = name.or_else(|| {
                    (noun.is_none() && economies.len() == 1)
                        .then(|| format!("Government of {}", economy_name(&economies[0])))
                });
                Who {
                    class,
                    economies,
                    name,
                    words: range,
                    role: None,
                }
            }
        }
    };
    Some(who)
}

/// `a spokesperson for the ministry`, `a ministry official`: people of an office that was named before.
fn of_an_office(text: &Text<'_>, range: &Range) -> bool {
    let offices = [
        "ministry",
        "department",
        "commission",
        "bureau",
        "embassy",
        "agency",
    ];
    range.len() <= 6
        && range.clone().any(|index| text.is_any(index, &offices))
        && !range
            .clone()
            .any(|index| text.tokens[index].tag == Tag::Proper)
}

fn economy_name(code: &str) -> String {
    match code {
        "USA" => "the United States".to_owned(),
        "EU" => "the European Union".to_owned(),
        _ => cobden_codes::Economy::find(code)
            .map_or_else(|| code.to_owned(), |economy| economy.name().to_owned()),
    }
}
