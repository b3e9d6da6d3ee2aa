//! `cobden timeline`.

use cobden::record::{Record, TimelineItem};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::shown::{citations, clipped};
use super::{Failure, Source, known_economy};
use crate::cli::failure::{print, print_json};
use crate::cli::format::counted;

/// Everything dated in a record: measures, amendments, events, positions, forecasts, indicators
#[derive(clap::Args)]
pub(crate) struct TimelineArguments {
    #[command(flatten)]
    source: Source,
    /// First day
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    from: Option<Date>,
    /// First day no longer
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    to: Option<Date>,
    /// Only what this economy does or what is done to it
    #[arg(long, value_name = "ECONOMY")]
    party: Option<String>,
    /// Only this kind: measure, amendment, event, position, forecast, outcome, indicator, round, limit, or a finer one such as "export control"
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
}

impl TimelineArguments {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let record = self.source.load()?;
        known_economy(self.party.as_deref())?;
        let items = self.source.view(&record).timeline();
        if let Some(kind) = &self.kind {
            let kinds = items.iter().flat_map(|item| [item.kind.word(), item.what]);
            let mut known: Vec<&str> = kinds.collect();
            known.sort_unstable();
            known.dedup();
            if !known.contains(&kind.as_str()) {
                let near = cobden::codes::suggest::nearest(kind, known.iter().copied());
                let hint = near.map_or_else(
                    || format!("kinds: {}", known.join(", ")),
                    |near| format!("did you mean \"{near}\"?"),
                );
                return Err(Failure::argument(
                    format!("no entry is of kind \"{kind}\""),
                    hint,
                ));
            }
        }
        let items: Vec<TimelineItem> = items
            .into_iter()
            .filter(|item| self.asks_for(item))
            .collect();
        if self.source.json {
            let items: Vec<Value> = items.iter().map(|item| value(&record, item)).collect();
            let provenance = self.source.provenance(&record);
            return print_json(&json!({ "items": items, "provenance": provenance }));
        }
        let mut text = String::new();
        for item in &items {
            let until = item
                .until
                .map_or(String::new(), |until| format!(" to {until}"));
            let to = if item.to.is_empty() {
                String::new()
            } else {
                format!(" > {}", clipped(&item.to.join(", "), 24))
            };
            let who = format!("{}{to}", clipped(&item.by.join(", "), 32));
            text += &format!(
                "{}{until}  {}  {who}\n    {}: {} ({})\n",
                item.date,
                item.what,
                item.id,
                clipped(&item.title, 140),
                item.confidence
            );
        }
        text += &format!("{}\n", counted(items.len(), "item"));
        print(&text)
    }

    fn asks_for(&self, item: &TimelineItem<'_>) -> bool {
        let kind = |kind: &String| item.kind.word() == kind || item.what == kind;
        self.from.is_none_or(|from| from <= item.date)
            && self.to.is_none_or(|to| item.date < to)
            && self.party.as_ref().is_none_or(|party| item.concerns(party))
            && self.kind.as_ref().is_none_or(kind)
    }
}

fn value(record: &Record, item: &TimelineItem<'_>) -> Value {
    json!({
        "date": item.date.to_string(),
        "until": item.until.map(|day| day.to_string()),
        "known": item.known.to_string(),
        "kind": item.kind.word(),
        "what": item.what,
        "id": item.id,
        "by": item.by,
        "to": item.to,
        "title": item.title,
        "confidence": item.confidence.word(),
        "note": item.common.note,
        "source": citations(record, &item.common.sources),
    })
}
