//! Who said what, and how the reader comes to know it.

use serde::{Deserialize, Serialize};

use super::extract::{Norms, Slots};
use crate::period::Period;
use crate::span::Span;

/// Words of somebody, given word for word or in the reporter's own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// Who said it, where the text names them nearest.
    pub speaker: Option<Span>,
    /// The speaker's office or profession.
    pub role: Option<Span>,
    /// The words that make it speech: `said`, `according to`.
    pub cue: Option<Span>,
    /// What was said, without quotation marks and without `that`; two stretches where the attribution splits it.
    pub content: Vec<Span>,
    /// Where or to whom: an interview, a newspaper.
    pub venue: Option<Span>,
    /// When, in the words of the text.
    pub when: Option<Span>,
    /// How the words are given.
    pub mode: Mode,
    /// The weakest link of the chain that the reader can see.
    pub attribution: Attribution,
    /// On whose side the speaker stands.
    pub side: Option<Side>,
    /// The speaker in full, as far as the document and the lexicon know.
    pub speaker_name: Option<String>,
    /// Through whom it reached the reader, outermost first.
    pub chain: Vec<String>,
    /// The day it was said, where stated or resolved from the document's date.
    pub date: Option<Period>,
    /// The statement (id) whose quotation it carries on.
    pub continues: Option<String>,
    /// The statement (id) within which it is reported.
    pub via: Option<String>,
    /// Whether the speaker denies the content.
    pub denies: bool,
}

impl Statement {
    pub(super) fn slots(&self) -> Slots {
        Slots::default()
            .one("speaker", self.speaker)
            .one("role", self.role)
            .one("cue", self.cue)
            .many("content", &self.content)
            .one("venue", self.venue)
            .one("when", self.when)
    }

    pub(super) fn norms(&self) -> Norms {
        let norms = Norms::default()
            .with("mode", self.mode)
            .with("attribution", self.attribution)
            .with("side", &self.side)
            .with("speaker_norm", &self.speaker_name)
            .period("date", self.date)
            .with("continues", &self.continues)
            .with("via", &self.via);
        let norms = if self.chain.is_empty() {
            norms
        } else {
            norms.with("chain", &self.chain)
        };
        if self.denies {
            norms.with("denies", true)
        } else {
            norms
        }
    }
}

/// How a speaker's words are given.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Word for word, within quotation marks.
    Direct,
    /// In the reporter's words, with at least one quoted fragment.
    Mixed,
    /// In the reporter's words.
    #[default]
    Indirect,
    /// Nothing was said: a refusal to comment.
    None,
}

/// How the reader comes to know what was said.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// A named person speaks.
    OnRecord,
    /// A government, ministry or office speaks, or someone for it.
    OfficialStatement,
    /// State media report what their state said.
    StateMedia,
    /// Sources without a name.
    Anonymous,
    /// Another outlet reported it.
    OtherOutlet,
    /// An observer: economist, scholar, bank.
    Analyst,
    /// The author's or outlet's own view.
    Opinion,
    /// Nobody is named, and no utterance is.
    #[default]
    Unsourced,
    /// Asked, and did not answer.
    NoComment,
}

/// On whose side a speaker stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// An economy, by ISO 3166-1 alpha-3 code, or a group such as `EU`.
    Economy(String),
    /// Both parties together.
    Both,
    /// Markets and those who watch them.
    Market,
    /// A news outlet, or a source known only through it.
    Media,
    /// A firm or a trade association.
    Business,
    /// The author of the document.
    Author,
}

impl Side {
    /// Its name in files: `CHN`, `BOTH`, `MKT`, `MEDIA`, `BUSINESS`, `AUTHOR`.
    pub fn name(&self) -> &str {
        match self {
            Side::Economy(code) => code,
            Side::Both => "BOTH",
            Side::Market => "MKT",
            Side::Media => "MEDIA",
            Side::Business => "BUSINESS",
            Side::Author => "AUTHOR",
        }
    }
}

impl Serialize for Side {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Side {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(match name.as_str() {
            "BOTH" => Side::Both,
            "MKT" => Side::Market,
            "MEDIA" => Side::Media,
            "BUSINESS" => Side::Business,
            "AUTHOR" => Side::Author,
            _ => Side::Economy(name),
        })
    }
}
