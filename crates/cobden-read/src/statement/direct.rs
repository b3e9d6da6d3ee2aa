//! Quotations: whose they are by what stands round the marks.

use super::Reader;
use crate::clause::Range;
use crate::fact::Mode;
use crate::sentence::Quote;
use crate::text::Text;
use crate::words::{Shape, Tag};

impl Reader<'_, '_> {
    /// Reads the quotations that begin in a sentence.
    pub(super) fn quotations(&mut self, number: usize) {
        let sentence = self.text.sentences[number];
        let quotes: Vec<Quote> = self
            .text
            .quotes_in(sentence.first..sentence.last)
            .copied()
            .collect();
        for (index, quote) in quotes.iter().enumerate() {
            // `"...," he said, "and ..."`: the second half goes on in small letters.
            let second = self.said.last().is_some_and(|said| {
                said.statement.mode == Mode::Direct
                    && said.rule.starts_with("quote-")
                    && said.evidence.end + 1 == quote.open
                    && self.text.tokens[quote.open - 1].tag == crate::words::Tag::Comma
                    && quote.last() - quote.first() >= 4
            });
            if second {
                let content = quote.first()..quote.last();
                let last = self.said.len() - 1;
                let who = self.said[last].who.clone();
                let noted = self.note(
                    who,
                    None,
                    vec![content],
                    quote.open..quote.after(),
                    Mode::Direct,
                    "quote-goes-on",
                    0.95,
                );
                self.said[noted].continues = Some(last);
                continue;
            }
            if !is_speech(self.text, quote) || !stands_alone(self, quote, sentence.first) {
                continue;
            }
            let content = quote.first()..quote.last();
            let next = quotes.get(index + 1);
            let end_sentence = self.text.sentences[self.text.sentence_of(quote.close)].last;
            let found = self
                .after(quote, end_sentence)
                .or_else(|| self.before(quote, sentence.first));
            match found {
                Some(found) => {
                    let evidence =
                        found.reach.start.min(quote.open)..found.reach.end.max(quote.after());
                    self.used.extend(found.verb);
                    let carries_on =
                        self.said.len().checked_sub(1).filter(|_| {
                            index > 0 && found.rule == "quote-after-cue" && next.is_none()
                        });
                    let split = carries_on.filter(|last| {
                        self.said[*last].statement.mode == Mode::Direct
                            && self.said[*last].evidence.end > found.reach.start
                    });
                    let noted = self.note(
                        found.who,
                        found.cue,
                        vec![content],
                        evidence,
                        Mode::Direct,
                        found.rule,
                        0.95,
                    );
                    self.said[noted].continues = split;
                    if let Some(number) = found.verb
                        && let Some((attribution, side, chain)) =
                            self.chain(&self.text.verbs[number], number)
                    {
                        let statement = &mut self.said[noted].statement;
                        statement.attribution = attribution;
                        statement.side = side.or_else(|| statement.side.clone());
                        statement.chain = chain;
                    }
                }
                None => self.carry_on(quote, content),
            }
        }
    }

    /// A quotation that nobody is named for: it carries on the words of the speaker before, if those are near.
    fn carry_on(&mut self, quote: &Quote, content: Range) {
        let block = self.text.sentences[self.text.sentence_of(quote.open)].block;
        let before = self.said.iter().rposition(|said| {
            let other = self.text.sentences[self.text.sentence_of(said.evidence.start)].block;
            said.who.is_some() && block - other.min(block) <= 2
        });
        let who = before.and_then(|before| self.said[before].who.clone());
        // Nobody near, and nobody who speaks of themselves: an excerpt of a text.
        let own = (quote.first()..quote.last()).any(|token| {
            self.text
                .is_any(token, &["i", "we", "our", "us", "my", "you", "your"])
        });
        if before.is_none() && !own {
            return;
        }
        let evidence = quote.open..quote.after();
        let confidence = if before.is_some() { 0.9 } else { 0.7 };
        let noted = self.note(
            who,
            None,
            vec![content],
            evidence,
            Mode::Direct,
            "quote-carries-on",
            confidence,
        );
        self.said[noted].continues = before;
    }

    /// Whether a verb can say whose quotation it is.
    pub(super) fn can_attribute(&self, verb: usize) -> bool {
        self.frames(verb).iter().any(|(frame, _)| {
            matches!(
                *frame,
                "say" | "weak" | "imply" | "beside" | "judge" | "order" | "commit" | "express"
            )
        })
    }

    /// To where the clause of a trailing attribution reaches: its adjuncts belong to it.
    pub(super) fn reach_of(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let mut at = from;
        while at < end
            && !matches!(
                text.tokens[at].tag,
                Tag::Comma | Tag::Stop | Tag::Semicolon | Tag::Quote | Tag::Dash | Tag::Conjunction
            )
        {
            at += 1;
        }
        at
    }
}

/// Whether the words between the marks are speech rather than a term held at arm's length: enough words, or a whole sentence.
fn is_speech(text: &Text<'_>, quote: &Quote) -> bool {
    let inside = quote.first()..quote.last();
    let words = inside
        .clone()
        .filter(|index| text.tokens[*index].shape != Shape::Mark)
        .count();
    let first = text.tokens[inside.start].shape;
    let capital = matches!(first, Shape::Capital | Shape::Upper | Shape::Digits)
        || text.tokens[inside.start].tag == Tag::Quote;
    let punctuated = inside
        .clone()
        .next_back()
        .is_some_and(|last| matches!(text.tokens[last].tag, Tag::Comma | Tag::Stop | Tag::Dash));
    let verb = inside
        .clone()
        .any(|index| text.tokens[index].tag.is_verb() || text.tokens[index].tag.is_auxiliary());
    capital && (punctuated || !quote.closed) && words >= 1 || capital && verb && words >= 5
}

/// Whether the quotation is a whole utterance of its sentence: it begins the sentence, or words of speech lead to it.
fn stands_alone(reader: &Reader<'_, '_>, quote: &Quote, from: usize) -> bool {
    let text = reader.text;
    let mut before = quote.open;
    while before > from
        && matches!(
            text.tokens[before - 1].tag,
            Tag::Dash | Tag::Open | Tag::Quote
        )
    {
        before -= 1;
    }
    if before <= from {
        return true;
    }
    match text.tokens[before - 1].tag {
        Tag::Colon => true,
        Tag::Stop => true,
        // `said, "`; `said "`; but not `calls "genuine sincerity"`.
        _ => {
            let mut end = before;
            while end > from && matches!(text.tokens[end - 1].tag, Tag::Comma) {
                end -= 1;
            }
            let comma = end < before;
            let verb = text
                .verbs_in(text.sentence_of(end - 1))
                .rev()
                .find(|number| {
                    text.verbs[*number].last <= end
                        && text.quote_of(text.verbs[*number].main).is_none()
                });
            verb.is_some_and(|number| {
                let near = end - text.verbs[number].last <= if comma { 14 } else { 3 };
                near && reader.frames(number).iter().any(|(frame, _)| {
                    *frame == "say"
                        || comma && matches!(*frame, "weak" | "beside" | "order" | "commit")
                })
            })
        }
    }
}
