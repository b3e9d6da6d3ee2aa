//! How a player's payoff is read off an equilibrium, and what to differentiate for it.

use cobden_model::{Equilibrium, ModelError, Outcome};
use cobden_world::World;

use crate::player::{Objective, Player};

/// One outcome in a payoff.
#[derive(Debug, Clone)]
struct Term {
    outcome: Outcome,
    weight: f64,
    /// The outcome at the status quo, where it is a logarithm of what counts relative to that.
    log_from: Option<f64>,
}

/// A payoff as a sum over economies: Σ weight · exp(o − o⁰), or Σ weight · o.
#[derive(Debug, Clone)]
pub(crate) struct Payoff {
    terms: Vec<Term>,
}

impl Payoff {
    /// The payoff of `player`, with what it is measured from taken at `status_quo`.
    pub(crate) fn of(player: &Player, status_quo: &Equilibrium<'_>) -> Result<Self, ModelError> {
        let economies = status_quo.economies();
        let income = |n: usize| economies[n].income * economies[n].income_hat;
        let members = player.members.iter().copied();
        let total: f64 = members.clone().map(income).sum();
        let level = |outcome: Outcome, sign: f64| Term {
            outcome,
            weight: sign / total,
            log_from: None,
        };
        let terms = match &player.objective {
            Objective::RealIncome => {
                let terms = members.map(|n| (Outcome::RealIncome(n), income(n)));
                relative(terms, status_quo)?
            }
            Objective::SectorWeightedIncome(weights) => {
                let mut terms = Vec::new();
                for economy in members {
                    let outcome = Outcome::SectorWeightedIncome {
                        economy,
                        weights: weights.clone(),
                    };
                    let mean = mean_weight(economy, weights, status_quo);
                    terms.push((outcome, mean * income(economy)));
                }
                relative(terms.into_iter(), status_quo)?
            }
            Objective::Revenue => members
                .flat_map(|n| [Outcome::DutyRevenue(n), Outcome::ExportTaxRevenue(n)])
                .map(|outcome| level(outcome, 1.0))
                .collect(),
            Objective::Balance { with } => {
                let world = status_quo.model().world();
                let pairs = members.flat_map(|n| with.iter().map(move |m| (n, *m)));
                pairs
                    .flat_map(|(own, other)| {
                        let exports = flows(world, other, own).map(|flow| (flow, 1.0));
                        exports.chain(flows(world, own, other).map(|flow| (flow, -1.0)))
                    })
                    .map(|(flow, sign)| level(flow, sign))
                    .collect()
            }
        };
        Ok(Self { terms })
    }

    /// The payoff at an equilibrium.
    pub(crate) fn value(&self, at: &Equilibrium<'_>) -> Result<f64, ModelError> {
        let mut sum = 0.0;
        for term in &self.terms {
            let value = at.value(&term.outcome)?;
            sum += term.weight
                * match term.log_from {
                    Some(from) => libm::exp(value - from),
                    None => value,
                };
        }
        Ok(sum)
    }

    /// The outcomes whose weighted sum has the gradient of `factor` times the payoff at an
    /// equilibrium: d exp(o − o⁰) = exp(o − o⁰) do.
    pub(crate) fn linearised(
        &self,
        factor: f64,
        at: &Equilibrium<'_>,
        out: &mut Vec<(f64, Outcome)>,
    ) -> Result<(), ModelError> {
        for term in &self.terms {
            let slope = match term.log_from {
                Some(from) => libm::exp(at.value(&term.outcome)? - from),
                None => 1.0,
            };
            out.push((factor * term.weight * slope, term.outcome.clone()));
        }
        Ok(())
    }
}

/// Σ_j λ_j β_j Y_j / Σ_j β_j Y_j: the sum of what sectors earn with weights over that without.
fn mean_weight(economy: usize, weights: &[f64], at: &Equilibrium<'_>) -> f64 {
    let world = at.model().world();
    let sectors = at.sectors();
    let own = &sectors[economy * world.sector_count()..][..world.sector_count()];
    let (mut weighted, mut all) = (0.0, 0.0);
    for (j, (sector, lambda)) in own.iter().zip(weights).enumerate() {
        let earned = world.value_added_share[[economy, j]] * sector.output * sector.output_hat;
        weighted += lambda * earned;
        all += earned;
    }
    weighted / all
}

/// Logs of outcomes relative to the status quo, weighted with `levels` there.
fn relative(
    outcomes: impl Iterator<Item = (Outcome, f64)> + Clone,
    status_quo: &Equilibrium<'_>,
) -> Result<Vec<Term>, ModelError> {
    let total: f64 = outcomes.clone().map(|(_, level)| level).sum();
    outcomes
        .map(|(outcome, level)| {
            Ok(Term {
                log_from: Some(status_quo.value(&outcome)?),
                weight: level / total,
                outcome,
            })
        })
        .collect()
}

/// The flows that are there, of an exporter to an importer.
fn flows(world: &World, importer: usize, exporter: usize) -> impl Iterator<Item = Outcome> + '_ {
    let there = move |sector: &usize| world.flows[[importer, exporter, *sector]] > 0.0;
    let sectors = (0..world.sector_count()).filter(there);
    sectors.map(move |sector| Outcome::Flow {
        importer,
        exporter,
        sector,
    })
}
