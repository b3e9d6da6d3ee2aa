//! How layers stack.

use jiff::civil::Date;

use crate::entry::words;

/// A relation between classes of measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Id of the act that says so.
    pub act: Option<String>,
    /// Measures, families or authorities.
    pub layers: Vec<String>,
    /// How they stand to the others.
    pub relation: Relation,
    /// Measures, families or authorities; `all` for every one.
    pub others: Vec<String>,
    /// First day.
    pub from: Option<Date>,
    /// First day no longer.
    pub until: Option<Date>,
    /// Whether it is applied, or only on file.
    pub modelled: bool,
    /// Why it is not applied.
    pub reason: Option<String>,
    /// The trade that is missed where it is not applied.
    pub trade: Option<String>,
}

/// How a layer stands to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Due on top.
    Adds,
    /// The others yield to it.
    Replaces,
    /// Not due where one of the others is owed.
    ExcludedBy,
    /// The others are not due on its products.
    Exempt,
    /// Of the layers, only the highest owed.
    HighestOf,
}

words!(Relation, "relation", {
    Adds => "adds",
    Replaces => "replaces",
    ExcludedBy => "excluded by",
    Exempt => "exempt",
    HighestOf => "highest of",
});
