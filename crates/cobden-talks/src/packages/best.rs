//! The best packages, by what is meant by best, and the single steps.

use std::cmp::Ordering;

use super::Packages;
use super::outcome::Package;
use super::subset::Subset;

/// The best packages by position; of equal ones the one with fewest steps, then the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// Largest product of gains Π_p g_p, among packages in which every player gains; none if there are none.
    ///
    /// Does not depend on the units of payoffs. Nash (1950), Econometrica 18(2), with today as threat point and
    /// packages for the convex set of outcomes that his axioms ask for: they hold for the product, not for the choice.
    pub nash: Option<usize>,
    /// Largest smallest gain, min_p g_p; of equal ones the largest of the next smallest, and so on. Compares gains across
    /// players, so payoffs have to be in one unit. Today, where nothing is better for all.
    ///
    /// Kalai (1977), Econometrica 45(7).
    pub egalitarian: usize,
    /// For every player the package with his largest gain.
    pub of_player: Vec<usize>,
}

impl Best {
    /// Of packages of which the first, today, has payoffs.
    pub(super) fn of<F>(packages: &[Package<F>], players: usize) -> Self {
        let product = |gains: &[f64]| gains.iter().product::<f64>();
        let gaining = |one: &Package<F>| one.better_for_all;
        Self {
            nash: largest(packages, gaining, |a, b| product(a).total_cmp(&product(b))),
            egalitarian: largest(packages, |_| true, from_smallest).unwrap_or_default(),
            of_player: (0..players)
                .map(|player| {
                    let own = |a: &[f64], b: &[f64]| a[player].total_cmp(&b[player]);
                    largest(packages, |_| true, own).unwrap_or_default()
                })
                .collect(),
        }
    }
}

/// The position of the largest of the packages that have payoffs and are wanted.
fn largest<F>(
    packages: &[Package<F>],
    wanted: impl Fn(&Package<F>) -> bool,
    order: impl Fn(&[f64], &[f64]) -> Ordering,
) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (place, one) in packages.iter().enumerate() {
        if one.outcome.is_err() || !wanted(one) {
            continue;
        }
        let is_better = best.is_none_or(|best| {
            let other = &packages[best];
            let fewer = other.subset.len().cmp(&one.subset.len());
            order(&one.gains, &other.gains).then(fewer).is_gt()
        });
        if is_better {
            best = Some(place);
        }
    }
    best
}

/// Compares the smallest gains, then the next smallest, and so on.
fn from_smallest(a: &[f64], b: &[f64]) -> Ordering {
    let sorted = |gains: &[f64]| {
        let mut gains = gains.to_vec();
        gains.sort_by(f64::total_cmp);
        gains
    };
    let pairs = sorted(a).into_iter().zip(sorted(b));
    let mut orders = pairs.map(|(a, b)| a.total_cmp(&b));
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// A step taken alone, from today.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstStep {
    /// Position of the step.
    pub step: usize,
    /// What it brings each player, less than zero where it costs him; none where it has no payoffs.
    pub gains: Option<Vec<f64>>,
    /// What it brings who takes it.
    pub own: Option<f64>,
}

/// Every step taken alone, in order.
pub(super) fn first_steps<F>(table: &Packages, packages: &[Package<F>]) -> Vec<FirstStep> {
    let steps = table.steps().iter().enumerate();
    steps
        .map(|(step, taken)| {
            let alone = &packages[Subset::of(step).index()];
            FirstStep {
                step,
                gains: alone.outcome.is_ok().then(|| alone.gains.clone()),
                own: alone.gains.get(taken.by).copied(),
            }
        })
        .collect()
}
