//! A document's text, taken apart: words, sentences, quotations, groups of words, and the terms that mean something.

use crate::clause::{self, NounGroup, Range, VerbGroup};
use crate::layout::{BlockKind, Layout};
use crate::lexicon::{Concept, Entry, EntryId, Lexicon, Pattern, Pos};
use crate::sentence::{self, Quote, Sentence};
use crate::span::Span;
use crate::time::{self, TimePhrase};
use crate::words::{self, Shape, Tag, Token};

/// A term of the lexicon, found in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) entry: EntryId,
    pub(crate) concept: Concept,
}

impl Hit {
    pub(crate) fn range(&self) -> Range {
        self.first..self.last
    }
}

/// A text taken apart.
pub(crate) struct Text<'d> {
    pub(crate) text: &'d str,
    pub(crate) lexicon: &'static Lexicon,
    pub(crate) layout: &'d Layout,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) nouns: Vec<NounGroup>,
    pub(crate) verbs: Vec<VerbGroup>,
    /// Terms, by their first token; several may begin at one, the longest first.
    pub(crate) hits: Vec<Hit>,
    pub(crate) times: Vec<TimePhrase>,
    /// By token, the sentence it belongs to.
    sentence_of: Vec<u32>,
    /// By sentence: where its verbs, hits and noun groups begin.
    verbs_from: Vec<usize>,
    hits_from: Vec<usize>,
    nouns_from: Vec<usize>,
    /// By token, the first term that begins there or later.
    hits_at: Vec<u32>,
}

impl<'d> Text<'d> {
    /// Takes a text apart.
    pub(crate) fn of(text: &'d str, layout: &'d Layout) -> Self {
        let lexicon = Lexicon::standard();
        let guess = text.len() / 5;
        let mut this = Self {
            text,
            lexicon,
            layout,
            tokens: Vec::with_capacity(guess),
            sentences: Vec::new(),
            quotes: Vec::new(),
            nouns: Vec::new(),
            verbs: Vec::new(),
            hits: Vec::new(),
            times: time::find(text),
            sentence_of: Vec::with_capacity(guess),
            verbs_from: vec![0],
            hits_from: vec![0],
            nouns_from: vec![0],
            hits_at: Vec::new(),
        };
        for (number, block) in layout.blocks.iter().enumerate() {
            if !block.kind.speaks() {
                continue;
            }
            this.block(number, block.words);
        }
        this.hits_at = this.begin_at();
        this
    }

    /// By token, and one past the last, the first term that begins there or later.
    fn begin_at(&self) -> Vec<u32> {
        let mut at = Vec::with_capacity(self.tokens.len() + 1);
        for (number, hit) in (0_u32..).zip(&self.hits) {
            at.resize(at.len().max(hit.first + 1), number);
        }
        let all = u32::try_from(self.hits.len()).unwrap_or(u32::MAX);
        at.resize(self.tokens.len() + 1, all);
        at
    }

    fn block(&mut self, number: usize, span: Span) {
        let from = self.tokens.len();
        // Furniture inside a paragraph is stepped over.
        let mut start = span.start;
        let noise = &self.layout.noise;
        for hole in &noise[noise.partition_point(|hole| hole.end <= span.start)..] {
            if hole.start >= span.end {
                break;
            }
            words::tokens(
                self.text,
                Span::new(start, hole.start.max(start)),
                &self.lexicon.vocabulary,
                &mut self.tokens,
            );
            start = hole.end.min(span.end);
        }
        words::tokens(
            self.text,
            Span::new(start, span.end),
            &self.lexicon.vocabulary,
            &mut self.tokens,
        );
        let block = from..self.tokens.len();
        words::tag(
            self.text,
            &self.lexicon.vocabulary,
            &mut self.tokens[from..],
        );
        sentence::quotes(self.text, &mut self.tokens, block.clone(), &mut self.quotes);
        let first = self.sentences.len();
        sentence::sentences(self.text, &self.tokens, block, number, &mut self.sentences);
        for index in first..self.sentences.len() {
            let sentence = self.sentences[index];
            self.sentence_of
                .resize(sentence.last, u32::try_from(index).unwrap_or(u32::MAX));
            clause::noun_groups(&self.tokens, &sentence, &mut self.nouns);
            let vocabulary = &self.lexicon.vocabulary;
            let is_future = |token: &Token| vocabulary.future.contains(&token.word);
            let verbs = self.verbs.len();
            clause::verb_groups(&self.tokens, &sentence, index, is_future, &mut self.verbs);
            for verb in &mut self.verbs[verbs..] {
                let first =
                    (verb.first..verb.last).find(|index| self.tokens[*index].tag.is_auxiliary());
                clause::set_past(
                    verb,
                    first.is_some_and(|first| vocabulary.past.contains(&self.tokens[first].word)),
                );
            }
            self.find_terms(sentence.first..sentence.last);
            self.verbs_from.push(self.verbs.len());
            self.hits_from.push(self.hits.len());
            self.nouns_from.push(self.nouns.len());
        }
    }

