//! `will never accept`, `will fight`, `would not be bullied`.

use super::content::Deed;
use super::{Draft, Party, Reader};
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

/// What a verb with its helpers is made into.
pub(super) struct Made {
    pub(super) what: PositionType,
    pub(super) holder: Party,
    pub(super) addressee: Option<Range>,
    pub(super) rule: &'static str,
    pub(super) confidence: f64,
}

impl Reader<'_, '_, '_> {
    /// The position that the helping verbs of a verb make of it.
    pub(super) fn modal(&self, verb: usize) -> Option<Draft> {
        let text = self.text;
        let group = &text.verbs[verb];
        let main = group.main;
        // `any deal would need to be as effective`
        let be = text.tokens[main].tag == Tag::Be && group.form == Form::Infinitive;
        if !text.tokens[main].tag.is_verb() && !be {
            return None;
        }
        // Most verbs are done with here: nothing is looked up for them.
        let plain = group.modal.is_none()
            && !group.negated
            && !group.passive
            && group.form != Form::Future
            && group.form != Form::Infinitive;
        if plain || self.supposed(group) {
            return None;
        }
        let stop = || {
            self.clause_stop(main, self.sentence_end(main))
                .max(main + 1)
        };
        let negated = group.negated || self.modal_is(group, &["cannot"]);
        let made = if be {
            self.must_first(group).filter(|_| !negated)
        } else if negated {
            self.will_not(group)
                .or_else(|| self.not_pressed(group))
                .or_else(|| self.need_not(group, &stop))
                .or_else(|| self.will_spare(group, &stop))
        } else {
            self.met_with(group)
                .or_else(|| self.called_off(group))
                .or_else(|| self.will_fight(group))
                .or_else(|| self.must_first(group))
                .or_else(|| self.should(group))
                .or_else(|| self.will_work(group, &stop))
                .or_else(|| self.no_new_duty(group))
        }?;
        let end = stop();
        let mut evidence = self.evidence(group, end);
        if let Some(subject) = made.addressee.as_ref().or(group.subject.as_ref())
            && matches!(made.rule, "should" | "must-first")
            && subject.start < evidence.start
            && group.first - subject.start < 20
        {
            evidence.start = subject.start;
        }
        // `is forced to fight back`
        if made.rule == "will-fight"
            && group.form == Form::Infinitive
            && let Some(governor) = group.governor
        {
            evidence = self.evidence(&text.verbs[governor], end);
        }
        Some(Draft {
            evidence,
            reach: group.first..end,
            what: made.what,
            holder: Some(made.holder),
            addressee: made.addressee,
            content: Some(group.first..end),
            rule: made.rule,
            confidence: made.confidence,
        })
    }

    fn modal_is(&self, verb: &VerbGroup, words: &[&str]) -> bool {
        verb.modal
            .is_some_and(|modal| self.text.is_any(modal, words))
    }

    /// `will`, `would`, `can`: what one will do or not.
    fn willed(&self, verb: &VerbGroup) -> bool {
        verb.form == Form::Future
            || self.modal_is(
                verb,
                &["would", "wo", "'ll", "can", "cannot", "ca", "could"],
            )
    }

    /// Whose doing it is: the speaker's where the verb is passive.
    fn behind(&self, verb: &VerbGroup) -> Option<Party> {
        if verb.passive {
            self.voice(verb.main)
        } else {
            self.doer(verb)
        }
    }

    /// `will never accept`; `will not retaliate for now`.
    fn will_not(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        let main = verb.main;
        let willed = self.willed(verb);
        let present = verb.form == Form::Present && !verb.perfect && !verb.progressive;
        if self.term_at(self.concepts.yields, main).is_some() && (willed || present) {
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
            let red = (text.is_any(main, &["compromise", "sacrifice", "negotiate"])
                && text.is(main + 1, "on")
                || text.is(main, "compromise")
                    && text
                        .tokens
                        .get(main + 1)
                        .is_some_and(|next| next.tag.is_nominal()))
                && !self.holds(self.concepts.duty, &(main + 2..main + 6))
                || text.is_any(main, &["trade", "sacrifice"]);
            // `would not bend to pressure`: it holds out.
            let holds = text.is_any(
                main,
                &[
                    "bend",
                    "bow",
                    "kneel",
                    "cave",
                    "surrender",
                    "capitulate",
                    "succumb",
                    "blink",
                    "flinch",
                    "waver",
                    "falter",
                    "back",
                    "shrink",
                    "kowtow",
                    "retreat",
                    "relent",
                ],
            );
            return Some(Made {
                what: if red {
                    PositionType::RedLine
                } else if holds {
                    PositionType::Resolve
                } else {
                    PositionType::Refusal
                },
                holder: self.behind(verb)?,
                addressee: None,
                rule: "will-not",
                confidence: 0.8,
            });
        }
        if willed && !verb.passive && text.is_any(main, &["retaliate", "respond", "escalate"]) {
            return Some(Made {
                what: PositionType::Restraint,
                holder: self.doer(verb)?,
                addressee: None,
                rule: "will-not",
                confidence: 0.7,
            });
        }
        None
    }

    /// `will not be bullied`.
    fn not_pressed(&self, verb: &VerbGroup) -> Option<Made> {
        let fits = verb.passive
            && (self.willed(verb) || verb.form == Form::Present)
            && self.term_at(self.concepts.press, verb.main).is_some();
        if !fits {
            return None;
        }
        Some(Made {
            what: PositionType::Refusal,
            holder: self.parties.subject(verb)?,
            addressee: None,
            rule: "not-pressed",
            confidence: 0.8,
        })
    }

    /// `we do not have to make a deal`.
    fn need_not(&self, verb: &VerbGroup, stop: &dyn Fn() -> usize) -> Option<Made> {
        let text = self.text;
        if verb.form == Form::Past
            || verb.perfect
            || !text.is_any(verb.main, &["have", "need"]) && !self.modal_is(verb, &["need"])
        {
            return None;
        }
        let inner = self.infinitive_at(verb.last)?;
        let main = text.verbs[inner].main;
        let deed = self.deed(Some(main), &(main..stop()));
        if !matches!(deed, Deed::Talk | Deed::Give) && !self.verb_is(self.concepts.yields, main) {
            return None;
        }
        Some(Made {
            what: PositionType::Refusal,
            holder: self.parties.subject(verb)?,
            addressee: None,
            rule: "need-not",
            confidence: 0.65,
        })
    }

    /// `will not impose further tariffs`: sparing the other side is restraint.
    fn will_spare(&self, verb: &VerbGroup, stop: &dyn Fn() -> usize) -> Option<Made> {
        let text = self.text;
        let harsh = text.is_any(
            verb.main,
            &[
                "impose",
                "imposed",
                "raise",
                "raised",
                "levy",
                "levied",
                "increase",
                "increased",
                "introduce",
                "introduced",
                "slap",
                "slapped",
            ],
        );
        // `would not contest the order`
        if text.is_any(
            verb.main,
            &["contest", "challenge", "oppose", "appeal", "object"],
        ) && (verb.form == Form::Future || self.modal_is(verb, &["would"]))
            && !verb.passive
        {
            return Some(Made {
                what: PositionType::Restraint,
                holder: self.doer(verb)?,
                addressee: None,
                rule: "will-spare",
                confidence: 0.6,
            });
        }
        let willed = verb.form == Form::Future || self.modal_is(verb, &["would"]);
        if !harsh || !willed {
            return None;
        }
        let object = if verb.passive {
            verb.subject.clone()?
        } else {
            verb.last..stop().max(verb.last)
        };
        self.holds(self.concepts.duty, &object).then_some(())?;
        Some(Made {
            what: PositionType::Restraint,
            holder: self.behind(verb)?,
            addressee: None,
            rule: "will-spare",
            confidence: 0.6,
        })
    }

    /// `no new tariff will be imposed`.
    fn no_new_duty(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        let subject = verb.subject.clone()?;
        let fits = verb.passive
            && verb.form == Form::Future
            && text.is(subject.start, "no")
            && text.is_any(verb.main, &["imposed", "levied", "raised", "introduced"])
            && self.holds(self.concepts.duty, &subject);
        fits.then(|| {
            Some(Made {
                what: PositionType::Restraint,
                holder: self
                    .voice(verb.main)
                    .or_else(|| self.parties.before(subject.start))?,
                addressee: None,
                rule: "will-spare",
                confidence: 0.6,
            })
        })
        .flatten()
    }

    /// `any increase would be met with tariffs`.
    fn met_with(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        let fits = verb.passive
            && (verb.form == Form::Future || self.modal_is(verb, &["would"]))
            && text.is_any(verb.main, &["met", "answered", "countered", "reciprocated"]);
        if !fits {
            return None;
        }
        Some(Made {
            what: PositionType::Resolve,
            holder: self
                .voice(verb.main)
                .or_else(|| self.parties.before(verb.first))?,
            addressee: None,
            rule: "met-with",
            confidence: 0.75,
        })
    }

    /// `all talks will be terminated`.
    fn called_off(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        let subject = verb.subject.clone()?;
        let fits = verb.passive
            && (verb.form == Form::Future || verb.form == Form::Present && !verb.perfect)
            && text.is_any(
                verb.main,
                &[
                    "terminated",
                    "cancelled",
                    "canceled",
                    "suspended",
                    "halted",
                    "called",
                ],
            )
            && (!text.is(verb.main, "called") || text.is(verb.last, "off"))
            && text
                .hits_of(self.concepts.talk, subject.start..subject.start + 4)
                .any(|hit| hit.last <= subject.end);
        if !fits {
            return None;
        }
        Some(Made {
            what: PositionType::Refusal,
            holder: self.voice(verb.main)?,
            addressee: None,
            rule: "called-off",
            confidence: 0.6,
        })
    }

    /// `will fight`; `is forced to fight back`.
    fn will_fight(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        if verb.passive || self.term_at(self.concepts.fight, verb.main).is_none() {
            return None;
        }
        let forced = verb.form == Form::Infinitive
            && verb.governor.is_some_and(|governor| {
                text.is_any(
                    text.verbs[governor].main,
                    &["forced", "compelled", "obliged", "determined", "resolved"],
                )
            });
        if verb.form == Form::Future || self.modal_is(verb, &["would", "must"]) || forced {
            return Some(Made {
                what: PositionType::Resolve,
                holder: self.parties.subject(verb)?,
                addressee: None,
                rule: "will-fight",
                confidence: 0.7,
            });
        }
        None
    }

    /// `will work together`, `would continue to engage`.
    fn will_work(&self, verb: &VerbGroup, stop: &dyn Fn() -> usize) -> Option<Made> {
        let text = self.text;
        let willed = verb.form == Form::Future || self.modal_is(verb, &["would"]);
        if !willed || verb.passive {
            return None;
        }
        let mut main = verb.main;
        if text.is_any(main, &["continue", "keep"]) {
            main = self
                .infinitive_at(verb.last)
                .map_or(verb.last, |inner| text.verbs[inner].main);
        }
        let holder = self.parties.subject(verb)?;
        // `we will make a deal`
        let own = verb.subject.as_ref().is_some_and(|subject| {
            subject.len() == 1 && text.is_any(subject.start, &["we", "i"])
                || holder.economies.len() == 1
        });
        let deal =
            own && text.is_any(
                main,
                &["make", "have", "do", "get", "strike", "reach", "cut"],
            ) && (main + 1..stop().min(main + 6))
                .any(|token| text.is_any(token, &["deal", "agreement", "solution"]));
        let together = deal
            || holder.economies.len() == 1 && text.is_any(main, &["negotiate", "negotiating"])
            || text.is_any(main, &["work", "working"])
                && text.is_any(main + 1, &["together", "with", "closely", "constructively"])
            || text.is_any(
                main,
                &[
                    "cooperate",
                    "cooperating",
                    "collaborate",
                    "engage",
                    "engaging",
                ],
            );
        if !together || main >= stop() {
            return None;
        }
        Some(Made {
            what: PositionType::Openness,
            holder,
            addressee: None,
            rule: "will-work",
            confidence: 0.5,
        })
    }
}
