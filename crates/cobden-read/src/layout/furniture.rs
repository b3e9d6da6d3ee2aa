//! What the lines of a page say about themselves (`lexicon/furniture.toml`).

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::NoiseKind;
use super::phrase::Phrases;

/// What a heading stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// Other stories.
    #[default]
    Related,
    /// A single other story, named on the line itself.
    Pointer,
    /// A box with one other story.
    Box,
    /// What readers wrote.
    Comments,
    /// The foot of the page.
    End,
    /// A list of main points.
    Highlights,
    /// A summary.
    Summary,
    /// A summary by a machine.
    AiSummary,
    /// What the outlet or the author thinks.
    Opinion,
}

/// What a line `Key: value` above the text gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Publisher,
    Byline,
    Date,
    Updated,
    Section,
    Nothing,
}

/// The lexicon, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    pub(super) noise: Phrases<NoiseKind>,
    pub(super) headings: Phrases<Role>,
    pub(super) captions: Phrases<()>,
    pub(super) bylines: Phrases<()>,
    pub(super) reporting: Phrases<()>,
    pub(super) translated: Phrases<()>,
    pub(super) keys: FxHashMap<String, Field>,
    pub(super) stamp_words: FxHashSet<String>,
    pub(super) places: FxHashSet<String>,
    /// Rooms and lawns where officials speak, as their transcripts name them.
    pub(super) venues: Vec<String>,
    /// Names of sections and genres.
    pub(super) sections: FxHashSet<String>,
    /// Words that end the names of papers.
    pub(super) papers: FxHashSet<String>,
    pub(super) jobs: Vec<String>,
    pub(super) credit_lead: Vec<String>,
    pub(super) anonymous: FxHashSet<String>,
    pub(super) after_name: FxHashSet<String>,
    pub(super) box_start: Vec<String>,
    pub(super) box_end: Vec<String>,
    pub(super) pair_open: FxHashSet<String>,
    pub(super) pair_close: FxHashSet<String>,
    pub(super) inline: Option<AhoCorasick>,
    /// One for each pattern of `inline`.
    pub(super) inline_kind: Vec<Inline>,
}

