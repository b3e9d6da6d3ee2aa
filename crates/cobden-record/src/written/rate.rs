//! Rates as written.

use std::ops::Range;

use cobden_diagnostics::{Diagnostic, Place};
use cobden_toml::{DeValue, Section, Spanned, Word, kind, without_sign};
use jiff::civil::Date;

use super::printer::quoted;
use super::{Fields, Wanted};
use crate::entry::Kind;
use crate::measure::{Rates, Step};
use crate::rate::Expression;

/// Where bytes of a string's content stand in the file; the whole string where it has escapes.
pub(super) fn inside(word: &Word, part: &Range<usize>, text: &str) -> Range<usize> {
    let start = word.range.start + 1;
    match text.get(start..start + word.text.len()) {
        Some(written) if written == word.text => {
            start + part.start..(start + part.end).min(word.range.end)
        }
        _ => word.range.clone(),
    }
}

/// The warning for a rate that can be negative.
pub(super) fn below_zero(place: Place, rate: &Expression) -> Diagnostic {
    let message = format!("{rate} can come to less than 0%, and would then lower the total");
    Diagnostic::warning(place, message).hint(format!("write max(0%, {rate})"))
}

impl Fields<'_, '_> {
    /// A rate: `listed`, an expression, or steps; `from` is the measure's own first day.
    pub(super) fn rates(&mut self, key: &'static str, from: Option<Date>) -> Option<Rates> {
        let value = self.value(key)?;
        self.rates_of(value, from)
    }

    /// The same of a value.
    pub(super) fn rates_of(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        from: Option<Date>,
    ) -> Option<Rates> {
        let DeValue::Array(items) = value.get_ref() else {
            if value.get_ref().as_str() == Some("listed") {
                return Some(Rates::Listed);
            }
            let rate = self.expression(value)?;
            return Some(Rates::Steps(vec![Step { from: None, rate }]));
        };
        if items.is_empty() {
            self.fault(value.span(), "there are no steps", "write rate = \"25%\"");
            return None;
        }
        let mut steps: Vec<Step> = Vec::with_capacity(items.len());
        let mut whole = true;
        for (index, item) in items.iter().enumerate() {
            match self.step(item, index, from, steps.last()) {
                Some(step) => steps.push(step),
                None => whole = false,
            }
        }
        whole.then_some(Rates::Steps(steps))
    }

    fn step(
        &mut self,
        item: &Spanned<DeValue<'_>>,
        index: usize,
        from: Option<Date>,
        last: Option<&Step>,
    ) -> Option<Step> {
        let hint = "write rate = [{ from = 2018-02-07, rate = \"30%\" }, { from = 2019-02-07, rate = \"25%\" }]";
        let Some(table) = item.get_ref().as_table() else {
            let message = format!("a step is {}, not a table", kind(item.get_ref()));
            self.fault(item.span(), message, hint);
            return None;
        };
        let source = self.pending.source.clone();
        let found = &mut *self.section.found;
        let mut section = Section::new("a step", table, item.span(), &source, found);
        let start = section.date("from");
        let dated = section.get("from").is_some();
        let rate = section.get("rate");
        section.finish();
        let Some(rate) = rate else {
            self.fault(item.span(), "the step has no rate", hint);
            return None;
        };
        let rate = self.expression(rate);
        match (&start, last) {
            (None, _) if !dated && index > 0 => {
                self.fault(item.span(), "the step does not say since when", hint);
                return None;
            }
            (Some((day, range)), Some(last)) if last.from.or(from).is_some_and(|b| *day <= b) => {
                let message = format!("the step of {day} does not come after the one before it");
                self.fault(
                    range.clone(),
                    message,
                    "write steps in the order of their days",
                );
            }
            (Some((day, range)), None) if index == 0 && from.is_some_and(|from| from != *day) => {
                let message = format!("the first step starts on {day}, the measure on another day");
                let hint =
                    "the first rate holds from the measure's own first day; leave its from out";
                self.fault(range.clone(), message, hint);
            }
            _ => {}
        }
        Some(Step {
            from: start.map(|(day, _)| day),
            rate: rate?,
        })
    }

    fn expression(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Expression> {
        let word = match value.get_ref() {
            DeValue::String(text) => Word {
                text: text.to_string(),
                range: value.span(),
            },
            DeValue::Integer(number) => return self.without_unit(number.as_str(), value.span()),
            DeValue::Float(number) => return self.without_unit(number.as_str(), value.span()),
            other => {
                let message = format!("the rate is {}", kind(other));
                self.fault(value.span(), message, "write a string such as \"25%\"");
                return None;
            }
        };
        let expression = match Expression::parse(&word.text) {
            Ok(expression) => expression,
            Err(fault) => {
                let range = inside(&word, &fault.range, &self.pending.source.text);
                self.fault(range, fault.message, fault.hint);
                return None;
            }
        };
        if expression.can_be_negative() {
            let place = self.pending.place(value.span());
            self.section.found.push(below_zero(place, &expression));
        }
        for condition in expression.conditions() {
            let at = word.text.find(condition).unwrap_or(0);
            let part = Word {
                text: condition.to_owned(),
                range: inside(
                    &word,
                    &(at..at + condition.len()),
                    &self.pending.source.text,
                ),
            };
            self.refer("rate", part, Wanted::One(Kind::Condition));
        }
        Some(expression)
    }

    fn without_unit(&mut self, number: &str, range: Range<usize>) -> Option<Expression> {
        let fault = without_sign(number);
        self.fault(range, format!("the rate {number} has no unit"), fault.hint);
        None
    }
}

/// A rate as a record writes it.
pub(super) fn written(rates: &Rates) -> String {
    match rates {
        Rates::Listed => quoted("listed"),
        Rates::Steps(steps) => match steps.as_slice() {
            [Step { from: None, rate }] => quoted(&rate.to_string()),
            steps => {
                let steps: Vec<String> = steps
                    .iter()
                    .map(|step| {
                        let rate = quoted(&step.rate.to_string());
                        match step.from {
                            Some(from) => format!("{{ from = {from}, rate = {rate} }}"),
                            None => format!("{{ rate = {rate} }}"),
                        }
                    })
                    .collect();
                format!("[{}]", steps.join(", "))
            }
        },
    }
}
