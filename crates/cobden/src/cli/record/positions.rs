//! `cobden positions`.

use cobden::record::{Attribution, Citation, Record};
use cobden::schedule::{Schedule, Stance, Standing, stances};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::shown::{citation, citations};
use super::{Failure, Source, known_economy};
use crate::cli::failure::{print, print_json};
use crate::cli::format::counted;

/// Who wants what of whom on a day, how well it is sourced, and which preconditions are met
#[derive(clap::Args)]
pub(crate) struct PositionsArguments {
    #[command(flatten)]
    source: Source,
    /// The day
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Date,
    /// Only positions held by or addressed to this economy
    #[arg(long, value_name = "ECONOMY")]
    party: Option<String>,
}

impl PositionsArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        known_economy(self.party.as_deref())?;
        let record = self.source.load()?;
        // What is said later than the day asked about is not known on it, unless one asks with hindsight.
        let view = record.as_known(self.source.known.unwrap_or(self.on));
        let schedule = Schedule::new(view).map_err(|fault| self.source.unstackable(&fault))?;
        let mut stances = stances(view, &schedule, self.on);
        if let Some(party) = &self.party {
            stances.retain(|one| {
                let position = &one.entry.body;
                position.by.contains(party.as_str())
                    || position
                        .to
                        .as_ref()
                        .is_some_and(|to| to.contains(party.as_str()))
            });
        }
        if self.source.json {
            let positions: Vec<Value> = stances.iter().map(|one| value(&record, one)).collect();
            let provenance = self.source.provenance(&record);
            return print_json(
                &json!({ "on": self.on.to_string(), "positions": positions, "provenance": provenance }),
            );
        }
        print(&text(&record, &stances, self.on))
    }
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Open => "open".to_owned(),
        Standing::Met { by, since: None } => format!("met ({by})"),
        Standing::Met {
            by,
            since: Some(since),
        } => format!("met on {since} by {by}"),
        Standing::Withdrawn { by, since } => format!("withdrawn on {since} by {by}"),
        Standing::Lapsed => "lapsed".to_owned(),
    }
}

fn attribution(record: &Record, citation: &Citation) -> Option<Attribution> {
    let source = record.sources.get(&citation.source)?;
    Some(citation.attribution.unwrap_or(source.body.attribution()))
}

fn text(record: &Record, stances: &[Stance<'_>], on: Date) -> String {
    let mut text = format!("{} on {on}\n", counted(stances.len(), "position"));
    let mut holder = "";
    for one in stances {
        let position = &one.entry.body;
        if position.by != holder {
            holder = &position.by;
            text += &format!("\n{holder}\n");
        }
        let to = position
            .to
            .as_ref()
            .map_or(String::new(), |to| format!(" to {to}"));
        let before = position
            .before
            .as_ref()
            .map_or(String::new(), |what| format!(", before {what}"));
        let since = position.from.unwrap_or(one.entry.common.known);
        let what = position.what.trim_end_matches('.');
        text += &format!(
            "  {}{to}: {}{before}\n    {}; since {}; {}; confidence {}\n",
            position.kind,
            what,
            one.entry.id,
            since,
            standing(&one.standing),
            one.entry.common.confidence
        );
        for cited in &one.entry.common.sources {
            let how = attribution(record, cited).map_or("", Attribution::word);
            text += &format!("    {how}: {}\n", citation(record, cited));
        }
        for other in &one.contradicts {
            text += &format!("    contradicts {other}\n");
        }
    }
    text
}

fn value(record: &Record, one: &Stance<'_>) -> Value {
    let position = &one.entry.body;
    let sources: Vec<Value> = one
        .entry
        .common
        .sources
        .iter()
        .map(|cited| {
            json!({
                "source": cited.source,
                "attribution": attribution(record, cited).map(Attribution::word),
                "text": citation(record, cited),
            })
        })
        .collect();
    let (status, by, since) = match &one.standing {
        Standing::Open => ("open", None, None),
        Standing::Met { by, since } => ("met", Some(by), *since),
        Standing::Withdrawn { by, since } => ("withdrawn", Some(by), Some(*since)),
        Standing::Lapsed => ("lapsed", None, None),
    };
    json!({
        "id": one.entry.id,
        "by": position.by,
        "to": position.to,
        "kind": position.kind.word(),
        "what": position.what,
        "before": position.before,
        "status": status,
        "status_by": by,
        "status_since": since.map(|day| day.to_string()),
        "since": position.from.unwrap_or(one.entry.common.known).to_string(),
        "confidence": one.entry.common.confidence.word(),
        "contradicts": one.contradicts,
        "about": position.about,
        "sources": sources,
        "source": citations(record, &one.entry.common.sources),
    })
}
