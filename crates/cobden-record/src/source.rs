//! Who said it, where and when.

use jiff::civil::Date;

use crate::entry::{Attribution, words};

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Who published it.
    pub publisher: String,
    /// What it is.
    pub kind: SourceKind,
    /// When it was published.
    pub date: Date,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its language, where it is not English.
    pub language: Option<String>,
    /// Whether it was read in translation.
    pub translated: bool,
    /// How it comes to know, unless a citation says otherwise.
    pub attribution: Option<Attribution>,
    /// What it reprints, rewrites or relies on: ids of sources, and names of publishers not in the record.
    pub repeats: Vec<String>,
}

impl Source {
    /// How it comes to know, unless a citation says otherwise.
    pub fn attribution(&self) -> Attribution {
        self.attribution.unwrap_or(match self.kind {
            SourceKind::Official => Attribution::OfficialText,
            _ => Attribution::SecondHand,
        })
    }
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A government, court or international organisation.
    Official,
    /// A news agency.
    Wire,
    /// A medium owned by a state that is party.
    StateMedia,
    /// Newspapers and broadcasters.
    Press,
    /// Media of one trade, law firms, consultancies.
    TradePress,
    /// Research.
    Research,
    /// A collection of data.
    Dataset,
    /// A copy or rewrite of another publication.
    Reprint,
    /// A view.
    Opinion,
}

words!(SourceKind, "kind of source", {
    Official => "official",
    Wire => "wire",
    StateMedia => "state media",
    Press => "press",
    TradePress => "trade press",
    Research => "research",
    Dataset => "dataset",
    Reprint => "reprint",
    Opinion => "opinion",
});