    fn find_terms(&mut self, sentence: Range) {
        let lexicon = self.lexicon;
        for index in sentence.clone() {
            let token = self.tokens[index];
            if token.word == 0 {
                continue;
            }
            let from = self.hits.len();
            for pattern in lexicon.terms.begun_by_word(token.word) {
                self.try_pattern(pattern, index, &sentence);
            }
            if token.tag.is_verb() && token.lemma != 0 {
                for pattern in lexicon.terms.begun_by_verb(token.lemma) {
                    self.try_pattern(pattern, index, &sentence);
                }
            }
            if token.lemma != 0 && matches!(token.tag, Tag::Noun | Tag::Proper | Tag::Adjective) {
                for pattern in lexicon.terms.ended_by_noun(token.lemma) {
                    self.try_pattern(pattern, index, &sentence);
                }
            }
            self.hits[from..]
                .sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.last), hit.entry));
        }
        // Phrases that end with a noun are found at their end; all are wanted by their first word.
        let from = *self.hits_from.last().unwrap_or(&0);
        self.hits[from..].sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.last), hit.entry));
        // Only those of this sentence: the others are done.
        let mut kept = from;
        for index in from..self.hits.len() {
            let hit = self.hits[index];
            let same = kept > from && {
                let last = self.hits[kept - 1];
                (last.first, last.last, last.entry) == (hit.first, hit.last, hit.entry)
            };
            if !same {
                self.hits[kept] = hit;
                kept += 1;
            }
        }
        self.hits.truncate(kept);
    }

    fn try_pattern(&mut self, pattern: &Pattern, index: usize, sentence: &Range) {
        let range = match pattern.pos {
            Pos::Noun => {
                let first = index
                    .checked_sub(pattern.rest.len())
                    .filter(|first| *first >= sentence.start);
                let Some(first) = first else { return };
                let matches = pattern
                    .rest
                    .iter()
                    .enumerate()
                    .all(|(back, word)| self.tokens[index - 1 - back].word == *word);
                if !matches {
                    return;
                }
                first..index + 1
            }
            Pos::Verb if !pattern.rest.is_empty() => {
                // `played it down`, `called again on`: one word may stand between verb and particle.
                let at = |from: usize| {
                    pattern.rest.iter().enumerate().all(|(next, word)| {
                        self.tokens
                            .get(from + next)
                            .filter(|_| from + next < sentence.end)
                            .is_some_and(|token| token.word == *word)
                    })
                };
                if at(index + 1) {
                    index..index + 1 + pattern.rest.len()
                } else if self
                    .tokens
                    .get(index + 1)
                    .is_some_and(|token| matches!(token.tag, Tag::Adverb | Tag::Pronoun))
                    && at(index + 2)
                {
                    index..index + 2 + pattern.rest.len()
                } else {
                    return;
                }
            }
            _ => {
                let last = index + 1 + pattern.rest.len();
                if last > sentence.end
                    || !pattern
                        .rest
                        .iter()
                        .enumerate()
                        .all(|(next, word)| self.tokens[index + 1 + next].word == *word)
                {
                    return;
                }
                index..last
            }
        };
        if let Some(exact) = &pattern.exact
            && !self.spelt(exact, &range)
        {
            return;
        }
        let concept = self.lexicon.terms.meaning(pattern.entry).concept;
        self.hits.push(Hit {
            first: range.start,
            last: range.end,
            entry: pattern.entry,
            concept,
        });
    }

    /// Whether each word begins with a capital where the term's does, and is in capitals where the term's is.
    fn spelt(&self, exact: &str, range: &Range) -> bool {
        words::split(exact).zip(range.clone()).all(|(term, index)| {
            let form = self.tokens[index].span().of(self.text);
            let upper = term.len() > 1
                && term.bytes().all(|byte| !byte.is_ascii_lowercase())
                && term.bytes().any(|byte| byte.is_ascii_uppercase());
            let capital = term.starts_with(char::is_uppercase);
            (!upper || self.tokens[index].shape == Shape::Upper || form == term)
                && (!capital || form.starts_with(char::is_uppercase))
        })
    }

    /// What a hit means.
    pub(crate) fn meaning(&self, hit: &Hit) -> &'static Entry {
        self.lexicon.terms.meaning(hit.entry)
    }

    /// The sentence of a token.
    pub(crate) fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of
            .get(token)
            .map_or(0, |sentence| *sentence as usize)
    }

    /// The verb groups of a sentence, by number.
    pub(crate) fn verbs_in(&self, sentence: usize) -> Range {
        self.verbs_from[sentence]..self.verbs_from[sentence + 1]
    }

    /// The terms of a sentence.
    pub(crate) fn hits_in(&self, sentence: usize) -> &[Hit] {
        &self.hits[self.hits_from[sentence]..self.hits_from[sentence + 1]]
    }

    /// The noun groups of a sentence.
    pub(crate) fn nouns_in(&self, sentence: usize) -> &[NounGroup] {
        &self.nouns[self.nouns_from[sentence]..self.nouns_from[sentence + 1]]
    }

    /// The terms that begin inside a range of tokens.
    fn hits_begun(&self, range: &Range) -> &[Hit] {
        let at = |token: usize| {
            let hit = self.hits_at.get(token).map(|hit| *hit as usize);
            hit.unwrap_or(self.hits.len())
        };
        let from = at(range.start);
        &self.hits[from..at(range.end).max(from)]
    }

    /// The terms of one concept inside a range of tokens.
    pub(crate) fn hits_of(&self, concept: Concept, range: Range) -> impl Iterator<Item = &Hit> {
        self.hits_begun(&range)
            .iter()
            .filter(move |hit| hit.concept == concept && hit.last <= range.end)
    }

    /// The time phrases inside a range of tokens.
    pub(crate) fn times_in(&self, range: Range) -> &[TimePhrase] {
        let span = self.span(range);
        let from = self
            .times
            .partition_point(|time| time.span.start < span.start);
        let to = self
            .times
            .partition_point(|time| time.span.start < span.end);
        &self.times[from..to.max(from)]
    }

    /// The stretch of text of a range of tokens, without what is not said by it: blanks at the ends.
    pub(crate) fn span(&self, range: Range) -> Span {
        match (
            self.tokens.get(range.start),
            range
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.start as usize, last.end as usize)
            }
            (Some(first), _) => Span::new(first.start as usize, first.start as usize),
            _ => Span::new(self.text.len(), self.text.len()),
        }
    }

    /// The words of a range of tokens.
    pub(crate) fn words(&self, range: Range) -> &'d str {
        self.span(range).of(self.text)
    }

    /// The word of one token.
    pub(crate) fn word(&self, token: usize) -> &'d str {
        self.tokens[token].span().of(self.text)
    }

    /// Whether a token is this word, in small letters.
    pub(crate) fn is(&self, token: usize, word: &str) -> bool {
        self.tokens
            .get(token)
            .is_some_and(|token| token.span().of(self.text).eq_ignore_ascii_case(word))
    }

    /// Whether a token is one of these words, in small letters.
    pub(crate) fn is_any(&self, token: usize, words: &[&str]) -> bool {
        let Some(token) = self.tokens.get(token) else {
            return false;
        };
        let form = token.span().of(self.text).as_bytes();
        words
            .iter()
            .any(|word| word.len() == form.len() && word.as_bytes().eq_ignore_ascii_case(form))
    }

    /// The first token that begins at or after a byte.
    pub(crate) fn token_at(&self, byte: usize) -> usize {
        self.tokens
            .partition_point(|token| (token.start as usize) < byte)
    }

    /// The outermost quotation that holds a token.
    pub(crate) fn quote_of(&self, token: usize) -> Option<&Quote> {
        let to = self.quotes.partition_point(|quote| quote.open <= token);
        self.quotes[..to]
            .iter()
            .rev()
            .take(8)
            .rfind(|quote| quote.holds(token))
    }

    /// The quotations that begin inside a range, outermost ones only.
    pub(crate) fn quotes_in(&self, range: Range) -> impl Iterator<Item = &Quote> {
        let from = self
            .quotes
            .partition_point(|quote| quote.open < range.start);
        self.quotes[from..]
            .iter()
            .take_while(move |quote| quote.open < range.end)
            .filter(|quote| !quote.nested)
    }

    /// The block of a sentence.
    pub(crate) fn block_kind(&self, sentence: usize) -> BlockKind {
        self.layout.blocks[self.sentences[sentence].block].kind
    }
}
