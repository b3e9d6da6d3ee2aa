//! Terms: words and phrases that mean something to a rule.

use rustc_hash::FxHashMap;

use super::vocabulary::{Lemma, Vocabulary, Word};

/// What a group of terms stands for: `cue`, `action`, `instrument`, `actor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Concept(pub(crate) u16);

/// One meaning of a term, by number.
pub(crate) type EntryId = u32;

/// A meaning: the concept and, within it, a value that its rules understand.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) concept: Concept,
    pub(crate) value: Box<str>,
}

/// As what a term's first word must stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pos {
    /// Any form of a verb, used as a verb.
    Verb,
    /// Singular or plural, used as a noun.
    Noun,
    /// Just these words.
    Any,
}

/// The words after the first, and what the whole means.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) rest: Box<[Word]>,
    /// With a capital letter in the data file, the words must be spelt just so.
    pub(crate) exact: Option<Box<str>>,
    pub(crate) pos: Pos,
    pub(crate) entry: EntryId,
}

/// All terms, found by their first word.
#[derive(Default)]
pub(crate) struct Terms {
    concepts: Vec<Box<str>>,
    entries: Vec<Entry>,
    /// By form.
    by_word: FxHashMap<Word, Vec<Pattern>>,
    /// By the verb of the first word.
    by_verb: FxHashMap<Lemma, Vec<Pattern>>,
    /// By the noun of a single word, or of a phrase's last word, whose earlier words are then in `rest` backwards.
    by_noun: FxHashMap<Lemma, Vec<Pattern>>,
}

impl Terms {
    /// The concept of a name, made if it is new.
    pub(crate) fn concept(&mut self, name: &str) -> Concept {
        let index = self
            .concepts
            .iter()
            .position(|concept| **concept == *name)
            .unwrap_or_else(|| {
                self.concepts.push(name.into());
                self.concepts.len() - 1
            });
        Concept(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// The concept of a name; one past the last if no file mentions it.
    pub(crate) fn find_concept(&self, name: &str) -> Concept {
        let index = self
            .concepts
            .iter()
            .position(|concept| **concept == *name)
            .unwrap_or(self.concepts.len());
        Concept(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// A meaning of its own for every call.
    pub(crate) fn entry(&mut self, concept: Concept, value: &str) -> EntryId {
        self.entries.push(Entry {
            concept,
            value: value.into(),
        });
        EntryId::try_from(self.entries.len() - 1).unwrap_or(EntryId::MAX)
    }

    /// How many entries there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What an entry means.
    pub(crate) fn meaning(&self, entry: EntryId) -> &Entry {
        &self.entries[entry as usize]
    }

    /// Adds a term to an entry. `term` is split as a text is: words by blanks, `'s` a word of its own.
    pub(crate) fn add(
        &mut self,
        vocabulary: &mut Vocabulary,
        term: &str,
        pos: Pos,
        entry: EntryId,
    ) {
        let exact = term
            .bytes()
            .any(|byte| byte.is_ascii_uppercase())
            .then(|| term.into());
        // Split as it is written: a hyphen before a capital parts two words, as it does in texts.
        let lower: Vec<String> = crate::words::split(term).map(str::to_lowercase).collect();
        let words: Vec<&str> = lower.iter().map(String::as_str).collect();
        let Some((first, rest)) = words.split_first() else {
            return;
        };
        // A mark is no word of the vocabulary: in texts it has none either.
        let mut intern = |word: &&str| {
            if word.contains(char::is_alphanumeric) || word.starts_with(['\'', '’']) {
                vocabulary.intern(word)
            } else {
                0
            }
        };
        match pos {
            Pos::Verb => {
                let rest = rest.iter().map(&mut intern).collect();
                let verb = vocabulary.intern_verb(first);
                self.by_verb.entry(verb).or_default().push(Pattern {
                    rest,
                    exact,
                    pos,
                    entry,
                });
            }
            Pos::Noun => {
                let Some((last, before)) = words.split_last() else {
                    return;
                };
                let rest = before.iter().rev().map(&mut intern).collect();
                let noun = vocabulary.intern_noun(last);
                self.by_noun.entry(noun).or_default().push(Pattern {
                    rest,
                    exact,
                    pos,
                    entry,
                });
            }
            Pos::Any => {
                let rest = rest.iter().map(&mut intern).collect();
                let word = intern(first);
                self.by_word.entry(word).or_default().push(Pattern {
                    rest,
                    exact,
                    pos,
                    entry,
                });
            }
        }
    }

    /// Terms that begin with this form.
    pub(crate) fn begun_by_word(&self, word: Word) -> &[Pattern] {
        self.by_word.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Terms that begin with a form of this verb.
    pub(crate) fn begun_by_verb(&self, verb: Lemma) -> &[Pattern] {
        self.by_verb.get(&verb).map_or(&[], Vec::as_slice)
    }

    /// Terms that end with a form of this noun.
    pub(crate) fn ended_by_noun(&self, noun: Lemma) -> &[Pattern] {
        self.by_noun.get(&noun).map_or(&[], Vec::as_slice)
    }
}
