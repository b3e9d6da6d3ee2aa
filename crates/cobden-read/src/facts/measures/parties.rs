//! Who acts on whom: names, pronouns, and the two parties of the document where a sentence leaves one out.

use crate::clause::Range;
use crate::facts::Context;
use crate::lexicon::ActorTerm;
use crate::text::{Hit, Text};
use crate::who::economies_in;
use crate::words::Tag;

/// Economies met so far.
pub(super) struct Parties {
    /// Of the person named last.
    person: Option<&'static str>,
    /// The economy that was a subject last.
    economy: Option<&'static str>,
    /// The two economies named most in the document.
    pair: Vec<&'static str>,
    /// Those said to have acted, with how often.
    acting: Vec<(String, usize)>,
}

/// The economy of a term: by name, adjective, office or person.
pub(super) fn economy_of(text: &Text<'_>, hit: &Hit) -> Option<&'static str> {
    let lexicon = text.lexicon;
    Some(match lexicon.actors.term(&text.meaning(hit).value)? {
        ActorTerm::Economy(code) | ActorTerm::Adjective(code) => code,
        ActorTerm::Office(index) => &lexicon.actors.offices[*index].economy,
        ActorTerm::Person(index) => &lexicon.actors.persons[*index].economy,
        _ => return None,
    })
}

impl Parties {
    /// Counts the economies of a document.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for hit in text
            .hits
            .iter()
            .filter(|hit| hit.concept == text.lexicon.actor)
        {
            let Some(code) = economy_of(text, hit) else {
                continue;
            };
            match counts.iter_mut().find(|(other, _)| *other == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self {
            person: None,
            economy: None,
            pair: counts.into_iter().take(2).map(|(code, _)| code).collect(),
            acting: Vec::new(),
        }
    }

    /// Takes note of who is named in a sentence.
    pub(super) fn pass(&mut self, text: &Text<'_>, sentence: usize) {
        let verbs = text.verbs_in(sentence);
        let subject = text.verbs[verbs]
            .iter()
            .find_map(|verb| verb.subject.clone());
        let mut first = None;
        for hit in text
            .hits_in(sentence)
            .iter()
            .filter(|hit| hit.concept == text.lexicon.actor)
        {
            let Some(term) = text.lexicon.actors.term(&text.meaning(hit).value) else {
                continue;
            };
            match term {
                ActorTerm::Person(index) => {
                    self.person = Some(&text.lexicon.actors.persons[*index].economy);
                }
                ActorTerm::Economy(_) | ActorTerm::Office(_) => {}
                _ => continue,
            }
            if first.is_none()
                && subject
                    .as_ref()
                    .is_some_and(|subject| subject.contains(&hit.first))
            {
                first = economy_of(text, hit);
            }
        }
        if first.is_some() {
            self.economy = first;
        }
    }

    /// Takes note of who was said to act.
    pub(super) fn acted(&mut self, economies: &[String]) {
        let [one] = economies else { return };
        match self.acting.iter_mut().find(|(other, _)| other == one) {
            Some((_, count)) => *count += 1,
            None => self.acting.push((one.clone(), 1)),
        }
    }

    /// The economies that a range of tokens names, by name or pronoun.
    pub(super) fn named(&self, context: &Context<'_, '_>, range: Range) -> Vec<String> {
        let text = context.text;
        let found: Vec<String> = economies_in(text, &range)
            .iter()
            .map(ToString::to_string)
            .collect();
        if !found.is_empty() {
            return found;
        }
        for token in range.clone().take(4) {
            if !matches!(
                text.tokens[token].tag,
                Tag::Pronoun | Tag::Possessive | Tag::Noun | Tag::Proper
            ) {
                continue;
            }
            let word = text.word(token).to_ascii_lowercase();
            let code = match word.as_str() {
                "he" | "him" | "his" | "she" | "her" | "president" | "mr" | "administration" => {
                    self.person_before(text, token)
                }
                "it" | "its" | "they" | "their" | "government" | "ministry" | "authorities"
                | "country" | "officials" => self.economy_before(text, token),
                "we" | "our" | "us" | "i" | "my" | "ours" => {
                    let said = context.statement_of(&(token..token + 1));
                    return said
                        .and_then(|said| context.said[said].who.as_ref())
                        .map(|who| {
                            who.economies
                                .iter()
                                .filter(|code| !code.is_empty())
                                .map(ToString::to_string)
                                .collect()
                        })
                        .filter(|economies: &Vec<String>| !economies.is_empty())
                        .or_else(|| {
                            // An interview without names: who was named last speaks.
                            self.person.map(|code| vec![code.to_owned()])
                        })
                        .unwrap_or_default();
                }
                _ => None,
            };
            if let Some(code) = code {
                return vec![code.to_owned()];
            }
        }
        Vec::new()
    }

    fn person_before(&self, text: &Text<'_>, token: usize) -> Option<&'static str> {
        let sentence = text.sentence_of(token);
        text.hits_in(sentence)
            .iter()
            .rev()
            .filter(|hit| hit.concept == text.lexicon.actor && hit.last <= token)
            .find(|hit| {
                matches!(
                    text.lexicon.actors.term(&text.meaning(hit).value),
                    Some(ActorTerm::Person(_))
                )
            })
            .and_then(|hit| economy_of(text, hit))
            .or(self.person)
    }

    fn economy_before(&self, text: &Text<'_>, token: usize) -> Option<&'static str> {
        let sentence = text.sentence_of(token);
        let verbs = text.verbs_in(sentence);
        text.verbs[verbs]
            .iter()
            .rev()
            .filter_map(|verb| verb.subject.clone())
            .filter(|subject| subject.end <= token)
            .find_map(|subject| {
                text.hits_of(text.lexicon.actor, subject)
                    .find_map(|hit| economy_of(text, hit))
            })
            .or(self.economy)
    }

    /// The other party of the document.
    pub(super) fn other(&self, one: &str) -> Option<String> {
        match self.pair.as_slice() {
            [first, second] if *first == one => Some((*second).to_owned()),
            [first, _] if self.pair.contains(&one) || !self.pair.is_empty() => {
                Some((*first).to_owned())
            }
            _ => None,
        }
        .filter(|other| other != one)
    }

    /// Who is most likely to act where nobody is named.
    pub(super) fn usual(&self) -> Option<String> {
        let count = |code: &str| {
            self.acting
                .iter()
                .find(|(other, _)| other == code)
                .map_or(0, |(_, count)| *count)
        };
        if self.pair.contains(&"USA")
            && (count("USA") > 0 || self.acting.iter().all(|(_, count)| *count < 2))
        {
            return Some("USA".to_owned());
        }
        self.acting
            .iter()
            .max_by_key(|(code, count)| (*count, *code == "USA"))
            .filter(|(_, count)| *count > 1 || !self.pair.contains(&"USA"))
            .map(|(code, _)| code.clone())
            .or_else(|| self.pair.contains(&"USA").then(|| "USA".to_owned()))
            .or_else(|| self.pair.first().map(|code| (*code).to_owned()))
    }
}
