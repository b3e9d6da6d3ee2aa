//! Events that a verb tells of: `reached a deal`, `appointed an envoy`, `a court struck down the duties`.

use super::Reader;
use crate::clause::{Form, Range, VerbGroup};
use crate::fact::{EventType, Extract};
use crate::text::Hit;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    pub(super) fn verb(&self, verb: &VerbGroup) -> Option<(Extract, Range)> {
        let text = self.text;
        let main = verb.main;
        if !text.tokens[main].tag.is_verb() || verb.negated || self.supposed(verb) {
            return None;
        }
        let end = text.sentences[verb.sentence].last;
        for hit in text
            .hits_of(self.verb, main..end)
            .take_while(|hit| hit.first == main)
        {
            let value: &str = &text.meaning(hit).value;
            let found = match value {
                "agree" => self.agreement(verb, hit),
                "rule" => self.ruling(verb, hit),
                "sue" => self.case(verb, hit),
                "try" => self
                    .done(verb)
                    .then_some((EventType::Legal, "is-tried", 0.65)),
                "appoint" | "name" => self.appointment(verb, hit, value == "name"),
                "serve" => self.service(verb, hit),
                "pass" => self.passage(verb, hit),
                "determine" => self.determination(verb),
                "concur" => self.common_ground(verb, hit),
                "set-up" => self.mechanism(verb, hit),
                _ => self.cancellation(verb, hit),
            };
            if let Some((sort, rule, confidence)) = found {
                return Some(self.extract(verb, hit.last, sort, rule, confidence));
            }
        }
        None
    }

    /// Whether it is told as done: neither wished nor only possible.
    pub(super) fn done(&self, verb: &VerbGroup) -> bool {
        match verb.form {
            Form::Past => true,
            Form::Present => verb.perfect,
            // `appear to have reached`
            Form::Infinitive => verb.perfect,
            Form::Participle => false,
            _ => false,
        }
    }

    /// Whether it is told as arranged: `will file`, `is set to step down`.
    pub(super) fn arranged(&self, verb: &VerbGroup) -> bool {
        let text = self.text;
        match verb.form {
            Form::Future => true,
            Form::Infinitive => verb.governor.is_some_and(|governor| {
                let governor = &text.verbs[governor];
                let end = text.sentences[verb.sentence].last;
                text.hits_of(self.cue, governor.main..verb.first.min(end))
                    .any(|hit| *text.meaning(hit).value == *"arranged")
            }),
            _ => false,
        }
    }

    /// Whether words name those who agree without naming one: the two sides, the leaders, we.
    fn several(&self, words: &Range) -> bool {
        let text = self.text;
        self.parties.is_both(words)
            || words.clone().any(|token| {
                text.is_any(
                    token,
                    &[
                        "we",
                        "they",
                        "sides",
                        "leaders",
                        "presidents",
                        "negotiators",
                        "countries",
                        "governments",
                        "delegations",
                        "ministers",
                        "teams",
                    ],
                )
            })
    }

    /// `the two sides agreed to cut duties`: an agreement without the noun.
    fn common_ground(&self, verb: &VerbGroup, hit: &Hit) -> Option<(EventType, &'static str, f64)> {
        let text = self.text;
        if !self.done(verb) || verb.passive {
            return None;
        }
        let subject = verb.subject.clone()?;
        let pronoun = subject
            .clone()
            .any(|token| text.is_any(token, &["we", "they"]));
        let together =
            self.parties.others_in(&subject, &[]).len() >= 2 || self.several(&subject) && !pronoun;
        if !together {
            return None;
        }
        let end = text.sentences[verb.sentence].last;
        let to = (hit.last.saturating_sub(1)..end.min(hit.last + 4))
            .find(|token| text.tokens[*token].tag == Tag::To)?;
        // To meet and to talk on is a meeting, not an agreement.
        let meets = ["meeting.verb", "meeting.noun"].iter().any(|name| {
            text.hits_of(text.lexicon.concept(name), to + 1..end.min(to + 8))
                .next()
                .is_some()
        });
        // To change a duty together is a measure.
        let measure = (to..end.min(to + 10)).any(|token| {
            text.is_any(
                token,
                &[
                    "tariff",
                    "tariffs",
                    "duty",
                    "duties",
                    "levy",
                    "levies",
                    "fees",
                    "controls",
                    "restrictions",
                    "exclusions",
                    "ban",
                    "bans",
                    "sanctions",
                    "quota",
                    "quotas",
                    "purchase",
                    "buy",
                    "purchases",
                    "suspend",
                    "countermeasures",
                ],
            )
        });
        (!meets && !measure).then_some((EventType::Agreement, "agrees-to", 0.55))
    }

    /// Whether the clause is only supposed: `until a deal is reached`.
    pub(super) fn supposed(&self, verb: &VerbGroup) -> bool {
        let start = verb.start.min(verb.first);
        let first = self.text.sentences[verb.sentence].first;
        (start.saturating_sub(2).max(first)..start).any(|token| {
            self.text
                .is_any(token, &["if", "unless", "whether", "until", "once"])
        })
    }

    /// The first noun of a sort within the object of a verb, or its subject where it is passive.
    pub(super) fn object(&self, verb: &VerbGroup, after: usize, sort: &str) -> Option<&Hit> {
        let text = self.text;
        let end = text.sentences[verb.sentence].last;
        let object = if verb.passive {
            verb.subject.clone()?
        } else {
            let mut to = after;
            while to < end
                && to < after + 9
                && (text.tokens[to].tag.is_nominal()
                    || matches!(
                        text.tokens[to].tag,
                        Tag::Quote | Tag::Dash | Tag::Adverb | Tag::Participle
                    )
                    || text.tokens[to].tag == Tag::Conjunction
                        && to > after
                        && text.tokens[to - 1].tag == Tag::Adjective)
            {
                to += 1;
            }
            after..to
        };
        text.hits_of(self.noun, object)
            .find(|hit| *text.meaning(hit).value == *sort)
    }

    pub(super) fn agreement(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        let signs = self.text.is_any(
            verb.main,
            &["sign", "ink", "seal", "signing", "finalise", "finalize"],
        );
        if !(self.done(verb) || signs && self.arranged(verb)) {
            return None;
        }
        let object = self.object(verb, hit.last, "agreement")?;
        // `made an arrangement`, `announced a framework`: weak verbs take strong nouns.
        let weak_noun = self.text.is_any(
            object.last - 1,
            &[
                "framework",
                "partnership",
                "outcome",
                "outcomes",
                "settlement",
            ],
        );
        if weak_noun
            && self.text.is_any(
                verb.main,
                &[
                    "announced",
                    "made",
                    "unveiled",
                    "hailed",
                    "cut",
                    "landed",
                    "celebrated",
                ],
            )
        {
            return None;
        }
        // `a deal` is one, `an agreement in principle` too; `deal talks` are not.
        let follows = self.text.tokens.get(object.last)?.tag;
        // `no deal was reached`
        if self.text.is(object.first.saturating_sub(1), "no")
            || verb.subject.as_ref().is_some_and(|subject| {
                verb.passive && self.text.is_any(subject.start, &["no", "any"])
            })
        {
            return None;
        }
        let party = verb.passive
            || self.parties.subject(verb).is_some()
            || verb
                .subject
                .as_ref()
                .is_some_and(|subject| self.sides(subject.clone()) > 0 || self.several(subject));
        let timed = !self.text.times_in(object.last..object.last + 1).is_empty();
        (party && (timed || !matches!(follows, Tag::Noun))).then_some((
            EventType::Agreement,
            "reaches-deal",
            0.75,
        ))
    }

    pub(super) fn appointment(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
        weak: bool,
    ) -> Option<(EventType, &'static str, f64)> {
        let will = matches!(verb.form, Form::Future | Form::Infinitive) && verb.passive
            || self.arranged(verb);
        // `commissioners nominated by X`, `announces its new leader`
        let end = self.text.sentences[verb.sentence].last;
        let called = verb.form == Form::Participle
            && self.text.is(hit.last, "by")
            && self
                .text
                .hits_of(self.noun, verb.first.saturating_sub(3)..verb.first)
                .any(|hit| *self.text.meaning(hit).value == *"office");
        if called {
            return Some((EventType::Appointment, "appointed-by", 0.6));
        }
        let now = verb.form == Form::Present && !verb.perfect;
        if !self.done(verb) && !will && !now {
            return None;
        }
        let near = hit.last..end.min(hit.last + 14);
        let office = self
            .text
            .hits_of(self.noun, near.clone())
            .any(|hit| &*self.text.meaning(hit).value == "office");
        let as_office = near
            .clone()
            .any(|token| self.text.is_any(token, &["as", "to"]));
        // `announces its new leader`
        let new = self
            .object(verb, hit.last, "office")
            .is_some_and(|office| (hit.last..office.first).any(|token| self.text.is(token, "new")));
        (office && (!weak || as_office || new) && (!now || will || new)).then_some((
            EventType::Appointment,
            "appoints",
            0.7,
        ))
    }

    pub(super) fn service(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        let text = self.text;
        let end = text.sentences[verb.sentence].last;
        let near = hit.last..end.min(hit.last + 10);
        let office = text
            .hits_of(self.noun, near)
            .any(|hit| &*text.meaning(hit).value == "office");
        let leaves = text.is_any(
            verb.main,
            &["resigned", "resign", "resigns", "step", "stepped", "steps"],
        );
        let told = self.done(verb) || self.arranged(verb);
        let person = self.parties.subject(verb).is_some();
        (told && person && (office || leaves)).then_some((
            EventType::Appointment,
            "serves-as",
            0.65,
        ))
    }

    pub(super) fn mechanism(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        let agreed = verb.form == Form::Infinitive
            && verb.governor.is_some_and(|governor| {
                self.text
                    .is_any(self.text.verbs[governor].main, &["agreed"])
            });
        if !self.done(verb) && !agreed {
            return None;
        }
        self.object(verb, hit.last, "mechanism")?;
        let party = verb.passive || self.parties.subject(verb).is_some();
        party.then_some((EventType::Mechanism, "sets-up", 0.65))
    }

    pub(super) fn cancellation(
        &self,
        verb: &VerbGroup,
        hit: &Hit,
    ) -> Option<(EventType, &'static str, f64)> {
        if !self.done(verb) && !verb.progressive && verb.form != Form::Gerund {
            return None;
        }
        let object = self.object(verb, hit.last, "order")?;
        // Exports are held up by controls, not cancelled by buyers.
        if self.text.is_any(object.last - 1, &["export", "exports"]) {
            return None;
        }
        // `shifted orders to Vietnam`
        let elsewhere = self.text.is_any(
            verb.main,
            &[
                "shift",
                "shifted",
                "shifting",
                "switch",
                "switched",
                "switching",
                "divert",
                "diverted",
                "diverting",
                "redirected",
                "redirecting",
            ],
        );
        if elsewhere
            && !self.text.is_any(
                object.last,
                &[
                    "to",
                    "from",
                    "away",
                    "toward",
                    "towards",
                    "elsewhere",
                    "out",
                ],
            )
        {
            return None;
        }
        // `an executive order` is no purchase.
        let executive = (object.first.saturating_sub(2)..object.first).any(|token| {
            self.text
                .is_any(token, &["executive", "court", "trump's", "the"])
        }) && self.text.is(object.last - 1, "order");
        (!executive).then_some((EventType::OrderCancellation, "cancels-orders", 0.6))
    }
}
