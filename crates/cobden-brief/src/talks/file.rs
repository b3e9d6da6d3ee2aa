//! Steps of the reader's own, from a file.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_record::{Supposition, SuppositionFault};
use serde::Deserialize;
use toml::Spanned;

use super::steps::Step;
use crate::context::Context;

/// Steps that stand on the table beside those of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steps {
    written: Vec<Written>,
}

/// A step as it is written, with the place of each name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    id: (String, Place),
    name: Option<String>,
    by: (String, Place),
    without: Vec<(String, Place)>,
    suppose: Vec<(String, Place)>,
    meets: Vec<(String, Place)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    step: Vec<RawStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    id: Spanned<String>,
    name: Option<String>,
    by: Spanned<String>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    suppose: Vec<Spanned<String>>,
    #[serde(default)]
    meets: Vec<Spanned<String>>,
}

impl Steps {
    /// Reads a file of steps.
    ///
    /// ```toml
    /// [[step]]
    /// id = "us-ends-fentanyl"
    /// name = "The United States ends the fentanyl duty"
    /// by = "USA"                        # the side that takes it
    /// without = ["ieepa-fentanyl"]      # measures, families or authorities that do not count
    /// suppose = ["us-100pct-threat"]    # measures that count though they are threatened, announced or reported
    /// meets = ["pos-cn-rollback"]       # positions that it meets, beside those that say so of their measures
    /// ```
    ///
    /// # Errors
    /// What is not TOML, unknown keys, names that are no ids or are taken, and steps that change nothing, all at once.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostics> {
        let source = SourceText::new(path, text);
        let place = |range| Place::Span {
            source: source.clone(),
            range,
        };
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let at = place(error.span().unwrap_or(0..0));
            Diagnostic::error(at, error.message().trim().to_owned()).hint(
                "a file of steps has tables [[step]] with id, name, by, without, suppose and meets",
            )
        })?;
        let mut faults = Diagnostics::new();
        let mut written: Vec<Written> = Vec::new();
        for one in raw.step {
            let at = place(one.id.span());
            let id = one.id.into_inner();
            let is_name = !id.is_empty()
                && id
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if !is_name {
                let fault = Diagnostic::error(at.clone(), format!("\"{id}\" is no id"));
                faults.push(fault.hint("ids are made of letters, digits, - and _"));
            }
            if written.iter().any(|other| other.id.0 == id) {
                let fault =
                    Diagnostic::error(at.clone(), format!("there is a step \"{id}\" already"));
                faults.push(fault.hint("choose another id"));
            }
            if one.without.is_empty() && one.suppose.is_empty() {
                let fault = Diagnostic::error(at.clone(), format!("step \"{id}\" changes nothing"));
                faults.push(fault.hint("name measures under without or suppose"));
            }
            let placed = |names: Vec<Spanned<String>>| -> Vec<(String, Place)> {
                let all = names.into_iter();
                all.map(|name| {
                    let at = place(name.span());
                    (name.into_inner(), at)
                })
                .collect()
            };
            let by = place(one.by.span());
            written.push(Written {
                id: (id, at),
                name: one.name,
                by: (one.by.into_inner(), by),
                without: placed(one.without),
                suppose: placed(one.suppose),
                meets: placed(one.meets),
            });
        }
        faults.finish(Self { written }).map(|(steps, _)| steps)
    }

    /// The steps, on the record as known.
    ///
    /// # Errors
    /// Steps of neither side, ids that steps of the record have, and names that mean nothing known, all at once.
    pub(super) fn steps(
        &self,
        context: &Context<'_>,
        of_record: &[Step],
    ) -> Result<Vec<Step>, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut steps = Vec::new();
        for one in &self.written {
            let (id, at) = &one.id;
            if of_record.iter().any(|other| other.id == *id) {
                let fault = Diagnostic::error(
                    at.clone(),
                    format!("the record makes a step \"{id}\" of a position"),
                );
                faults.push(fault.hint("choose another id"));
            }
            let parties = &context.asked.parties;
            let by = parties.iter().position(|party| *party == one.by.0);
            if by.is_none() {
                let fault = Diagnostic::error(
                    one.by.1.clone(),
                    format!("\"{}\" is neither side", one.by.0),
                );
                faults.push(fault.hint(format!("the sides are {}", parties.join(" and "))));
            }
            faults.extend(one.unknown(context));
            steps.push(Step {
                id: id.clone(),
                name: one.name.clone().unwrap_or_else(|| id.clone()),
                by: by.unwrap_or_default(),
                without: names(&one.without),
                suppose: names(&one.suppose),
                from: Vec::new(),
                meets: names(&one.meets),
                since: context.asked.on,
            });
        }
        faults.finish(steps).map(|(steps, _)| steps)
    }
}

fn names(placed: &[(String, Place)]) -> Vec<String> {
    placed.iter().map(|(name, _)| name.clone()).collect()
}

impl Written {
    /// Names that mean nothing known, and what cannot be supposed.
    fn unknown(&self, context: &Context<'_>) -> Diagnostics {
        let mut found = Diagnostics::new();
        let mut fault = |name: &str, message: String, hint: &str| {
            let all = self.suppose.iter().chain(&self.without).chain(&self.meets);
            let place = all.into_iter().find(|(one, _)| one == name);
            let place = place.map_or(Place::Nowhere, |(_, place)| place.clone());
            let message = format!("step \"{}\": {message}", self.id.0);
            found.push(Diagnostic::error(place, message).hint(hint));
        };
        let supposition = Supposition {
            enacted: names(&self.suppose),
            on: context.asked.on,
            without: names(&self.without),
        };
        if let Err(faults) = context.view.supposing(&supposition) {
            for one in faults {
                let name = match &one {
                    SuppositionFault::NoMeasure { name, .. }
                    | SuppositionFault::NoLayer { name, .. } => name,
                    SuppositionFault::Both { measure, .. }
                    | SuppositionFault::SaysTooLittle { measure, .. } => measure,
                    _ => &self.id.0,
                };
                fault(
                    name,
                    one.to_string(),
                    "`cobden timeline` lists the measures known on the day",
                );
            }
        }
        for (name, _) in &self.meets {
            let known = context.record.positions.get(name);
            if !known.is_some_and(|entry| context.view.knows(entry)) {
                fault(
                    name,
                    format!("no position known then is called \"{name}\""),
                    "`cobden positions` lists the positions known on the day",
                );
            }
        }
        found
    }
}
