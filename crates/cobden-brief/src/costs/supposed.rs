//! Scenarios of the reader's own, from a file.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_record::SuppositionFault;
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

/// Scenarios that are solved besides the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scenarios {
    pub(crate) scenarios: Vec<Own>,
}

/// A scenario: the duties of a day, with measures that count though they are no law, and without others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Own {
    pub id: String,
    pub name: String,
    pub on: Option<Date>,
    pub suppose: Vec<String>,
    pub without: Vec<String>,
    /// Where each name stands in the file.
    places: Vec<(String, Place)>,
}

impl Own {
    /// What cannot be supposed, at the names that say so.
    pub(super) fn faults(&self, faults: &[SuppositionFault]) -> Diagnostics {
        let mut found = Diagnostics::new();
        for fault in faults {
            let name = match fault {
                SuppositionFault::NoMeasure { name, .. }
                | SuppositionFault::NoLayer { name, .. } => name,
                SuppositionFault::Both { measure, .. }
                | SuppositionFault::SaysTooLittle { measure, .. } => measure,
                _ => &self.id,
            };
            let place = self.places.iter().find(|(one, _)| one == name);
            let place = place.map_or(Place::Nowhere, |(_, place)| place.clone());
            let message = format!("scenario \"{}\": {fault}", self.id);
            found.push(
                Diagnostic::error(place, message)
                    .hint("`cobden timeline` lists the measures known on the day"),
            );
        }
        found
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    scenario: Vec<RawOwn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOwn {
    id: Spanned<String>,
    name: Option<String>,
    on: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    suppose: Vec<Spanned<String>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
}

/// Names that the usual scenarios have.
const TAKEN: [&str; 6] = [
    "in-force",
    "bilateral",
    "reported-exemptions",
    "mutual-rollback",
    "escalation",
    "scheduled",
];

impl Scenarios {
    /// Reads a file of scenarios.
    ///
    /// ```toml
    /// [[scenario]]
    /// id = "no-fentanyl"
    /// name = "The fentanyl duties end"
    /// without = ["ieepa-fentanyl"]      # measures, families or authorities that do not count
    /// suppose = ["us-100pct-threat"]    # measures that count though they are threatened, announced or reported
    /// on = 2025-08-12                   # the duties of this day; the day of the report where none is given
    /// ```
    ///
    /// # Errors
    /// What is not TOML, unknown keys, and names that are taken, all at once.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostics> {
        let source = SourceText::new(path, text);
        let place = |range| Place::Span {
            source: source.clone(),
            range,
        };
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let fault = Diagnostic::error(place(error.span().unwrap_or(0..0)), error.message().trim().to_owned());
            fault.hint("a file of scenarios has tables [[scenario]] with id, name, on, suppose and without")
        })?;
        let mut faults = Diagnostics::new();
        let mut scenarios: Vec<Own> = Vec::new();
        for one in raw.scenario {
            let id = one.id.get_ref().clone();
            let is_name = !id.is_empty()
                && id
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if !is_name {
                let fault = Diagnostic::error(place(one.id.span()), format!("\"{id}\" is no id"));
                faults.push(fault.hint("ids are made of letters, digits, - and _"));
            }
            let taken = TAKEN.contains(&id.as_str()) || id.starts_with("rollback-");
            if taken || scenarios.iter().any(|other| other.id == id) {
                let fault = Diagnostic::error(
                    place(one.id.span()),
                    format!("there is a scenario \"{id}\" already"),
                );
                faults.push(fault.hint("choose another id"));
            }
            let on = one.on.as_ref().and_then(|day| {
                let read = day.get_ref().to_string().parse::<Date>().ok();
                if read.is_none() {
                    let fault = Diagnostic::error(place(day.span()), "this is no day");
                    faults.push(fault.hint("write a day as 2025-05-02, without quotes"));
                }
                read
            });
            scenarios.push(Own {
                name: one.name.unwrap_or_else(|| id.clone()),
                id,
                on,
                places: (one.suppose.iter().chain(&one.without))
                    .map(|name| (name.get_ref().clone(), place(name.span())))
                    .collect(),
                suppose: one.suppose.into_iter().map(Spanned::into_inner).collect(),
                without: one.without.into_iter().map(Spanned::into_inner).collect(),
            });
        }
        faults
            .finish(Self { scenarios })
            .map(|(scenarios, _)| scenarios)
    }
}
