//! The words of `lexicon/time.toml`, each with all it can be.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::meaning::{Part, Season, Unit, Which};
use super::phrase::Relation;

/// Everything a word can be in a time phrase. All fields are independent: "second" is an ordinal, "may" a month.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    /// Monday is 1.
    pub(super) weekday: i8,
    /// January is 1.
    pub(super) month: i8,
    /// An abbreviation of a weekday or month.
    pub(super) short: bool,
    /// A month that is also an ordinary word.
    pub(super) ambiguous: bool,
    pub(super) season: Option<Season>,
    pub(super) unit: Option<Unit>,
    pub(super) number: Option<u16>,
    pub(super) fuzzy: Option<u16>,
    pub(super) ordinal: i8,
    pub(super) day: Option<i8>,
    pub(super) which: Option<Which>,
    pub(super) part: Option<Part>,
    pub(super) day_part: bool,
    pub(super) filler: bool,
    pub(super) noun: bool,
    glue: u32,
    /// Whether a relation, a vague phrase or a hedge begins with it.
    pub(super) opens: bool,
}

impl Word {
    /// Whether it can be this small word.
    pub(super) fn is(&self, glue: Glue) -> bool {
        self.glue & (1 << glue as u32) != 0
    }

    /// Whether a phrase can begin with it.
    pub(super) fn begins(&self) -> bool {
        self.opens
            || self.weekday > 0
            || self.month > 0
            || self.season.is_some()
            || self.unit.is_some()
            || self.number.is_some()
            || self.fuzzy.is_some()
            || self.ordinal != 0
            || self.day.is_some()
            || self.which.is_some()
            || self.part.is_some()
            || self.day_part
            || self.is(Glue::The)
            || self.is(Glue::A)
            || self.is(Glue::QuarterMark)
            || self.is(Glue::HalfMark)
            || self.is(Glue::Fiscal)
    }
}

/// Small words with a place in the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Glue {
    The,
    A,
    Of,
    In,
    On,
    And,
    To,
    Ago,
    From,
    Now,
    Later,
    Earlier,
    After,
    Before,
    Old,
    S,
    Suffix,
    QuarterMark,
    HalfMark,
    Fiscal,
    Clock,
    HalfClock,
    ClockEnd,
    Zone,
    TimeMark,
}

/// A sequence of words with what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Sequence<T> {
    pub(super) words: Vec<u16>,
    pub(super) stands_for: T,
}

/// The words, found by their letters.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Lengths of the words by first letter, a bit each: most words of a text are told apart by these.
    lengths: [u32; 32],
    places: FxHashMap<u128, u16>,
    words: Vec<Word>,
    relations: FxHashMap<u16, Vec<Sequence<Relation>>>,
    vague: FxHashMap<u16, Vec<Sequence<()>>>,
    hedges: FxHashMap<u16, Vec<Sequence<()>>>,
    /// Words, as they are written, that make a year behind them part of a name.
    pub(super) names: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    weekdays: Names,
    months: Names,
    seasons: BTreeMap<Season, SeasonWords>,
    units: BTreeMap<Unit, Vec<String>>,
    numbers: BTreeMap<String, u16>,
    fuzzy: BTreeMap<String, u16>,
    ordinals: BTreeMap<String, i8>,
    days: BTreeMap<String, i8>,
    which: BTreeMap<Which, Vec<String>>,
    parts: BTreeMap<Part, Vec<String>>,
    day_parts: Words,
    glue: BTreeMap<Glue, Vec<String>>,
    fillers: Words,
    hedges: Words,
    nouns: Words,
    relations: BTreeMap<Relation, Vec<String>>,
    vague: Words,
    names: Words,
}

#[derive(Deserialize)]
struct Names {
    full: Vec<String>,
    short: Vec<Vec<String>>,
    #[serde(default)]
    ambiguous: Vec<String>,
}

#[derive(Deserialize)]
struct SeasonWords {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

const SOURCE: &str = include_str!("../../lexicon/time.toml");

/// The lexicon, read once. A test reads the file, so it is never empty.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| read(SOURCE).unwrap_or_default())
}

