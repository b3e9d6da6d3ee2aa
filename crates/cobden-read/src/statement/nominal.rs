//! Speech carried by a noun: `the minister's claim that`, `a threat by the president to raise`, `her warning of`.

use super::Reader;
use super::chain::apposition_after;
use super::reported::{can_speak, overlap};
use crate::clause::Range;
use crate::fact::Mode;
use crate::who::{Who, identify};
use crate::words::Tag;

/// What a noun of speech brings along.
struct Carried {
    who: Who,
    content: Range,
    evidence: Range,
}

impl Reader<'_, '_> {
    /// Reads the nouns of speech of a sentence that name who speaks and what is said.
    pub(super) fn nominals(&mut self, from: usize, end: usize) {
        let text = self.text;
        let nouns: Vec<Range> = text
            .hits_of(self.cue, from..end)
            .filter(|hit| &*text.meaning(hit).value == "noun")
            .filter(|hit| {
                text.quote_of(hit.first).is_none() && text.tokens[hit.last - 1].tag == Tag::Noun
            })
            .map(|hit| hit.range())
            .collect();
        for noun in nouns {
            let Some(found) = self.carried(&noun, from, end) else {
                continue;
            };
            let known = self.said.iter().rev().take(64).any(|said| {
                said.content.iter().any(|other| {
                    overlap(other, &found.content) * 2 > other.len().max(found.content.len())
                })
            });
            if known || !can_speak(text, &found.who, false) {
                continue;
            }
            let whole = text
                .quotes_in(found.content.start..found.content.start + 1)
                .find(|quote| {
                    quote.after() >= found.content.end && quote.last() - quote.first() > 5
                })
                .map(|quote| quote.first()..quote.last());
            let mode = match &whole {
                Some(_) => Mode::Direct,
                None if text.quotes_in(found.content.clone()).next().is_some() => Mode::Mixed,
                None => Mode::Indirect,
            };
            self.note(
                Some(found.who),
                Some(noun),
                vec![whole.unwrap_or(found.content)],
                found.evidence,
                mode,
                "nominal",
                0.75,
            );
        }
    }

    fn carried(&self, noun: &Range, from: usize, end: usize) -> Option<Carried> {
        let text = self.text;
        let (owner, apposition, mut at) = self.owner(noun, from, end)?;
        let start = owner.start.min(noun.start);
        let who = identify(text, owner, apposition, &self.memory, self.setting.day())?;
        // `last week`, `on Monday` may stand between.
        if let Some(time) = text.times_in(at..end).first()
            && text.token_at(time.span.start) <= at + 1
        {
            at = text.token_at(time.span.end).max(at);
        }
        let content = match text.tokens.get(at).filter(|_| at < end)?.tag {
            Tag::That => at + 1..self.clause_stop(at + 1, end),
            Tag::To => {
                let verb = text
                    .verbs_in(text.sentence_of(at))
                    .find(|verb| text.verbs[*verb].first == at)?;
                // `his threat to` names a threat; `a threat by him to` reports one.
                let reported = text.is_any(noun.end, &["by", "from"])
                    || !text.is_any(noun.end - 1, &["threat", "threats"]);
                let promises = reported
                    && text.is_any(
                        noun.end - 1,
                        &[
                            "threat", "threats", "promise", "promises", "pledge", "pledges", "vow",
                            "vows", "demand", "demands", "call", "calls",
                        ],
                    );
                promises.then(|| at..self.phrase_stop(text.verbs[verb].last, end))?
            }
            Tag::Preposition
                if text.is_any(at, &["of", "about"])
                    && text.is_any(
                        noun.end - 1,
                        &[
                            "warning",
                            "warnings",
                            "accusation",
                            "accusations",
                            "allegation",
                            "allegations",
                            "criticism",
                            "complaint",
                            "complaints",
                            "denial",
                        ],
                    ) =>
            {
                at + 1..self.phrase_stop(at + 1, end)
            }
            Tag::Colon
                if text
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.tag == Tag::Quote) =>
            {
                let quote = text.quotes_in(at + 1..at + 2).next()?;
                at + 1..quote.after().min(end)
            }
            _ => return None,
        };
        (content.len() >= 3).then_some(Carried {
            who,
            evidence: start..content.end,
            content,
        })
    }

    /// Who a noun of speech belongs to, with an apposition, and where its complement begins.
    fn owner(
        &self,
        noun: &Range,
        from: usize,
        end: usize,
    ) -> Option<(Range, Option<Range>, usize)> {
        let text = self.text;
        if text.is_any(noun.end, &["by", "from"]) {
            let first = noun.end + 1;
            let stop = self.group_end(first, end);
            if stop <= first {
                return None;
            }
            let apposition = apposition_after(text, stop, end).filter(|range| range.len() <= 8);
            let mut at = apposition.as_ref().map_or(stop, |range| range.end);
            if at < end && text.tokens[at].tag == Tag::Comma {
                at += 1;
            }
            return Some((first..stop, apposition, at));
        }
        let mut at = noun.start;
        while at > from
            && noun.start - at < 4
            && matches!(
                text.tokens[at - 1].tag,
                Tag::Adjective | Tag::Noun | Tag::Number | Tag::Quote | Tag::Proper
            )
        {
            at -= 1;
        }
        let possessive = at.checked_sub(1).filter(|at| *at >= from)?;
        if text.tokens[possessive].tag != Tag::Possessive {
            return None;
        }
        if !text.word(possessive).contains(['\'', '’']) {
            let person = text.is_any(possessive, &["his", "her"]);
            return person.then(|| (possessive..possessive + 1, None, noun.end));
        }
        let group = text
            .nouns_in(text.sentence_of(possessive))
            .iter()
            .find(|group| group.first <= possessive && possessive < group.last)?;
        (group.first < possessive).then_some((group.first..possessive, None, noun.end))
    }

    /// The end of the clause behind `that`: a quotation is whole; else the next comma or the verb of the sentence around.
    fn clause_stop(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        if let Some(quote) = text.quotes_in(from..from + 1).next() {
            return quote.after().min(end);
        }
        (from + 2..end)
            .find(|index| {
                matches!(
                    text.tokens[*index].tag,
                    Tag::Comma | Tag::Semicolon | Tag::Dash
                ) && text.quote_of(*index).is_none()
            })
            .unwrap_or(end)
    }

    /// The end of a phrase that hangs on the noun: the verb whose subject it is, a comma, a conjunction before a verb.
    fn phrase_stop(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let verb = text
            .verbs_in(text.sentence_of(from))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.form.finite() && verb.first > from)
            .map_or(end, |verb| verb.first);
        (from..verb.min(end))
            .find(|index| {
                matches!(
                    text.tokens[*index].tag,
                    Tag::Comma | Tag::Semicolon | Tag::Subordinator
                ) && text.quote_of(*index).is_none()
            })
            .unwrap_or(verb.min(end))
    }
}
