//! `cobden duty`.

use cobden::codes::HsCode;
use cobden::record::{Item, Products, Rates, Record};
use cobden::schedule::{DutyAnswer, LayerStatus, Query};
use jiff::civil::Date;
use serde_json::json;

use super::shown::{citations, percent_value, points, reason};
use super::{Failure, Source, begins, refused};
use crate::cli::failure::{print, print_json};
use crate::cli::format::table;

/// The duty on a product from an economy on a day, layer by layer
#[derive(clap::Args)]
#[command(after_help = "Examples:
  cobden duty examples/us-china --importer USA --exporter CHN --hs 8517.13.00 --on 2025-05-02
  cobden duty examples/us-china --importer USA --exporter CHN --hs 8517.13.00 --on 2025-04-10 --known 2025-04-10
  cobden duty examples/us-china --importer USA --exporter MEX --hs 8703.23.01 --on 2025-06-01 --assume usmca=1")]
pub(crate) struct DutyArguments {
    #[command(flatten)]
    source: Source,
    /// Who imports (ISO 3166-1 alpha-3)
    #[arg(long, value_name = "ECONOMY")]
    importer: String,
    /// From whom: an economy, or a group whose members are treated alike
    #[arg(long, value_name = "ECONOMY")]
    exporter: String,
    /// Product code of 2 to 10 digits
    #[arg(long, value_name = "CODE")]
    hs: HsCode,
    /// Day of entry
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Date,
    /// Day of export, for relief of goods under way
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    exported: Option<Date>,
    /// Share of the trade that meets a condition, 0 to 1; may be repeated
    #[arg(long, value_name = "CONDITION=SHARE", value_parser = assumption)]
    assume: Vec<(String, f64)>,
}

/// Reads `usmca=0.4`.
fn assumption(text: &str) -> Result<(String, f64), String> {
    let (condition, share) = text
        .split_once('=')
        .ok_or("write a condition and its share, such as usmca=0.4")?;
    match share.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok((condition.to_owned(), share)),
        _ => Err(format!("`{share}` is not a share from 0 to 1")),
    }
}

impl DutyArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let record = self.source.load()?;
        let schedule = self.source.schedule(&record)?;
        let query = Query {
            exported: self.exported,
            assume: self.assume.clone(),
            ..Query::new(&self.importer, &self.exporter, self.hs, self.on)
        };
        let answer = schedule.duty(&query).map_err(|fault| refused(&fault))?;
        if self.source.json {
            print_json(&self.value(&record, &answer))
        } else {
            print(&self.text(&record, &answer))
        }
    }

    fn value(&self, record: &Record, answer: &DutyAnswer) -> serde_json::Value {
        let layers = answer.layers.iter().map(|layer| {
            json!({
                "measure": layer.measure,
                "authority": layer.authority,
                "rate_percent": percent_value(layer.rate),
                "status": layer.status.to_string(),
                "reason": reason(record, layer),
                "source": citations(record, &layer.sources),
                "title": layer.title,
                "statutory_percent": percent_value(layer.statutory),
            })
        });
        json!({
            "total_percent": percent_value(answer.total),
            "additional_percent": percent_value(answer.additional),
            "layers": layers.collect::<Vec<_>>(),
            "importer": self.importer,
            "exporter": self.exporter,
            "hs": self.hs.to_string(),
            "on": self.on.to_string(),
            "lines": answer.lines.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "has_ordinary_duty": answer.has_ordinary,
            "is_lower_bound": is_lower_bound(answer),
            "duties_without_list": answer.unlisted_duties,
            "exemptions_without_list": answer.unlisted_exemptions,
            "in_transit_relief": answer.in_transit,
            "listed_beside": listed_beside(record, &self.importer, self.hs),
            "provenance": self.source.provenance(record),
        })
    }

    fn text(&self, record: &Record, answer: &DutyAnswer) -> String {
        let known = match self.source.known {
            Some(day) => format!(", as known on {day}"),
            None => String::new(),
        };
        let bound = if is_lower_bound(answer) {
            "at least "
        } else {
            ""
        };
        let mut text = format!(
            "{} from {} into {} on {}{known}\n",
            self.hs, self.exporter, self.importer, self.on
        );
        let (total, additional) = (
            points(100.0 * answer.total),
            points(100.0 * answer.additional),
        );
        text += &if answer.has_ordinary {
            format!("{bound}{total}% of customs value, of which {additional}% is additional\n\n")
        } else {
            format!(
                "{bound}{additional}% of customs value on top of the ordinary duty, which is not on record\n\n"
            )
        };
        let rows = answer.layers.iter().map(|layer| {
            let nominal = match layer.status {
                LayerStatus::Applied if layer.rate == layer.statutory => String::new(),
                _ => points(100.0 * layer.statutory),
            };
            vec![
                layer.measure.clone(),
                points(100.0 * layer.rate),
                nominal,
                layer.status.to_string(),
            ]
        });
        text += &table(&["layer", "percent", "by itself", "status"], rows.collect());
        text += "\n";
        for layer in &answer.layers {
            let title = layer.title.as_deref().unwrap_or(&layer.measure);
            let why = reason(record, layer);
            let why = if why.is_empty() {
                why
            } else {
                format!(" [{why}]")
            };
            text += &format!(
                "  {}: {title}{why}\n    {}\n",
                layer.measure,
                citations(record, &layer.sources)
            );
        }
        let mut notes = Vec::new();
        if !answer.valued {
            notes.push(
                "a specific duty has no ad valorem equivalent here and counts as nothing"
                    .to_owned(),
            );
        }
        for (unlisted, what) in [
            (
                &answer.unlisted_duties,
                "may be due on top, but their product lists are not held",
            ),
            (
                &answer.unlisted_exemptions,
                "may spare it, but their product lists are not held",
            ),
        ] {
            if !unlisted.is_empty() {
                let ids: Vec<String> = unlisted.iter().map(|id| with_rate(record, id)).collect();
                notes.push(format!("{what}: {}", ids.join(", ")));
            }
        }
        notes.extend(listed_beside(record, &self.importer, self.hs));
        notes.extend(begins(record, &self.importer, self.on));
        notes.extend(answer.in_transit.iter().cloned());
        for note in notes {
            text += &format!("\nNote: {note}\n");
        }
        text
    }
}

