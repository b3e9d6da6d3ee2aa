//! Figures.

use super::id::{joined, slug, when};
use super::value::number;
use super::words::{called, clause, is_economy};
use super::{Draft, Drafter};

impl Drafter<'_> {
    pub(super) fn indicator(&self) -> Draft {
        let norms = self.norms();
        let economy = norms.text("country").filter(|code| is_economy(code));
        let name = norms.slot("what");
        let (period, day) = (norms.period("period"), norms.period("date"));
        let title = match (economy, &name) {
            (Some(code), Some(name)) => format!("{}: {name}", called(code)),
            (_, Some(name)) => clause(name),
            _ => clause(&self.proposal.text),
        };
        let id = joined(&[
            "fig",
            &economy.unwrap_or_default().to_lowercase(),
            &slug(name.as_deref().unwrap_or_default(), 3),
            &when(period.or(day).or(self.note.date)),
        ]);
        let mut draft = self.begin("indicator", id, &title);
        match economy {
            Some(code) => draft.word("economy", code),
            None => draft.gap("economy", "whose figure it is: \"CHN\""),
        }
        match &name {
            Some(name) => draft.text_key("name", name),
            None => draft.gap("name", "what is measured"),
        }
        let mut remarks = Vec::new();
        match (day, period) {
            (_, Some(period)) if period.is_day() => draft.day("on", period.first),
            (_, Some(period)) => {
                draft.day("on", period.first);
                draft.text_key("period", &period.to_string());
            }
            (Some(day), None) => {
                draft.day("on", day.first);
                if !day.is_day() {
                    draft.text_key("period", &day.to_string());
                }
            }
            (None, None) => draft.gap("on", "the day, or period = \"2025-Q1\""),
        }
        match (norms.number("value"), norms.text("unit")) {
            (Some(value), Some(unit)) => {
                draft.keys.push(("value", number(value)));
                draft.text_key("unit", unit);
            }
            (Some(value), None) => {
                draft.keys.push(("value", number(value)));
                draft.gap("unit", "what it counts: \"percent\", \"index\"");
            }
            _ => {}
        }
        if let Some(direction @ ("up" | "down" | "flat")) = norms.text("dir") {
            draft.word("direction", direction);
        }
        draft.text_key("what", &clause(&self.proposal.text));
        for (slot, word) in [("since", "Compared with"), ("source", "Measured by")] {
            if let Some(words) = norms.slot(slot) {
                remarks.push(format!("{word} {words}."));
            }
        }
        self.finish(draft, true, &remarks)
    }
}
