//! Which packages no other one dominates.

use std::cmp::Ordering;

/// How a package stands to all others that were solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Efficiency {
    /// Another package is better for every player.
    Dominated,
    /// None is better for every player, but one is better for some and worse for nobody: weak Pareto efficiency alone.
    Weak,
    /// None is better for some and worse for nobody: Pareto efficiency, which implies the weak one.
    Strong,
}

impl Efficiency {
    /// Whether nobody can gain without somebody losing.
    pub fn is_efficient(self) -> bool {
        self == Self::Strong
    }
}

/// Whether `a` is at least as good as `b` for every player and better for one.
///
/// Payoffs are compared to the last digit: a margin would let each of two near ones dominate the other.
fn dominates(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b) && a.iter().zip(b).any(|(a, b)| a > b)
}

/// Whether `a` is better than `b` for every player.
fn dominates_strictly(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a > b)
}

fn descending(a: &[f64], b: &[f64]) -> Ordering {
    let players = a.iter().zip(b);
    let mut orders = players.map(|(a, b)| b.total_cmp(a));
    orders
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// How each of some payoffs stands to the others; all finite, one a player.
///
/// Sorted by falling payoff of the first player, then of the second and so on, nothing is dominated by what comes after
/// it; and what is dominated at all is dominated by something efficient.
pub(super) fn efficiency(payoffs: &[&[f64]]) -> Vec<Efficiency> {
    let mut order: Vec<usize> = (0..payoffs.len()).collect();
    order.sort_by(|a, b| descending(payoffs[*a], payoffs[*b]).then(a.cmp(b)));
    let mut found = vec![Efficiency::Strong; payoffs.len()];
    let mut front: Vec<&[f64]> = Vec::new();
    for place in order {
        let own = payoffs[place];
        // Of two players, the last of the front is the one that can dominate.
        if !front.iter().rev().any(|other| dominates(other, own)) {
            // Equal payoffs stand on the front once.
            if front.last() != Some(&own) {
                front.push(own);
            }
            continue;
        }
        let strictly = front
            .iter()
            .rev()
            .any(|other| dominates_strictly(other, own));
        found[place] = if strictly {
            Efficiency::Dominated
        } else {
            Efficiency::Weak
        };
    }
    found
}
