//! Those met so far, for short names, pronouns and descriptions.

use super::{Class, Who};
use crate::text::Text;
use crate::words::Tag;

/// Those met so far, for short names, pronouns and descriptions.
#[derive(Default)]
pub(crate) struct Memory {
    /// Persons met, by every word of their name.
    people: Vec<(Box<str>, Who)>,
    /// Who spoke last, if a person.
    pub(super) person: Option<Who>,
    /// Who spoke last, if an office.
    pub(super) office: Option<Who>,
    /// Who spoke last.
    last: Option<Who>,
    /// Who spoke last, of those who are more than one or have no name.
    many: Option<Who>,
    /// The outlet named last.
    pub(super) outlet: Option<Who>,
    /// Sources without a name met last.
    pub(super) source: Option<Who>,
    /// Words of firms' names, from the roles of their people.
    firms: Vec<Box<str>>,
    /// A spokesperson met last.
    pub(super) spokesperson: Option<Who>,
}

impl Memory {
    /// Remembers somebody who was named or spoke.
    pub(crate) fn met(&mut self, text: &Text<'_>, who: &Who, spoke: bool) {
        if matches!(
            who.class,
            Class::Official | Class::Analyst | Class::Business | Class::Person
        ) && let Some(name) = who.name.as_ref().filter(|name| !name.contains("; "))
        {
            self.know(name, who);
            self.employer(text, who);
            self.person = Some(who.clone());
        }
        if who.class == Class::Source {
            self.source = Some(who.clone());
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
            let one = matches!(
                who.class,
                Class::Official | Class::Person | Class::Analyst | Class::Business
            ) && who.name.as_deref().is_some_and(|name| !name.contains("; "));
            if !one {
                self.many = Some(who.clone());
            }
        }
    }

    /// Remembers a name without anybody speaking; what is known of it may grow.
    pub(crate) fn know(&mut self, name: &str, who: &Who) {
        // `Ann Lee; Bob Ray`: two who spoke together are nobody's full name.
        if name.contains("; ") {
            return;
        }
        let mut known = false;
        for (_, other) in &mut self.people {
            if other.name.as_deref() == Some(name) {
                known = true;
                let more = other.class == Class::Person && who.class != Class::Person
                    || other.economies.is_empty()
                        && other.class == who.class
                        && !who.economies.is_empty();
                if more {
                    *other = who.clone();
                }
            }
        }
        if !known {
            for part in name.split(' ').filter(|part| part.chars().count() > 1) {
                self.people.push((part.into(), who.clone()));
            }
        }
    }

    /// `Pegatron chairman T.H. Tung`: Pegatron is a firm.
    pub(crate) fn employer(&mut self, text: &Text<'_>, who: &Who) {
        let (Class::Business, Some(role)) = (who.class, &who.role) else {
            return;
        };
        for index in role.clone() {
            let word = text.word(index);
            if text.tokens[index].tag == Tag::Proper
                && word.len() > 2
                && !super::name::is_title_word(word)
                && !word.eq_ignore_ascii_case("ceo")
                && !self.is_firm(word)
            {
                self.firms.push(word.into());
            }
        }
    }

    /// Whether a word is part of a firm's name met before.
    pub(super) fn is_firm(&self, word: &str) -> bool {
        self.firms.iter().any(|firm| **firm == *word)
    }

    pub(super) fn by_short_name(&self, name: &str) -> Option<&Who> {
        self.people
            .iter()
            .rev()
            .find(|(part, _)| **part == *name)
            .map(|(_, who)| who)
    }
}

pub(super) fn pronoun(text: &Text<'_>, token: usize, memory: &Memory) -> Option<Who> {
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
        "he" | "she" | "him" | "her" | "his" => memory.person.clone().or_else(|| {
            memory.last.clone().filter(|who| {
                matches!(
                    who.class,
                    Class::Official | Class::Analyst | Class::Business | Class::Person
                )
            })
        }),
        "it" => memory
            .last
            .clone()
            .filter(|who| {
                matches!(
                    who.class,
                    Class::Government
                        | Class::Outlet
                        | Class::StateMedia
                        | Class::Business
                        | Class::Analyst
                        | Class::Other
                )
            })
            .or_else(|| memory.office.clone()),
        "its" => memory.office.clone(),
        "they" | "their" => memory.many.clone().or_else(|| memory.last.clone()),
        "i" => memory.last.clone(),
        _ => None,
    }
}
