//! What another must do first: `unless Beijing lifts`, `if it does not withdraw`, `once Washington drops`.

use super::{Draft, Party, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The word that makes a condition of a verb's clause, right before its subject.
    fn conditional(&self, verb: &VerbGroup, words: &[&str]) -> Option<usize> {
        let text = self.text;
        let sentence = text.sentences[verb.sentence];
        let subject = verb.subject.as_ref().filter(|_| !verb.inherited)?;
        (subject.start.saturating_sub(2).max(sentence.first)..subject.start)
            .find(|token| text.is_any(*token, words))
    }

    /// The party that says, threatens or promises what a condition is put to.
    fn threatener(&self, verb: &VerbGroup, asked: &Party) -> Option<Party> {
        let text = self.text;
        let other = |party: &Party| party.economies != asked.economies;
        let mut subjects = text
            .verbs_in(verb.sentence)
            .map(|other| &text.verbs[other])
            .filter(|other| other.first != verb.first && other.form.finite() && !other.passive);
        self.voice(verb.main).filter(other).or_else(|| {
            subjects.find_map(|group| {
                let subject = group.subject.clone()?;
                self.parties.meant(&subject).filter(other)
            })
        })
    }

    /// `unless China drops its duties`, `if Beijing did not withdraw`: that is asked of the other side.
    pub(super) fn unless(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let verb = &text.verbs[verb];
        if !verb.form.finite() || verb.passive {
            return None;
        }
        let under = self.conditional(verb, &["unless", "if"])?;
        let unless = text.is(under, "unless").then_some(under);
        let fails = text.is_any(
            verb.main,
            &[
                "fails", "failed", "fail", "refuses", "refused", "refuse", "declines",
            ],
        );
        let at = unless.or_else(|| (verb.negated != fails).then_some(under))?;
        let subject = verb.subject.clone()?;
        let asked = self.parties.named(&subject)?;
        // `unless the two sides agree` asks nothing of anybody.
        if asked.economies.len() != 1 || self.parties.is_both(&subject) {
            return None;
        }
        let main = if fails {
            text.verbs[self.infinitive_at(verb.last)?].main
        } else {
            verb.main
        };
        // Quotation marks may part a verb from its helper: `did not “withdraw”`.
        let deed = self.term_at(self.concepts.relief, main).is_some()
            || text.is_any(
                main,
                &["agrees", "agree", "agreed", "accepts", "accept", "accepted"],
            )
            || matches!(text.tokens[main].tag, Tag::Do | Tag::Modal)
                && self.holds(self.concepts.relief, &(main..main + 4));
        if !deed {
            return None;
        }
        let holder = self.threatener(verb, &asked)?;
        // What follows `if it does not` is often a mere guess, but where a party says so.
        if unless.is_none()
            && self
                .voice(verb.main)
                .is_none_or(|voice| voice.economies != holder.economies)
        {
            return None;
        }
        let end = self
            .clause_stop(main, self.sentence_end(main))
            .max(main + 1);
        let end = if text.tokens[main].tag.is_verb() {
            end
        } else {
            end.max(self.clause_stop(
                (main + 3).min(self.sentence_end(main)),
                self.sentence_end(main),
            ))
        };
        Some(Draft {
            evidence: at..end,
            reach: subject.start..end,
            what: PositionType::Demand,
            holder: Some(holder),
            addressee: Some(subject),
            content: Some(verb.first..end),
            rule: "unless",
            confidence: 0.9,
        })
    }

    /// `would sign a deal once Delhi stopped buying oil`, `talks can resume only if the duties are lifted`.
    pub(super) fn once(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let verb = &text.verbs[verb];
        let modal = verb.form == Form::Future
            || verb
                .modal
                .is_some_and(|modal| text.is_any(modal, &["would", "could", "can", "'ll"]));
        if !modal || verb.negated || self.supposed(verb) {
            return None;
        }
        let sentence_end = self.sentence_end(verb.main);
        let main = verb.main;
        let subject = verb.subject.clone()?;
        let talks = text
            .hits_of(self.concepts.talk, subject.start..subject.end)
            .any(|hit| hit.last == subject.end)
            && text.is_any(
                main,
                &[
                    "resume",
                    "start",
                    "begin",
                    "proceed",
                    "continue",
                    "happen",
                    "restart",
                    "resumed",
                    "go",
                    "take",
                    "signed",
                    "reached",
                    "concluded",
                    "open",
                ],
            );
        let deal = !talks
            && text.tokens[main].tag.is_verb()
            && (self.holds(self.concepts.talk, &(main..sentence_end.min(main + 9)))
                || self.term_at(self.concepts.yields, main).is_some()
                    && !text.is_any(main, &["buy", "put", "let"]));
        if !talks && !deal {
            return None;
        }
        // The clause that must come true first.
        let inner = text
            .verbs_in(verb.sentence)
            .map(|other| &text.verbs[other])
            .filter(|other| other.first > main && other.first < main + 30 && other.form.finite())
            .find_map(|other| {
                let at = self.conditional(
                    other,
                    &["once", "if", "when", "after", "soon", "as", "until"],
                )?;
                Some((other, at))
            });
        let (inner, mut at) = inner?;
        let will_only = (verb.first..verb.last).any(|token| text.is(token, "only"));
        let only = will_only
            || text.is(at.saturating_sub(1), "only")
            || text.is_any(at, &["once", "soon"]);
        let soon = text.is(at, "as") && text.is_any(at.saturating_sub(1), &["soon", "long"]);
        if !(only || soon || text.is_any(at, &["if", "once"])) {
            return None;
        }
        while at > main + 1 && text.is_any(at - 1, &["as", "soon", "long", "only", "but"]) {
            at -= 1;
        }
        let holder = if talks {
            self.voice(main)
                .or_else(|| self.parties.before(subject.start))?
        } else {
            self.parties.subject(verb)?
        };
        let theirs = inner.subject.clone()?;
        let asked = self.parties.named(&theirs);
        let lifted = inner.passive && self.holds(self.concepts.duty, &theirs);
        if !lifted
            && !will_only
            && asked
                .as_ref()
                .is_none_or(|asked| asked.economies == holder.economies)
        {
            return None;
        }
        let end = self.clause_stop(inner.main, sentence_end).max(inner.last);
        let first = only || soon || talks;
        let evidence: Range = self.evidence(verb, end);
        Some(Draft {
            evidence,
            reach: verb.first..end,
            what: if first {
                PositionType::Precondition
            } else {
                PositionType::Openness
            },
            holder: Some(holder),
            addressee: asked.map(|asked| asked.words),
            content: Some(at..end),
            rule: "once",
            confidence: 0.75,
        })
    }
}
