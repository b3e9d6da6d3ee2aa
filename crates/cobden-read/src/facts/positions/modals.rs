//! `will never accept`, `will fight`, `the US should remove`.

use super::{Draft, Reader};
use crate::clause::Form;
use crate::fact::PositionType;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// The position that the helping verbs of a verb make of it.
    pub(super) fn modal(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let group = &text.verbs[verb];
        let main = group.main;
        if !text.tokens[main].tag.is_verb() || self.supposed(group) {
            return None;
        }
        let concepts = &self.concepts;
        let yields = self.term_at(concepts.yields, main);
        let fights = self.term_at(concepts.fight, main);
        let relief = self.term_at(concepts.relief, main);
        if yields.is_none() && fights.is_none() && relief.is_none() {
            return None;
        }
        let end = self
            .clause_stop(main, self.sentence_end(main))
            .max(main + 1);
        let draft = |what, holder, addressee, rule, confidence| Draft {
            evidence: self.evidence(group, end),
            reach: group.first..end,
            what,
            holder: Some(holder),
            addressee,
            content: Some(group.first..end),
            rule,
            confidence,
        };
        let modal = |words: &[&str]| group.modal.is_some_and(|modal| text.is_any(modal, words));
        let willed = group.form == Form::Future
            || modal(&["would", "wo", "'ll", "can", "cannot", "ca", "could"]);
        if group.negated || modal(&["cannot"]) {
            let present = group.form == Form::Present && !group.perfect && !group.progressive;
            if yields.is_some() && (willed || present) {
                let holder = if group.passive {
                    self.parties.speaker(&(main..main + 1))?
                } else {
                    self.parties.subject(group)?
                };
                if present
                    && !text.is_any(
                        main,
                        &[
                            "accept",
                            "tolerate",
                            "recognise",
                            "recognize",
                            "negotiate",
                            "compromise",
                            "yield",
                            "bow",
                        ],
                    )
                {
                    return None;
                }
                let red = text.is_any(main, &["compromise", "sacrifice", "negotiate"])
                    && text.is(main + 1, "on")
                    || text.is_any(main, &["trade", "sacrifice"]);
                let what = if red {
                    PositionType::RedLine
                } else {
                    PositionType::Refusal
                };
                return Some(draft(what, holder, None, "will-not", 0.8));
            }
            // `will not retaliate for now`
            if willed && !group.passive && text.is_any(main, &["retaliate", "respond", "escalate"])
            {
                let holder = self.parties.subject(group)?;
                return Some(draft(
                    PositionType::Restraint,
                    holder,
                    None,
                    "will-not",
                    0.7,
                ));
            }
            return None;
        }
        // `will fight`; `is forced to fight back`
        if fights.is_some() && !group.passive {
            let forced = group.form == Form::Infinitive
                && group.governor.is_some_and(|governor| {
                    text.is_any(
                        text.verbs[governor].main,
                        &["forced", "compelled", "obliged", "determined", "resolved"],
                    )
                });
            if group.form == Form::Future || modal(&["would"]) || forced {
                let holder = self.parties.subject(group)?;
                let mut draft = draft(PositionType::Resolve, holder, None, "will-fight", 0.7);
                if forced && let Some(governor) = group.governor {
                    draft.evidence = self.evidence(&text.verbs[governor], end);
                }
                return Some(draft);
            }
        }
        // The other side should do something.
        let bound = modal(&["should", "must"])
            || group.form == Form::Infinitive
                && group.governor.is_some_and(|governor| {
                    let governor = &text.verbs[governor];
                    governor.last == group.first
                        && text.is_any(
                            governor.main,
                            &["need", "needs", "has", "have", "ought", "needed", "had"],
                        )
                });
        if bound && relief.is_some() && !group.passive {
            let speaker = self.parties.speaker(&(main..main + 1))?;
            let subject = group.subject.clone()?;
            let asked = self.parties.meant(&subject)?;
            if asked.economies == speaker.economies
                || text.tokens[subject.start].tag == Tag::Pronoun
                    && !text.is_any(subject.start, &["they", "it", "you", "he"])
            {
                return None;
            }
            let mut draft = draft(
                PositionType::Demand,
                speaker,
                Some(subject.clone()),
                "should",
                0.7,
            );
            if subject.start < draft.evidence.start && group.first - subject.start < 20 {
                draft.evidence.start = subject.start;
            }
            return Some(draft);
        }
        None
    }
}
