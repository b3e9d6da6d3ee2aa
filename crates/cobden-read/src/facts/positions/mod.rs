//! Positions: who wants what of whom, before what.
//!
//! A position hangs on a word that says how somebody stands to a deed: `urges`, `is willing to`, `refusal to`,
//! `will never`. The word brings a class, what follows it brings the deed, and both together give the sort of position.

mod conditions;
mod content;
mod duties;
mod fill;
mod modals;
mod nouns;
mod owned;
mod phrases;
mod promises;
mod refusals;
mod stances;
mod states;
mod verbs;
mod wishes;

use super::Context;
use super::party::{Parties, Party};
use crate::clause::{Range, VerbGroup};
use crate::fact::{Extract, PositionType};
use crate::layout::BlockKind;
use crate::lexicon::Concept;
use crate::text::{Hit, Text};
use crate::words::Tag;

/// Reads the positions of a text.
pub(super) fn read(context: &Context<'_, '_>) -> Vec<Extract> {
    Reader::new(context).read()
}

/// The concepts of `lexicon/positions.toml`.
struct Concepts {
    order: Concept,
    ask: Concept,
    refuse: Concept,
    pledge: Concept,
    offer: Concept,
    wish: Concept,
    against: Concept,
    refused: Concept,
    claim: Concept,
    state: Concept,
    noun: Concept,
    fixed: Concept,
    first: Concept,
    fight: Concept,
    yields: Concept,
    talk: Concept,
    calm: Concept,
    give: Concept,
    war: Concept,
    relief: Concept,
    press: Concept,
    duty: Concept,
    off: Concept,
    told: Concept,
    voiced: Concept,
}

impl Concepts {
    fn of(text: &Text<'_>) -> Self {
        let concept = |name: &str| text.lexicon.concept(name);
        Self {
            order: concept("position.order"),
            ask: concept("position.ask"),
            refuse: concept("position.refuse"),
            pledge: concept("position.pledge"),
            offer: concept("position.offer"),
            wish: concept("position.wish"),
            against: concept("position.against"),
            refused: concept("content.refused"),
            claim: concept("position.claim"),
            state: concept("position.state"),
            noun: concept("position.noun"),
            fixed: concept("position.fixed"),
            first: concept("position.first"),
            fight: concept("content.fight"),
            yields: concept("content.yield"),
            talk: concept("content.talk"),
            calm: concept("content.calm"),
            give: concept("content.give"),
            war: concept("content.war"),
            relief: concept("content.relief"),
            press: concept("content.press"),
            duty: concept("content.duty"),
            off: concept("position.off"),
            told: concept("position.told"),
            voiced: concept("position.voiced"),
        }
    }
}

/// A position before it is known whether another takes its words.
struct Draft {
    /// The clause it rests on.
    evidence: Range,
    /// Its word and what follows: no other position begins in it.
    reach: Range,
    what: PositionType,
    holder: Option<Party>,
    addressee: Option<Range>,
    content: Option<Range>,
    rule: &'static str,
    confidence: f64,
}

struct Reader<'c, 't, 'd> {
    context: &'c Context<'t, 'd>,
    text: &'t Text<'d>,
    parties: Parties<'c, 't, 'd>,
    concepts: Concepts,
}

impl<'c, 't, 'd> Reader<'c, 't, 'd> {
    fn new(context: &'c Context<'t, 'd>) -> Self {
        Self {
            context,
            text: context.text,
            parties: Parties::of(context),
            concepts: Concepts::of(context.text),
        }
    }

    fn read(&self) -> Vec<Extract> {
        let mut extracts = Vec::new();
        let mut drafts: Vec<Draft> = Vec::new();
        let mut kept: Vec<Draft> = Vec::new();
        for sentence in 0..self.text.sentences.len() {
            if self.text.block_kind(sentence) == BlockKind::Title {
                continue;
            }
            drafts.clear();
            self.sentence(sentence, &mut drafts);
            drafts.sort_by(|one, other| {
                other
                    .confidence
                    .total_cmp(&one.confidence)
                    .then(one.reach.start.cmp(&other.reach.start))
            });
            let mut taken: Vec<Range> = Vec::new();
            for draft in drafts.drain(..) {
                let free = taken
                    .iter()
                    .all(|other| draft.reach.end <= other.start || other.end <= draft.reach.start);
                if free {
                    taken.push(draft.reach.clone());
                    kept.push(draft);
                }
            }
            self.join(&mut kept);
            extracts.extend(kept.drain(..).map(|draft| self.extract(draft)));
        }
        extracts
    }

