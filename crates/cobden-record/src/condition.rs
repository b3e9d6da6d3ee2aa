//! Questions that the customs line does not answer.

/// A gate that part of the trade of a line passes.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The question.
    pub text: String,
    /// The share of trade that meets it where nothing better is known, 0 to 1.
    pub default: f64,
    /// Id of a list with shares by code, and perhaps by exporter.
    pub shares: Option<String>,
    /// Conditions of one group are disjoint parts of the same value.
    pub group: Option<String>,
}
