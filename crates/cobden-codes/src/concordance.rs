//! Weighted many-to-many maps between two lists of labels: sectors to sectors, products to sectors.
//!
//! Two kinds differ in what the weights mean. A *splitting* map shares each source out among targets, so the weights
//! of a source sum to one and totals are kept ([`Concordance::aggregate`]). A *weighted* map has any non-negative
//! weights, such as trade values, and is good for means ([`Concordance::weighted_mean`]) only.

use std::collections::BTreeMap;
use std::fmt;

use crate::error::CodeError;

#[cfg(test)]
mod tests;

/// How far the weights of one source of a splitting map may sum away from one.
pub const SPLIT_TOLERANCE: f64 = 1e-9;

/// What the weights of a concordance mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MapKind {
    /// Each source is shared out: its weights sum to one within [`SPLIT_TOLERANCE`].
    Splitting,
    /// Any non-negative weights.
    Weighted,
}

/// One link: this much of a source goes to a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Index into [`Concordance::sources`].
    pub source: usize,
    /// Index into [`Concordance::targets`].
    pub target: usize,
    /// Weight, non-negative and finite, unitless in a splitting map.
    pub weight: f64,
}

/// What is wrong with a row, or with all rows of a source. Rows count from 1.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LinkFault {
    /// The source or target label is empty.
    EmptyLabel {
        /// The row.
        row: usize,
    },
    /// The weight is negative or not finite.
    BadWeight {
        /// The row.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// The pair of labels was given before.
    Repeated {
        /// The row.
        row: usize,
        /// The row that gave it first.
        first: usize,
    },
    /// The weights of a source of a splitting map do not sum to one.
    Sum {
        /// The source label.
        source: String,
        /// Its rows.
        rows: Vec<usize>,
        /// What they sum to.
        sum: f64,
    },
}

impl fmt::Display for LinkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkFault::EmptyLabel { row } => write!(f, "row {row}: an empty label"),
            LinkFault::BadWeight { row, weight } => {
                write!(f, "row {row}: weight {weight} is negative or not finite")
            }
            LinkFault::Repeated { row, first } => {
                write!(f, "row {row}: the same pair as row {first}")
            }
            LinkFault::Sum { source, rows, sum } => {
                let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "source `{source}` (rows {}): weights sum to {sum}, not 1",
                    rows.join(", ")
                )
            }
        }
    }
}

/// A weighted many-to-many map.
///
/// # Example
/// ```
/// use cobden_codes::{Concordance, MapKind};
///
/// let rows = [("C30", "ships", 0.4), ("C30", "other", 0.6), ("C33", "other", 1.0)];
/// let map = Concordance::new(MapKind::Splitting, rows)?;
/// assert_eq!(map.targets(), ["ships", "other"]);
/// assert_eq!(map.aggregate(&[10.0, 5.0])?, [4.0, 11.0]);
/// # Ok::<(), cobden_codes::CodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Concordance {
    kind: MapKind,
    sources: Vec<String>,
    targets: Vec<String>,
    links: Vec<Link>,
}

impl Concordance {
    /// Builds a map from rows of source label, target label and weight; labels are listed as they first appear.
    ///
    /// # Errors
    /// [`CodeError::Concordance`] with every fault of every row: empty labels, bad weights, repeated pairs, and for a
    /// splitting map each source whose weights do not sum to one.
    pub fn new<S, T>(
        kind: MapKind,
        rows: impl IntoIterator<Item = (S, T, f64)>,
    ) -> Result<Self, CodeError>
    where
        S: Into<String>,
        T: Into<String>,
    {
        let mut map = Concordance {
            kind,
            sources: Vec::new(),
            targets: Vec::new(),
            links: Vec::new(),
        };
        let (mut source_index, mut target_index) = (BTreeMap::new(), BTreeMap::new());
        let mut first_row = BTreeMap::new();
        let mut faults = Vec::new();
        for (index, (source, target, weight)) in rows.into_iter().enumerate() {
            let row = index + 1;
            let source = position(source.into(), &mut map.sources, &mut source_index);
            let target = position(target.into(), &mut map.targets, &mut target_index);
            if map.sources[source].is_empty() || map.targets[target].is_empty() {
                faults.push(LinkFault::EmptyLabel { row });
            }
            if !(weight.is_finite() && weight >= 0.0) {
                faults.push(LinkFault::BadWeight { row, weight });
            }
            let first = *first_row.entry((source, target)).or_insert(row);
            if first != row {
                faults.push(LinkFault::Repeated { row, first });
            }
            map.links.push(Link {
                source,
                target,
                weight,
            });
        }
        if kind == MapKind::Splitting {
            faults.extend(map.sum_faults());
        }
        if faults.is_empty() {
            Ok(map)
        } else {
            Err(CodeError::Concordance(faults))
        }
    }

