//! Why a figure is said: an entry and its sources, a mean over duties, or a run of the model.

use std::collections::BTreeMap;

use cobden_record::{Citation, Entry, Kind, View};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::costs::Costs;
use crate::figure::{Figure, Unit};
use crate::page;
use crate::words::counted;

/// What a figure is and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Trail {
    /// What it is, in words.
    pub title: String,
    /// How much, where it is a number.
    pub value: Option<f64>,
    /// Of what.
    pub unit: Option<Unit>,
    /// What it rests on.
    pub basis: Basis,
}

/// What a figure rests on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Basis {
    /// An entry of the record says so.
    Entry {
        /// Its id among the entries.
        entry: String,
    },
    /// Duties by line, and what trade weighs them with.
    Duties {
        /// How it is computed.
        how: String,
        /// The trade, by id among the entries.
        weights: String,
        /// The measures in force that it is made of, by id among the entries.
        measures: Vec<String>,
        /// A command that gives the same number, where there is one.
        repeat: Option<String>,
    },
    /// A run of the model.
    Run {
        /// Its id among the runs.
        run: String,
        /// Where in the output of `cobden simulate --json` it stands.
        field: String,
        /// Entries that the shock rests on, by id, where the figure is about them.
        entries: Vec<String>,
    },
    /// Entries or runs, put together.
    Derived {
        /// How it is computed.
        how: String,
        /// From what.
        from: Vec<Origin>,
    },
}

/// What a derived figure is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Origin {
    /// An entry of the record.
    Entry {
        /// Its id among the entries.
        entry: String,
    },
    /// A run of the model.
    Run {
        /// Its id among the runs.
        run: String,
    },
}

/// An entry, where it is written and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntryTrail {
    /// Kind of entry.
    pub entry: String,
    /// Its id.
    pub id: String,
    /// What tables call it.
    pub title: Option<String>,
    /// File, line and column.
    pub place: String,
    /// The day from which the public could know, where the entry says one.
    pub known: Option<String>,
    /// `A`, `B` or `C`.
    pub confidence: String,
    /// Sources that do not rest on each other.
    pub independent_sources: usize,
    /// Who says so.
    pub sources: Vec<Cited>,
}

/// A source as cited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Cited {
    /// Its id.
    pub source: String,
    /// Who published it, what it is called, and the place in it; of a source published later only the publisher.
    pub text: String,
    /// When it was published.
    pub date: String,
    /// Whether that was after the day of knowledge: the entry says that the fact was public by then.
    pub later: bool,
    /// Kind of publication.
    pub publication: String,
    /// How it came to know.
    pub attribution: String,
    /// Where it can be read, unless it was published later.
    pub url: Option<String>,
}

/// A citation in full, but for what a source published later would give away.
fn cited(view: View<'_>, citation: &Citation) -> Option<Cited> {
    let source = view.record().sources.get(&citation.source)?;
    let later = !view.knows(source);
    let mut text = source.body.publisher.clone();
    if later {
        // What it is called may tell what came after.
        text += ", a source published later";
    } else {
        for part in [&source.common.title, &citation.at].into_iter().flatten() {
            text += ", ";
            text += part;
        }
    }
    let attribution = citation.attribution.unwrap_or(source.body.attribution());
    Some(Cited {
        source: citation.source.clone(),
        text,
        date: source.body.date.to_string(),
        later,
        publication: source.body.kind.word().to_owned(),
        attribution: attribution.word().to_owned(),
        url: source.body.url.clone().filter(|_| !later),
    })
}

impl EntryTrail {
    fn of<T>(view: View<'_>, kind: Kind, entry: &Entry<T>) -> Self {
        Self {
            entry: kind.word().to_owned(),
            id: entry.id.clone(),
            title: entry.common.title.clone(),
            place: entry.place.to_string(),
            known: Some(entry.common.known)
                .filter(|day| *day > Date::MIN)
                .map(|day| day.to_string()),
            confidence: entry.common.confidence.word().to_owned(),
            independent_sources: view.independent(&entry.common.sources).independent(),
            sources: entry
                .common
                .sources
                .iter()
                .filter_map(|one| cited(view, one))
                .collect(),
        }
    }

    /// Kind, id and title.
    fn name(&self) -> String {
        let title = self
            .title
            .as_ref()
            .map_or(String::new(), |title| format!(" ({title})"));
        format!("{} {}{title}", self.entry, self.id)
    }

    /// All there is to say of it.
    fn step(&self) -> String {
        let mut text = self.name();
        text += &format!(", {}", self.place);
        if let Some(known) = &self.known {
            text += &format!(", known {known}");
        }
        text += &format!(
            ", confidence {}, {}",
            self.confidence,
            counted(self.independent_sources, "independent source")
        );
        for source in &self.sources {
            let later = if source.later {
                ", published later"
            } else {
                ""
            };
            text += &format!(
                "; {}: {} ({}, {}{later})",
                source.attribution, source.text, source.publication, source.date
            );
        }
        text
    }
}

/// Entries of the record by id.
pub(crate) type Entries = BTreeMap<String, EntryTrail>;

