//! What a scenario supposes of a record's measures.

use std::borrow::Cow;

use cobden_codes::suggest;
use jiff::civil::Date;

use crate::entry::Entry;
use crate::measure::{Instrument, Measure, Status};
use crate::view::View;

#[cfg(test)]
mod tests;

/// Measures that count though they are not law, and measures that do not count though they are.
///
/// Made for a question about the day `on`: what a view of it says of other days is no history.
///
/// # Example
/// ```
/// use cobden_record::{Record, Supposition};
/// use jiff::civil::date;
///
/// let text = r#"
/// [record]
/// title = "A threat"
/// format = 1
///
/// [source.s]
/// publisher = "Gazette"
/// kind = "official"
/// date = 2025-10-10
///
/// [measure.threat]
/// sources = ["s"]
/// known = 2025-10-10
/// status = "threatened"
/// actor = "USA"
/// target = "CHN"
/// instrument = "tariff"
/// authority = "emergency"
/// products = "all"
/// rate = "100%"
/// from = 2025-11-01
/// "#;
/// let (record, _) = Record::from_texts(vec![("record.toml".into(), text.into())])?;
/// let supposition = Supposition {
///     enacted: vec!["threat".into()],
///     on: date(2025, 10, 20),
///     without: Vec::new(),
/// };
/// let view = record.latest().supposing(&supposition).expect("a threat on file");
/// let (_, measure) = view.measures().next().expect("a measure");
/// assert_eq!(measure.from, Some(date(2025, 10, 20)));
/// # Ok::<(), cobden_diagnostics::Diagnostics>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supposition {
    /// Ids of measures that are in force on the day, whatever their status and first day.
    pub enacted: Vec<String>,
    /// The day.
    pub on: Date,
    /// Measures, families and authorities that do not count at all.
    pub without: Vec<String>,
}

/// Why something cannot be supposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SuppositionFault {
    /// No measure known then has this id.
    #[error("no measure known on {known} is called \"{name}\"{}", hint(.near))]
    NoMeasure {
        /// The id asked for.
        name: String,
        /// The day of knowledge.
        known: Date,
        /// An id that is near.
        near: Option<String>,
    },
    /// No measure, family or authority known then has this name.
    #[error("no measure, family or authority known on {known} is called \"{name}\"{}", hint(.near))]
    NoLayer {
        /// The name asked for.
        name: String,
        /// The day of knowledge.
        known: Date,
        /// A name that is near.
        near: Option<String>,
    },
    /// A measure is supposed and left out at once.
    #[error("\"{measure}\" is supposed to count and, by \"{name}\", not to count")]
    Both {
        /// The measure.
        measure: String,
        /// The name under which it is left out.
        name: String,
    },
    /// The entry does not say what a measure needs to count.
    #[error("\"{measure}\" cannot be supposed: its entry says no {lacks}")]
    SaysTooLittle {
        /// The measure.
        measure: String,
        /// The key that it would need.
        lacks: &'static str,
    },
}

fn hint(near: &Option<String>) -> String {
    match near {
        Some(near) => format!("; did you mean \"{near}\"?"),
        None => String::new(),
    }
}

/// One line: `in force on 2025-05-02: a, b; without c`.
impl std::fmt::Display for Supposition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            (!self.enacted.is_empty())
                .then(|| format!("in force on {}: {}", self.on, self.enacted.join(", "))),
            (!self.without.is_empty()).then(|| format!("without {}", self.without.join(", "))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join("; "))
    }
}

impl Supposition {
    /// Whether a measure is supposed to count.
    pub fn supposes(&self, measure: &str) -> bool {
        self.enacted.iter().any(|id| id == measure)
    }

    /// Whether a measure does not count.
    pub(crate) fn leaves_out(&self, entry: &Entry<Measure>) -> bool {
        self.without.iter().any(|name| entry.answers_to(name))
    }

    /// Makes a measure law on the day, if it is supposed.
    pub(crate) fn apply(&self, entry: &Entry<Measure>, measure: &mut Cow<'_, Measure>) {
        if !self.supposes(&entry.id) {
            return;
        }
        let measure = measure.to_mut();
        measure.status = Status::Enacted;
        measure.from = Some(measure.from.map_or(self.on, |from| from.min(self.on)));
        measure.until = measure.until.filter(|until| self.on < *until);
    }
}

impl<'r> View<'r> {
    /// The view as it would be with some measures in force on a day, and without others.
    ///
    /// A supposed measure counts as enacted, from the day at the latest; an end of its own that lies on or
    /// before the day is left away, and a schedule makes no end, suspension or striking down of it that came
    /// by then. Other measures stand to it as their relations say: what replaces it still does, unless that is
    /// left out. A measure that is left out exempts, replaces and ends nothing.
    ///
    /// # Errors
    /// Every name that means nothing known, every measure that is both, and every duty without a rate and exemption
    /// that exempts nothing.
    pub fn supposing<'s>(
        self,
        supposition: &'s Supposition,
    ) -> Result<View<'s>, Vec<SuppositionFault>>
    where
        'r: 's,
    {
        let mut faults = Vec::new();
        let all: Vec<_> = self.measures().collect();
        let known = self.known();
        for name in &supposition.enacted {
            let Some((entry, measure)) = all.iter().find(|(entry, _)| entry.id == *name) else {
                let ids = all.iter().map(|(entry, _)| entry.id.as_str());
                faults.push(SuppositionFault::NoMeasure {
                    name: name.clone(),
                    known,
                    near: suggest::nearest(name, ids),
                });
                continue;
            };
            if let Some(out) = supposition.without.iter().find(|out| entry.answers_to(out)) {
                faults.push(SuppositionFault::Both {
                    measure: name.clone(),
                    name: out.clone(),
                });
            }
            let instrument = measure.instrument;
            let lacks = if instrument.is_duty() && measure.rate.is_none() {
                Some("rate")
            } else if instrument == Instrument::Exemption && measure.exempts.is_empty() {
                Some("exempts")
            } else {
                None
            };
            if let Some(lacks) = lacks {
                faults.push(SuppositionFault::SaysTooLittle {
                    measure: name.clone(),
                    lacks,
                });
            }
        }
        for name in &supposition.without {
            if all.iter().any(|(entry, _)| entry.answers_to(name)) {
                continue;
            }
            let names = all.iter().flat_map(|(entry, _)| {
                let family = entry.body.family.as_deref();
                [entry.id.as_str(), entry.body.authority.as_str()]
                    .into_iter()
                    .chain(family)
            });
            faults.push(SuppositionFault::NoLayer {
                name: name.clone(),
                known,
                near: suggest::nearest(name, names),
            });
        }
        match faults.is_empty() {
            true => Ok(self.with_supposition(supposition)),
            false => Err(faults),
        }
    }
}
