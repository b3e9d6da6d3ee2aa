//! The report as data.

use std::collections::BTreeMap;

use cobden_record::View;
use cobden_world::World;
use schemars::JsonSchema;
use serde::Serialize;

use crate::changes::{Change, changes};
use crate::context::Context;
use crate::costs::{self, Costs, Scenarios, Work};
use crate::events::{Event, events};
use crate::fault::BriefFault;
use crate::forecasts::{Forecast, forecasts};
use crate::headline::{Sentence, headline};
use crate::history::{History, histories};
use crate::in_force::{Direction, directions};
use crate::pending::{Pending, pending};
use crate::positions::{Contradiction, Position, contradictions, positions};
use crate::question::{Question, Settled};
use crate::sources::{Source, sources};
use crate::talks::{Prospects, WayOut};
use crate::trail::{EntryTrail, Ledger, Teller, Trail};
use crate::watch::{Watched, watched};
use crate::words;

/// A report on a dispute on a day: what is in force, what changed, who wants what, what it costs, and what it rests on.
///
/// Percentages are numbers of percent; days are written as 2025-05-02. Every figure has an id, whose trail is in `trails`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Brief {
    /// Version of this format.
    pub format: u32,
    /// What the record is about.
    pub title: String,
    /// The day it speaks of.
    pub on: String,
    /// What was known by this day.
    pub known: String,
    /// Since when changes are told.
    pub since: String,
    /// The day that costs are compared with.
    pub before: String,
    /// The two sides.
    pub parties: Vec<Party>,
    /// The main points in three sentences.
    pub headline: Vec<Sentence>,
    /// Duties and controls each way.
    pub in_force: Vec<Direction>,
    /// Average additional duties over time, each way.
    pub history: Vec<History>,
    /// What changed.
    pub changes: Vec<Change>,
    /// What is threatened, announced or reported.
    pub pending: Vec<Pending>,
    /// Who wants what.
    pub positions: Vec<Position>,
    /// Positions that cannot both be had, and entries that cannot both be true.
    pub contradictions: Vec<Contradiction>,
    /// Calls, meetings, statements and agreements.
    pub events: Vec<Event>,
    /// What it costs.
    pub costs: Costs,
    /// What could end it.
    pub way_out: WayOut,
    /// What one rate of each on the other's goods would come to: alone, in a war, by a deal.
    pub prospects: Prospects,
    /// Forecasts, those still due first.
    pub forecasts: Vec<Forecast>,
    /// What is dated for the days to come.
    pub watch: Vec<Watched>,
    /// What the report rests on.
    pub sources: Vec<Source>,
    /// Why each figure is said, by id.
    pub trails: BTreeMap<String, Trail>,
    /// The entries that trails name, by id.
    pub entries: BTreeMap<String, EntryTrail>,
    /// The program and the record.
    pub provenance: Provenance,
}

/// A side of the dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Party {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The program and the record that a report was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Provenance {
    /// Version of the program.
    pub cobden: String,
    /// Title of the record.
    pub record: String,
    /// Hash of the record.
    pub record_hash: String,
}

/// A report and the runs behind it.
pub struct Made {
    /// The report.
    pub brief: Brief,
    work: Work,
}

impl Brief {
    /// Makes a report.
    ///
    /// `folder` is the record's as the reader wrote it, for the commands that repeat an answer.
    ///
    /// # Errors
    /// [`BriefFault`]; nothing that did not converge is shown.
    pub fn make(
        folder: &str,
        view: View<'_>,
        world: &World,
        question: &Question,
        scenarios: &Scenarios,
    ) -> Result<Made, BriefFault> {
        let asked = Settled::new(question, view)?;
        let mut ledger = Ledger::new(view, asked.on, asked.known);
        let context = Context::new(folder, view, asked, world)?;
        let in_force = directions(&context, &mut ledger)?;
        let history = histories(&context)?;
        let changes = changes(&context, &mut ledger);
        let pending = pending(&context, &mut ledger);
        let positions = positions(&context, &mut ledger);
        let contradictions = contradictions(&context, &mut ledger, &positions);
        let events = events(&context, &mut ledger);
        let forecasts = forecasts(&context, &mut ledger);
        let work = costs::costs(&context, &mut ledger, world, &history, scenarios)?;
        let watch = watched(
            &context,
            &mut ledger,
            &history,
            &pending,
            &events,
            &forecasts,
        );
        let asked = &context.asked;
        let party = |code: &String| Party {
            code: code.clone(),
            name: words::name(code),
        };
        let mut brief = Self {
            format: 1,
            title: context.record.manifest.title.clone(),
            on: asked.on.to_string(),
            known: asked.known.to_string(),
            since: asked.since.to_string(),
            before: asked.before.to_string(),
            parties: asked.parties.iter().map(party).collect(),
            headline: Vec::new(),
            in_force,
            history,
            changes,
            pending,
            positions,
            contradictions,
            events,
            costs: work.costs.clone(),
            way_out: work.way_out.clone(),
            prospects: work.prospects.clone(),
            forecasts,
            watch,
            sources: Vec::new(),
            trails: BTreeMap::new(),
            entries: BTreeMap::new(),
            provenance: Provenance {
                cobden: env!("CARGO_PKG_VERSION").to_owned(),
                record: context.record.manifest.title.clone(),
                record_hash: context.record.hash.clone(),
            },
        };
        brief.headline = headline(&brief, &context);
        (brief.trails, brief.entries) = ledger.finish();
        brief.sources = sources(&context, &brief.entries);
        Ok(Made { brief, work })
    }

    /// Why a figure is said, one step a line; with or without the day in front of its name.
    pub fn why(&self, figure: &str) -> Option<(&str, &Trail, Vec<String>)> {
        let full = |id: &str| id.split_once(':').is_some_and(|(_, name)| name == figure);
        let (id, trail) = self
            .trails
            .iter()
            .find(|(id, _)| *id == figure || full(id))?;
        Some((id, trail, self.teller().steps(trail)))
    }

    pub(crate) fn teller(&self) -> Teller<'_> {
        Teller {
            entries: &self.entries,
            costs: &self.costs,
        }
    }

    /// JSON Schema of a report.
    pub fn schema() -> serde_json::Value {
        schemars::schema_for!(Self).into()
    }
}

impl Made {
    /// Writes the runs of the model as files that `cobden simulate` reads.
    ///
    /// # Errors
    /// When the folder exists already, or what the operating system says.
    pub fn write_runs(&self, folder: &std::path::Path) -> std::io::Result<()> {
        costs::write_runs(&self.work, folder)
    }
}
