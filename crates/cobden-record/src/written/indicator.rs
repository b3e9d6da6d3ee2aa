//! Indicators as written.

use cobden_toml::Word;
use jiff::civil::Date;

use super::{Body, Fields, Printer, kept_in};
use crate::indicator::Indicator;

impl Body for Indicator {
    kept_in!(Indicator, indicators);

    fn read(fields: &mut Fields) -> Option<Self> {
        let economy = if fields.needs("economy", "say whose figure it is: economy = \"CHN\"") {
            fields
                .word_at("economy")
                .filter(|word| fields.is_economy(word, true))
                .map(|word| word.text)
        } else {
            None
        };
        let name = fields.needed_text("name");
        let period = fields.word_at("period");
        let mut on = fields.date("on");
        if !fields.has("on") {
            on = match &period {
                Some(period) => first_day(period, fields),
                None => {
                    fields.missing("on", "add on = 2025-04-30 or period = \"2025-Q1\"");
                    None
                }
            };
        }
        fields.has("value");
        let value = fields.section.number("value").map(|(value, _)| value);
        let unit = fields.text("unit");
        if fields.has("value") && !fields.has("unit") {
            let range = fields.range_of("value");
            fields.fault(
                range,
                "a value without a unit",
                "say what it counts: unit = \"percent\", unit = \"index\"",
            );
        }
        let direction = fields.one_of("direction");
        let what = fields.text("what");
        Some(Self {
            economy: economy?,
            name: name?,
            on: on?,
            period: period.map(|word| word.text),
            value,
            unit,
            direction,
            what,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("economy", &self.economy);
        printer.text("name", &self.name);
        printer.date("on", self.on);
        printer.optional_text("period", self.period.as_deref());
        if let Some(value) = self.value {
            printer.number("value", value);
        }
        printer.optional_text("unit", self.unit.as_deref());
        if let Some(direction) = self.direction {
            printer.word("direction", direction);
        }
        printer.optional_text("what", self.what.as_deref());
    }
}

/// First day of `2025`, `2025-Q1` or `2025-04`.
fn first_day(period: &Word, fields: &mut Fields) -> Option<Date> {
    let (year, part) = period.text.split_once('-').unwrap_or((&period.text, "01"));
    let month = match part.strip_prefix('Q') {
        Some(quarter) => quarter
            .parse::<i8>()
            .ok()
            .filter(|quarter| (1..=4).contains(quarter))
            .map(|quarter| 3 * quarter - 2),
        None => part.parse::<i8>().ok(),
    };
    let year = year.parse::<i16>().ok().filter(|year| *year >= 0);
    let day = year
        .zip(month)
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    if day.is_none() {
        fields.fault(
            period.range.clone(),
            format!("\"{}\" is not a period with a first day", period.text),
            "write 2025, 2025-Q1 or 2025-04, or add on = 2025-04-01",
        );
    }
    day
}