/// Reads a lexicon.
pub(super) fn read(source: &str) -> Result<Lexicon, toml::de::Error> {
    let file: File = toml::from_str(source)?;
    let mut lexicon = Lexicon {
        words: vec![Word::default()],
        names: file.names.words.clone(),
        ..Lexicon::default()
    };
    for (names, weekday) in [(&file.weekdays, true), (&file.months, false)] {
        let full = names
            .full
            .iter()
            .zip(1i8..)
            .map(|(word, n)| (word, n, false));
        let short = names
            .short
            .iter()
            .zip(1i8..)
            .flat_map(|(words, n)| words.iter().map(move |word| (word, n, true)));
        for (name, number, short) in full.chain(short) {
            let ambiguous = names.ambiguous.contains(name);
            let word = lexicon.word(name);
            *(if weekday {
                &mut word.weekday
            } else {
                &mut word.month
            }) = number;
            word.short = short;
            word.ambiguous = ambiguous;
        }
    }
    for (season, words) in &file.seasons {
        lexicon.each(&words.words, |word| word.season = Some(*season));
    }
    for (unit, words) in &file.units {
        lexicon.each(words, |word| word.unit = Some(*unit));
    }
    for (name, number) in &file.numbers {
        lexicon.word(name).number = Some(*number);
    }
    for (name, number) in &file.fuzzy {
        lexicon.word(name).fuzzy = Some(*number);
    }
    for (name, number) in &file.ordinals {
        lexicon.word(name).ordinal = *number;
    }
    for (name, number) in &file.days {
        lexicon.word(name).day = Some(*number);
    }
    for (which, words) in &file.which {
        lexicon.each(words, |word| word.which = Some(*which));
    }
    for (part, words) in &file.parts {
        lexicon.each(words, |word| word.part = Some(*part));
    }
    for (glue, words) in &file.glue {
        lexicon.each(words, |word| word.glue |= 1 << *glue as u32);
    }
    lexicon.each(&file.day_parts.words, |word| word.day_part = true);
    lexicon.each(&file.fillers.words, |word| word.filler = true);
    lexicon.each(&file.nouns.words, |word| word.noun = true);
    for (relation, phrases) in &file.relations {
        let sequences = lexicon.sequences(phrases, *relation);
        insert(&mut lexicon.relations, sequences);
    }
    let vague = lexicon.sequences(&file.vague.words, ());
    insert(&mut lexicon.vague, vague);
    let hedges = lexicon.sequences(&file.hedges.words, ());
    insert(&mut lexicon.hedges, hedges);
    Ok(lexicon)
}

/// Longest first, so that the first that fits is the longest.
fn insert<T>(into: &mut FxHashMap<u16, Vec<Sequence<T>>>, sequences: Vec<Sequence<T>>) {
    for sequence in sequences {
        let list = into.entry(sequence.words[0]).or_default();
        list.push(sequence);
        list.sort_by_key(|sequence| std::cmp::Reverse(sequence.words.len()));
    }
}

impl Lexicon {
    /// The place of a word by its lower-case letters and length; 0 if it is none of these words.
    pub(super) fn find(&self, key: u128, length: usize) -> u16 {
        if length > 16 {
            return 0;
        }
        let first = (key >> (8 * (length - 1))) as usize & 31;
        if self.lengths[first] & (1 << length) == 0 {
            return 0;
        }
        self.places.get(&key).copied().unwrap_or(0)
    }

    /// All that a word can be.
    pub(super) fn get(&self, place: u16) -> &Word {
        &self.words[usize::from(place)]
    }

    /// Relations that begin with a word, longest first.
    pub(super) fn relations(&self, first: u16) -> &[Sequence<Relation>] {
        self.relations.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Vague phrases that begin with a word, longest first.
    pub(super) fn vague(&self, first: u16) -> &[Sequence<()>] {
        self.vague.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Hedges that begin with a word, longest first.
    pub(super) fn hedges(&self, first: u16) -> &[Sequence<()>] {
        self.hedges.get(&first).map_or(&[], Vec::as_slice)
    }

    fn place(&mut self, name: &str) -> u16 {
        let key = name
            .bytes()
            .fold(0u128, |key, byte| (key << 8) | u128::from(byte | 0x20));
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = u16::try_from(self.words.len()).unwrap_or(0);
        self.words.push(Word::default());
        self.places.insert(key, place);
        let first = usize::from(name.as_bytes().first().copied().unwrap_or(0)) & 31;
        self.lengths[first] |= 1 << name.len().min(31);
        place
    }

    fn word(&mut self, name: &str) -> &mut Word {
        let place = self.place(name);
        &mut self.words[usize::from(place)]
    }

    fn each(&mut self, names: &[String], set: impl Fn(&mut Word)) {
        for name in names {
            set(self.word(name));
        }
    }

    fn sequences<T: Copy>(&mut self, phrases: &[String], stands_for: T) -> Vec<Sequence<T>> {
        let mut found = Vec::new();
        for phrase in phrases {
            let words: Vec<u16> = phrase.split(' ').map(|word| self.place(word)).collect();
            self.words[usize::from(words[0])].opens = true;
            found.push(Sequence { words, stands_for });
        }
        found
    }
}
