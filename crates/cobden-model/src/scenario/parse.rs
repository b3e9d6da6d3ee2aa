//! Text to [`Scenario`], all faults at once.

use std::ops::Range;
use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_toml::{DeValue, Section, Spanned, document, kind, shown};

use super::products::read_products;
use super::{Action, Change, Instrument, Scenario};
use crate::closure::Closure;
use crate::limit::Rent;

impl Scenario {
    /// Reads a scenario file's text; `path` is shown in messages and is where relative files start.
    ///
    /// # Errors
    /// Syntax, unknown keys, missing keys, values of the wrong kind, rates without a percent sign,
    /// and a scenario that changes nothing: each with line, column and hint.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostics> {
        let source = SourceText::new(path, text);
        let mut found = Diagnostics::new();
        let document = document(&source, &mut found);
        if found.has_errors() {
            return Err(found);
        }
        let whole = document.span();
        let document = document.get_ref();
        let mut top = Section::new("a scenario", document, whole, &source, &mut found);
        let name = top.string("name");
        let world = top.string("world");
        let world_range = world.as_ref().map(|word| word.range.clone());
        let closure = top.string("closure");
        let closure = closure.map(|word| match word.text.parse::<Closure>() {
            Ok(closure) => closure,
            Err(unknown) => {
                top.fault(
                    word.range,
                    unknown.to_string(),
                    "fixed-deficit keeps deficits, balanced ends them, the others let them grow with GDP",
                );
                Closure::default()
            }
        });
        let elasticities = top.string("elasticities");
        let settings = top.get("settings");
        let tables: Vec<(Instrument, &Spanned<DeValue>)> = Instrument::ALL
            .into_iter()
            .filter_map(|instrument| top.get(instrument.name()).map(|value| (instrument, value)))
            .collect();
        let products = top.get("product");
        top.finish();

        let products = products.map_or(Vec::new(), |value| {
            read_products(value, &source, &mut found)
        });
        let mut changes = Vec::new();
        for (instrument, value) in tables {
            read_changes(instrument, value, &source, &mut found, &mut changes);
        }
        let mut scenario = Self {
            name: name.map_or_else(|| stem(path), |word| word.text),
            world: world.map(|word| word.text),
            world_range,
            closure: closure.unwrap_or_default(),
            elasticities,
            changes,
            products,
            tolerance: None,
            max_iterations: None,
            threads: None,
            source: source.clone(),
        };
        if let Some(value) = settings {
            scenario.read_settings(value, &mut found);
        }
        if scenario.changes.is_empty() && !found.has_errors() {
            let names = Instrument::ALL
                .map(|i| format!("[[{}]]", i.name()))
                .join(", ");
            let place = Place::File(path.to_owned());
            let fault = Diagnostic::error(place, "the scenario changes nothing");
            found.push(fault.hint(format!("add at least one of {names}")));
        }
        found.finish(scenario).map(|(scenario, _)| scenario)
    }

    fn read_settings(&mut self, value: &Spanned<DeValue>, found: &mut Diagnostics) {
        let DeValue::Table(table) = value.get_ref() else {
            let fault = Diagnostic::error(self.place(&value.span()), "settings is not a table");
            found.push(fault.hint("write [settings] on a line of its own"));
            return;
        };
        let source = self.source.clone();
        let mut section = Section::new("[settings]", table, value.span(), &source, found);
        if let Some((tolerance, range)) = section.number("tolerance") {
            if (1e-14..=1e-3).contains(&tolerance) {
                self.tolerance = Some(tolerance);
            } else {
                let message = format!("a tolerance of {tolerance} is out of range");
                section.fault(
                    range,
                    message,
                    "between 1e-14 and 1e-3; the default is 1e-10",
                );
            }
        }
        self.max_iterations = section.count("max_iterations");
        self.threads = section.count("threads");
        section.finish();
    }
}

