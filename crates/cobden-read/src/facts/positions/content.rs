//! The deed that a position is about: where its words end, and what sort of deed it is.

use super::Reader;
use crate::clause::{Form, Range};
use crate::lexicon::Concept;
use crate::words::Tag;

/// Sorts of deeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// To hold out, to hit back.
    Fight,
    /// To talk, to settle.
    Talk,
    /// To give something.
    Give,
    /// To make it less bad.
    Calm,
    /// To make it worse.
    War,
    Other,
}

impl Reader<'_, '_, '_> {
    /// Where a clause that runs on from a token ends: before the next clause that hangs loosely on it.
    pub(super) fn clause_stop(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let said = self
            .context
            .statement_of(&(from..from + 1))
            .map(|index| &self.context.said[index].content);
        let end = said.map_or(end, |content| {
            content
                .iter()
                .find(|range| range.contains(&from))
                .map_or(end, |range| range.end.min(end))
        });
        let quote = text.quote_of(from).map(|quote| quote.last());
        let end = quote.map_or(end, |last| end.min(last.max(from)));
        let mut at = from;
        while at < end {
            let tag = text.tokens[at].tag;
            let next = text.tokens.get(at + 1).map(|token| token.tag);
            let stops = match tag {
                Tag::Stop | Tag::Semicolon | Tag::Open => true,
                Tag::Dash => {
                    at > 0
                        && (text.tokens[at].start > text.tokens[at - 1].end
                            || text.tokens[at].end - text.tokens[at].start >= 3)
                }
                Tag::Colon => true,
                Tag::Comma => {
                    matches!(
                        next,
                        Some(
                            Tag::Wh
                                | Tag::Gerund
                                | Tag::Subordinator
                                | Tag::Preposition
                                | Tag::Adverb
                                | Tag::Quote
                        )
                    ) || self.clause_begins(at + 1, end)
                        || text.is_any(at + 1, &["but", "yet", "according"])
                        || (next == Some(Tag::Conjunction) && self.clause_begins(at + 2, end))
                }
                Tag::Conjunction => self.clause_begins(at + 1, end),
                Tag::Subordinator => {
                    at > from
                        && text.is_any(
                            at,
                            &[
                                "while", "whereas", "although", "though", "because", "since", "as",
                                "after", "when",
                            ],
                        )
                        && self.clause_begins(at + 1, end)
                }
                Tag::Preposition => at > from && text.is_any(at, &["despite", "amid", "following"]),
                _ => false,
            };
            if stops {
                break;
            }
            at += 1;
        }
        at.max(from)
    }

    /// Whether a subject with its finite verb, or a finite verb that says something, begins at a token.
    fn clause_begins(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        if at >= end {
            return false;
        }
        text.verbs_in(text.sentence_of(at)).any(|verb| {
            let verb = &text.verbs[verb];
            verb.form.finite()
                && verb.first >= at
                && verb.first < end
                && (verb.start == at
                    || verb.first == at
                    || verb
                        .subject
                        .as_ref()
                        .is_some_and(|subject| subject.start == at))
        })
    }

    /// The infinitive that begins at a token, past adverbs.
    pub(super) fn infinitive_at(&self, at: usize) -> Option<usize> {
        let text = self.text;
        let end = self.sentence_end(at.saturating_sub(1));
        let mut at = at;
        while at < end && matches!(text.tokens[at].tag, Tag::Adverb | Tag::Quote) {
            at += 1;
        }
        if at >= end {
            return None;
        }
        // `hopes to “end the dispute”`
        if text.is(at, "to") && at + 2 < end && text.tokens[at + 1].tag == Tag::Quote {
            return text
                .verbs_in(text.sentence_of(at))
                .find(|verb| text.verbs[*verb].first == at + 2);
        }
        text.verbs_in(text.sentence_of(at)).find(|verb| {
            text.verbs[*verb].first == at && text.verbs[*verb].form == Form::Infinitive
        })
    }

    /// The infinitive that a verb brings, past the time and the place: `pledged during the summit to buy`.
    pub(super) fn infinitive_past(&self, at: usize) -> Option<usize> {
        let text = self.text;
        if let Some(found) = self.infinitive_at(at) {
            return Some(found);
        }
        let end = self.sentence_end(at.saturating_sub(1));
        let opens = at < end
            && (matches!(
                text.tokens[at].tag,
                Tag::Preposition | Tag::Adverb | Tag::Not
            ) || text.is_any(at, &["last", "this", "earlier", "yesterday", "today"]))
            && !text.is_any(at, &["of", "as", "from", "against"]);
        if !opens {
            return None;
        }
        let inner = text
            .verbs_in(text.sentence_of(at))
            .find(|verb| text.verbs[*verb].first >= at)?;
        let group = &text.verbs[inner];
        let clean = group.form == Form::Infinitive
            && group.first - at <= 9
            && text.tokens[at..group.first].iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(token.tag, Tag::Preposition | Tag::Adverb | Tag::Not)
            });
        clean.then_some(inner)
    }

    /// The first infinitive after a noun that follows a token: `Washington to lift`.
    pub(super) fn infinitive_after_noun(&self, from: usize) -> Option<usize> {
        let text = self.text;
        let end = self.sentence_end(from.saturating_sub(1));
        if from >= end {
            return None;
        }
        for verb in text.verbs_in(text.sentence_of(from)) {
            let group = &text.verbs[verb];
            if group.first < from {
                continue;
            }
            if group.first > from + 16 || group.form.finite() {
                return None;
            }
            if group.form == Form::Infinitive {
                let between = &text.tokens[from..group.first];
                let clean = between.iter().any(|token| token.tag.is_nominal())
                    && !between.iter().any(|token| {
                        matches!(
                            token.tag,
                            Tag::Stop | Tag::Semicolon | Tag::That | Tag::Colon
                        )
                    });
                return clean.then_some(verb);
            }
        }
        None
    }

    /// Whether a term of a concept stands in a range.
    pub(super) fn holds(&self, concept: Concept, range: &Range) -> bool {
        self.text.hits_of(concept, range.clone()).next().is_some()
    }

    /// Whether the verb at a token is one of a concept.
    pub(super) fn verb_is(&self, concept: Concept, main: usize) -> bool {
        self.text.tokens[main].tag.is_verb() && self.term_at(concept, main).is_some()
    }

    /// What sort of deed a verb and what follows it is.
    pub(super) fn deed(&self, main: Option<usize>, content: &Range) -> Deed {
        let concepts = &self.concepts;
        if let Some(main) = main {
            if self.verb_is(concepts.fight, main) {
                return Deed::Fight;
            }
            let after = main + 1..content.end.min(main + 6).max(main + 1);
            let talk = self.holds(concepts.talk, &after);
            if self.verb_is(concepts.give, main) {
                return if talk { Deed::Talk } else { Deed::Give };
            }
            if self.verb_is(concepts.talk, main) {
                return Deed::Talk;
            }
            if self.verb_is(concepts.war, main) {
                return Deed::War;
            }
            if self.verb_is(concepts.calm, main) {
                return Deed::Calm;
            }
            // `put up a fight`
            let fight = || {
                self.text
                    .hits_of(concepts.fixed, main..content.end.max(main))
                    .any(|hit| self.value(hit) == "resolve")
            };
            return if talk {
                Deed::Talk
            } else if self.holds(concepts.fight, &after) || fight() {
                Deed::Fight
            } else {
                Deed::Other
            };
        }
        // A noun: the first that says something decides.
        let sorts = [
            (concepts.war, Deed::War),
            (concepts.fight, Deed::Fight),
            (concepts.give, Deed::Give),
            (concepts.talk, Deed::Talk),
            (concepts.calm, Deed::Calm),
        ];
        sorts
            .iter()
            .filter_map(|(concept, deed)| {
                self.text
                    .hits_of(*concept, content.clone())
                    .map(|hit| hit.first)
                    .next()
                    .map(|first| (first, *deed))
            })
            .min_by_key(|(first, _)| *first)
            .map_or(Deed::Other, |(_, deed)| deed)
    }
}