/// The figures of a report, their trails, and the entries these name.
#[derive(Debug)]
pub(crate) struct Ledger<'r> {
    view: View<'r>,
    prefix: String,
    trails: BTreeMap<String, Trail>,
    entries: Entries,
}

impl<'r> Ledger<'r> {
    /// For a day, as known on a day.
    pub(crate) fn new(view: View<'r>, on: Date, known: Date) -> Self {
        Self {
            view,
            prefix: day_prefix(on, known),
            trails: BTreeMap::new(),
            entries: BTreeMap::new(),
        }
    }

    /// Files an entry that figures rest on, and gives its id.
    pub(crate) fn entry<T>(&mut self, kind: Kind, entry: &Entry<T>) -> String {
        let view = self.view;
        self.entries
            .entry(entry.id.clone())
            .or_insert_with(|| EntryTrail::of(view, kind, entry));
        entry.id.clone()
    }

    /// What rests on one entry.
    pub(crate) fn says<T>(&mut self, kind: Kind, entry: &Entry<T>) -> Basis {
        Basis::Entry {
            entry: self.entry(kind, entry),
        }
    }

    /// How many sources of an entry do not rest on each other.
    pub(crate) fn independent(&self, entry: &str) -> usize {
        self.entries
            .get(entry)
            .map_or(0, |entry| entry.independent_sources)
    }

    /// Who says what an entry says.
    pub(crate) fn sources(&self, entry: &str) -> Vec<Cited> {
        self.entries
            .get(entry)
            .map_or_else(Vec::new, |entry| entry.sources.clone())
    }

    /// Names a figure and files its trail.
    pub(crate) fn figure(
        &mut self,
        id: &str,
        value: f64,
        unit: Unit,
        title: impl Into<String>,
        basis: Basis,
    ) -> Figure {
        // Nothing has no sign.
        let value = if value == 0.0 { 0.0 } else { value };
        let id = self.put(id, title.into(), Some((value, unit)), basis);
        Figure { id, value, unit }
    }

    /// Files the trail of something that is no number, and gives it its full name.
    pub(crate) fn file(&mut self, id: &str, title: impl Into<String>, basis: Basis) -> String {
        self.put(id, title.into(), None, basis)
    }

    fn put(
        &mut self,
        id: &str,
        title: String,
        number: Option<(f64, Unit)>,
        basis: Basis,
    ) -> String {
        let id = format!("{}{id}", self.prefix);
        let trail = Trail {
            title,
            value: number.map(|(value, _)| value),
            unit: number.map(|(_, unit)| unit),
            basis,
        };
        let replaced = self.trails.insert(id.clone(), trail);
        debug_assert!(replaced.is_none(), "two figures are called {id}");
        id
    }

    /// All trails by figure, and the entries they name.
    pub(crate) fn finish(self) -> (BTreeMap<String, Trail>, Entries) {
        (self.trails, self.entries)
    }
}

/// What stands before the name of a figure: the day, and the day of knowledge where it is another one.
pub(crate) fn day_prefix(on: Date, known: Date) -> String {
    if on == known {
        format!("{on}:")
    } else {
        format!("{on}@{known}:")
    }
}

/// What the steps of a trail are told from.
pub(crate) struct Teller<'a> {
    pub entries: &'a Entries,
    pub costs: &'a Costs,
}

impl Teller<'_> {
    /// The steps of a trail, one a line, with all that is known of its entries.
    pub(crate) fn steps(&self, trail: &Trail) -> Vec<String> {
        self.tell(trail, EntryTrail::step)
    }

    /// As a page shows it: of many measures the names alone.
    pub(crate) fn shown(&self, figure: &str, trail: &Trail) -> page::Trail {
        page::Trail {
            figure: figure.to_owned(),
            title: trail.title.clone(),
            steps: self.tell(trail, EntryTrail::name),
        }
    }

    fn tell(&self, trail: &Trail, of_measure: impl Fn(&EntryTrail) -> String) -> Vec<String> {
        let entry = |id: &String| {
            self.entries
                .get(id)
                .map_or_else(|| id.clone(), EntryTrail::step)
        };
        match &trail.basis {
            Basis::Entry { entry: id } => vec![entry(id)],
            Basis::Duties {
                how,
                weights,
                measures,
                repeat,
            } => {
                let mut steps = vec![how.clone(), entry(weights)];
                steps.extend(
                    measures
                        .iter()
                        .map(|id| self.entries.get(id).map_or_else(|| id.clone(), &of_measure)),
                );
                steps.extend(repeat.iter().map(|command| format!("to repeat: {command}")));
                steps
            }
            Basis::Run {
                run,
                field,
                entries,
            } => {
                let mut steps = vec![format!("run {run}, field {field}")];
                steps.extend(entries.iter().map(entry));
                steps.extend(self.costs.run_steps(run));
                steps
            }
            Basis::Derived { how, from } => {
                let mut steps = vec![how.clone()];
                for origin in from {
                    match origin {
                        Origin::Entry { entry: id } => steps.push(entry(id)),
                        Origin::Run { run } => {
                            steps.push(format!("run {run}"));
                            steps.extend(self.costs.run_steps(run));
                        }
                    }
                }
                steps
            }
        }
    }
}
