//! Instruments as objects of verbs: `imposed tariffs`, `face tariffs`, `threatened tariffs`, `exempt goods from tariffs`.

use super::phrase::{self, Phrase};
use super::stage::{self, Stage};
use super::{Frame, Reader, terms, values};
use crate::clause::{Form, Range};
use crate::fact::{Action, Instrument, Status};
use crate::words::Tag;

/// Verbs that announce a measure that is their object.
const ANNOUNCES: [&str; 20] = [
    "announce",
    "announces",
    "announced",
    "announcing",
    "unveil",
    "unveils",
    "unveiled",
    "unveiling",
    "order",
    "orders",
    "ordered",
    "ordering",
    "authorised",
    "authorized",
    "greenlit",
    "proclaimed",
    "declared",
    "confirmed",
    "signed",
    "signs",
];

impl Reader<'_, '_, '_> {
    /// `imposed tariffs`, `threatened tariffs`, `face tariffs`, `hit China with tariffs`.
    pub(super) fn object(
        &mut self,
        number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let verb = text
            .verbs_in(number)
            .rev()
            .find(|verb| text.verbs[*verb].main < phrase.first)?;
        let text = self.text;
        let group = &text.verbs[verb];
        let from = group.last;
        if from > phrase.first {
            return None;
        }
        let between = &text.tokens[from..phrase.first];
        let plain = between.len() <= 16
            && between.iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::Preposition
                            | Tag::Adverb
                            | Tag::Quote
                            | Tag::Dash
                            | Tag::Conjunction
                            | Tag::To
                            | Tag::Comma
                            | Tag::Other
                            | Tag::Gerund
                    )
            });
        if !plain {
            return None;
        }
        // `tariffs take effect and the rule faces suspension`: the subject of a verb behind.
        if between.iter().any(|token| token.tag == Tag::Conjunction)
            && text.verbs_in(number).any(|next| {
                let next = &text.verbs[next];
                next.form.finite()
                    && (phrase.head..phrase.last + 2).contains(&next.first)
                    && next
                        .subject
                        .as_ref()
                        .is_some_and(|subject| subject.contains(&phrase.term.start))
            })
        {
            return None;
        }
        // A comma or `and` only inside a list of objects.
        let breaks = between
            .iter()
            .position(|token| matches!(token.tag, Tag::Comma));
        if let Some(at) = breaks
            && (at == 0
                || text.tokens[from..from + at]
                    .iter()
                    .all(|token| !token.tag.is_nominal()))
        {
            return None;
        }
        let act = terms::longest(text, self.concepts.act, group.main)
            .filter(|(_, last)| *last <= phrase.first);
        let bear = terms::longest(text, self.concepts.bear, group.main)
            .or_else(|| {
                (group.main + 1..(group.main + 3).min(phrase.first))
                    .find_map(|index| terms::longest(text, self.concepts.bear, index))
            })
            .filter(|(_, last)| *last <= phrase.first);
        let staged = terms::longest(text, self.concepts.stage, group.main)
            .filter(|(_, last)| *last <= phrase.first);
        let taken = act
            .into_iter()
            .chain(staged)
            .map(|(_, last)| last)
            .fold(from, usize::max);
        let near = between
            .iter()
            .filter(|token| token.tag == Tag::Preposition)
            .count();
        let before = phrase
            .first
            .checked_sub(1)
            .filter(|before| *before >= taken);
        let through = before.is_some_and(|before| {
            text.tokens[before].tag == Tag::Preposition || text.tokens[before].tag == Tag::To
        });
        let with =
            before.is_some_and(|before| text.is_any(before, &["with", "on", "to", "by", "from"]));
        // Passive: `was hit with tariffs`, `are subject to duties`.
        let passive_bear = group.passive && with && act.is_some_and(|(value, _)| value == "impose")
            || bear.is_some()
                && !(act.is_some() && bear.is_some_and(|(value, _)| value.is_empty()));
        let mut target = None;
        let mut actor = self.subject_of(verb);
        let (action, stage, rule) = if passive_bear
            && (group.passive || bear.is_some())
            && (!through || with)
            && !text.is_any(group.main, &["covered"])
        {
            target = actor.take();
            let named = target.as_ref().is_some_and(|target| {
                !self.parties.named(self.context, target.clone()).is_empty()
                    || terms::any(text, self.concepts.goods, target.clone())
            }) || values::rates(text, phrase.range()).0.is_some();
            if !named {
                return None;
            }
            let stage = stage::of_verb(text, &self.concepts, verb);
            // `whether a product is subject to duties`: nobody's in particular.
            if matches!(stage.status, Status::Hypothetical | Status::Undecided)
                && target.as_ref().is_some_and(|target| {
                    self.parties.named(self.context, target.clone()).is_empty()
                })
                && values::rates(text, phrase.range()).0.is_none()
            {
                return None;
            }
            (Action::Impose, stage, "bear")
        } else if let Some((value, _)) = act {
            let action = terms::action(value)?;
            if group.passive && !matches!(group.form, Form::Participle) {
                return self.passive_object(number, within, phrase, instrument, verb, action);
            }
            // Another noun may be the object: `cut the cost of tariffs`; only `with` and places may stand between.
            if through
                && !with
                && !text.is_any(group.main + 1, &["ahead", "forward", "through", "back"])
            {
                return None;
            }
            if through
                && with
                && !matches!(
                    action,
                    Action::Impose
                        | Action::Exempt
                        | Action::Raise
                        | Action::Announce
                        | Action::Remove
                )
            {
                return None;
            }
            if near > 2 || before.is_some_and(|before| text.is(before, "on")) {
                return None;
            }
            // `targeted by tariffs`, `hit by tariffs`
            if before.is_some_and(|before| text.is(before, "by")) {
                return None;
            }
            // `stopped short of`, `excluded from tariffs`
            let action = if before.is_some_and(|before| text.is(before, "from")) {
                if matches!(action, Action::Exempt | Action::Remove) {
                    Action::Exempt
                } else {
                    return None;
                }
            } else {
                action
            };
            if matches!(group.form, Form::Participle)
                && actor
                    .as_ref()
                    .is_some_and(|actor| actor.end + 1 >= group.first)
                && through
            {
                // `products hit with tariffs`
                target = actor.take();
            }
            let mut stage = stage::of_verb(text, &self.concepts, verb);
            if action == Action::Announce {
                if stage.status == Status::InForce {
                    stage.status = Status::Announced;
                }
                return self.made(
                    verb,
                    within,
                    phrase,
                    instrument,
                    Action::Impose,
                    stage,
                    actor,
                    target,
                    "announced",
                );
            }
            (action, stage, "object")
        } else if let Some((value, _)) = staged {
            let status = terms::status(value)?;
            if near > 1
                || through
                    && !before.is_some_and(|before| {
                        text.is_any(before, &["with", "for", "on", "of", "against"])
                    })
            {
                return None;
            }
            if status == Status::Considered
                && ![
                    "consider",
                    "considers",
                    "considered",
                    "considering",
                    "mull",
                    "mulls",
                    "mulling",
                    "mulled",
                    "weigh",
                    "weighs",
                    "weighing",
                    "weighed",
                    "eye",
                    "eyes",
                    "eyeing",
                    "eyed",
                    "float",
                    "floats",
                    "floated",
                    "floating",
                    "contemplate",
                    "contemplating",
                    "contemplated",
                    "explore",
                    "exploring",
                    "explored",
                    "propose",
                    "proposes",
                    "proposed",
                    "proposing",
                    "recommend",
                    "recommended",
                    "recommends",
                ]
                .iter()
                .any(|word| text.is(group.main, word))
            {
                return None;
            }
            if matches!(status, Status::NotDone | Status::Expected) && through {
                return None;
            }
            // `resolve tariffs`, `decided tariffs`: a verb that needs another to be a measure.
            if status == Status::Announced
                && !ANNOUNCES.iter().any(|word| text.is(group.main, word))
            {
                return None;
            }
            // `could pave the way for tariffs`; `led to tariffs` tells of others.
            let fewer = (phrase.first..phrase.term.start)
                .any(|index| text.is_any(index, &["reduced", "lower", "fewer"]));
            if status == Status::Forecast
                && (fewer || !matches!(group.form, Form::Modal | Form::Future))
            {
                return None;
            }
            let status = if group.negated {
                Status::Denied
            } else {
                status
            };
            let mut stage = Stage {
                status,
                by: Some(verb),
            };
            if matches!(status, Status::Denied) && !group.negated {
                // `rejected tariffs`: somebody else's; `ruled out tariffs`: one's own.
                if !text.is(group.main + 1, "out") {
                    return None;
                }
                if group.governor.is_some() && matches!(group.form, Form::Infinitive) {
                    // `refused to rule out`
                    let above = stage::of_verb(text, &self.concepts, verb);
                    if above.status == Status::Denied {
                        stage.status = Status::Considered;
                    }
                }
            } else if group.negated && terms::status(value) == Some(Status::Denied) {
                stage.status = Status::Considered;
            }
            if matches!(status, Status::Promised | Status::NotDone) {
                stage.status = Status::Announced;
            }
            if status == Status::Requested {
                actor = None;
            }
            (Action::Impose, stage, "staged")
        } else {
            return None;
        };
        self.made(
            verb, within, phrase, instrument, action, stage, actor, target, rule,
        )
    }

    /// `goods were exempted from tariffs`.
    pub(super) fn passive_object(
        &mut self,
        _number: usize,
        within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        verb: usize,
        action: Action,
    ) -> Option<Frame> {
        let from = phrase
            .first
            .checked_sub(1)
            .is_some_and(|before| self.text.is_any(before, &["from", "of"]));
        if !(from && matches!(action, Action::Exempt | Action::Remove)) {
            return None;
        }
        let stage = stage::of_verb(self.text, &self.concepts, verb);
        let target = self.text.verbs[verb].subject.clone();
        self.made(
            verb,
            within,
            phrase,
            instrument,
            Action::Exempt,
            stage,
            None,
            target,
            "exempted",
        )
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of a frame")]
    pub(super) fn made(
        &mut self,
        verb: usize,
        _within: &Range,
        phrase: &Phrase,
        instrument: Instrument,
        action: Action,
        stage: Stage,
        actor: Option<Range>,
        target: Option<Range>,
        rule: &'static str,
    ) -> Option<Frame> {
        self.used.push(verb);
        if self.hoped(verb) || self.at_large(verb, phrase) {
            return None;
        }
        let text = self.text;
        let group = &text.verbs[verb];
        let mut actor = actor;
        if group.form == Form::Gerund
            && text.is(group.first.saturating_sub(1), "by")
            && let Some(above) = verb
                .checked_sub(1)
                .filter(|above| text.verbs[*above].sentence == group.sentence)
        {
            // `shook trade by imposing`
            actor = text.verbs[above].subject.clone();
        }
        let noun = self.noun_above(verb);
        if let Some(noun) = &noun {
            let owned = self.owner_in(noun.clone());
            let agent = (noun.end..group.first)
                .find(|index| text.is(*index, "by"))
                .map(|by| by + 1..group.first);
            let above = text
                .verbs_in(group.sentence)
                .rev()
                .find(|above| text.verbs[*above].last <= noun.start)
                .and_then(|above| text.verbs[above].subject.clone());
            actor = agent.or(owned).or(above).or(actor);
        }
        let mut stage = stage;
        if matches!(rule, "bear") && stage.status == Status::Announced {
            stage.status = Status::InForce;
        }
        let start = self.start(verb, &stage);
        let owner = self.owner(phrase).1;
        let hostile = matches!(
            action,
            Action::Remove | Action::Cut | Action::Suspend | Action::Keep | Action::Extend
        );
        Some(Frame {
            evidence: noun.map_or(start, |noun| noun.start).min(phrase.first)..phrase.last,
            action,
            instrument,
            stage,
            // `cancel US tariffs`: whose they are beats who is said to act.
            actor: if hostile && owner.is_some() {
                owner
            } else {
                actor
            },
            target,
            object: phrase.range(),
            term: phrase.term.clone(),
            rule,
        })
    }

    /// The subject of a verb, without what an earlier clause left before `and`: `tariffs to 20% and Beijing retaliated`.
    pub(super) fn subject_of(&self, verb: usize) -> Option<Range> {
        let text = self.text;
        if let Some(above) = stage::coordinated(text, verb) {
            return self.subject_of(above);
        }
        let subject = text.verbs[verb].subject.clone()?;
        // `is all set to impose`, `have hereby decided`: no noun, no subject.
        if let Some(governor) = text.verbs[verb].governor
            && matches!(text.verbs[verb].form, Form::Infinitive)
            && !subject.clone().any(|index| {
                matches!(
                    text.tokens[index].tag,
                    Tag::Noun | Tag::Proper | Tag::Pronoun | Tag::Possessive
                )
            })
        {
            return self.subject_of(governor);
        }
        let join = subject
            .clone()
            .rev()
            .find(|index| text.tokens[*index].tag == Tag::Conjunction);
        if let Some(join) = join
            && terms::any(text, self.concepts.instrument, subject.start..join)
            && !terms::any(text, self.concepts.instrument, join + 1..subject.end)
        {
            return Some(join + 1..subject.end);
        }
        // `to the highest level in a century and Beijing retaliated`: a name after a conjunction begins anew.
        if let Some(join) = join
            && let Some(hit) = text
                .hits_of(text.lexicon.actor, join + 1..subject.end)
                .next()
            && hit.first == join + 1
            && text
                .hits_of(text.lexicon.actor, subject.start..join)
                .next()
                .is_none()
            && text
                .verbs_in(text.verbs[verb].sentence)
                .any(|above| above < verb && text.verbs[above].form.finite())
        {
            return Some(join + 1..subject.end);
        }
        // `threatened on Thursday to raise`: a day is nobody.
        let group = &text.verbs[verb];
        if matches!(group.form, Form::Infinitive)
            && let Some(governor) = group.governor
            && subject.start > text.verbs[governor].last.saturating_sub(1)
            && subject.len() <= 3
            && text
                .hits_of(text.lexicon.actor, subject.clone())
                .next()
                .is_none()
            && subject.clone().all(|index| {
                matches!(
                    text.word(index),
                    "Monday"
                        | "Tuesday"
                        | "Wednesday"
                        | "Thursday"
                        | "Friday"
                        | "Saturday"
                        | "Sunday"
                        | "last"
                        | "week"
                        | "month"
                        | "year"
                        | "this"
                        | "next"
                )
            })
        {
            return self.subject_of(governor);
        }
        Some(subject)
    }

    /// The noun that governs an infinitive or gerund, with what stands before it: `Trump's threat to`.
    pub(super) fn noun_above(&self, verb: usize) -> Option<Range> {
        let text = self.text;
        let group = &text.verbs[verb];
        if !matches!(group.form, Form::Infinitive | Form::Gerund) {
            return None;
        }
        let from = text.sentences[group.sentence].first;
        let floor = text
            .verbs_in(group.sentence)
            .rev()
            .find(|above| *above < verb)
            .map_or(from, |above| text.verbs[above].last);
        let hit = text
            .hits_of(
                self.concepts.stage_noun,
                floor.max(group.first.saturating_sub(14))..group.first,
            )
            .last()?;
        // `agreed on a deal with China to lift`: only a noun right before, or one with its agent.
        let near = hit.last + 1 >= group.first
            || text.is(hit.last, "by")
            || text.tokens[hit.last..group.first]
                .iter()
                .all(|token| matches!(token.tag, Tag::Preposition | Tag::Quote | Tag::Adverb));
        near.then(|| phrase::left(text, from, hit.first)..hit.last)
    }

    /// Whether a verb hangs on a noun of hope, fear or competence: `the authority to levy`.
    pub(super) fn hoped(&self, verb: usize) -> bool {
        let text = self.text;
        let group = &text.verbs[verb];
        if !matches!(group.form, Form::Infinitive | Form::Gerund) {
            return false;
        }
        let from = text.sentences[group.sentence].first;
        let mut before = group.first;
        while before > from && text.tokens[before - 1].tag == Tag::Preposition {
            before -= 1;
        }
        terms::ending(text, self.concepts.stage_noun, before, from).is_some_and(|(value, _)| {
            value == "skip"
                && !group.governor.is_some_and(|governor| {
                    text.is_any(
                        text.verbs[governor].main,
                        &["reserve", "reserves", "reserved", "reserving"],
                    )
                })
        })
    }

    /// `imposing tariffs hurts everybody`: nobody's doing in particular; `a law that authorises the government to act`.
    pub(super) fn at_large(&self, verb: usize, phrase: &Phrase) -> bool {
        let text = self.text;
        let group = &text.verbs[verb];
        if let Some(governor) = group.governor
            && group.form == Form::Infinitive
            && text.is_any(
                text.verbs[governor].main,
                &[
                    "authorises",
                    "authorizes",
                    "empowers",
                    "enables",
                    "entitles",
                    "allows",
                    "permits",
                    "lets",
                    "authorising",
                    "authorizing",
                    "empowering",
                    "enabling",
                    "allowing",
                    "permitting",
                ],
            )
        {
            return true;
        }
        if group.form != Form::Gerund {
            return false;
        }
        let sentence = text.sentences[group.sentence];
        let opens = group.first == sentence.first
            || matches!(
                text.tokens[group.first - 1].tag,
                Tag::That | Tag::Quote | Tag::Colon | Tag::Subordinator
            );
        opens
            && text.verbs_in(group.sentence).any(|next| {
                let next = &text.verbs[next];
                next.first >= phrase.head && next.first <= phrase.last + 2 && next.form.finite()
            })
            && values::rates(text, phrase.range()).0.is_none()
            && text
                .hits_of(text.lexicon.actor, phrase.range())
                .next()
                .is_none()
    }

    /// Where the evidence of a verb begins: its subject, or that of the verbs that govern it.
    pub(super) fn start(&self, verb: usize, stage: &Stage) -> usize {
        let text = self.text;
        let group = &text.verbs[verb];
        if group.form == Form::Gerund && text.is(group.first.saturating_sub(1), "by") {
            return group.first;
        }
        let near = |verb: usize| {
            let group = &text.verbs[verb];
            self.subject_of(verb)
                .filter(|subject| {
                    subject.start < group.first
                        && group.first - subject.end.min(group.first) <= 4
                        && group.first - subject.start <= 24
                })
                .map(|subject| subject.start)
        };
        if let Some(start) = near(verb).filter(|_| !group.inherited || group.governor.is_none()) {
            return start;
        }
        let mut above = verb;
        for _ in 0..4 {
            match text.verbs[above].governor {
                Some(governor)
                    if matches!(text.verbs[above].form, Form::Infinitive | Form::Gerund) =>
                {
                    // A noun governs: `a plan to`; the evidence need not reach further.
                    if stage.status == Status::Requested
                        && near(above).is_some_and(|start| {
                            start > text.verbs[governor].last.saturating_sub(1)
                        })
                    {
                        break;
                    }
                    above = governor;
                }
                _ => break,
            }
        }
        near(above).unwrap_or(text.verbs[above].first)
    }
}