fn stem(path: &str) -> String {
    let stem = std::path::Path::new(path).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn read_changes(
    instrument: Instrument,
    value: &Spanned<DeValue>,
    source: &Arc<SourceText>,
    found: &mut Diagnostics,
    changes: &mut Vec<Change>,
) {
    each_table(instrument.name(), value, source, found, &mut |section| {
        changes.extend(read_change(instrument, section));
    });
}

/// Hands on every table of a list of tables called `name`.
pub(super) fn each_table(
    name: &str,
    value: &Spanned<DeValue>,
    source: &Arc<SourceText>,
    found: &mut Diagnostics,
    read: &mut dyn FnMut(Section),
) {
    let refuse = |range: Range<usize>, what: &str, found: &mut Diagnostics| {
        let place = Place::Span {
            source: source.clone(),
            range,
        };
        let message = format!("{name} is {what}, not a list of tables");
        found.push(
            Diagnostic::error(place, message)
                .hint(format!("write [[{name}]] on a line of its own")),
        );
    };
    let DeValue::Array(items) = value.get_ref() else {
        refuse(value.span(), kind(value.get_ref()), found);
        return;
    };
    for item in items.iter() {
        let DeValue::Table(table) = item.get_ref() else {
            refuse(item.span(), kind(item.get_ref()), found);
            continue;
        };
        let label = format!("[[{name}]]");
        read(Section::new(&label, table, item.span(), source, found));
    }
}

/// Keys of which exactly one says what a change does.
fn actions(instrument: Instrument) -> &'static [&'static str] {
    match instrument {
        Instrument::Tariff => &["set", "add", "scale", "file"],
        Instrument::TradeCost => &["change", "partial_effect", "file"],
        Instrument::ExportTax => &["set", "add"],
        Instrument::Elasticity => &["set", "scale"],
        Instrument::Embargo => &[],
        Instrument::Limit => &["volume"],
    }
}

fn read_change(instrument: Instrument, mut section: Section) -> Option<Change> {
    let range = section.range();
    let mut given: Vec<(Action, Range<usize>)> = Vec::new();
    let mut tried = Vec::new();
    for key in actions(instrument) {
        let action = match (*key, instrument) {
            ("file", _) => section.string(key).map(|word| {
                let range = word.range.clone();
                (Action::File(word), range)
            }),
            ("set", Instrument::Elasticity) => section
                .number(key)
                .map(|(value, range)| (Action::Set(value), range)),
            ("partial_effect", _) => section
                .number(key)
                .map(|(value, range)| (Action::PartialEffect(value), range)),
            ("set", _) => section
                .percent(key)
                .map(|(value, range)| (Action::Set(value), range)),
            ("volume", _) => section.percent(key).map(|(volume, range)| {
                let (rent, joint) = (Rent::default(), false);
                let action = Action::Limit {
                    volume,
                    rent,
                    joint,
                };
                (action, range)
            }),
            ("add", _) => section
                .percent(key)
                .map(|(value, range)| (Action::Add(value), range)),
            ("scale", _) => section
                .percent(key)
                .map(|(value, range)| (Action::Scale(value), range)),
            (_, _) => section
                .percent(key)
                .map(|(value, range)| (Action::CostChange(value), range)),
        };
        if section.get(key).is_some() {
            tried.push(*key);
        }
        given.extend(action);
    }
    let from_file = matches!(given.first(), Some((Action::File(_), _)));
    let is_elasticity = instrument == Instrument::Elasticity;
    let selector = |section: &mut Section, key: &'static str, needed: bool| {
        let words = section.strings(key);
        if words.is_none() && needed {
            let example = if key == "sector" {
                "\"goods\""
            } else {
                "\"*\""
            };
            let message = format!("{key} is missing");
            section.fault(
                range.clone(),
                message,
                format!("add {key} = {example}, a code, or a list of codes"),
            );
        }
        words.unwrap_or_default()
    };
    let importer = if is_elasticity {
        Vec::new()
    } else {
        selector(&mut section, "importer", !from_file)
    };
    let exporter = if is_elasticity {
        Vec::new()
    } else {
        selector(&mut section, "exporter", !from_file)
    };
    let sector = selector(&mut section, "sector", !from_file);

    if instrument == Instrument::Limit {
        read_terms(&mut section, &mut given);
    }
    let names = actions(instrument).join(", ");
    let action = match (instrument, given.len(), tried.len()) {
        (Instrument::Embargo, ..) => Some((Action::Prohibit, range.clone())),
        (_, 1, 1) => given.pop(),
        // A misspelled action has its own fault.
        (_, _, 0) if section.has_unknown() => None,
        (_, _, 0) => {
            let example = match instrument {
                Instrument::Elasticity => "set = 4.0",
                Instrument::Limit => "volume = \"50%\"",
                Instrument::TradeCost => "change = \"-5%\"",
                _ => "add = \"10%\"",
            };
            section.fault(
                range.clone(),
                "nothing says what to change".into(),
                format!("write one of {names}, for example {example}"),
            );
            None
        }
        (_, _, 2..) => {
            section.fault(
                range.clone(),
                format!("{} at once", tried.join(" and ")),
                format!(
                    "keep one, and write another [[{}]] for the other",
                    instrument.name()
                ),
            );
            None
        }
        // The one that was tried has its fault already.
        _ => None,
    };
    if let Some((action, at)) = &action {
        check_action(instrument, action, at.clone(), &mut section);
    }
    section.finish();
    action.map(|(action, action_range)| Change {
        instrument,
        importer,
        exporter,
        sector,
        action,
        action_range,
        range,
    })
}

