//! Words, terms and actors that reading rests on: data files, compiled in.

mod actors;
mod morphology;
mod outlets;
mod terms;
mod vocabulary;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::layout::Outlets;

pub(crate) use actors::{ActorTerm, Actors, NounClass};
pub(crate) use terms::{Concept, Entry, EntryId, Pattern, Pos, Terms};
pub(crate) use vocabulary::{Candidates, Lemma, Vocabulary, Word};

/// Everything that reading knows of words.
pub(crate) struct Lexicon {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) terms: Terms,
    pub(crate) actors: Actors,
    pub(crate) outlets: &'static Outlets,
    /// The concept of everything in `actors.toml`.
    pub(crate) actor: Concept,
    /// The concept of everything in `outlets.toml`; the value is the outlet's number.
    pub(crate) outlet: Concept,
}

const WORDS: &str = include_str!("../../lexicon/words.toml");
const ACTORS: &str = include_str!("../../lexicon/actors.toml");
/// Files of terms, each with its concept.
const TERMS: [&str; 7] = [
    include_str!("../../lexicon/cues.toml"),
    include_str!("../../lexicon/measures.toml"),
    include_str!("../../lexicon/positions.toml"),
    include_str!("../../lexicon/meetings.toml"),
    include_str!("../../lexicon/forecasts.toml"),
    include_str!("../../lexicon/figures.toml"),
    include_str!("../../lexicon/events.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    concept: String,
    term: Vec<TermRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow {
    /// A concept of its own, where it is not the file's.
    concept: Option<String>,
    value: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

static STANDARD: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::read() {
    Ok(lexicon) => lexicon,
    // The files are compiled in and a test reads them: they cannot be at fault in a program that was released.
    Err(fault) => unreachable!("a data file of the lexicon: {fault}"),
});

impl Lexicon {
    /// The lexicon on board.
    pub(crate) fn standard() -> &'static Self {
        &STANDARD
    }

    fn read() -> Result<Self, toml::de::Error> {
        let mut vocabulary = Vocabulary::read(WORDS)?;
        let mut terms = Terms::default();
        let actor = terms.concept("actor");
        let outlet = terms.concept("outlet");
        let mut actors = Actors::default();
        actors.read(ACTORS, &mut vocabulary, &mut terms)?;
        let outlets = Outlets::bundled();
        outlets::add(outlets, &mut vocabulary, &mut terms, outlet);
        for text in TERMS {
            let file: TermFile = toml::from_str(text)?;
            for row in file.term {
                let concept = terms.concept(row.concept.as_deref().unwrap_or(&file.concept));
                let entry = terms.entry(concept, &row.value);
                for (list, pos) in [
                    (&row.verbs, Pos::Verb),
                    (&row.nouns, Pos::Noun),
                    (&row.words, Pos::Any),
                ] {
                    for term in list {
                        terms.add(&mut vocabulary, term, pos, entry);
                    }
                }
            }
        }
        Ok(Self {
            vocabulary,
            terms,
            actors,
            outlets,
            actor,
            outlet,
        })
    }

    /// The concept of a name; one that no file mentions has no terms.
    pub(crate) fn concept(&self, name: &str) -> Concept {
        self.terms.find_concept(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_are_sound() {
        let lexicon = Lexicon::read().expect("the files on board");
        assert!(lexicon.terms.len() > 500);
    }
}
