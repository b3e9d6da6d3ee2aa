//! Who is meant: persons, offices, governments, and those without a name.

use jiff::civil::Date;

use crate::clause::Range;
use crate::fact::{Attribution, Side};
use crate::layout::OutletKind;
use crate::lexicon::{ActorTerm, NounClass};
use crate::text::{Hit, Text};
use crate::words::{Shape, Tag};

/// What somebody is, which decides how their words reach the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A named person who speaks for a government.
    Official,
    /// A government, a ministry, officials without a name.
    Government,
    /// Sources without a name.
    Source,
    /// Economists, scholars, banks.
    Analyst,
    /// Firms, associations and those who speak for them.
    Business,
    /// A news outlet.
    Outlet,
    /// An outlet that belongs to its state.
    StateMedia,
    /// The author of the document.
    Author,
    /// A named person of whom nothing else is known.
    Person,
    /// Anybody else.
    Other,
}

/// Somebody, as the text presents them at one place.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) class: Class,
    /// The economies named, by ISO 3166-1 alpha-3 code; more than one where several parties speak together.
    pub(crate) economies: Vec<Box<str>>,
    /// In full, as far as known.
    pub(crate) name: Option<String>,
    /// The words that name them.
    pub(crate) words: Range,
    /// The words that say what they are.
    pub(crate) role: Option<Range>,
}

impl Who {
    /// How the words of such a speaker reach the reader.
    pub(crate) fn attribution(&self) -> Attribution {
        match self.class {
            Class::Official | Class::Person | Class::Business => Attribution::OnRecord,
            Class::Government => Attribution::OfficialStatement,
            Class::Source => Attribution::Anonymous,
            Class::Analyst => Attribution::Analyst,
            Class::Outlet => Attribution::OtherOutlet,
            Class::StateMedia => Attribution::StateMedia,
            Class::Author => Attribution::Opinion,
            Class::Other => Attribution::Unsourced,
        }
    }

    /// On whose side such a speaker stands.
    pub(crate) fn side(&self) -> Option<Side> {
        let economy = || {
            self.economies
                .first()
                .map(|code| Side::Economy(code.to_string()))
        };
        match self.class {
            Class::Official
            | Class::Government
            | Class::Person
            | Class::StateMedia
            | Class::Other => {
                if self.economies.len() > 1 {
                    Some(Side::Both)
                } else {
                    economy()
                }
            }
            Class::Source => Some(economy().unwrap_or(Side::Media)),
            Class::Analyst => Some(economy().unwrap_or(Side::Market)),
            Class::Business => Some(Side::Business),
            Class::Outlet => Some(Side::Media),
            Class::Author => Some(Side::Author),
        }
    }
}

/// Those met so far, for short names, pronouns and descriptions.
#[derive(Default)]
pub(crate) struct Memory {
    /// Persons met, by every word of their name.
    people: Vec<(Box<str>, Who)>,
    /// Who spoke last, if a person.
    person: Option<Who>,
    /// Who spoke last, if an office.
    office: Option<Who>,
    /// Who spoke last.
    last: Option<Who>,
    /// The outlet named last.
    outlet: Option<Who>,
    /// A spokesperson met last.
    spokesperson: Option<Who>,
}

impl Memory {
    /// Remembers somebody who was named or spoke.
    pub(crate) fn met(&mut self, text: &Text<'_>, who: &Who, spoke: bool) {
        if matches!(
            who.class,
            Class::Official | Class::Analyst | Class::Business | Class::Person
        ) && let Some(name) = &who.name
        {
            let known = self
                .people
                .iter()
                .any(|(_, other)| other.name.as_deref() == Some(name));
            if !known {
                for part in name.split(' ').filter(|part| part.chars().count() > 1) {
                    self.people.push((part.into(), who.clone()));
                }
            }
            self.person = Some(who.clone());
        }
        if who.class == Class::Government {
            self.office = Some(who.clone());
            if text
                .words(who.words.clone())
                .to_ascii_lowercase()
                .contains("spokes")
            {
                self.spokesperson = Some(who.clone());
            }
        }
        if who.role.as_ref().is_some_and(|role| {
            text.words(role.clone())
                .to_ascii_lowercase()
                .contains("spokes")
        }) {
            self.spokesperson = Some(who.clone());
        }
        if matches!(who.class, Class::Outlet | Class::StateMedia) {
            self.outlet = Some(who.clone());
        }
        if spoke {
            self.last = Some(who.clone());
        }
    }

