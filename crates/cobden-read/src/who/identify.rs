//! Who a noun group means.

use jiff::civil::Date;

use super::group::{covering, economies_in, head_group, is_head, trim};
use super::memory::{Memory, pronoun};
use super::name::{organisation, personal_name};
use super::role::{chinese_scholar, class_by_role, role_around};
use super::{Class, Who};
use crate::clause::Range;
use crate::lexicon::{ActorTerm, NounClass};
use crate::text::{Hit, Text};
use crate::words::Shape;

/// Who a noun group means, with its apposition if it has one.
pub(crate) fn identify(
    text: &Text<'_>,
    words: Range,
    apposition: Option<Range>,
    memory: &Memory,
    on: Option<Date>,
) -> Option<Who> {
    let range = trim(text, words)?;
    if range.len() == 1
        && let Some(who) = pronoun(text, range.start, memory)
    {
        return Some(Who {
            words: range,
            role: None,
            ..who
        });
    }
    let lexicon = text.lexicon;
    let hits: Vec<&Hit> = covering(text.hits_of(lexicon.actor, range.clone()));
    let outlets: Vec<&Hit> = covering(text.hits_of(lexicon.outlet, range.clone()));
    let term = |hit: &Hit| lexicon.actors.term(&text.meaning(hit).value);

    // A person on file.
    if let Some(hit) = hits.iter().rev().find(|hit| {
        matches!(term(hit), Some(ActorTerm::Person(_))) && is_head(text, hit.last, range.end)
    }) && let Some(ActorTerm::Person(index)) = term(hit)
    {
        let several: Vec<_> = hits
            .iter()
            .filter_map(|hit| match term(hit) {
                Some(ActorTerm::Person(index)) => Some(&lexicon.actors.persons[*index]),
                _ => None,
            })
            .collect();
        let mut economies: Vec<Box<str>> = Vec::new();
        for person in &several {
            if !economies.contains(&person.economy) {
                economies.push(person.economy.clone());
            }
        }
        let person = &lexicon.actors.persons[*index];
        // `Ross` and `Gill` may be others: the name in full, or a role, or an earlier mention must speak for them.
        let short = hit.last - hit.first == 1 && !person.name.contains(' ');
        let unknown_namesake = !short
            && memory
                .by_short_name(text.word(hit.last - 1))
                .is_some_and(|who| who.name.as_deref() != Some(&person.name));
        if !unknown_namesake {
            let several_named = several.len() > 1;
            let name = if several_named {
                several
                    .iter()
                    .map(|person| person.name.to_string())
                    .collect::<Vec<_>>()
                    .join("; ")
            } else {
                person.name.to_string()
            };
            let words = if several_named {
                range.clone()
            } else {
                hit.range()
            };
            let role = if several_named {
                None
            } else {
                role_around(text, &range, hit, apposition)
            };
            return Some(Who {
                class: Class::Official,
                economies,
                name: Some(name),
                words,
                role,
            });
        }
    }
    let group = head_group(text, &range);
    let outlet = outlets.iter().find(|hit| {
        hit.last == group.end
            || hit.first <= group.start && hit.last >= group.end
            || is_head(text, hit.last, range.end) && hit.first <= group.start + 1
    });
    let economies = economies_in(text, &range);

    // A name that is not on file.
    if let Some(name) = personal_name(text, &range, &hits, &outlets) {
        if name.len() == 1
            && let Some(who) = memory.by_short_name(text.word(name.start))
        {
            return Some(Who {
                words: name,
                role: None,
                ..who.clone()
            });
        }
        let title = (range.start < name.start)
            .then_some(range.start..name.start)
            .filter(|title| {
                title
                    .clone()
                    .any(|index| text.tokens[index].shape != Shape::Mark)
            });
        let role = apposition.clone().or_else(|| title.clone());
        if name.len() >= 2 || title.is_some() || apposition.is_some() {
            let said: Vec<Range> = title
                .into_iter()
                .chain(apposition)
                .chain((name.end < range.end).then_some(name.end..range.end))
                .collect();
            let (class, economies) = class_by_role(text, &said, on);
            let short = text.words(name.clone()).to_owned();
            return Some(Who {
                class,
                economies,
                name: Some(short),
                words: name,
                role,
            });
        }
        if outlet.is_none()
            && economies.is_empty()
            && !hits.iter().any(|hit| is_head(text, hit.last, range.end))
        {
            let class = if organisation(text, &range) {
                Class::Business
            } else {
                Class::Person
            };
            return Some(Who {
                class,
                economies,
                name: Some(text.words(name.clone()).to_owned()),
                words: name,
                role: None,
            });
        }
    }
    if let Some(hit) = outlet {
        let outlet = lexicon
            .outlets
            .get(text.meaning(hit).value.parse::<usize>().ok()?)?;
        let state = outlet.kind == "state_media";
        let economies = if state {
            vec![seat(&outlet.economy)]
        } else {
            Vec::new()
        };
        let class = match outlet.kind.as_str() {
            "state_media" => Class::StateMedia,
            "official" => Class::Government,
            "research" | "law_firm" => Class::Analyst,
            _ => Class::Outlet,
        };
        let economies = if class == Class::Government {
            vec![seat(&outlet.economy)]
        } else {
            economies
        };
        return Some(Who {
            class,
            economies,
            name: Some(outlet.name.clone()),
            words: hit.range(),
            role: None,
        });
    }
    // Holders of an office by description: the US president.
    if let Some((office, hit)) = hits.iter().rev().find_map(|hit| match term(hit) {
        Some(ActorTerm::Title(office)) if is_head(text, hit.last, range.end) => {
            Some((office, *hit))
        }
        _ => None,
    }) {
        let economy = economies.first().cloned().or_else(|| {
            (&**office == "president" && text.word(hit.first).starts_with('P'))
                .then(|| "USA".into())
        });
        let former = text
            .words(range.clone())
            .to_ascii_lowercase()
            .contains("former")
            || text
                .words(range.clone())
                .to_ascii_lowercase()
                .contains(" then");
        let holder = economy
            .as_deref()
            .filter(|_| !former && economies.len() < 2)
            .and_then(|economy| lexicon.actors.holder(office, economy, on));
        if let Some(person) = holder.map(|index| &lexicon.actors.persons[index]) {
            return Some(Who {
                class: Class::Official,
                economies: vec![person.economy.clone()],
                name: Some(person.name.to_string()),
                words: range,
                role: None,
            });
        }
    }
    let noun = hits.iter().rev().find_map(|hit| match term(hit) {
        Some(ActorTerm::Noun(class)) if is_head(text, hit.last, range.end) => Some(*class),
        _ => None,
    });
    let noun = noun.or_else(|| {
        hits.iter().find_map(|hit| match term(hit) {
            Some(ActorTerm::Noun(class)) if hit.last <= group.end && hit.last + 1 >= group.end => {
                Some(*class)
            }
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
    // `one EU official`, `two officials`: counted, not named.
    let counted = text.is_any(range.start, &["one", "two", "three", "four", "another"])
        && text.is_any(
            range.end - 1,
            &[
                "official",
                "officials",
                "diplomat",
                "diplomats",
                "adviser",
                "advisers",
                "aide",
                "aides",
            ],
        );
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
        Some(NounClass::Business) => Who {
            class: Class::Business,
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
                match of_before
                    .filter(|_| text.is_any(range.start, &["the", "its"]) && range.len() <= 3)
                {
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

/// The code of an outlet's seat, as actors are coded.
fn seat(code: &str) -> Box<str> {
    if code == "EUU" {
        "EU".into()
    } else {
        code.into()
    }
}

fn economy_name(code: &str) -> String {
    match code {
        "USA" => "the United States".to_owned(),
        "EU" => "the European Union".to_owned(),
        _ => cobden_codes::Economy::find(code)
            .map_or_else(|| code.to_owned(), |economy| economy.name().to_owned()),
    }
}
