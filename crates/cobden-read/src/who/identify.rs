//! Who a noun group means.

use jiff::civil::Date;

use super::describe::described;
use super::group::{covering, economies_in, head_group, is_head, trim};
use super::memory::{Memory, pronoun};
use super::name::{organisation, personal_name};
use super::role::{class_by_role, role_around};
use super::{Class, Who};
use crate::clause::Range;
use crate::layout::OutletKind;
use crate::lexicon::{ActorTerm, NounClass};
use crate::text::{Hit, Text};
use crate::words::{Shape, Tag};

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
        if !text.words(name.clone()).contains(' ')
            && let Some(who) = memory.by_short_name(text.words(name.clone()))
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
            let class = if organisation(text, &range)
                || name.len() <= 2 && memory.is_firm(text.word(name.start))
            {
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
        let state = outlet.kind == OutletKind::StateMedia;
        let economies = if state {
            vec![seat(&outlet.economy)]
        } else {
            Vec::new()
        };
        let class = match outlet.kind {
            OutletKind::StateMedia => Class::StateMedia,
            OutletKind::Official => Class::Government,
            OutletKind::Research | OutletKind::LawFirm => Class::Analyst,
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
        // `the top US diplomat`: the economy stands inside the title.
        let inside = || {
            text.hits_of(lexicon.actor, hit.range())
                .find_map(|hit| match term(hit) {
                    Some(ActorTerm::Economy(code) | ActorTerm::Adjective(code)) => {
                        Some(code.clone())
                    }
                    _ => None,
                })
        };
        let economy = economies.first().cloned().or_else(inside).or_else(|| {
            (&**office == "president" && text.word(hit.first).starts_with('P'))
                .then(|| "USA".into())
                // `the president told reporters`: the one met last, else the one English news calls so.
                .or_else(|| {
                    let the = range.len() == 2 && text.is(range.start, "the");
                    let met = memory
                        .person
                        .as_ref()
                        .filter(|who| who.class == Class::Official)
                        .and_then(|who| who.economies.first().cloned());
                    (&**office == "president" && the).then(|| met.unwrap_or_else(|| "USA".into()))
                })
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
    // `the top negotiator, Ann Lee`: the name stands behind.
    if let Some(behind) = apposition
        && text.tokens[behind.start].tag == Tag::Proper
        && behind.len() <= 6
        && names_somebody(text, &range, &hits)
        && let Some(who) = identify(text, behind, Some(range.clone()), memory, on)
        && who.name.is_some()
        && matches!(
            who.class,
            Class::Official | Class::Analyst | Class::Business | Class::Person
        )
    {
        return Some(Who {
            role: Some(range),
            ..who
        });
    }
    described(text, range, &group, &hits, economies, memory)
}

/// The code of an outlet's seat, as actors are coded.
fn seat(code: &str) -> Box<str> {
    if code == "EUU" {
        "EU".into()
    } else {
        code.into()
    }
}

/// Whether a description is of a person, so that a name behind it can be theirs.
fn names_somebody(text: &Text<'_>, range: &Range, hits: &[&Hit]) -> bool {
    hits.iter().any(|hit| {
        matches!(
            text.lexicon.actors.term(&text.meaning(hit).value),
            Some(
                ActorTerm::Title(_)
                    | ActorTerm::Noun(
                        NounClass::Official | NounClass::Analyst | NounClass::Business
                    )
            )
        )
    }) && !text.is_any(
        range.start,
        &["both", "two", "three", "several", "some", "many"],
    )
}