/// Whether more may be due than the total says.
fn is_lower_bound(answer: &DutyAnswer) -> bool {
    !answer.valued || !answer.unlisted_duties.is_empty()
}

/// What to say of a national code that no list names, though it names others of its subheading.
///
/// Only where a tariff's lines are not held: elsewhere such a code is refused.
fn listed_beside(record: &Record, importer: &str, code: HsCode) -> Option<String> {
    let mut own = record.nomenclatures.values();
    if own.any(|entry| entry.body.importer == importer && !entry.body.lines.is_empty()) {
        return None;
    }
    let subheading = code.prefix(6).filter(|_| code.digits() > 6)?;
    let measures = record.measures.values();
    let items = measures
        .filter(|entry| entry.body.actor == importer && entry.body.instrument.is_duty())
        .filter_map(|entry| match &entry.body.products {
            Products::Chosen { include, .. } => Some(include),
            _ => None,
        })
        .flatten();
    let named = items.flat_map(|item| match item {
        Item::All => Vec::new(),
        Item::Code(code) => vec![*code],
        Item::List(id) => {
            let list = record.lists.get(id);
            list.map_or(Vec::new(), |list| {
                list.body.rows.iter().map(|row| row.code).collect()
            })
        }
    });
    let mut beside: Vec<HsCode> = named.filter(|named| subheading.covers(*named)).collect();
    beside.sort_unstable();
    beside.dedup();
    if beside.is_empty()
        || beside
            .iter()
            .any(|named| named.covers(code) || code.covers(*named))
    {
        return None;
    }
    let beside: Vec<String> = beside.iter().take(6).map(ToString::to_string).collect();
    Some(format!(
        "no list of the record names {code}, and {importer}'s lines are not held; its subheading has {}",
        beside.join(", ")
    ))
}

/// A measure's id with its rate, where it has one.
fn with_rate(record: &Record, id: &str) -> String {
    let rate = record
        .measures
        .get(id)
        .and_then(|entry| entry.body.rate.as_ref());
    match rate {
        Some(Rates::Steps(steps)) if steps.len() == 1 => format!("{id} ({})", steps[0].rate),
        _ => id.to_owned(),
    }
}
