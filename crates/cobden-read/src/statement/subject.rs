//! Who a verb of speech has for its subject, near or far.

use super::Reader;
use super::chain::noun_chain_after;
use super::reported::joined_gerund;
use crate::clause::{Form, Range, VerbGroup, chain_before};
use crate::who::{Who, identify};
use crate::words::Tag;

impl Reader<'_, '_> {
    /// Who does what a verb says.
    pub(super) fn subject(&self, number: usize) -> Option<Who> {
        let text = self.text;
        let verb = &text.verbs[number];
        // `has tried to force others to bend, dismissing warnings`: the clause before goes on, not its infinitive.
        if joined_gerund(text, verb)
            && let Some(main) = text
                .verbs_in(verb.sentence)
                .map(|other| &text.verbs[other])
                .rfind(|other| other.first < verb.first && other.form.finite())
            && let Some(subject) = main.subject.clone()
        {
            return identify(
                text,
                subject,
                main.apposition.clone(),
                &self.memory,
                self.setting.day(),
            );
        }
        if let Some(issuer) = self.issuer(verb) {
            return Some(issuer);
        }
        let lost = verb.subject.as_ref().is_none_or(|subject| {
            subject.len() == 1 && text.tokens[subject.start].tag == Tag::Number
        });
        let (subject, apposition) = if lost {
            self.distant_subject(number)?
        } else {
            (verb.subject.clone()?, verb.apposition.clone())
        };
        identify(text, subject, apposition, &self.memory, self.setting.day())
    }

    /// `The office has issued a statement confirming`: whoever put the document out speaks in it.
    fn issuer(&self, verb: &VerbGroup) -> Option<Who> {
        let text = self.text;
        if verb.form != Form::Gerund || verb.inherited {
            return None;
        }
        let governor = &text.verbs[verb.governor?];
        let issues = text.is_any(
            governor.main,
            &[
                "issued",
                "issues",
                "issue",
                "issuing",
                "released",
                "releases",
                "releasing",
                "published",
                "publishes",
                "posted",
                "made",
                "sent",
                "put",
                "passed",
                "filed",
                "adopted",
                "wrote",
                "delivered",
                "gave",
                "submitted",
                "circulated",
                "signed",
                "approved",
                "shared",
                "launched",
                "tabled",
            ],
        ) && !governor.passive
            && governor.form != Form::Participle;
        let document = verb.subject.as_ref().is_some_and(|subject| {
            subject.start >= governor.last
                && (self.carries_speech(subject.end - 1)
                    || text.is_any(
                        subject.end - 1,
                        &[
                            "letter",
                            "resolution",
                            "notice",
                            "memo",
                            "post",
                            "tweet",
                            "message",
                            "petition",
                            "lawsuit",
                            "brief",
                            "report",
                            "paper",
                            "video",
                            "release",
                            "speech",
                            "motion",
                            "note",
                            "communique",
                            "order",
                            "proclamation",
                        ],
                    ))
        });
        if !issues || !document {
            return None;
        }
        identify(
            text,
            governor.subject.clone()?,
            governor.apposition.clone(),
            &self.memory,
            self.setting.day(),
        )
    }

    /// `Ann Lee, a lawyer who served in Geneva for years, said`: the subject at the head of the sentence,
    /// behind a comma that closes what is said of it.
    fn distant_subject(&self, number: usize) -> Option<(Range, Option<Range>)> {
        let text = self.text;
        let verb = &text.verbs[number];
        let sentence = text.sentences[verb.sentence];
        if verb.inherited {
            // `China released a paper, cited by an agency, saying`: the main clause goes on.
            let main = text
                .verbs_in(verb.sentence)
                .map(|other| &text.verbs[other])
                .find(|other| other.form.finite() && other.first < verb.first)?;
            return Some((main.subject.clone()?, main.apposition.clone()));
        }
        if !verb.form.finite() {
            return None;
        }
        let mut before = verb.first;
        while before > sentence.first && text.tokens[before - 1].tag == Tag::Adverb {
            before -= 1;
        }
        let closed = before > sentence.first + 2
            && matches!(
                text.tokens[before - 1].tag,
                Tag::Comma | Tag::Dash | Tag::Close
            );
        if !closed {
            return None;
        }
        // The sentence begins with the subject, or with a phrase of time before it.
        let mut start = sentence.first;
        if let Some(time) = text.times_in(start..before).first()
            && text.token_at(time.span.start) <= start + 1
            && let Some(comma) = (start..before).find(|at| text.tokens[*at].tag == Tag::Comma)
            && text.token_at(time.span.end) >= comma
        {
            start = comma + 1;
        }
        while start < before
            && matches!(
                text.tokens[start].tag,
                Tag::Conjunction | Tag::Adverb | Tag::Comma
            )
        {
            start += 1;
        }
        // `Mentioning its effects, Ann Lee, the commissioner, added`: the name between two commas.
        let opening = (start..before - 1)
            .rev()
            .find(|at| text.tokens[*at].tag == Tag::Comma)?;
        let near = chain_before(&text.tokens, start, opening)
            .filter(|chain| chain.start > start && text.tokens[chain.start - 1].tag == Tag::Comma);
        if let Some(chain) = near {
            return Some((chain, Some(opening + 1..before - 1)));
        }
        let subject = noun_chain_after(text, start, before)?;
        let next = subject.end;
        // `Exporters hit by the tariff, say`
        let described = matches!(text.tokens[next].tag, Tag::Participle | Tag::Wh)
            && text.tokens[before - 1].tag == Tag::Comma;
        if !described && !matches!(text.tokens[next].tag, Tag::Comma | Tag::Dash | Tag::Open) {
            return None;
        }
        let stop = (next + 1..before)
            .find(|at| matches!(text.tokens[*at].tag, Tag::Comma | Tag::Wh))
            .unwrap_or(before - 1);
        Some((subject, (stop > next + 1).then_some(next + 1..stop)))
    }

    /// `..., adding that`; `while noting`: who spoke before in the sentence goes on.
    pub(super) fn going_on(&self, number: usize) -> Option<Who> {
        let text = self.text;
        let verb = &text.verbs[number];
        if !joined_gerund(text, verb) {
            return None;
        }
        self.said
            .iter()
            .rev()
            .take_while(|said| text.sentence_of(said.evidence.end - 1) == verb.sentence)
            .filter(|said| said.rule != "nominal")
            .find(|said| {
                said.content
                    .first()
                    .is_none_or(|content| content.start < verb.first)
            })
            .and_then(|said| said.who.clone())
    }
}