    /// Joins clauses that follow each other and say one thing: `they want to meet, they want to talk`.
    fn join(&self, kept: &mut Vec<Draft>) {
        kept.sort_by_key(|draft| (draft.evidence.start, draft.evidence.end));
        let mut index = 1;
        while index < kept.len() {
            let (before, rest) = kept.split_at_mut(index);
            let (one, other) = (&mut before[index - 1], &rest[0]);
            // `does not want a fight but is not afraid of one`: resolve.
            let unafraid = one.what == PositionType::Restraint
                && other.what == PositionType::Resolve
                && other.rule == "set-phrase";
            let same = (one.what == other.what || unafraid)
                && one.holder.as_ref().map(|holder| &holder.economies)
                    == other.holder.as_ref().map(|holder| &holder.economies);
            let gap = one.evidence.end..other.evidence.start;
            let joined = same
                && gap.start <= gap.end
                && gap.len() <= 3
                && self.text.tokens[gap].iter().all(|token| {
                    matches!(
                        token.tag,
                        Tag::Comma | Tag::Conjunction | Tag::Colon | Tag::Quote | Tag::That
                    )
                });
            if joined {
                one.what = other.what;
                one.evidence.end = other.evidence.end;
                one.reach.end = one.reach.end.max(other.reach.end);
                if let (Some(content), Some(more)) = (&mut one.content, &other.content) {
                    content.end = content.end.max(more.end);
                }
                if one.addressee.is_none() {
                    one.addressee.clone_from(&other.addressee);
                }
                kept.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Everything in a sentence that may be a position.
    fn sentence(&self, sentence: usize, drafts: &mut Vec<Draft>) {
        for verb in self.text.verbs_in(sentence) {
            self.verb(verb, drafts);
            drafts.extend(self.modal(verb));
            drafts.extend(self.unless(verb));
            drafts.extend(self.once(verb));
            let group = &self.text.verbs[verb];
            drafts.extend(self.predicate(group));
            drafts.extend(self.until(group));
        }
        for hit in self.text.hits_in(sentence) {
            if hit.concept == self.concepts.state {
                drafts.extend(self.state(hit));
            } else if hit.concept == self.concepts.noun {
                drafts.extend(self.noun(hit));
            } else if hit.concept == self.concepts.fixed {
                drafts.extend(self.fixed(hit));
            } else if hit.concept == self.concepts.told {
                drafts.extend(self.told(hit));
            } else if hit.concept == self.concepts.first {
                drafts.extend(self.condition_noun(hit));
            }
        }
    }

    /// The longest term of a concept that begins at a token.
    fn term_at(&self, concept: Concept, token: usize) -> Option<&'t Hit> {
        self.text
            .hits_of(concept, token..self.sentence_end(token))
            .take_while(|hit| hit.first == token)
            .next()
    }

    fn value(&self, hit: &Hit) -> &'static str {
        &self.text.meaning(hit).value
    }

    fn sentence_end(&self, token: usize) -> usize {
        self.text.sentences[self.text.sentence_of(token)].last
    }

    /// Who says the words at a token: the speaker, or the office that published them.
    fn voice(&self, token: usize) -> Option<Party> {
        let range = token..token + 1;
        self.parties
            .speaker(&range)
            .or_else(|| self.parties.publisher(&range))
            .or_else(|| self.parties.spoke_before(token))
    }

    /// Whether a clause is only supposed: `if China refuses`.
    fn supposed(&self, verb: &VerbGroup) -> bool {
        let sentence = self.text.sentences[verb.sentence];
        let start = verb.start.min(verb.first);
        // `little indication that it is ready`
        let unseen = (start.saturating_sub(3).max(sentence.first)..verb.first).any(|token| {
            self.text.tokens[token].tag == Tag::Noun
                && self
                    .text
                    .is_any(token, &["indication", "sign", "signs", "evidence", "doubt"])
                && token > sentence.first
                && self
                    .text
                    .is_any(token - 1, &["no", "little", "few", "scant"])
        });
        if unseen {
            return true;
        }
        (start.saturating_sub(2).max(sentence.first)..=start).any(|token| {
            self.text
                .is_any(token, &["if", "unless", "whether", "should"])
                && token < verb.first
        })
    }

    /// A verb's holder, and the clause from its subject on if the subject stands right there.
    fn evidence(&self, verb: &VerbGroup, end: usize) -> Range {
        let sentence = self.text.sentences[verb.sentence];
        let mut start = verb.first;
        // `intends to press Washington`: from the subject of the verb it hangs on.
        if verb.form == crate::clause::Form::Infinitive
            && let Some(governor) = verb.governor.map(|governor| &self.text.verbs[governor])
            && governor.last == verb.first
            && governor.form.finite()
        {
            return self.evidence(governor, end);
        }
        if let Some(subject) = &verb.subject
            && subject.start >= sentence.first
            && subject.start < verb.first
            && !verb.inherited
            && verb.first - subject.start <= 25
        {
            start = subject.start;
            // `If it is a fight, we will fight`: the condition belongs.
            if let Some(opening) = self.opening_condition(start) {
                start = opening;
            }
        }
        while start < end
            && matches!(
                self.text.tokens[start].tag,
                Tag::Comma | Tag::Conjunction | Tag::Stop | Tag::Colon
            )
        {
            start += 1;
        }
        start..end.max(start + 1)
    }

    /// Where a condition before a clause begins.
    fn opening_condition(&self, start: usize) -> Option<usize> {
        let text = self.text;
        let sentence = text.sentences[text.sentence_of(start)];
        if start < sentence.first + 3 || text.tokens[start - 1].tag != Tag::Comma {
            return None;
        }
        let from = (sentence.first..start.saturating_sub(2))
            .rev()
            .take(20)
            .find(|token| text.tokens[*token].tag == Tag::Subordinator)?;
        text.is_any(from, &["if", "unless"]).then_some(from)
    }
}

#[cfg(test)]
mod tests;
