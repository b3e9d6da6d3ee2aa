//! What a document adds to a record: each of its facts is known there, differs from what is there, or is new.
//!
//! Facts are matched by what was read of them, never by their words alone: a measure by actor, target, instrument, rate and
//! the measures in force on the day; a statement, position or forecast by speaker, day and the words' stems; a meeting by
//! parties and day; a figure by economy, stretch of time and name. Where nothing decides, a fact is new: to look at it once
//! more costs less than to miss it. A difference is told only where both sides say it plainly.

mod figure;
mod laws;
mod measure;
mod meeting;
mod norms;
mod party;
mod rate;
mod said;
mod shelf;
mod words;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use cobden_read::{DocumentNote, Kind, Period, Proposal, Reading};
use cobden_record::Record;
use serde::Serialize;

use laws::Law;
use norms::Norms;
use shelf::{Shelf, Span};

/// How a fact stands to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The record says so.
    Known,
    /// The record says something else of the same.
    Differs,
    /// The record does not have it.
    New,
}

/// A fact and what the record has of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Novelty {
    /// The proposal: [`Proposal::id`].
    pub proposal: String,
    /// How it stands.
    pub verdict: Verdict,
    /// The entries that say so, or say otherwise; the closest first, at most [`Novelty::MOST`].
    pub entries: Vec<Match>,
}

impl Novelty {
    /// So many entries are named.
    pub const MOST: usize = 3;
}

/// An entry of the record that is about the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// Its id.
    pub id: String,
    /// Its kind, as the record writes it: `measure`.
    pub kind: &'static str,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line of its header, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Why it is about the same, in a few words.
    pub because: String,
    /// What differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<Difference>,
}

/// A part in which a fact and an entry differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `rate`, `date`, `status`, `speaker`, `value`, `direction`, `due`, `initiator`.
    pub field: &'static str,
    /// What the document says.
    pub document: String,
    /// What the record says.
    pub record: String,
}

/// A record, prepared for comparison. It owns what it needs: the record may go.
#[derive(Debug, Default)]
pub struct Known {
    shelf: Shelf,
    laws: Vec<Law>,
}

impl Known {
    /// Everything that a record says. Takes time in proportion to the record.
    pub fn of(record: &Record) -> Self {
        let mut shelf = Shelf::of(record);
        let laws = laws::of(record, &mut shelf);
        Self { shelf, laws }
    }

    /// How each fact of a document stands to the record, in the order of the proposals.
    ///
    /// # Example
    /// ```
    /// use cobden_lineage::novelty::{Known, Verdict};
    /// use cobden_record::Record;
    ///
    /// let manifest = "[record]\ntitle = \"A record\"\nformat = 1\n";
    /// let entries = r#"
    /// [source.s]
    /// publisher = "A ministry"
    /// kind = "official"
    /// date = 2025-04-09
    /// [measure.us-125]
    /// sources = ["s"]
    /// known = 2025-04-09
    /// actor = "USA"
    /// target = "CHN"
    /// instrument = "tariff"
    /// authority = "emergency"
    /// products = "all"
    /// rate = "125%"
    /// from = 2025-04-10
    /// "#;
    /// let texts = [("record.toml", manifest), ("entries.toml", entries)];
    /// let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
    /// let (record, _) = Record::from_texts(texts.to_vec()).expect("a record");
    ///
    /// let text = "May 2, 2025\n\nThe US imposed a tariff of 125% on Chinese goods.\n";
    /// let found = cobden_read::read(text, &Default::default()).written(text, Default::default());
    /// let compared = Known::of(&record).compare(&found);
    /// let measure = compared.iter().zip(&found.proposals).find(|(_, one)| one.kind.name() == "measure");
    /// let (compared, _) = measure.expect("a measure");
    /// assert_eq!(compared.verdict, Verdict::Known);
    /// assert_eq!(compared.entries[0].id, "us-125");
    /// ```
    pub fn compare(&self, reading: &Reading) -> Vec<Novelty> {
        let by_id: HashMap<&str, &Proposal> = reading
            .proposals
            .iter()
            .map(|one| (one.id.as_str(), one))
            .collect();
        let all = reading.proposals.iter().map(|proposal| {
            let said = proposal.from.as_deref().and_then(|id| by_id.get(id));
            self.one(&reading.document, proposal, said.copied())
        });
        all.collect()
    }

    /// How a fact stands to the record; `statement` is the one that it rests on, if it rests on one.
    pub fn one(
        &self,
        note: &DocumentNote,
        proposal: &Proposal,
        statement: Option<&Proposal>,
    ) -> Novelty {
        let question = Question {
            note,
            proposal,
            statement,
        };
        let mut found = self.shelf.accepted_from(&question);
        if found.is_empty() {
            found = match proposal.kind {
                Kind::Statement | Kind::Position | Kind::Forecast | Kind::Event => {
                    self.said(&question)
                }
                Kind::Measure => self.measure(&question),
                Kind::Meeting => self.meeting(&question),
                Kind::Figure => self.figure(&question),
            };
        }
        let verdict = match found.iter().any(|one| one.differs.is_empty()) {
            true => Verdict::Known,
            false if found.is_empty() => Verdict::New,
            false => Verdict::Differs,
        };
        // What agrees outweighs what differs: of a rate that rose by steps one step fits.
        if verdict == Verdict::Known {
            found.retain(|one| one.differs.is_empty());
        }
        found.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.entry.cmp(&b.entry)));
        found.dedup_by_key(|one| one.entry);
        found.truncate(Novelty::MOST);
        let entries = found.into_iter().map(|one| self.shelf.named(one));
        Novelty {
            proposal: proposal.id.clone(),
            verdict,
            entries: entries.collect(),
        }
    }
}

/// A fact in its document.
#[derive(Clone, Copy)]
struct Question<'a> {
    note: &'a DocumentNote,
    proposal: &'a Proposal,
    statement: Option<&'a Proposal>,
}

impl<'a> Question<'a> {
    fn norms(&self) -> Norms<'a> {
        Norms(self.proposal)
    }

    /// The day or days that the fact itself gives.
    fn dated(&self) -> Option<Period> {
        let said = || self.statement.and_then(|said| Norms(said).period("date"));
        let own = self.norms().period("date");
        match self.proposal.kind {
            Kind::Position | Kind::Forecast => own.or_else(said),
            _ => own,
        }
    }

    /// The days of the fact, else those of the document.
    fn days(&self) -> Option<Span> {
        self.dated().or(self.note.date).map(Span::of)
    }

    /// The days of the document.
    fn published(&self) -> Option<Span> {
        self.note.date.map(Span::of)
    }
}

/// An entry found to be about the same, by its place on the shelf.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    entry: usize,
    /// How close it is; only the order counts.
    rank: f64,
    because: String,
    differs: Vec<Difference>,
}

impl Found {
    fn same(entry: usize, rank: f64, because: impl Into<String>) -> Self {
        Self {
            entry,
            rank,
            because: because.into(),
            differs: Vec::new(),
        }
    }

    fn but(
        mut self,
        field: &'static str,
        document: impl Into<String>,
        record: impl Into<String>,
    ) -> Self {
        self.differs.push(Difference {
            field,
            document: document.into(),
            record: record.into(),
        });
        self
    }
}
