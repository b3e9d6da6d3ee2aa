//! Whose a quotation is: the frames round its marks.

use super::Reader;
use super::chain::{apposition_after, noun_chain_after};
use super::content::trails;
use crate::clause::{Range, chain_before};
use crate::sentence::Quote;
use crate::who::{Who, identify};
use crate::words::Tag;

/// The speaker of a quotation, the verb that says so, and the tokens that take part.
pub(super) struct Attributed {
    pub(super) who: Option<Who>,
    pub(super) cue: Option<Range>,
    pub(super) verb: Option<usize>,
    pub(super) reach: Range,
    pub(super) rule: &'static str,
}

impl Reader<'_, '_> {
    /// `"...," X said`, `"...," said X`, `"...," according to X`, `"..." - X`.
    pub(super) fn after(&self, quote: &Quote, end: usize) -> Option<Attributed> {
        let text = self.text;
        let mut start = quote.after();
        while start < end && matches!(text.tokens[start].tag, Tag::Comma) {
            start += 1;
        }
        if start >= end {
            return self
                .signed(quote, end)
                .or_else(|| self.next_sentence(quote));
        }
        if matches!(text.tokens[start].tag, Tag::Dash) {
            return self.signed(quote, end);
        }
        if text.is(start, "according") && text.is(start + 1, "to") {
            let words = noun_chain_after(text, start + 2, end)?;
            let apposition = apposition_after(text, words.end, end);
            let reach = start
                ..apposition
                    .as_ref()
                    .map_or(words.end, |apposition| apposition.end);
            let who = identify(text, words, apposition, &self.memory, self.setting.day());
            return Some(Attributed {
                who,
                cue: Some(start..start + 2),
                verb: None,
                reach,
                rule: "quote-according-to",
            });
        }
        let (number, verb) = text
            .verbs_in(text.sentence_of(start))
            .map(|number| (number, &text.verbs[number]))
            .find(|(_, verb)| verb.first >= start)?;
        if !self.can_attribute(number) {
            return None;
        }
        let cue = verb.first..verb.last;
        if verb.first == start {
            // said X, a lawyer
            let words = noun_chain_after(text, verb.last, end)?;
            let apposition = apposition_after(text, words.end, end);
            let reach = start
                ..apposition
                    .as_ref()
                    .map_or(words.end, |apposition| apposition.end);
            let who = identify(text, words, apposition, &self.memory, self.setting.day());
            return Some(Attributed {
                who,
                cue: Some(cue),
                verb: Some(number),
                reach,
                rule: "quote-inverted",
            });
        }
        // The speaker stands between the mark and the verb, and nothing else but an apposition.
        let subject = verb
            .subject
            .clone()
            .filter(|subject| subject.start >= start && subject.start <= start + 14);
        let subject = match subject {
            Some(subject) => subject,
            None => chain_before(text.tokens.as_slice(), start, verb.first)?,
        };
        let apposition = verb.apposition.clone().filter(|range| range.start >= start);
        let who = identify(text, subject, apposition, &self.memory, self.setting.day());
        Some(Attributed {
            who,
            cue: Some(cue.clone()),
            verb: Some(number),
            reach: start..self.reach_of(cue.end, end),
            rule: "quote-before-cue",
        })
    }

    /// `"...!" X wrote on Monday.`: a full stop inside the marks, and the attribution is taken for a sentence.
    fn next_sentence(&self, quote: &Quote) -> Option<Attributed> {
        let text = self.text;
        let start = quote.after();
        if start >= text.tokens.len() {
            return None;
        }
        let number = text.sentence_of(start);
        let sentence = text.sentences[number];
        let short = sentence.last - sentence.first <= 16;
        if sentence.first != start
            || sentence.block != text.sentences[text.sentence_of(quote.open)].block
            || !short
            || text.quotes_in(start..sentence.last).next().is_some()
        {
            return None;
        }
        let verb = text.verbs_in(number).next()?;
        let group = &text.verbs[verb];
        let subject = group
            .subject
            .clone()
            .filter(|subject| subject.start == start && group.form.finite())?;
        if !self.frames(verb).iter().any(|(frame, _)| *frame == "say")
            || !trails(text, group.last, sentence.last)
        {
            return None;
        }
        let who = identify(
            text,
            subject,
            group.apposition.clone(),
            &self.memory,
            self.setting.day(),
        );
        Some(Attributed {
            who,
            cue: Some(group.first..group.last),
            verb: Some(verb),
            reach: start..self.reach_of(group.last, sentence.last),
            rule: "quote-before-cue",
        })
    }

