//! Reported speech: verbs of speech outside quotation marks.

use super::RECENT;
use super::Reader;
use super::content::trails;
use super::direct::{apposition_after, noun_chain_after};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{Attribution, Mode, Side};
use crate::text::Text;
use crate::who::{Class, Who, identify};
use crate::words::{Shape, Tag};

impl Reader<'_, '_> {
    /// Reads the reported speech of a sentence.
    pub(super) fn reports(&mut self, number: usize) {
        let text = self.text;
        let sentence = text.sentences[number];
        let mut end = sentence.last;
        while end > sentence.first && matches!(text.tokens[end - 1].tag, Tag::Stop) {
            end -= 1;
        }
        self.silences(sentence.first..end);
        for verb in text.verbs_in(number) {
            if self.used.iter().rev().take(256).any(|used| *used == verb)
                || text.quote_of(text.verbs[verb].main).is_some()
            {
                continue;
            }
            let frames = self.frames(verb);
            if !frames.is_empty() {
                self.report(verb, &frames, sentence.first, end);
            }
        }
        self.accordings(sentence.first, end);
    }

    fn report(&mut self, number: usize, frames: &[(&'static str, usize)], from: usize, end: usize) {
        let text = self.text;
        let verb = &text.verbs[number];
        if verb.negated && !text.is_any(verb.main, &["deny", "rule"])
            || matches!(verb.form, Form::Future | Form::Modal)
        {
            return;
        }
        if verb.form == Form::Infinitive && !self.goes_on(verb) {
            return;
        }
        if verb.passive || verb.form == Form::Participle {
            return;
        }
        let who = match verb.subject.clone() {
            Some(subject) => identify(
                text,
                subject,
                verb.apposition.clone(),
                &self.memory,
                self.setting.day(),
            ),
            None => None,
        };
        let weak_only = frames.iter().all(|(frame, _)| *frame != "say");
        if self.trailing(number, who.as_ref(), frames, from, end) {
            return;
        }
        let Some(who) = who.filter(|who| can_speak(text, who, weak_only)) else {
            return;
        };
        let Some(complement) = self.complement(number, frames, end) else {
            // Named all the same: a pronoun in the next sentence may mean them.
            self.memory.met(text, &who, false);
            return;
        };
        let mut content = complement.content;
        content.end = self.content_end(number, content.start, content.end);
        if content.end <= content.start + 1 {
            return;
        }
        // A quotation that is the whole content has been read already.
        if self.recent().iter().any(|said| {
            said.content.iter().any(|other| {
                overlap(other, &content) * 2 > content.len().min(other.len())
                    && other.start <= content.start + 1
                    && content.end <= other.end + 1
            })
        }) {
            return;
        }
        let mode = if text.quotes_in(content.clone()).next().is_some() {
            Mode::Mixed
        } else {
            Mode::Indirect
        };
        let frame = frames.first().map_or("say", |(frame, _)| *frame);
        let rule = match frame {
            "say" => "reported-say",
            "order" => "reported-order",
            "commit" => "reported-commit",
            "judge" => "reported-judge",
            "express" => "reported-express",
            _ => "reported-weak",
        };
        let start = verb.start.min(who.words.start).max(from);
        let evidence = if verb.inherited {
            verb.first..content.end
        } else {
            start..content.end
        };
        let attribution = self.chain(verb, number);
        let noted = self.note(
            Some(who),
            Some(verb.first..verb.last),
            vec![content],
            evidence,
            mode,
            rule,
            0.8,
        );
        if let Some((attribution, side, chain)) = attribution {
            let statement = &mut self.said[noted].statement;
            statement.attribution = attribution;
            statement.side = side.or_else(|| statement.side.clone());
            statement.chain = chain;
        }
        self.said[noted].statement.venue = complement.venue.map(|venue| text.span(venue));
    }

    /// `The paper quoted people as saying`: the outlet is the weakest link.
    fn chain(
        &self,
        verb: &VerbGroup,
        number: usize,
    ) -> Option<(Attribution, Option<Side>, Vec<String>)> {
        let text = self.text;
        if verb.form != Form::Gerund {
            return None;
        }
        let quoting = text
            .verbs_in(verb.sentence)
            .take_while(|other| *other < number)
            .last()
            .map(|other| &text.verbs[other])?;
        if !text.is_any(
            quoting.main,
            &["quoted", "quotes", "quote", "cited", "cites", "quoting"],
        ) {
            return None;
        }
        let outlet = identify(
            text,
            quoting.subject.clone()?,
            quoting.apposition.clone(),
            &self.memory,
            self.setting.day(),
        )?;
        let name = outlet
            .name
            .clone()
            .unwrap_or_else(|| text.words(outlet.words.clone()).to_owned());
        match outlet.class {
            Class::StateMedia => Some((Attribution::StateMedia, None, vec![name])),
            Class::Outlet => Some((Attribution::OtherOutlet, None, vec![name])),
            _ => None,
        }
    }

    /// `continues to insist`: the infinitive is what is done.
    fn goes_on(&self, verb: &VerbGroup) -> bool {
        verb.governor.is_some_and(|governor| {
            let governor = &self.text.verbs[governor];
            self.text.is_any(
                governor.main,
                &[
                    "continues",
                    "continue",
                    "continued",
                    "continuing",
                    "went",
                    "began",
                    "begun",
                    "starts",
                    "started",
                    "rushed",
                    "hastened",
                    "came",
                    "stepped",
                    "proceeded",
                    "appeared",
                    "seemed",
                    "moved",
                    "used",
                    "took",
                ],
            ) && !governor.negated
        })
    }

    /// `..., X said.`: the content stands before.
    fn trailing(
        &mut self,
        number: usize,
        who: Option<&Who>,
        frames: &[(&'static str, usize)],
        from: usize,
        end: usize,
    ) -> bool {
        let text = self.text;
        let verb = &text.verbs[number];
        if !verb.form.finite()
            || verb.inherited
            || !frames
                .iter()
                .any(|(frame, _)| *frame == "say" || *frame == "weak")
        {
            return false;
        }
        // said X behind a comma or a closing mark; else X said.
        let behind =
            verb.first > from && matches!(text.tokens[verb.first - 1].tag, Tag::Comma | Tag::Quote);
        let speaker_follows = behind
            .then(|| noun_chain_after(text, verb.last, end))
            .flatten()
            .and_then(|words| {
                let apposition = apposition_after(text, words.end, end);
                let reach = apposition.as_ref().map_or(words.end, |range| range.end);
                let who = identify(text, words, apposition, &self.memory, self.setting.day())?;
                (can_speak(text, &who, true) && trails(text, reach, end)).then_some((who, reach))
            });
        let (who, opening, reach) = match (speaker_follows, &verb.subject) {
            (Some((who, reach)), _) => (Some(who), verb.first, reach),
            (None, Some(subject)) => (who.cloned(), subject.start, verb.last),
            (None, None) => return false,
        };
        if opening < from + 2
            || !matches!(text.tokens[opening - 1].tag, Tag::Comma | Tag::Quote)
            || !trails(text, reach, end)
        {
            return false;
        }
        let Some(who) = who.filter(|who| can_speak(text, who, false)) else {
            return false;
        };
        // After an interrupting attribution (`China, he explained, is`) the content goes on.
        let mut after = reach;
        while after < end && !matches!(text.tokens[after].tag, Tag::Comma | Tag::Stop) {
            after += 1;
        }
        let mut before = from..opening;
        while before.start < before.end
            && (matches!(text.tokens[before.start].tag, Tag::Conjunction)
                || text.is_any(before.start, &["but", "and", "however", "meanwhile"]))
        {
            before.start += 1;
        }
        while before.end > before.start && matches!(text.tokens[before.end - 1].tag, Tag::Comma) {
            before.end -= 1;
        }
        let has_verb = |range: &Range| {
            text.verbs_in(text.sentence_of(from)).any(|other| {
                text.verbs[other].form.finite() && range.contains(&text.verbs[other].main)
            })
        };
        let goes_on = after + 2 < end
            && !matches!(text.tokens[after + 1].tag, Tag::Gerund | Tag::Conjunction)
            && !has_verb(&before);
        let mut content = vec![before.clone()];
        if goes_on {
            if !has_verb(&(after + 1..end)) {
                return false;
            }
            content.push(after + 1..end);
        } else if !has_verb(&before) {
            return false;
        }
        if self.recent().iter().any(|said| {
            said.content
                .iter()
                .any(|other| overlap(other, &before) * 2 > before.len())
        }) {
            return true;
        }
        let whole = content.first().map_or(from, |range| range.start)
            ..content.last().map_or(end, |range| range.end);
        let mode = if text.quotes_in(whole).next().is_some() {
            Mode::Mixed
        } else {
            Mode::Indirect
        };
        let evidence = from..if goes_on { end } else { reach.max(verb.last) };
        self.note(
            Some(who),
            Some(verb.first..verb.last),
            content,
            evidence,
            mode,
            "reported-trailing",
            0.8,
        );
        true
    }

    /// `According to X, ...`; `..., according to X`.
    fn accordings(&mut self, from: usize, end: usize) {
        let text = self.text;
        let mut index = from;
        while index + 2 < end {
            if !(text.is(index, "according") && text.is(index + 1, "to"))
                || text.quote_of(index).is_some()
            {
                index += 1;
                continue;
            }
            let cue = index..index + 2;
            index += 2;
            let Some(words) = noun_chain_after(text, index, end) else {
                continue;
            };
            let apposition = apposition_after(text, words.end, end)
                .filter(|_| cue.start != from || comma_after(text, words.end, end));
            let reach = apposition
                .as_ref()
                .map_or(words.end, |apposition| apposition.end);
            let Some(mut who) = identify(
                text,
                words.clone(),
                apposition,
                &self.memory,
                self.setting.day(),
            ) else {
                continue;
            };
            if who.class == Class::Other && who.name.is_none() {
                // According to data: a source of figures, no speaker; according to the agreement: no speech.
                if !text
                    .words(words.clone())
                    .bytes()
                    .any(|byte| byte.is_ascii_uppercase())
                {
                    continue;
                }
                who.class = Class::Outlet;
            }
            let mut content = if cue.start <= from + 1 {
                let mut start = reach;
                while start < end && text.tokens[start].tag == Tag::Comma {
                    start += 1;
                }
                start..end
            } else {
                from..cue.start
            };
            let recent = self.said.len().saturating_sub(RECENT);
            if let Some(said) = self.said[recent..].iter_mut().find(|said| {
                said.content
                    .iter()
                    .any(|other| overlap(other, &content) * 2 > content.len().min(other.len()))
            }) {
                // Somebody else's words, known through this one.
                if matches!(who.class, Class::Outlet | Class::StateMedia | Class::Source)
                    && said.evidence.start < cue.start
                    && said.statement.mode != Mode::Direct
                {
                    said.statement.attribution = who.attribution();
                    said.statement.chain = vec![
                        who.name
                            .clone()
                            .unwrap_or_else(|| text.words(who.words.clone()).to_owned()),
                    ];
                }
                continue;
            }
            while content.end > content.start
                && matches!(text.tokens[content.end - 1].tag, Tag::Comma | Tag::Stop)
            {
                content.end -= 1;
            }
            while content.start < content.end
                && matches!(
                    text.tokens[content.start].tag,
                    Tag::Conjunction | Tag::Comma
                )
            {
                content.start += 1;
            }
            if content.len() < 3 {
                continue;
            }
            let mode = if text.quotes_in(content.clone()).next().is_some() {
                Mode::Mixed
            } else {
                Mode::Indirect
            };
            let evidence = content.start.min(cue.start)..content.end.max(reach);
            self.note(
                Some(who),
                Some(cue),
                vec![content],
                evidence,
                mode,
                "according-to",
                0.85,
            );
        }
    }

    /// `did not respond to requests for comment`.
    fn silences(&mut self, sentence: Range) {
        let text = self.text;
        let silent: Vec<Range> = text
            .hits_of(self.cue, sentence.clone())
            .filter(|hit| &*text.meaning(hit).value == "silent")
            .map(|hit| hit.range())
            .collect();
        let Some(hit) = silent.into_iter().max_by_key(|range| range.len()) else {
            return;
        };
        let verb = text
            .verbs_in(text.sentence_of(hit.start))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first <= hit.start && hit.start <= verb.last);
        let Some(subject) = verb.and_then(|verb| verb.subject.clone()) else {
            return;
        };
        let Some(who) = identify(
            text,
            subject.clone(),
            None,
            &self.memory,
            self.setting.day(),
        ) else {
            return;
        };
        let evidence = subject.start..sentence.end;
        let noted = self.note(
            Some(Who {
                words: subject,
                ..who
            }),
            Some(hit),
            Vec::new(),
            evidence,
            Mode::None,
            "no-comment",
            0.9,
        );
        self.said[noted].statement.attribution = Attribution::NoComment;
    }
}

fn comma_after(text: &Text<'_>, from: usize, end: usize) -> bool {
    (from + 1..end)
        .filter(|index| text.tokens[*index].tag == Tag::Comma)
        .count()
        >= 1
}

/// How many tokens two ranges share.
fn overlap(one: &Range, other: &Range) -> usize {
    one.end
        .min(other.end)
        .saturating_sub(one.start.max(other.start))
}

/// Whether somebody can be taken to speak.
fn can_speak(text: &Text<'_>, who: &Who, weak: bool) -> bool {
    match who.class {
        Class::Other => {
            // `One resident said`; but not `the move said` or `data showed`.
            !weak
                && (who.name.is_some()
                    || text.tokens[who.words.start].shape == Shape::Capital
                        && text.tokens[who.words.end - 1].tag == Tag::Proper)
        }
        Class::Outlet => !weak || who.name.is_some(),
        _ => true,
    }
}
