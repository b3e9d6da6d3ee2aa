//! Which word can be what: candidates for the tagger.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::morphology;

/// A word form of the vocabulary; zero stands for a word it does not hold.
pub(crate) type Word = u32;
/// The base form shared by the forms of a verb or noun; zero where there is none.
pub(crate) type Lemma = u32;

/// What a word form can be, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Candidates(u32);

impl Candidates {
    pub(crate) const DETERMINER: Self = Self(1);
    pub(crate) const POSSESSIVE: Self = Self(1 << 1);
    pub(crate) const PRONOUN: Self = Self(1 << 2);
    pub(crate) const MODAL: Self = Self(1 << 3);
    pub(crate) const BE: Self = Self(1 << 4);
    pub(crate) const HAVE: Self = Self(1 << 5);
    pub(crate) const DO: Self = Self(1 << 6);
    pub(crate) const NOT: Self = Self(1 << 7);
    pub(crate) const PREPOSITION: Self = Self(1 << 8);
    pub(crate) const CONJUNCTION: Self = Self(1 << 9);
    pub(crate) const SUBORDINATOR: Self = Self(1 << 10);
    pub(crate) const WH: Self = Self(1 << 11);
    pub(crate) const TO: Self = Self(1 << 12);
    pub(crate) const THAT: Self = Self(1 << 13);
    pub(crate) const ADVERB: Self = Self(1 << 14);
    pub(crate) const ADJECTIVE: Self = Self(1 << 15);
    pub(crate) const BASE: Self = Self(1 << 16);
    pub(crate) const THIRD: Self = Self(1 << 17);
    pub(crate) const PAST: Self = Self(1 << 18);
    pub(crate) const PARTICIPLE: Self = Self(1 << 19);
    pub(crate) const GERUND: Self = Self(1 << 20);
    /// A verb form that is a noun unless the words round it say otherwise.
    pub(crate) const NOUN_FIRST: Self = Self(1 << 21);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether it can be any form of a verb.
    pub(crate) fn verb(self) -> bool {
        self.0 & (Self::BASE.0 | Self::THIRD.0 | Self::PAST.0 | Self::PARTICIPLE.0 | Self::GERUND.0)
            != 0
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    closed: FxHashMap<String, Vec<String>>,
    verbs: Verbs,
    nouns: Nouns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    regular: String,
    double: String,
    irregular: String,
    clausal: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    first: String,
}

struct Known {
    candidates: Candidates,
    /// The verb it is a form of.
    verb: Lemma,
    /// The noun it is a form of.
    noun: Lemma,
}

/// Every word form that the data files name, with what it can be.
pub(crate) struct Vocabulary {
    forms: FxHashMap<Box<str>, Word>,
    known: Vec<Known>,
    /// Verbs that bring a clause without `that`, by lemma.
    clausal: Vec<Lemma>,
    /// Helping verbs that put a group into the future.
    pub(crate) future: [Word; 4],
    /// Helping verbs that put a group into the past.
    pub(crate) past: [Word; 4],
}

impl Vocabulary {
    /// Reads `words.toml`.
    ///
    /// # Errors
    /// What the TOML reader says.
    pub(crate) fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let mut vocabulary = Self {
            forms: FxHashMap::default(),
            known: Vec::new(),
            clausal: Vec::new(),
            future: [0; 4],
            past: [0; 4],
        };
        vocabulary.intern("");
        vocabulary.future = ["will", "shall", "'ll", "wo"].map(|word| vocabulary.intern(word));
        vocabulary.past = ["was", "were", "had", "did"].map(|word| vocabulary.intern(word));
        for (class, words) in &file.closed {
            let Some(candidate) = class_named(class) else {
                return Err(serde::de::Error::custom(format!(
                    "{class} is no class of words"
                )));
            };
            for word in words {
                let word = vocabulary.intern(word);
                vocabulary.known[word as usize].candidates.add(candidate);
            }
        }
        for (verbs, double) in [(&file.verbs.regular, false), (&file.verbs.double, true)] {
            for base in verbs.split_whitespace() {
                let forms = morphology::regular(base, double);
                vocabulary.add_verb(
                    base,
                    &forms.third,
                    &forms.past,
                    &forms.participle,
                    &forms.gerund,
                );
            }
        }
        for line in file.verbs.irregular.lines() {
            let mut forms = line.split_whitespace();
            if let (Some(base), Some(past), Some(participle)) =
                (forms.next(), forms.next(), forms.next())
            {
                let third = morphology::with_s(base);
                vocabulary.add_verb(
                    base,
                    &third,
                    past,
                    participle,
                    &morphology::gerund(base, false),
                );
            }
        }
        vocabulary.clausal = file
            .verbs
            .clausal
            .split_whitespace()
            .map(|verb| vocabulary.word(verb))
            .collect();
        for noun in file.nouns.first.split_whitespace() {
            for form in [noun.to_owned(), morphology::with_s(noun)] {
                let word = vocabulary.intern(&form);
                vocabulary.known[word as usize]
                    .candidates
                    .add(Candidates::NOUN_FIRST);
            }
        }
        Ok(vocabulary)
    }

