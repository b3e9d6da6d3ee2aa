//! What reading one entry leaves to be checked when all are read.

use std::ops::Range;
use std::sync::Arc;

use cobden_codes::HsCode;
use cobden_diagnostics::{Place, SourceText};

use crate::entry::Kind;

/// What an entry names, and where it does so.
#[derive(Debug)]
pub(crate) struct Pending {
    /// The file of the entry.
    pub(crate) source: Arc<SourceText>,
    /// The header of the entry.
    pub(crate) header: Range<usize>,
    /// Names of other entries.
    pub(crate) references: Vec<Reference>,
    /// Product codes written in the entry.
    pub(crate) codes: Vec<(HsCode, Range<usize>)>,
    /// Authority and family, as far as they could be read.
    pub(crate) layers: Vec<String>,
    /// Where single keys stand.
    pub(crate) keys: Vec<(&'static str, Range<usize>)>,
    /// The act that tells the day of knowledge, where the entry does not.
    pub(crate) known_of: Option<String>,
    /// The table of a list or nomenclature.
    pub(crate) table: Option<Table>,
}

/// A name of something else.
#[derive(Debug)]
pub(crate) struct Reference {
    /// The name.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// What it must name.
    pub(crate) wanted: Wanted,
    /// The key it stands under.
    pub(crate) key: &'static str,
}

/// What a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// An entry of one kind.
    One(Kind),
    /// A measure, a family or an authority.
    Layer,
    /// A position, event or forecast.
    Statement,
}

/// Where the rows of a table stand.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Path for messages.
    pub(crate) path: String,
    /// The line of each row of the entry.
    pub(crate) lines: Vec<u32>,
    /// Position of the code's column, from 1.
    pub(crate) code: usize,
    /// Position of the rate's column, from 1, if there is one.
    pub(crate) rate: Option<usize>,
}

impl Pending {
    /// Nothing named yet.
    pub(crate) fn new(source: Arc<SourceText>, header: Range<usize>) -> Self {
        Self {
            source,
            header,
            references: Vec::new(),
            codes: Vec::new(),
            layers: Vec::new(),
            keys: Vec::new(),
            known_of: None,
            table: None,
        }
    }

    /// The place of some bytes of the entry's file.
    pub(crate) fn place(&self, range: Range<usize>) -> Place {
        Place::Span {
            source: self.source.clone(),
            range,
        }
    }

    /// What the entry names under a key by some name.
    pub(crate) fn reference(&self, key: &str, name: &str) -> Option<&Reference> {
        let mut all = self.references.iter();
        all.find(|one| one.key == key && one.name == name)
    }

    /// The place of a key's value, or the header.
    pub(crate) fn key(&self, key: &str) -> Place {
        let found = self.keys.iter().find(|(name, _)| *name == key);
        self.place(found.map_or(&self.header, |(_, range)| range).clone())
    }
}

impl Table {
    /// The cell of a row, in the column of codes or of rates.
    pub(crate) fn cell(&self, row: usize, column: &str, position: usize) -> Place {
        Place::Cell {
            path: self.path.clone(),
            row: self.lines.get(row).map_or(1, |line| *line as usize),
            is_line: true,
            column: column.to_owned(),
            position,
        }
    }
}

impl Wanted {
    /// What messages call it.
    pub(crate) fn describe(self) -> String {
        match self {
            Self::One(kind) => kind.with_article(),
            Self::Layer => "a measure, family or authority".to_owned(),
            Self::Statement => "a position, event or forecast".to_owned(),
        }
    }

    /// Whether an entry of a kind may be meant; families and authorities are looked up elsewhere.
    pub(crate) fn takes(self, kind: Kind) -> bool {
        match self {
            Self::One(wanted) => kind == wanted,
            Self::Layer => kind == Kind::Measure,
            Self::Statement => matches!(kind, Kind::Position | Kind::Event | Kind::Forecast),
        }
    }
}

impl Kind {
    /// The word with its article, for messages.
    pub(crate) fn with_article(self) -> String {
        let word = self.word();
        let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
        format!("{} {word}", if vowel { "an" } else { "a" })
    }
}