    fn by_short_name(&self, name: &str) -> Option<&Who> {
        self.people
            .iter()
            .rev()
            .find(|(part, _)| **part == *name)
            .map(|(_, who)| who)
    }
}

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

/// Without what does not name anybody at the ends.
fn trim(text: &Text<'_>, mut range: Range) -> Option<Range> {
    let skip = |index: usize| {
        matches!(
            text.tokens[index].tag,
            Tag::Comma
                | Tag::Conjunction
                | Tag::Subordinator
                | Tag::Quote
                | Tag::Dash
                | Tag::Stop
                | Tag::Colon
        )
    };
    while range.start < range.end && skip(range.start) {
        range.start += 1;
    }
    while range.start < range.end && skip(range.end - 1) {
        range.end -= 1;
    }
    (range.start < range.end).then_some(range)
}

/// The longest hits, none inside another.
fn covering<'h>(hits: impl Iterator<Item = &'h Hit>) -> Vec<&'h Hit> {
    let mut kept: Vec<&Hit> = Vec::new();
    for hit in hits {
        if kept.iter().any(|other| {
            other.first <= hit.first
                && hit.last <= other.last
                && (other.last - other.first) > (hit.last - hit.first)
        }) {
            continue;
        }
        kept.retain(|other| {
            !(hit.first <= other.first
                && other.last <= hit.last
                && (hit.last - hit.first) > (other.last - other.first))
        });
        kept.push(hit);
    }
    kept
}

/// Whether what ends at `end` is the head of a group that ends at `last`: nothing but a prepositional phrase follows.
fn is_head(text: &Text<'_>, end: usize, last: usize) -> bool {
    end >= last
        || matches!(
            text.tokens[end].tag,
            Tag::Preposition
                | Tag::Conjunction
                | Tag::Comma
                | Tag::Open
                | Tag::Gerund
                | Tag::Participle
                | Tag::Past
                | Tag::Quote
                | Tag::To
                | Tag::Wh
                | Tag::That
        )
}

/// The first noun group of a chain: `representatives` in `representatives for the office`.
fn head_group(text: &Text<'_>, range: &Range) -> Range {
    let end = range
        .clone()
        .find(|index| !text.tokens[*index].tag.is_nominal() && text.tokens[*index].tag != Tag::Dash)
        .unwrap_or(range.end);
    range.start..end.max(range.start + 1).min(range.end)
}