/// How far an inline phrase reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inline {
    /// The phrase.
    Phrase,
    /// The phrase, only in capitals.
    Capitals,
    /// To the end of the line, if that is near.
    ToEnd,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    noise: Vec<Lines<NoiseKind>>,
    heading: Vec<Lines<Role>>,
    opinion: OpinionWords,
    pair: Vec<Pair>,
    inline: InlineWords,
    caption: Simple,
    byline: Simple,
    credit: CreditWords,
    keys: Keys,
    stamp: Words,
    section: Words,
    paper: Words,
    dateline: Places,
    translation: Simple,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    #[serde(alias = "role")]
    kind: T,
    longest: usize,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    start: Vec<String>,
    #[serde(default)]
    within: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpinionWords {
    after_name: Vec<String>,
    box_start: Vec<String>,
    box_end: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    open: Vec<String>,
    close: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InlineWords {
    cut: Vec<String>,
    to_end: Vec<String>,
    capitals: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Simple {
    #[serde(default)]
    start: Vec<String>,
    #[serde(default)]
    within: Vec<String>,
    #[serde(default)]
    jobs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreditWords {
    lead: Vec<String>,
    reporting: Vec<String>,
    anonymous: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    title: Vec<String>,
    publisher: Vec<String>,
    byline: Vec<String>,
    date: Vec<String>,
    updated: Vec<String>,
    section: Vec<String>,
    noise: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    places: Vec<String>,
    venues: Vec<String>,
}

static BUNDLED: LazyLock<Furniture> = LazyLock::new(|| {
    Furniture::parse(include_str!("../../lexicon/furniture.toml")).unwrap_or_default()
});

/// Captions, bylines and the like are asked of lines up to this length, in bytes.
const CAPTION: usize = 500;
const BYLINE: usize = 110;
const REPORTING: usize = 500;

impl Furniture {
    /// The lexicon that ships with the program.
    pub(super) fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// Reads the lexicon.
    pub(super) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let written: Written = toml::from_str(text)?;
        let mut made = Self::default();
        fill(&mut made.noise, &written.noise);
        fill(&mut made.headings, &written.heading);
        simple(&mut made.captions, &written.caption, CAPTION);
        simple(&mut made.bylines, &written.byline, BYLINE);
        simple(&mut made.translated, &written.translation, REPORTING);
        for phrase in &written.credit.reporting {
            made.reporting.add_start(phrase, (), REPORTING);
        }
        made.reporting.finish();
        let keys = written.keys;
        for (field, names) in [
            (Field::Title, keys.title),
            (Field::Publisher, keys.publisher),
            (Field::Byline, keys.byline),
            (Field::Date, keys.date),
            (Field::Updated, keys.updated),
            (Field::Section, keys.section),
            (Field::Nothing, keys.noise),
        ] {
            for name in names {
                made.keys.entry(name).or_insert(field);
            }
        }
        made.stamp_words = written.stamp.words.into_iter().collect();
        made.places = written.dateline.places.into_iter().collect();
        made.venues = written.dateline.venues;
        made.sections = written.section.words.into_iter().collect();
        made.papers = written.paper.words.into_iter().collect();
        made.jobs = written.byline.jobs;
        made.credit_lead = written.credit.lead;
        made.credit_lead
            .sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        made.anonymous = written.credit.anonymous.into_iter().collect();
        made.after_name = written.opinion.after_name.into_iter().collect();
        made.box_start = written.opinion.box_start;
        made.box_end = written.opinion.box_end;
        for pair in written.pair {
            made.pair_open.extend(pair.open);
            made.pair_close.extend(pair.close);
        }
        made.inline(written.inline);
        Ok(made)
    }

    /// Whether a few words are the name of a section: `Politics`.
    pub(super) fn is_section(&self, words: &str) -> bool {
        words.len() <= 40 && self.sections.contains(words.to_lowercase().as_str())
    }

    /// Whether a few words look like the name of a paper or site: `Boston Herald`, `example.com`.
    pub(super) fn is_outlet(&self, words: &str) -> bool {
        if words.len() > 48 || !words.starts_with(|c: char| c.is_uppercase() || c.is_lowercase()) {
            return false;
        }
        let count = words.split_whitespace().count();
        let site = count == 1
            && [".com", ".org", ".net", ".cn", ".in", ".co.uk", ".gov"]
                .iter()
                .any(|end| words.len() > end.len() + 2 && words.ends_with(end));
        let last = words.rsplit([' ', '-']).next().unwrap_or("").to_lowercase();
        let capital = words
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
        site || (2..=6).contains(&count) && capital && self.papers.contains(last.as_str())
    }

    fn inline(&mut self, words: InlineWords) {
        let mut patterns = Vec::new();
        for phrase in words.cut {
            self.inline_kind.push(if words.capitals.contains(&phrase) {
                Inline::Capitals
            } else {
                Inline::Phrase
            });
            patterns.push(phrase);
        }
        for phrase in words.to_end {
            self.inline_kind.push(Inline::ToEnd);
            patterns.push(phrase);
        }
        self.inline = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .kind(Some(aho_corasick::AhoCorasickKind::DFA))
            .build(&patterns)
            .ok();
    }
}

fn fill<T: Copy + Default>(phrases: &mut Phrases<T>, lists: &[Lines<T>]) {
    for list in lists {
        for phrase in &list.whole {
            phrases.add_whole(phrase, list.kind, list.longest);
        }
        for phrase in &list.start {
            phrases.add_start(phrase, list.kind, list.longest);
        }
        for phrase in &list.within {
            phrases.add_within(phrase, list.kind, list.longest);
        }
    }
    phrases.finish();
}

fn simple(phrases: &mut Phrases<()>, words: &Simple, longest: usize) {
    for phrase in &words.start {
        phrases.add_start(phrase, (), longest);
    }
    for phrase in &words.within {
        phrases.add_within(phrase, (), longest);
    }
    phrases.finish();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_lexicon_is_read() {
        let furniture = Furniture::parse(include_str!("../../lexicon/furniture.toml")).unwrap();
        assert_eq!(
            furniture.noise.any("share this article"),
            Some(NoiseKind::Share)
        );
        assert_eq!(
            furniture.headings.whole("you may also like"),
            Some(Role::Related)
        );
        assert!(furniture.inline.is_some());
    }
}
