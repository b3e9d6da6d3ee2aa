//! What can be wrong with a schedule or a question.

use cobden_codes::HsCode;
use jiff::civil::Date;

/// Why a record cannot be compiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleFault {
    /// The relations of measures that hold at one time go round in a circle.
    #[error("the relations between {} go round in a circle", .measures.join(", "))]
    Cycle {
        /// Ids of the measures in the circle.
        measures: Vec<String>,
    },
    /// More conditions than can be told apart.
    #[error("the record has {found} conditions; {limit} are possible")]
    TooManyConditions {
        /// How many.
        found: usize,
        /// How many are possible.
        limit: usize,
    },
    /// More measures apply to one pair of economies on one day than can be stacked.
    #[error("{found} measures of {importer} hold at once; {limit} can be stacked")]
    TooManyLayers {
        /// Who imports.
        importer: String,
        /// How many.
        found: usize,
        /// How many are possible.
        limit: usize,
    },
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryFault {
    /// The record has no duty of this economy.
    #[error("the record has no duties of {importer}{}", those_of(.known))]
    NoImporter {
        /// Who was asked for.
        importer: String,
        /// Whose duties there are.
        known: Vec<String>,
    },
    /// The exporter is no economy or group.
    #[error("{exporter} is not an economy or group{}", hint(.near))]
    NoExporter {
        /// Who was asked for.
        exporter: String,
        /// A code that is near.
        near: Option<String>,
    },
    /// A group without members on the day.
    #[error("{group} has no members on {on}")]
    NoMembers {
        /// The group asked for.
        group: String,
        /// The day.
        on: Date,
    },
    /// Importer and exporter are the same.
    #[error("{economy} does not import from itself")]
    Same {
        /// The economy.
        economy: String,
    },
    /// No line of the tariff lies below the code.
    #[error("{code} is not in {nomenclature}{}", hint(.near))]
    UnknownCode {
        /// The code asked for.
        code: HsCode,
        /// The vintage it was looked up in.
        nomenclature: String,
        /// The code that is nearest.
        near: Option<String>,
    },
    /// Lines below the code have different duties; pieces of the code, where the tariff's lines are not held.
    #[error("{code} covers {} lines with different duties", .lines.len())]
    Differs {
        /// The code asked for.
        code: HsCode,
        /// The lines and their totals, as ratios.
        lines: Vec<(HsCode, f64)>,
    },
    /// Members of the group are treated differently.
    #[error("{group} is not treated as one on {on}: {first} and {second} differ")]
    GroupDiffers {
        /// The group asked for.
        group: String,
        /// The day.
        on: Date,
        /// A member.
        first: String,
        /// A member that is treated differently.
        second: String,
    },
    /// A share that is none.
    #[error("a share of {share} for {condition} is not between 0 and 1")]
    NotAShare {
        /// The condition.
        condition: String,
        /// The share given.
        share: f64,
    },
    /// What holds between the two economies on the day cannot be stacked.
    #[error(transparent)]
    Unresolved(#[from] ScheduleFault),
    /// A condition that the record does not have.
    #[error("the record has no condition {condition}; it has {}", .known.join(", "))]
    NoCondition {
        /// The condition asked for.
        condition: String,
        /// The conditions there are.
        known: Vec<String>,
    },
}

fn those_of(known: &[String]) -> String {
    match known {
        [] => " as known then".to_owned(),
        known => format!("; it has those of {}", known.join(", ")),
    }
}

fn hint(near: &Option<String>) -> String {
    match near {
        Some(near) => format!("; did you mean {near}?"),
        None => String::new(),
    }
}