    /// `X released the following statement:` before a paragraph in quotation marks.
    fn led_in(&self, quote: &Quote) -> Option<Attributed> {
        let text = self.text;
        let before = text.sentence_of(quote.open).checked_sub(1)?;
        let sentence = text.sentences[before];
        if text.sentences[text.sentence_of(quote.open)].block - sentence.block > 1
            || !text.is(sentence.last - 1, ":")
        {
            return None;
        }
        let number = text.verbs_in(before).rev().find(|number| {
            let verb = &text.verbs[*number];
            verb.form.finite()
                && !verb.passive
                && verb.subject.is_some()
                && (self.can_attribute(*number)
                    || text.is_any(
                        verb.main,
                        &[
                            "released",
                            "issued",
                            "made",
                            "published",
                            "gave",
                            "offered",
                            "delivered",
                        ],
                    ))
        })?;
        let verb = &text.verbs[number];
        let who = identify(
            text,
            verb.subject.clone()?,
            verb.apposition.clone(),
            &self.memory,
            self.setting.day(),
        )?;
        Some(Attributed {
            who: Some(who),
            cue: Some(verb.first..verb.last),
            verb: Some(number),
            reach: quote.open..quote.after(),
            rule: "quote-led-in",
        })
    }

    /// `X said: "..."`, `X told reporters on Friday, "..."`.
    pub(super) fn before(&self, quote: &Quote, from: usize) -> Option<Attributed> {
        let text = self.text;
        let mut end = quote.open;
        while end > from
            && matches!(
                text.tokens[end - 1].tag,
                Tag::Comma | Tag::Colon | Tag::That
            )
        {
            end -= 1;
        }
        if end == from {
            return self.led_in(quote);
        }
        let sentence = text.sentence_of(end - 1);
        let (number, verb) = text
            .verbs_in(sentence)
            .rev()
            .map(|number| (number, &text.verbs[number]))
            .find(|(_, verb)| verb.last <= end && text.quote_of(verb.main).is_none())?;
        let lead_in = text.is(quote.open - 1, ":");
        if !self.can_attribute(number) && !lead_in {
            return None;
        }
        // Between the verb and the mark: whom, where, when; no other clause.
        let between = verb.last..end;
        if between.len() > 16
            || between.clone().any(|index| {
                matches!(
                    text.tokens[index].tag,
                    Tag::Semicolon | Tag::Stop | Tag::Quote
                )
            })
        {
            return None;
        }
        let who = self.subject(number);
        Some(Attributed {
            who,
            cue: Some(verb.first..verb.last),
            verb: Some(number),
            reach: verb.start..quote.open,
            rule: "quote-after-cue",
        })
    }

    /// `"..." - X`: a name behind a dash, or alone on the rest of the line.
    fn signed(&self, quote: &Quote, end: usize) -> Option<Attributed> {
        let text = self.text;
        let mut start = quote.after();
        let dash = start < end && text.tokens[start].tag == Tag::Dash;
        if !dash {
            // The next block may begin with the dash.
            let next = text.tokens.get(quote.after())?;
            if next.tag != Tag::Dash {
                return None;
            }
        }
        start += 1;
        let limit = text.sentences[text.sentence_of(start.min(text.tokens.len() - 1))].last;
        let words = noun_chain_after(text, start, limit)?;
        let apposition = apposition_after(text, words.end, limit);
        let reach = quote.open..words.end;
        let who = identify(text, words, apposition, &self.memory, self.setting.day());
        Some(Attributed {
            who,
            cue: None,
            verb: None,
            reach,
            rule: "quote-signed",
        })
    }
}
