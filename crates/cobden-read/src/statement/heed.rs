//! Who is named in passing: short names, pronouns and descriptions further on may mean them.

use super::Reader;
use super::chain::apposition_after;
use crate::clause::chain_before;
use crate::who::{Class, identify};
use crate::words::Tag;

/// Words that open what somebody is.
const ROLES: [&str; 15] = [
    "a",
    "an",
    "the",
    "chief",
    "president",
    "head",
    "director",
    "minister",
    "economist",
    "analyst",
    "professor",
    "founder",
    "managing",
    "senior",
    "vice",
];

impl Reader<'_, '_> {
    /// Remembers who is named in a sentence: short names and pronouns in the next may mean them.
    pub(super) fn heed(&mut self, number: usize) {
        let text = self.text;
        let main = text
            .verbs_in(number)
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.form.finite() && !verb.inherited);
        let subject = main
            .filter(|verb| text.quote_of(verb.main).is_none())
            .and_then(|verb| {
                verb.subject
                    .clone()
                    .map(|subject| (subject, verb.apposition.clone()))
            });
        for group in text.nouns_in(number) {
            let proper = (group.first..group.last)
                .filter(|token| text.tokens[*token].tag == Tag::Proper)
                .count();
            let end = text.sentences[number].last;
            let acts = subject
                .as_ref()
                .is_some_and(|(subject, _)| subject.start == group.first);
            if proper == 0 || proper < 2 && !acts || text.tokens[group.last - 1].tag != Tag::Proper
            {
                continue;
            }
            let apposition = apposition_after(text, group.last, end)
                .filter(|range| range.len() <= 14 && text.is_any(range.start, &ROLES));
            // `the head of the plane maker, Ann Lee,`: the role stands before.
            let before = apposition.is_none()
                && group.first > text.sentences[number].first + 2
                && text.tokens[group.first - 1].tag == Tag::Comma;
            let apposition = apposition.or_else(|| {
                before
                    .then(|| {
                        chain_before(&text.tokens, text.sentences[number].first, group.first - 1)
                    })
                    .flatten()
                    .filter(|role| {
                        role.len() <= 12 && text.is_any(role.start, &["the", "its", "chief"])
                    })
            });
            // A bare name says nothing new unless it acts.
            if !acts && apposition.is_none() && group.last - group.first < 3 {
                continue;
            }
            let Some(who) = identify(
                text,
                group.first..group.last,
                apposition,
                &self.memory,
                self.setting.day(),
            ) else {
                continue;
            };
            let person = matches!(
                who.class,
                Class::Official | Class::Analyst | Class::Business | Class::Person
            );
            if let Some(name) = who.name.clone().filter(|name| person && name.contains(' ')) {
                if proper > 1 && (who.role.is_some() || who.class == Class::Official) {
                    self.memory.know(&name, &who);
                    self.memory.employer(text, &who);
                }
                if acts
                    && self
                        .said
                        .last()
                        .is_none_or(|said| text.sentence_of(said.evidence.start) != number)
                {
                    self.memory.met(text, &who, false);
                }
            }
        }
    }
}
