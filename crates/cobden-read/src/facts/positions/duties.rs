//! What others must do: `the US should remove`, `any deal must be balanced`, `China needs to call`.

use super::Reader;
use super::content::Deed;
use super::modals::Made;
use crate::clause::{Form, VerbGroup};
use crate::fact::PositionType;
use crate::words::Tag;

/// What one may say that another must do without asking for it.
const NO_DEED: [&str; 22] = [
    "be",
    "know",
    "feel",
    "expect",
    "see",
    "benefit",
    "suffer",
    "remember",
    "understand",
    "have",
    "like",
    "think",
    "worry",
    "fear",
    "say",
    "note",
    "decide",
    "wait",
    "be",
    "fare",
    "grow",
    "pay",
];

impl Reader<'_, '_, '_> {
    /// Whether a verb says what must be: `should remove`, `needs to remove`.
    fn bound(&self, verb: &VerbGroup) -> bool {
        let text = self.text;
        verb.modal
            .is_some_and(|modal| text.is_any(modal, &["should", "must", "ought"]))
            || verb.form == Form::Infinitive
                && verb.governor.is_some_and(|governor| {
                    let governor = &text.verbs[governor];
                    governor.last == verb.first
                        && !governor.negated
                        && governor.form != Form::Past
                        && text.is_any(
                            governor.main,
                            &["need", "needs", "has", "have", "ought", "got"],
                        )
                })
    }

    /// `any negotiation must be preceded by`: what a deal has to meet.
    pub(super) fn must_first(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        if !self.bound(verb) {
            return None;
        }
        let subject = verb.subject.clone()?;
        // The head of the subject is what must be met: `any deal`, `negotiations between them`.
        let head = text
            .nouns_in(verb.sentence)
            .iter()
            .find(|group| group.first >= subject.start && group.first < subject.end)?;
        let talk = text
            .hits_of(self.concepts.talk, head.first..head.last.min(subject.end))
            .any(|hit| hit.last == head.last.min(subject.end))
            && !text.is_any(
                head.last - 1,
                &["differences", "friction", "breakthrough", "thaw"],
            );
        let any = text.is_any(
            subject.start,
            &[
                "any",
                "all",
                "such",
                "negotiations",
                "talks",
                "dialogue",
                "a",
                "an",
                "the",
                "our",
            ],
        );
        let met = verb.passive
            || text.is_any(
                verb.main,
                &[
                    "comply", "include", "respect", "address", "meet", "begin", "start", "reflect",
                    "follow", "protect", "ensure", "involve", "contain", "take", "come", "serve",
                    "cover", "deliver", "provide", "rest",
                ],
            );
        let met = met || text.is_any(subject.start, &["any", "such"]);
        if !talk || !any || !met || text.is_any(verb.main, &["seen", "noted", "said"]) {
            return None;
        }
        Some(Made {
            what: PositionType::Precondition,
            holder: self
                .voice(verb.main)
                .or_else(|| self.parties.before(subject.start))?,
            addressee: None,
            rule: "must-first",
            confidence: 0.75,
        })
    }

    /// The other side should do something; the tariffs must be lifted.
    pub(super) fn should(&self, verb: &VerbGroup) -> Option<Made> {
        let text = self.text;
        if !self.bound(verb) {
            return None;
        }
        let main = verb.main;
        let subject = verb.subject.clone()?;
        let relief = self.term_at(self.concepts.relief, main).is_some();
        if verb.passive {
            // `the dispute should be settled by talks`
            if text.is_any(main, &["resolved", "settled", "solved"])
                && !self.holds(self.concepts.duty, &subject)
            {
                return Some(Made {
                    what: PositionType::Openness,
                    holder: self.voice(main)?,
                    addressee: None,
                    rule: "both-should",
                    confidence: 0.55,
                });
            }
            // `the tariffs should be withdrawn`
            if !relief || !self.holds(self.concepts.duty, &subject) {
                return None;
            }
            return Some(Made {
                what: PositionType::Demand,
                holder: self.voice(main)?,
                addressee: None,
                rule: "should-be",
                confidence: 0.7,
            });
        }
        // `the tariffs will have to come down`
        if text.is_any(main, &["come", "go", "fall", "drop"])
            && self.holds(self.concepts.duty, &subject)
            && (text.is_any(verb.last, &["down", "away", "off"])
                || text.is_any(main, &["fall", "drop"]))
        {
            return Some(Made {
                what: PositionType::Demand,
                holder: self.voice(main)?,
                addressee: None,
                rule: "should-be",
                confidence: 0.7,
            });
        }
        if text.is_any(main, &NO_DEED) && !relief {
            return None;
        }
        let speaker = self.voice(main).or_else(|| {
            // Quoted words of a party that is not named for them.
            let asked = self.parties.named(&subject)?;
            let quoted = text.quote_of(main).is_some() && asked.economies.len() == 1;
            quoted
                .then(|| self.parties.other(&asked.economies))
                .flatten()
                .map(|economy| super::Party {
                    words: subject.clone(),
                    economies: vec![economy],
                    person: None,
                })
        })?;
        if self.parties.is_both(&subject) {
            // `both sides should resolve it by talks`
            let end = self
                .clause_stop(main, self.sentence_end(main))
                .max(main + 1);
            let talk = self.deed(Some(main), &(main..end)) == Deed::Talk;
            return talk.then_some(Made {
                what: PositionType::Openness,
                holder: speaker,
                addressee: None,
                rule: "both-should",
                confidence: 0.6,
            });
        }
        let asked = self.parties.meant(&subject)?;
        if asked.economies == speaker.economies
            || text.tokens[subject.start].tag == Tag::Pronoun
                && !text.is_any(subject.start, &["they", "it", "you", "he"])
        {
            return None;
        }
        Some(Made {
            what: PositionType::Demand,
            holder: speaker,
            addressee: Some(subject),
            rule: "should",
            confidence: if relief { 0.7 } else { 0.6 },
        })
    }
}