/// Who keeps the rent of a limit, and whether its flows share it.
fn read_terms(section: &mut Section, given: &mut [(Action, Range<usize>)]) {
    let keeper = section.string("rent").map(|word| match word.text.as_str() {
        "exporter" => Rent::Exporter,
        "importer" => Rent::Importer,
        other => {
            let message = format!("rent is \"{other}\"");
            let hint = "write \"exporter\" for export licences or \"importer\" for import licences";
            section.fault(word.range, message, hint);
            Rent::default()
        }
    });
    let shared = section.boolean("joint");
    for (action, _) in given {
        if let Action::Limit { rent, joint, .. } = action {
            *rent = keeper.unwrap_or_default();
            *joint = shared.unwrap_or(false);
        }
    }
}

fn check_action(instrument: Instrument, action: &Action, at: Range<usize>, section: &mut Section) {
    let low = |message: String, hint: &str, section: &mut Section| {
        section.fault(at.clone(), message, hint)
    };
    match (instrument, action) {
        (Instrument::Elasticity, Action::Set(value)) if *value <= 0.0 => {
            let message = format!("a trade elasticity of {value} is not above zero");
            low(
                message,
                "the sign convention is theta > 0 (sigma - 1 in Armington models)",
                section,
            );
        }
        (Instrument::Tariff, Action::Set(rate)) if *rate <= -1.0 => {
            let message = format!("a duty of {} makes the good free or worse", shown(*rate));
            low(message, "rates are above -100%", section);
        }
        (Instrument::ExportTax, Action::Set(rate)) if *rate <= -1.0 => {
            let message = format!(
                "an export tax of {} makes the good free or worse",
                shown(*rate)
            );
            low(message, "rates are above -100%", section);
        }
        (_, Action::Limit { volume, .. }) if *volume < 0.0 => {
            let message = format!("a volume of {} is below none at all", shown(*volume));
            low(message, "0% is an embargo, 100% the volume before", section);
        }
        (Instrument::Elasticity, Action::Scale(0.0)) => {
            let message = "a scale of 0% leaves no elasticity".to_owned();
            low(message, "50% halves, 100% keeps, 200% doubles", section);
        }
        (_, Action::Scale(rate)) if *rate < 0.0 => {
            let message = format!("a scale of {} turns the sign", shown(*rate));
            low(message, "50% halves, 100% keeps, 200% doubles", section);
        }
        (_, Action::CostChange(rate)) if *rate <= -1.0 => {
            let message = format!("a cost change of {} leaves no cost", shown(*rate));
            low(message, "changes are above -100%", section);
        }
        _ => {}
    }
}