/// Economies named in a range, each once.
pub(crate) fn economies_in(text: &Text<'_>, range: &Range) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    for hit in covering(text.hits_of(text.lexicon.actor, range.clone())) {
        let code = match text.lexicon.actors.term(&text.meaning(hit).value) {
            Some(ActorTerm::Economy(code) | ActorTerm::Adjective(code)) => code.clone(),
            Some(ActorTerm::Office(index)) => {
                // `the commerce ministry` of another economy: what is named beats what is usual.
                if !found.is_empty()
                    || range
                        .clone()
                        .any(|index| index < hit.first && text.tokens[index].shape == Shape::Upper)
                {
                    continue;
                }
                text.lexicon.actors.offices[*index].economy.clone()
            }
            Some(ActorTerm::Person(index)) => text.lexicon.actors.persons[*index].economy.clone(),
            _ => continue,
        };
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

fn role_around(
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

/// A run of capitalised words that can be the name of a person.
fn personal_name(text: &Text<'_>, range: &Range, hits: &[&Hit], outlets: &[&Hit]) -> Option<Range> {
    let head = head_group(text, range);
    let covered = |index: usize| {
        hits.iter()
            .chain(outlets)
            .any(|hit| hit.range().contains(&index))
    };
    let mut end = head.end;
    // `Gong (Peking University)`: brackets are no part of a head group. A name ends its group.
    while end > head.start && !matches!(text.tokens[end - 1].tag, Tag::Proper) {
        end -= 1;
    }
    if end != head.end || end == head.start {
        return None;
    }
    let mut start = end;
    while start > head.start {
        let token = &text.tokens[start - 1];
        let word = text.word(start - 1);
        let dashed = token.tag == Tag::Dash
            && start - 1 > head.start
            && token.start == text.tokens[start - 2].end;
        let part = token.tag == Tag::Proper && !covered(start - 1) && !is_title_word(word)
            || dashed
            || matches!(word, "von" | "van" | "de" | "der" | "bin" | "al");
        if !part {
            break;
        }
        start -= 1;
    }
    let name = start..end;
    let words = name
        .clone()
        .filter(|index| text.tokens[*index].tag == Tag::Proper)
        .count();
    if words == 0 || words > 4 || organisation(text, &name) {
        return None;
    }
    // A single word in capitals is an abbreviation, but for the labels of a transcript.
    (words > 1 || text.tokens[name.start].shape == Shape::Capital).then_some(name)
}

fn is_title_word(word: &str) -> bool {
    matches!(
        word,
        "President"
            | "Secretary"
            | "Minister"
            | "Premier"
            | "Senator"
            | "Sen."
            | "Rep."
            | "Representative"
            | "Governor"
            | "Ambassador"
            | "Chairman"
            | "Chairwoman"
            | "Chair"
            | "Director"
            | "CEO"
            | "Chief"
            | "Executive"
            | "Officer"
            | "Economist"
            | "Analyst"
            | "Professor"
            | "Dr"
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Prof"
            | "Spokesperson"
            | "Spokesman"
            | "Spokeswoman"
            | "Commissioner"
            | "Adviser"
            | "Advisor"
            | "Counsellor"
            | "Counselor"
            | "Justice"
            | "Judge"
            | "Lord"
            | "Sir"
            | "Treasury"
            | "Commerce"
            | "Trade"
            | "Foreign"
            | "Finance"
            | "Prime"
            | "Vice"
            | "General"
            | "Deputy"
            | "State"
            | "Ministry"
            | "Department"
    )
}

/// Whether a name holds a word that only organisations have.
fn organisation(text: &Text<'_>, range: &Range) -> bool {
    range.clone().any(|index| {
        text.is_any(
            index,
            &[
                "bank",
                "inc",
                "ltd",
                "corp",
                "co",
                "group",
                "university",
                "institute",
                "ministry",
                "department",
                "association",
                "council",
                "committee",
                "commission",
                "chamber",
                "securities",
                "capital",
                "research",
                "economics",
                "federation",
                "union",
                "company",
                "foundation",
                "center",
                "centre",
                "academy",
                "fund",
                "partners",
                "holdings",
                "motors",
                "electronics",
                "technologies",
                "technology",
                "airlines",
                "party",
                "agency",
                "court",
                "house",
                "street",
                "journal",
                "times",
                "news",
                "post",
                "daily",
                "index",
                "act",
                "summit",
                "forum",
                "global",
                "international",
                "asset",
                "management",
                "markets",
                "organization",
                "organisation",
                "exchange",
                "exchanges",
                "army",
                "office",
                "bureau",
                "senate",
                "congress",
                "administration",
                "reserve",
                "alliance",
                "coalition",
                "network",
                "consulting",
                "advisors",
                "analytics",
                "ratings",
                "agreement",
                "board",
            ],
        )
    })
}

/// What somebody is by the words around their name.
fn class_by_role(text: &Text<'_>, said: &[Range], on: Option<Date>) -> (Class, Vec<Box<str>>) {
    let _ = on;
    let mut economies: Vec<Box<str>> = Vec::new();
    let mut official = false;
    let mut analyst = false;
    let mut business = false;
    let mut scholar = false;
    for range in said {
        for code in economies_in(text, range) {
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
        business |= range.clone().any(|index| {
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
        }) && !analyst;
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
fn chinese_scholar(text: &Text<'_>, range: &Range, economies: Vec<Box<str>>) -> Vec<Box<str>> {
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

fn pronoun(text: &Text<'_>, token: usize, memory: &Memory) -> Option<Who> {
    let word = text.word(token);
    // `He` may be a surname: He Lifeng is He after his first mention.
    if word == "He"
        && let Some(who) = memory.by_short_name("He")
        && memory
            .person
            .as_ref()
            .is_some_and(|person| person.name == who.name)
    {
        return Some(who.clone());
    }
    match word.to_ascii_lowercase().as_str() {
        "he" | "she" | "him" | "her" => memory
            .last
            .clone()
            .filter(|who| {
                matches!(
                    who.class,
                    Class::Official | Class::Analyst | Class::Business | Class::Person
                )
            })
            .or_else(|| memory.person.clone()),
        "it" => memory
            .last
            .clone()
            .filter(|who| {
                matches!(
                    who.class,
                    Class::Government | Class::Outlet | Class::StateMedia | Class::Business
                )
            })
            .or_else(|| memory.office.clone()),
        "they" => memory.last.clone(),
        "i" => memory.last.clone(),
        _ => None,
    }
}