    /// What the weights mean.
    pub fn kind(&self) -> MapKind {
        self.kind
    }

    /// Source labels.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// Target labels.
    pub fn targets(&self) -> &[String] {
        &self.targets
    }

    /// The links in the order of the rows.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Carries totals (flows, output) over: the target's value is the weighted sum over its sources.
    ///
    /// `values`: one per source. A splitting map keeps the grand total.
    ///
    /// # Errors
    /// [`CodeError::Length`] if `values` does not have one entry per source.
    pub fn aggregate(&self, values: &[f64]) -> Result<Vec<f64>, CodeError> {
        self.check_length("values", values)?;
        let mut totals = vec![0.0; self.targets.len()];
        for link in &self.links {
            totals[link.target] += link.weight * values[link.source];
        }
        Ok(totals)
    }

    /// Carries rates (elasticities, tariffs) over: the target's value is the mean over its sources.
    ///
    /// `values` and `weights`: one per source; the weight of a link is its own times that of its source. A target
    /// whose links carry no weight has no mean.
    ///
    /// # Errors
    /// [`CodeError::Length`] if a slice does not have one entry per source, [`CodeError::BadWeight`] if a weight is
    /// negative or not finite.
    pub fn weighted_mean(
        &self,
        values: &[f64],
        weights: &[f64],
    ) -> Result<Vec<Option<f64>>, CodeError> {
        self.check_length("values", values)?;
        self.check_length("weights", weights)?;
        if let Some(index) = weights
            .iter()
            .position(|weight| !(weight.is_finite() && *weight >= 0.0))
        {
            return Err(CodeError::BadWeight {
                index,
                weight: weights[index],
            });
        }
        let mut sums = vec![(0.0, 0.0); self.targets.len()];
        for link in &self.links {
            let weight = link.weight * weights[link.source];
            if weight > 0.0 {
                let (total, weighted) = &mut sums[link.target];
                *total += weight;
                *weighted += weight * values[link.source];
            }
        }
        Ok(sums
            .into_iter()
            .map(|(total, weighted)| (total > 0.0).then(|| weighted / total))
            .collect())
    }

    fn sum_faults(&self) -> Vec<LinkFault> {
        let mut sums = vec![(0.0, Vec::new()); self.sources.len()];
        for (index, link) in self.links.iter().enumerate() {
            sums[link.source].0 += link.weight;
            sums[link.source].1.push(index + 1);
        }
        let labelled = self.sources.iter().zip(sums);
        // False for a sum that is not a number, too.
        let is_one = |sum: f64| (sum - 1.0).abs() <= SPLIT_TOLERANCE;
        let off = labelled.filter(|(_, (sum, _))| !is_one(*sum));
        off.map(|(source, (sum, rows))| LinkFault::Sum {
            source: source.clone(),
            rows,
            sum,
        })
        .collect()
    }

    fn check_length(&self, what: &'static str, slice: &[f64]) -> Result<(), CodeError> {
        let (expected, found) = (self.sources.len(), slice.len());
        if expected == found {
            Ok(())
        } else {
            Err(CodeError::Length {
                what,
                expected,
                found,
            })
        }
    }
}

/// The index of a label in its list, at the end if it is new.
fn position(label: String, labels: &mut Vec<String>, index: &mut BTreeMap<String, usize>) -> usize {
    *index.entry(label).or_insert_with_key(|label| {
        labels.push(label.clone());
        labels.len() - 1
    })
}
