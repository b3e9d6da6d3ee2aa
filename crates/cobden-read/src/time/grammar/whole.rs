//! A whole phrase: a preposition or hedge, a time, and what may close it.

use super::{Grammar, Read};
use crate::span::Span;
use crate::time::lexicon::Glue;
use crate::time::meaning::Meaning;
use crate::time::phrase::{Relation, TimePhrase};
use crate::time::token::Gap;

impl Grammar<'_> {
    /// The phrase that begins at a token, and the first token after it.
    pub(in crate::time) fn phrase(&self, at: usize) -> Option<(TimePhrase, usize)> {
        let token = self.token(at);
        if token.gap == Gap::Tight && at > 0 && !self.word(at).is(Glue::QuarterMark) {
            return None;
        }
        let vague = self.vague(at);
        let plain = self.plain(at);
        match (vague, plain) {
            (Some(vague), Some(plain)) if plain.1 > vague.1 => Some(plain),
            (Some(vague), _) => Some(vague),
            (None, plain) => plain,
        }
    }

    /// A phrase with a preposition, a hedge or neither.
    pub(super) fn plain(&self, at: usize) -> Option<(TimePhrase, usize)> {
        if self.word(at).opens {
            if let Some((relation, core)) = self.relation(at)
                && let Some((meaning, next)) = self.after_relation(*relation, core)
            {
                let core = self.skip_hedges(core);
                return Some(self.made(at, core, next, *relation, meaning));
            }
            // "over 90 days", "some two weeks ago": hedges without a preposition before them.
            let hedges = self.lexicon.hedges(self.token(at).word);
            if let Some((_, core)) = self.sequence(at, hedges)
                && !self.word(at).is(Glue::The)
                && self.spaced(core)
                && let Some((meaning, next)) = self.amount(core, Relation::Bare)
            {
                return Some(self.made(at, core, next, Relation::Bare, meaning));
            }
        }
        let (meaning, next) = self.span(at, Relation::Bare)?;
        // "every three months" says how often.
        if matches!(meaning, Meaning::Duration { .. }) && self.after_every(at) {
            return None;
        }
        Some(self.made(at, at, next, Relation::Bare, meaning))
    }

    /// A vague phrase.
    pub(super) fn vague(&self, at: usize) -> Option<(TimePhrase, usize)> {
        if !self.word(at).opens {
            return None;
        }
        let (_, next) = self.sequence(at, self.lexicon.vague(self.token(at).word))?;
        // "as soon as"
        if next == at + 1 && self.word_before(at).eq_ignore_ascii_case("as") {
            return None;
        }
        // "earlier than", "the earlier round": alone it is a time only at the end of a clause.
        let alone = next == at + 1 && self.word(at).part.is_some();
        if alone && !matches!(self.byte_after(at), b'.' | b',' | b';' | 0) {
            return None;
        }
        Some(self.made(at, at, next, Relation::Bare, Meaning::Vague))
    }

    /// One or two prepositions: "starting on" is the first of them.
    pub(super) fn relation(&self, at: usize) -> Option<(&Relation, usize)> {
        let (relation, next) = self.sequence(at, self.lexicon.relations(self.token(at).word))?;
        let small = self.word(next).is(Glue::On)
            || self.word(next).is(Glue::In)
            || self.word(next).is(Glue::From);
        if small && self.spaced(next) {
            return Some((relation, next + 1));
        }
        Some((relation, next))
    }

    /// Past words such as "about" and "at least", as far as an amount or date still follows.
    pub(super) fn skip_hedges(&self, at: usize) -> usize {
        match self.sequence(at, self.lexicon.hedges(self.token(at).word)) {
            Some((_, next)) if !self.word(at).is(Glue::The) && self.spaced(next) => next,
            _ => at,
        }
    }

    pub(super) fn after_relation(&self, relation: Relation, core: usize) -> Read {
        if !self.joined(core) {
            return None;
        }
        let core = self.skip_hedges(core);
        self.span(core, relation)
    }

    pub(super) fn made(
        &self,
        first: usize,
        core: usize,
        next: usize,
        relation: Relation,
        meaning: Meaning,
    ) -> (TimePhrase, usize) {
        let mut end = self.token(next - 1).end;
        let mut core_end = end;
        let mut relation = relation;
        let mut next = next;
        // A bracket that was opened inside is closed.
        let inside = self.text.get(self.token(first).start..end).unwrap_or("");
        if inside.contains('(') && self.text.as_bytes().get(end) == Some(&b')') {
            end += 1;
            core_end = end;
        }
        // "on a few months of changes": no time but an amount.
        let amount = matches!(meaning, Meaning::Duration { .. })
            && matches!(
                relation,
                Relation::On | Relation::At | Relation::From | Relation::Toward
            );
        // "from August’s 49.4": the preposition belongs to the noun.
        let owner =
            matches!(self.gap(next), Gap::Apostrophe | Gap::Tight) && self.word(next).is(Glue::S);
        let mut first = first;
        if amount || owner {
            relation = Relation::Bare;
            first = core;
            if self.word(first).is(Glue::The) && first + 1 < next {
                first += 1;
            }
        }
        let core = core.max(first);
        match &meaning {
            // "before the Aug. 12 deadline"
            Meaning::Day { .. } | Meaning::Month { .. } | Meaning::Weekday { .. }
                if relation != Relation::Bare && self.spaced(next) && self.word(next).noun =>
            {
                end = self.token(next).end;
                next += 1;
            }
            // "a week after": so long after something that the phrase does not name.
            Meaning::Duration { .. } if self.spaced(next) => {
                let word = self.word(next);
                if word.is(Glue::After) || word.is(Glue::Before) {
                    relation = if word.is(Glue::After) {
                        Relation::After
                    } else {
                        Relation::Before
                    };
                    end = self.token(next).end;
                    next += 1;
                }
            }
            _ => {}
        }
        let phrase = TimePhrase {
            span: Span::new(self.token(first).start, end),
            core: Span::new(self.token(core).start, core_end),
            relation,
            meaning,
        };
        (phrase, next)
    }

    /// Whether the word "every" or "each" stands before a token.
    pub(super) fn after_every(&self, at: usize) -> bool {
        let word = self.word_before(at);
        word.eq_ignore_ascii_case("every") || word.eq_ignore_ascii_case("each")
    }

    /// The word before a token, with one space between; empty if there is none.
    pub(super) fn word_before(&self, at: usize) -> &str {
        let before = self.text.get(..self.token(at).start).unwrap_or("");
        let Some(before) = before.strip_suffix(' ') else {
            return "";
        };
        let letters = before
            .bytes()
            .rev()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        &before[before.len() - letters..]
    }
}
