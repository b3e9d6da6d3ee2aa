//! Reported speech: verbs of speech outside quotation marks.

use super::Reader;
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{Attribution, Mode, Side};
use crate::text::Text;
use crate::who::{Class, Who, identify};
use crate::words::{Shape, Tag};

/// How many statements back may be part of the same sentence.
pub(super) const NEAR: usize = 64;

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
        // Attributions behind the words come first: what stands before them is one statement.
        let mut cues: Vec<(usize, Vec<(&'static str, usize)>)> = Vec::new();
        for verb in text.verbs_in(number) {
            if text.quote_of(text.verbs[verb].main).is_some()
                || self.used.iter().rev().take(256).any(|used| *used == verb)
            {
                continue;
            }
            let frames = self.frames(verb);
            if !frames.is_empty() && !self.behind(verb, &frames, sentence.first, end) {
                cues.push((verb, frames));
            }
        }
        for (verb, frames) in &cues {
            self.report(*verb, frames, sentence.first, end);
        }
        self.accordings(sentence.first, end);
        self.nominals(sentence.first, end);
    }

    /// An attribution behind what was said, by this verb.
    fn behind(
        &mut self,
        number: usize,
        frames: &[(&'static str, usize)],
        from: usize,
        end: usize,
    ) -> bool {
        let text = self.text;
        let verb = &text.verbs[number];
        if !verb.form.finite() || !speaks_now(text, verb) {
            return false;
        }
        let who = self.subject(number);
        self.trailing(number, who.as_ref(), frames, from, end)
    }

    fn report(&mut self, number: usize, frames: &[(&'static str, usize)], from: usize, end: usize) {
        let text = self.text;
        let verb = &text.verbs[number];
        if !speaks_now(text, verb)
            || verb.form == Form::Infinitive && !self.goes_on(verb)
            || verb.form == Form::Participle
        {
            return;
        }
        let who = self.going_on(number).or_else(|| self.subject(number));
        let weak_only = frames.iter().all(|(frame, _)| *frame != "say");
        let Some(who) =
            who.filter(|who| can_speak(text, who, weak_only) || utters(text, who, frames))
        else {
            return;
        };
        // `the list, which highlights`: the clause is meant, nobody who speaks.
        let relative = verb.inherited
            && verb.start + 1 == verb.first
            && text.is(verb.start, "which")
            && !matches!(
                who.class,
                Class::Government | Class::Outlet | Class::StateMedia
            );
        if relative {
            return;
        }
        // `In a statement posted on X, he noted`: nobody posts but the one who goes on.
        let published = text.is_any(verb.main, &["posted", "tweeted", "read"])
            && verb.subject.as_ref().is_some_and(|subject| {
                !verb.inherited
                    && (self.carries_speech(subject.end - 1)
                        || text.is_any(subject.end - 1, &["post", "message", "video", "letter"]))
            });
        if published {
            return;
        }
        // `adds to the strain`; `..., signalling flexibility`: nobody says so but the narrator.
        let next_to =
            text.is(verb.last, "to") && text.is_any(verb.main, &["add", "adds", "added", "adding"]);
        let inference = joined_gerund(text, verb)
            && frames.iter().any(|(frame, _)| *frame == "imply")
            && !text
                .tokens
                .get(verb.last)
                .is_some_and(|token| matches!(token.tag, Tag::That | Tag::Quote));
        if next_to || inference {
            return;
        }
        let implies = weak_only && frames.iter().any(|(frame, _)| *frame == "imply");
        if implies && !can_imply(text, &who) {
            return;
        }
        let Some(complement) = self.complement(number, frames, end) else {
            // Named all the same: a pronoun in the next sentence may mean them.
            self.memory.met(text, &who, false);
            return;
        };
        let mut content = complement.content;
        // `Xi invited me to visit`: the author does not speak of themselves; somebody is quoted without marks.
        if text.is_any(content.start, &["me", "us"]) && !text.is(content.start, "US") {
            return;
        }
        content.end = self.content_end(number, content.start, content.end);
        if complement.phrase {
            content.end = self.phrase_tail(content.start, content.end);
        }
        let quoted = text.quotes_in(content.clone()).next().is_some();
        // `imposed a ban, citing security`: a ground, no speech.
        if !quoted && text.is(verb.main, "citing") {
            return;
        }
        if content.end <= content.start + usize::from(!complement.phrase)
            || complement.quoted && !quoted
        {
            return;
        }
        // A quotation that is the whole content has been read already.
        if self.said.iter().rev().take(NEAR).any(|said| {
            // What stands in front of an attribution is that speaker's.
            matches!(said.rule, "reported-trailing")
                && said.content.iter().any(|other| other.contains(&verb.main))
        }) {
            return;
        }
        if self.said.iter().rev().take(NEAR).any(|said| {
            said.content.iter().any(|other| {
                overlap(other, &content) * 2 > content.len().min(other.len())
                    && other.start <= content.start + 1
                    && content.end <= other.end + 1
            })
        }) {
            return;
        }
        // `posted that "..."`: nothing but a quotation.
        let colon = content.start > 0
            && text.tokens[content.start - 1].tag == Tag::Colon
            && content.start <= verb.last + 2
            && !quoted;
        let whole = text
            .quotes_in(content.start..content.start + 1)
            .find(|quote| {
                frames.iter().any(|(frame, _)| *frame == "say")
                    && quote.after() >= content.end
                    && quote.last() - quote.first() >= 6
            })
            .map(|quote| quote.first()..quote.last());
        let mode = match (&whole, quoted) {
            (Some(_), _) => Mode::Direct,
            (None, true) => Mode::Mixed,
            (None, false) if colon => Mode::Direct,
            (None, false) => Mode::Indirect,
        };
        let content = whole.unwrap_or(content);
        let frame = frames.first().map_or("say", |(frame, _)| *frame);
        let rule = match frame {
            "say" | "that" => "reported-say",
            "attitude" => "reported-attitude",
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
    pub(super) fn chain(
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
}

/// How many tokens two ranges share.
pub(super) fn overlap(one: &Range, other: &Range) -> usize {
    one.end
        .min(other.end)
        .saturating_sub(one.start.max(other.start))
}

/// Whether somebody can be taken to speak.
pub(super) fn can_speak(text: &Text<'_>, who: &Who, weak: bool) -> bool {
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

/// Whether the verb says that somebody speaks or spoke: not that they will, may or do not.
fn speaks_now(text: &Text<'_>, verb: &VerbGroup) -> bool {
    !(verb.negated && !text.is_any(verb.main, &["deny", "rule"])
        || matches!(verb.form, Form::Future | Form::Modal)
        || verb.passive)
}

/// `..., noting`; `whilst noting`; `before adding`: a gerund that goes on with the main clause.
pub(super) fn joined_gerund(text: &Text<'_>, verb: &VerbGroup) -> bool {
    if verb.form != Form::Gerund {
        return false;
    }
    let mut before = verb.first;
    while before > 0 && matches!(text.tokens[before - 1].tag, Tag::Adverb | Tag::Quote) {
        before -= 1;
    }
    before > 0
        && (text.tokens[before - 1].tag == Tag::Comma
            || text.is_any(
                before - 1,
                &["while", "whilst", "before", "after", "when", "by"],
            ))
}

/// Whether somebody can hint at something: people can, and outlets; moves and data only seem to.
fn can_imply(text: &Text<'_>, who: &Who) -> bool {
    who.words.len() > 1 && text.tokens[who.words.start].tag != Tag::Pronoun
        || who.name.is_some()
        || matches!(who.class, Class::Official | Class::Analyst | Class::Person)
}

/// Whether a verb that only speakers can do says that somebody speaks, whoever it is.
pub(super) fn utters(text: &Text<'_>, who: &Who, frames: &[(&'static str, usize)]) -> bool {
    who.class == Class::Other
        && frames.iter().any(|(frame, _)| *frame == "utter")
        && !text.is_any(
            who.words.start,
            &[
                "it",
                "this",
                "that",
                "these",
                "those",
                "which",
                "what",
                "who",
                "there",
                "here",
                "nothing",
                "everything",
                "something",
            ],
        )
        && text.tokens[who.words.start].tag != Tag::Number
}