    fn add_verb(&mut self, base: &str, third: &str, past: &str, participle: &str, gerund: &str) {
        let lemma = self.intern(base);
        for (form, candidate) in [
            (base, Candidates::BASE),
            (third, Candidates::THIRD),
            (past, Candidates::PAST),
            (participle, Candidates::PARTICIPLE),
            (gerund, Candidates::GERUND),
        ] {
            let word = self.intern(form);
            let known = &mut self.known[word as usize];
            known.candidates.add(candidate);
            // `found` is a form of find before it is one of found.
            if known.verb == 0 || form == base {
                known.verb = lemma;
            }
        }
    }

    /// The number of a word form, given one if it is new.
    pub(super) fn intern(&mut self, form: &str) -> Word {
        if let Some(word) = self.forms.get(form) {
            return *word;
        }
        let word = Word::try_from(self.known.len()).unwrap_or(0);
        self.forms.insert(form.into(), word);
        self.known.push(Known {
            candidates: Candidates::default(),
            verb: 0,
            noun: 0,
        });
        word
    }

    /// Makes a noun known, with its plural.
    pub(super) fn intern_noun(&mut self, noun: &str) -> Lemma {
        let word = self.intern(noun);
        // `talks` after `talk`: the plural of a noun on file is no noun of its own.
        let lemma = match self.known[word as usize].noun {
            0 => word,
            known => known,
        };
        for form in [noun.to_owned(), morphology::with_s(noun)] {
            let word = self.intern(&form);
            self.known[word as usize].noun = lemma;
        }
        lemma
    }

    /// Makes a verb known, as one of the regular ones if it is not on file.
    pub(super) fn intern_verb(&mut self, base: &str) -> Lemma {
        let lemma = self.intern(base);
        if self.known[lemma as usize].verb != lemma {
            let forms = morphology::regular(base, false);
            self.add_verb(
                base,
                &forms.third,
                &forms.past,
                &forms.participle,
                &forms.gerund,
            );
        }
        lemma
    }

    /// The number of a form in lower case; zero if it is not known.
    pub(crate) fn word(&self, form: &str) -> Word {
        self.forms.get(form).copied().unwrap_or(0)
    }

    /// What a form can be.
    pub(crate) fn candidates(&self, word: Word) -> Candidates {
        self.known[word as usize].candidates
    }

    /// Whether a form is of a verb that brings a clause without `that`: `said China needs`.
    pub(crate) fn brings_clause(&self, word: Word) -> bool {
        let verb = self.verb(word);
        verb != 0 && self.clausal.contains(&verb)
    }

    /// The verb of which it is a form, or zero.
    pub(crate) fn verb(&self, word: Word) -> Lemma {
        self.known[word as usize].verb
    }

    /// The noun of which it is a form, or zero.
    pub(crate) fn noun(&self, word: Word) -> Lemma {
        self.known[word as usize].noun
    }
}

fn class_named(name: &str) -> Option<Candidates> {
    Some(match name {
        "determiner" => Candidates::DETERMINER,
        "possessive" => Candidates::POSSESSIVE,
        "pronoun" => Candidates::PRONOUN,
        "modal" => Candidates::MODAL,
        "be" => Candidates::BE,
        "have" => Candidates::HAVE,
        "do" => Candidates::DO,
        "not" => Candidates::NOT,
        "preposition" => Candidates::PREPOSITION,
        "conjunction" => Candidates::CONJUNCTION,
        "subordinator" => Candidates::SUBORDINATOR,
        "wh" => Candidates::WH,
        "to" => Candidates::TO,
        "that" => Candidates::THAT,
        "adverb" => Candidates::ADVERB,
        "adjective" => Candidates::ADJECTIVE,
        _ => return None,
    })
}
