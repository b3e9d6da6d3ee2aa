//! Economies, offices and persons, and the common nouns for those without a name.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::terms::{Pos, Terms};
use super::vocabulary::Vocabulary;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    economy: Vec<EconomyRow>,
    #[serde(default)]
    office: Vec<OfficeRow>,
    #[serde(default)]
    person: Vec<PersonRow>,
    #[serde(default)]
    title: Vec<TitleRow>,
    #[serde(default)]
    nouns: FxHashMap<String, Vec<String>>,
    #[serde(default)]
    words: FxHashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EconomyRow {
    code: String,
    names: Vec<String>,
    adjectives: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeRow {
    economy: String,
    name: String,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    economy: String,
    #[serde(default)]
    holds: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleRow {
    office: String,
    terms: Vec<String>,
}

/// A term of office.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    office: String,
    #[serde(with = "civil")]
    from: Date,
    #[serde(default, with = "civil_option")]
    until: Option<Date>,
}

mod civil {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, de::Error};

    pub(super) fn read<E: Error>(day: &toml::value::Datetime) -> Result<Date, E> {
        day.to_string()
            .parse()
            .map_err(|_| E::custom(format!("{day} is no day: write 2025-01-20")))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Date, D::Error> {
        read(&toml::value::Datetime::deserialize(deserializer)?)
    }
}

mod civil_option {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        Option::<toml::value::Datetime>::deserialize(deserializer)?
            .map(|day| super::civil::read(&day))
            .transpose()
    }
}

/// A person on file.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: Box<str>,
    pub(crate) economy: Box<str>,
    holds: Vec<Term>,
}

impl Person {
    /// Whether they lead a country or its government at some time.
    pub(crate) fn leads(&self) -> bool {
        self.holds.iter().any(|term| {
            matches!(
                term.office.as_str(),
                "president" | "prime minister" | "chancellor" | "leader"
            )
        })
    }
}

/// An office on file.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    pub(crate) name: Box<str>,
    pub(crate) economy: Box<str>,
}

/// What an actor term stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ActorTerm {
    /// `China`, `Beijing`
    Economy(Box<str>),
    /// `Chinese`
    Adjective(Box<str>),
    /// Index into [`Actors::offices`].
    Office(usize),
    /// Index into [`Actors::persons`].
    Person(usize),
    /// `president`
    Title(Box<str>),
    /// `official`: a noun of one of the classes.
    Noun(NounClass),
    /// `state-run`
    StateMedia,
    /// `this newspaper`
    Author,
}

/// Classes of common nouns for speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NounClass {
    Official,
    Source,
    Analyst,
    Trader,
    Business,
    Media,
    Citizen,
    /// Letters, statements, white papers.
    Document,
}

/// Who can act and speak.
#[derive(Default)]
pub(crate) struct Actors {
    pub(crate) persons: Vec<Person>,
    pub(crate) offices: Vec<Office>,
    /// What each entry of the concept `actor` stands for, by its value.
    terms: Vec<ActorTerm>,
}

impl Actors {
    /// Reads `actors.toml` or a file like it and adds its terms.
    ///
    /// # Errors
    /// What the TOML reader says; a class of nouns that does not exist.
    pub(crate) fn read(
        &mut self,
        text: &str,
        vocabulary: &mut Vocabulary,
        terms: &mut Terms,
    ) -> Result<(), toml::de::Error> {
        let file: File = toml::from_str(text)?;
        for row in file.economy {
            self.add(
                vocabulary,
                terms,
                ActorTerm::Adjective(row.code.as_str().into()),
                &row.adjectives,
                Pos::Any,
            );
            self.add(
                vocabulary,
                terms,
                ActorTerm::Economy(row.code.into()),
                &row.names,
                Pos::Any,
            );
        }
        for row in file.office {
            self.offices.push(Office {
                name: row.name.into(),
                economy: row.economy.into(),
            });
            self.add(
                vocabulary,
                terms,
                ActorTerm::Office(self.offices.len() - 1),
                &row.aliases,
                Pos::Any,
            );
        }
        for row in file.person {
            let mut names = row.aliases;
            names.push(row.name.clone());
            self.persons.push(Person {
                name: row.name.into(),
                economy: row.economy.into(),
                holds: row.holds,
            });
            self.add(
                vocabulary,
                terms,
                ActorTerm::Person(self.persons.len() - 1),
                &names,
                Pos::Any,
            );
        }
        for row in file.title {
            self.add(
                vocabulary,
                terms,
                ActorTerm::Title(row.office.into()),
                &row.terms,
                Pos::Noun,
            );
        }
        for (class, nouns) in file.nouns {
            let class = match class.as_str() {
                "official" => NounClass::Official,
                "source" => NounClass::Source,
                "analyst" => NounClass::Analyst,
                "business" => NounClass::Business,
                "media" => NounClass::Media,
                "citizen" => NounClass::Citizen,
                "trader" => NounClass::Trader,
                "document" => NounClass::Document,
                _ => {
                    return Err(serde::de::Error::custom(format!(
                        "{class} is no class of nouns"
                    )));
                }
            };
            self.add(vocabulary, terms, ActorTerm::Noun(class), &nouns, Pos::Noun);
        }
        for (class, words) in file.words {
            let term = match class.as_str() {
                "author" => ActorTerm::Author,
                "state_media" => ActorTerm::StateMedia,
                "analyst" => ActorTerm::Noun(NounClass::Analyst),
                _ => {
                    return Err(serde::de::Error::custom(format!(
                        "{class} is no class of words"
                    )));
                }
            };
            self.add(vocabulary, terms, term, &words, Pos::Any);
        }
        Ok(())
    }

    fn add(
        &mut self,
        vocabulary: &mut Vocabulary,
        terms: &mut Terms,
        term: ActorTerm,
        words: &[String],
        pos: Pos,
    ) {
        let concept = terms.concept("actor");
        let entry = terms.entry(concept, &self.terms.len().to_string());
        self.terms.push(term);
        for word in words {
            terms.add(vocabulary, word, pos, entry);
        }
    }

    /// What an entry's value stands for.
    pub(crate) fn term(&self, value: &str) -> Option<&ActorTerm> {
        self.terms.get(value.parse::<usize>().ok()?)
    }

    /// The holder of an office of an economy; on a day if one is given, else the last on file.
    pub(crate) fn holder(&self, office: &str, economy: &str, on: Option<Date>) -> Option<usize> {
        self.persons
            .iter()
            .enumerate()
            .filter(|(_, person)| &*person.economy == economy)
            .find_map(|(index, person)| {
                person
                    .holds
                    .iter()
                    .any(|term| {
                        let holds = match on {
                            Some(day) => {
                                term.from <= day && term.until.is_none_or(|until| day < until)
                            }
                            None => term.until.is_none(),
                        };
                        holds
                            && (term.office == office
                                || office == "leader"
                                    && matches!(
                                        term.office.as_str(),
                                        "president" | "prime minister" | "chancellor"
                                    ))
                    })
                    .then_some(index)
            })
    }
}
