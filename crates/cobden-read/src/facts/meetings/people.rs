//! Who meets: persons by name, else economies.

use super::Reader;
use crate::clause::Range;
use crate::lexicon::ActorTerm;
use crate::span::Span;
use crate::text::Text;
use crate::words::Tag;

/// Those who meet.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    /// Where they are named.
    pub(super) words: Vec<Range>,
    /// Persons by full name, else economies by code.
    pub(super) names: Vec<String>,
    /// The economies they stand for.
    pub(super) economies: Vec<String>,
    /// All of them lead a country.
    pub(super) leaders: bool,
}

impl People {
    pub(super) fn spans(&self, text: &Text<'_>) -> Vec<Span> {
        self.words
            .iter()
            .map(|words| text.span(words.clone()))
            .collect()
    }

    fn add(&mut self, words: Range, name: String, economy: &str) {
        if !self.names.contains(&name) {
            self.names.push(name);
            self.words.push(words);
        }
        if !self.economies.iter().any(|known| known == economy) {
            self.economies.push(economy.to_owned());
        }
    }

    /// Takes in others, each once.
    pub(super) fn join(&mut self, other: People) {
        let leaders = if self.names.is_empty() {
            other.leaders
        } else if other.names.is_empty() {
            self.leaders
        } else {
            self.leaders && other.leaders
        };
        // `both sides`: two parties in one stretch of words.
        let mut words = other.words.into_iter();
        for name in other.names {
            let words = words.next();
            if !self.names.contains(&name) {
                self.names.push(name);
                self.words.extend(words);
            }
        }
        for economy in other.economies {
            if !self.economies.contains(&economy) {
                self.economies.push(economy);
            }
        }
        self.leaders = leaders;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl Reader<'_, '_, '_> {
    /// Those named in a range: persons, and economies that no person there stands for.
    pub(super) fn people_in(&self, range: &Range) -> People {
        let text = self.text;
        let actors = &text.lexicon.actors;
        let mut people = People::default();
        let mut last = range.start;
        let mut leaders = 0;
        let mut persons: Vec<&str> = Vec::new();
        for hit in text.hits_of(text.lexicon.actor, range.clone()) {
            if hit.first < last && !people.is_empty() {
                continue;
            }
            if let Some(ActorTerm::Person(index)) = actors.term(&text.meaning(hit).value) {
                let person = &actors.persons[*index];
                people.add(hit.range(), person.name.to_string(), &person.economy);
                persons.push(&person.economy);
                leaders += usize::from(person.leads());
                last = hit.last;
            }
        }
        let mut last = range.start;
        for hit in text.hits_of(text.lexicon.actor, range.clone()) {
            if hit.first < last {
                continue;
            }
            let code: &str = match actors.term(&text.meaning(hit).value) {
                Some(ActorTerm::Economy(code) | ActorTerm::Adjective(code)) => code,
                Some(ActorTerm::Office(index)) => &actors.offices[*index].economy,
                _ => continue,
            };
            last = hit.last;
            if !persons.contains(&code) && code != "WTO" {
                // With the noun it describes: `Chinese negotiators`.
                let end = text
                    .nouns_in(text.sentence_of(hit.first))
                    .iter()
                    .find(|group| group.first <= hit.first && hit.first < group.last)
                    .map_or(hit.last, |group| group.last);
                // `Washington next week`
                let end = text
                    .times_in(hit.last..end.max(hit.last))
                    .first()
                    .map_or(end, |time| text.token_at(time.span.start));
                people.add(
                    hit.first..end.min(range.end).max(hit.last),
                    code.to_owned(),
                    code,
                );
            }
        }
        let titled = range.clone().any(|token| {
            text.is_any(
                token,
                &["leaders", "presidents", "leader", "president", "premiers"],
            )
        });
        let others = people.names.len() - persons.len().min(people.names.len());
        people.leaders = !people.is_empty()
            && (leaders > 0 && leaders == persons.len() && (others == 0 || titled)
                || persons.is_empty() && titled);
        people
    }

    /// Those meant by words: named, or through `we`, `they`, `both sides`.
    pub(super) fn people_meant(&self, range: &Range) -> People {
        let text = self.text;
        if self.parties.is_both(range) {
            let economies = self.parties.both();
            return People {
                words: vec![range.clone()],
                names: economies.clone(),
                economies,
                leaders: range
                    .clone()
                    .any(|token| text.is_any(token, &["leaders", "presidents"])),
            };
        }
        let people = self.people_in(range);
        if !people.is_empty() {
            return people;
        }
        let meant = self.parties.meant(range);
        let Some(party) = meant else {
            return People::default();
        };
        let names = match &party.person {
            Some(person) => vec![person.clone()],
            None => party.economies.clone(),
        };
        People {
            words: vec![party.words],
            leaders: party.person.as_deref().is_some_and(|name| {
                text.lexicon
                    .actors
                    .persons
                    .iter()
                    .any(|person| *person.name == *name && person.leads())
            }),
            names,
            economies: party.economies,
        }
    }

    /// Those who follow `with` or `between` after a token, before a verb.
    pub(super) fn people_after(&self, from: usize, words: &[&str]) -> Option<(People, usize)> {
        let text = self.text;
        let end = self.sentence_end(from.saturating_sub(1));
        let mut at = from;
        while at < end && at < from + 14 {
            let token = &text.tokens[at];
            if matches!(
                token.tag,
                Tag::Stop | Tag::Semicolon | Tag::Wh | Tag::That | Tag::Colon | Tag::Comma
            ) || token.tag.is_auxiliary()
                || matches!(token.tag, Tag::Past | Tag::Third)
            {
                return None;
            }
            if text.is_any(at, words) {
                break;
            }
            at += 1;
        }
        if at >= end || at >= from + 14 {
            return None;
        }
        let stop = self.people_end(at + 1, end);
        let mut people = self.people_meant(&(at + 1..stop));
        if people.is_empty() {
            // with other countries, with its partners, between the two
            let named = (at + 1..stop).find(|token| {
                text.is_any(
                    *token,
                    &[
                        "countries",
                        "partners",
                        "allies",
                        "counterparts",
                        "counterpart",
                        "nations",
                        "sides",
                        "governments",
                        "firms",
                        "companies",
                        "exporters",
                        "importers",
                        "producers",
                        "manufacturers",
                        "industry",
                        "businesses",
                        "executives",
                        "suppliers",
                        "unions",
                        "farmers",
                    ],
                )
            })?;
            let group = at + 1..named + 1;
            if text.is(at, "between") {
                people.names = self.parties.both();
                people.economies = people.names.clone();
            } else {
                people.names = vec![text.words(group.clone()).to_owned()];
            }
            people.words = vec![group];
        }
        Some((people, stop))
    }

    /// Whether a party only owns what words name: `China's demands`, but not `China's vice-premier`.
    pub(super) fn owns(&self, range: &Range) -> bool {
        let text = self.text;
        let Some(owner) = range
            .clone()
            .rev()
            .find(|token| text.tokens[*token].tag == Tag::Possessive && *token > range.start)
        else {
            return false;
        };
        owner + 1 < range.end
            && !self.officials(owner + 1..range.end)
            && self.people_in(&(owner + 1..range.end)).is_empty()
            && !text.is_any(
                range.end - 1,
                &[
                    "side",
                    "government",
                    "administration",
                    "counterpart",
                    "party",
                ],
            )
    }

    /// The end of a run of nouns joined by `and`, commas and short prepositions.
    pub(super) fn people_end(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let mut at = from;
        while at < end {
            let tag = text.tokens[at].tag;
            let goes_on = tag.is_nominal()
                || matches!(tag, Tag::Conjunction | Tag::Dash | Tag::Quote)
                || tag == Tag::Gerund && at == from
                || tag == Tag::Comma
                    && text.tokens.get(at + 1).is_some_and(|next| {
                        next.tag == Tag::Proper || next.tag == Tag::Conjunction
                    })
                || tag == Tag::Preposition && text.is_any(at, &["of", "from"]);
            if !goes_on {
                break;
            }
            at += 1;
        }
        while at > from && !text.tokens[at - 1].tag.is_nominal() {
            at -= 1;
        }
        at
    }
}
