//! Quotations: whose they are by what stands round the marks.

use super::Reader;
use super::content::trails;
use crate::clause::{Range, chain_before};
use crate::fact::Mode;
use crate::sentence::Quote;
use crate::text::Text;
use crate::who::{Who, identify};
use crate::words::{Shape, Tag};

/// The speaker of a quotation, the verb that says so, and the tokens that take part.
struct Attributed {
    who: Option<Who>,
    cue: Option<Range>,
    verb: Option<usize>,
    reach: Range,
    rule: &'static str,
}

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

    /// `"...," X said`, `"...," said X`, `"...," according to X`, `"..." - X`.
    fn after(&self, quote: &Quote, end: usize) -> Option<Attributed> {
        let text = self.text;
        let mut start = quote.after();
        while start < end && matches!(text.tokens[start].tag, Tag::Comma) {
            start += 1;
        }
        if start >= end {
            return self.signed(quote, end).or_else(|| self.next_sentence(quote));
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
                        &["released", "issued", "made", "published", "gave", "offered", "delivered"],
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
    fn before(&self, quote: &Quote, from: usize) -> Option<Attributed> {
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
    fn can_attribute(&self, verb: usize) -> bool {
        self.frames(verb).iter().any(|(frame, _)| {
            matches!(
                *frame,
                "say" | "weak" | "imply" | "beside" | "judge" | "order" | "commit" | "express"
            )
        })
    }

    /// To where the clause of a trailing attribution reaches: its adjuncts belong to it.
    fn reach_of(&self, from: usize, end: usize) -> usize {
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

/// The noun groups from a token on, with what prepositions tie to them.
pub(super) fn noun_chain_after(text: &Text<'_>, from: usize, end: usize) -> Option<Range> {
    let mut at = from;
    let nominal = |index: usize| {
        index < end
            && (text.tokens[index].tag.is_nominal()
                || text.tokens[index].tag == Tag::Dash
                    && text.tokens[index].start == text.tokens[index - 1].end)
    };
    while nominal(at) {
        at += 1;
    }
    if at == from {
        return None;
    }
    while at < end
        && (matches!(text.tokens[at].tag, Tag::Preposition | Tag::Conjunction)
            && !text.is_any(at, &["in", "on", "during", "after", "before", "as"])
            || text.is(at, "in") && at + 1 < end && text.tokens[at + 1].tag == Tag::Proper)
        && nominal(at + 1)
    {
        if matches!(text.tokens[at].tag, Tag::Conjunction)
            && text.verbs_in(text.sentence_of(at)).any(|verb| {
                text.verbs[verb]
                    .subject
                    .as_ref()
                    .is_some_and(|subject| subject.start == at + 1)
            })
        {
            break;
        }
        at += 1;
        while nominal(at) {
            at += 1;
        }
    }
    Some(from..at)
}

/// `, an economist at United Overseas Bank Ltd.` behind a name.
pub(super) fn apposition_after(text: &Text<'_>, from: usize, end: usize) -> Option<Range> {
    if !(from < end && text.tokens[from].tag == Tag::Comma) {
        return None;
    }
    let first = text.tokens.get(from + 1).filter(|_| from + 1 < end)?;
    let founding = text.is_any(
        from + 1,
        &["founding", "managing", "leading", "acting", "supervising", "consulting", "visiting"],
    );
    if !founding && matches!(
        first.tag,
        Tag::Quote
            | Tag::Conjunction
            | Tag::Gerund
            | Tag::Preposition
            | Tag::Subordinator
            | Tag::Adverb
            | Tag::Wh
            | Tag::That
    ) {
        return None;
    }
    let mut at = from + 1;
    while at < end
        && !matches!(
            text.tokens[at].tag,
            Tag::Comma
                | Tag::Stop
                | Tag::Semicolon
                | Tag::Quote
                | Tag::Past
                | Tag::Third
                | Tag::Modal
                | Tag::Be
                | Tag::Have
                | Tag::Do
        )
    {
        at += 1;
    }
    (at > from + 1).then_some(from + 1..at)
}
