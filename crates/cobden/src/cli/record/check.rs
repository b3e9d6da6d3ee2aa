//! `cobden check`.

use std::path::PathBuf;
use std::time::Instant;

use cobden::diagnostics::{Diagnostic, Diagnostics, Place};
use cobden::record::{Confidence, Products, Record, Subject};
use cobden::schedule::{FailedClaim, LayerStatus, check_claims};
use serde_json::{Value, json};

use super::shown::{citations, points};
use super::{Failure, Source, load};
use crate::cli::failure::{print, print_json, show};
use crate::cli::format::{counted, table};

/// Read a record, check every reference and rule, and test its claims
#[derive(clap::Args)]
pub(crate) struct CheckArguments {
    /// Folder of the record
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl CheckArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let begun = Instant::now();
        let (record, warnings) = load(&self.folder)?;
        show(&warnings);
        let source = Source {
            folder: self.folder.clone(),
            known: None,
            json: self.json,
        };
        let failed = check_claims(&record).map_err(|fault| source.unstackable(&fault))?;
        if !failed.is_empty() {
            let mut faults = Diagnostics::new();
            failed.iter().for_each(|one| faults.push(diagnostic(one)));
            return Err(faults.into());
        }
        if self.json {
            return print_json(&summary(&record, &source));
        }
        let seconds = begun.elapsed().as_secs_f64();
        print(&text(&record, &format!("{:.0} ms", 1000.0 * seconds)))
    }
}

/// A claim that fails, with what was found and the layers that make it up.
fn diagnostic(failed: &FailedClaim<'_>) -> Diagnostic {
    let place = match &failed.entry.place {
        Place::Span { source, .. } => Place::Span {
            source: source.clone(),
            range: failed.claim.range.clone(),
        },
        other => other.clone(),
    };
    let (value, answer) = match &failed.found {
        Ok(found) => found,
        Err(fault) => {
            return Diagnostic::error(place, format!("the claim cannot be checked: {fault}"))
                .hint("correct the claim");
        }
    };
    let figure = match &failed.claim.subject {
        Subject::Total => "total".to_owned(),
        Subject::Additional => "additional duty".to_owned(),
        Subject::Layer(measure) => format!("layer {measure}"),
    };
    let message = format!(
        "the {figure} is {}%, not {}%",
        points(100.0 * value),
        points(100.0 * failed.claim.expected)
    );
    let layers: Vec<String> = answer
        .layers
        .iter()
        .map(|layer| {
            let rate = points(100.0 * layer.rate);
            match layer.status {
                LayerStatus::Applied => format!("{} {rate}%", layer.measure),
                ref status => format!("{} {rate}% ({status})", layer.measure),
            }
        })
        .collect();
    let layers = if layers.is_empty() {
        "no layer applies".to_owned()
    } else {
        format!("layers: {}", layers.join(", "))
    };
    Diagnostic::error(place, message).hint(layers)
}

fn counts(record: &Record) -> Vec<(&'static str, usize)> {
    vec![
        ("act", record.acts.len()),
        ("measure", record.measures.len()),
        ("amendment", record.amendments.len()),
        ("rule", record.rules.len()),
        ("condition", record.conditions.len()),
        ("list", record.lists.len()),
        ("position", record.positions.len()),
        ("event", record.events.len()),
        ("round", record.rounds.len()),
        ("product", record.products.len()),
        ("limit", record.limits.len()),
        ("forecast", record.forecasts.len()),
        ("outcome", record.outcomes.len()),
        ("indicator", record.indicators.len()),
        ("source", record.sources.len()),
        ("claim", claims(record)),
    ]
}

fn claims(record: &Record) -> usize {
    let asserts = record.asserts.values();
    asserts.map(|entry| entry.body.claims.len()).sum()
}

fn codes(record: &Record) -> usize {
    let lists = record.lists.values().map(|list| list.body.rows.len());
    let vintages = record
        .nomenclatures
        .values()
        .map(|entry| entry.body.lines.len());
    lists.chain(vintages).sum()
}

/// Measures by how sure they are.
fn by_confidence(record: &Record) -> [usize; 3] {
    let mut by = [0; 3];
    for entry in record.measures.values() {
        by[match entry.common.confidence {
            Confidence::A => 0,
            Confidence::B => 1,
            Confidence::C => 2,
        }] += 1;
    }
    by
}

fn unlisted(record: &Record) -> Vec<&str> {
    let measures = record.measures.values();
    let duties = measures.filter(|entry| entry.body.instrument.is_duty());
    let unlisted = duties.filter(|entry| entry.body.products == Products::Unlisted);
    unlisted.map(|entry| entry.id.as_str()).collect()
}

fn text(record: &Record, time: &str) -> String {
    let counts = counts(record);
    let counts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(thing, count)| counted(*count, thing))
        .collect();
    let [a, b, c] = by_confidence(record);
    let mut text = format!(
        "{}\n{}, {} codes; no fault, and every claim holds ({time})\nmeasures by confidence: {a} A, {b} B, {c} C\n",
        record.manifest.title,
        counts.join(", "),
        codes(record),
    );
    let left_out: Vec<Vec<String>> = record
        .rules
        .values()
        .filter(|rule| !rule.body.modelled)
        .map(|rule| {
            vec![
                rule.id.clone(),
                rule.body.reason.clone().unwrap_or_default(),
                rule.body.trade.clone().unwrap_or_default(),
            ]
        })
        .collect();
    if !left_out.is_empty() {
        text += "\nRules on file that are not applied\n";
        for row in &left_out {
            text += &format!("  {}  {}", row[0], row[1]);
            if !row[2].is_empty() {
                text += &format!(" [{}]", row[2]);
            }
            text.push('\n');
        }
    }
    let unlisted = unlisted(record);
    if !unlisted.is_empty() {
        let rows = unlisted
            .iter()
            .map(|id| {
                let entry = &record.measures[*id];
                let lines = entry
                    .body
                    .lines
                    .map_or(String::new(), |lines| lines.to_string());
                let trade = entry.body.trade.clone().unwrap_or_default();
                vec![(*id).to_owned(), lines, trade]
            })
            .collect();
        text += "\nDuties whose product lists are not held\n";
        text += &table(&["measure", "lines", "trade"], rows);
    }
    text
}

fn summary(record: &Record, source: &Source) -> Value {
    let counts: serde_json::Map<String, Value> = counts(record)
        .into_iter()
        .map(|(thing, count)| (format!("{thing}s"), json!(count)))
        .collect();
    let left_out: Vec<Value> = record
        .rules
        .values()
        .filter(|rule| !rule.body.modelled)
        .map(|rule| {
            json!({
                "rule": rule.id,
                "title": rule.common.title,
                "reason": rule.body.reason,
                "trade": rule.body.trade,
                "source": citations(record, &rule.common.sources),
            })
        })
        .collect();
    json!({
        "ok": true,
        "provenance": source.provenance(record),
        "entries": counts,
        "codes": codes(record),
        "rules_not_applied": left_out,
        "duties_without_list": unlisted(record),
    })
}
