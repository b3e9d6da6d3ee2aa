//! Those met so far, for short names, pronouns and descriptions.

use super::{Class, Who};
use crate::text::Text;

/// Those met so far, for short names, pronouns and descriptions.
#[derive(Default)]
pub(crate) struct Memory {
    /// Persons met, by every word of their name.
    people: Vec<(Box<str>, Who)>,
    /// Who spoke last, if a person.
    person: Option<Who>,
    /// Who spoke last, if an office.
    pub(super) office: Option<Who>,
    /// Who spoke last.
    last: Option<Who>,
    /// The outlet named last.
    pub(super) outlet: Option<Who>,
    /// A spokesperson met last.
    pub(super) spokesperson: Option<Who>,
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
