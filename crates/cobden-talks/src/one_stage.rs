//! The model of one stage as a game.

use cobden_model::{OneStage, OneStageSeeds, OneStageSlopes, OneStageSolver};
use ndarray::Array3;

use crate::game::{Game, GameFault, root_of_curvature};
use crate::instrument::{Instrument, Levy, Span};
use crate::player::{Objective, Player};
use crate::strategies::Strategies;

/// A game on [`OneStage`]: tariffs alone, no export taxes.
#[derive(Debug, Clone)]
pub struct OneStageGame<'w> {
    solver: OneStageSolver<'w>,
    players: Vec<Player>,
    instruments: Vec<Instrument>,
    status_quo: Vec<f64>,
    /// Tariffs of the status quo.
    base: Array3<f64>,
    /// Σ_j λ_j W_j at the status quo, by player and member, where that is what they want.
    base_weighted: Vec<Vec<f64>>,
}

impl<'w> OneStageGame<'w> {
    /// A game whose status quo are the world's own tariffs.
    ///
    /// # Errors
    /// [`GameFault::NoExportTaxes`].
    pub fn new(world: &'w OneStage, strategies: Strategies) -> Result<Self, GameFault> {
        let Strategies {
            players,
            instruments,
        } = strategies;
        if instruments.iter().any(|one| one.levy == Levy::ExportTax) {
            return Err(GameFault::NoExportTaxes);
        }
        let solver = OneStageSolver::new(world);
        let (base, flows) = (world.tariffs(), world.flows());
        let base_weighted = players.iter().map(|player| match &player.objective {
            Objective::SectorWeightedIncome(weights) => player
                .members
                .iter()
                .map(|n| solver.sector_weighted_income(*n, weights))
                .collect(),
            _ => Vec::new(),
        });
        Ok(Self {
            base_weighted: base_weighted.collect(),
            status_quo: instruments
                .iter()
                .map(|one| one.starting_rate(&base, &flows))
                .collect(),
            base,
            solver,
            players,
            instruments,
        })
    }

    /// The model, where it stands.
    pub fn solver(&self) -> &OneStageSolver<'w> {
        &self.solver
    }

    /// Brings the model to the equilibrium of some rates.
    ///
    /// # Errors
    /// As [`Game::payoffs`].
    pub fn solve(&mut self, rates: &[f64]) -> Result<(), GameFault> {
        let expected = self.instruments.len();
        if rates.len() != expected {
            return Err(GameFault::Rates {
                found: rates.len(),
                expected,
            });
        }
        let mut tariffs = self.base.clone();
        for (instrument, rate) in self.instruments.iter().zip(rates) {
            for cell in &instrument.cells {
                match instrument.span {
                    Span::Replaces => tariffs[*cell] = *rate,
                    Span::OnTop => tariffs[*cell] += rate,
                }
            }
        }
        self.solver.solve(&tariffs)?;
        Ok(())
    }

    /// Income of a player at the status quo.
    fn income(&self, player: &Player) -> f64 {
        player
            .members
            .iter()
            .map(|n| self.solver.world().spending()[*n])
            .sum()
    }

    fn payoff(&self, p: usize) -> f64 {
        let player = &self.players[p];
        let income = self.income(player);
        let spending = self.solver.world().spending();
        match &player.objective {
            Objective::RealIncome => {
                let part =
                    |n: &usize| spending[*n] / income * self.solver.log_real_income(*n).exp();
                player.members.iter().map(part).sum()
            }
            Objective::SectorWeightedIncome(weights) => {
                let now = player
                    .members
                    .iter()
                    .map(|n| self.solver.sector_weighted_income(*n, weights))
                    .sum::<f64>();
                now / self.base_weighted[p].iter().sum::<f64>()
            }
            Objective::Revenue => {
                player
                    .members
                    .iter()
                    .map(|n| self.solver.revenue(*n))
                    .sum::<f64>()
                    / income
            }
            Objective::Balance { with } => {
                let flow = |n: usize, i: usize| -> f64 {
                    (0..self.solver.world().sectors())
                        .map(|j| self.solver.flow(n, i, j))
                        .sum()
                };
                let pairs = player
                    .members
                    .iter()
                    .flat_map(|own| with.iter().map(move |other| (*own, *other)));
                pairs
                    .map(|(own, other)| flow(other, own) - flow(own, other))
                    .sum::<f64>()
                    / income
            }
        }
    }
}

impl OneStageGame<'_> {
    /// What Σ_p weights_p payoff_p is read from.
    fn seeds(&self, weights: &[f64]) -> OneStageSeeds {
        let mut seeds = self.solver.seeds();
        for (p, weight) in weights
            .iter()
            .enumerate()
            .filter(|(_, weight)| **weight != 0.0)
        {
            let player = &self.players[p];
            let income = self.income(player);
            let spending = self.solver.world().spending();
            match &player.objective {
                Objective::RealIncome => {
                    for n in &player.members {
                        let level = spending[*n] / income * self.solver.log_real_income(*n).exp();
                        self.solver
                            .seed_log_real_income(&mut seeds, *n, weight * level);
                    }
                }
                Objective::SectorWeightedIncome(by_sector) => {
                    let base: f64 = self.base_weighted[p].iter().sum();
                    for n in &player.members {
                        self.solver.seed_sector_weighted_income(
                            &mut seeds,
                            *n,
                            by_sector,
                            weight / base,
                        );
                    }
                }
                Objective::Revenue => {
                    for n in &player.members {
                        self.solver.seed_revenue(&mut seeds, *n, weight / income);
                    }
                }
                Objective::Balance { with } => {
                    for (own, other) in player
                        .members
                        .iter()
                        .flat_map(|own| with.iter().map(move |other| (*own, *other)))
                    {
                        for j in 0..self.solver.world().sectors() {
                            self.solver
                                .seed_flow(&mut seeds, (other, own, j), weight / income);
                            self.solver
                                .seed_flow(&mut seeds, (own, other, j), -weight / income);
                        }
                    }
                }
            }
        }
        seeds
    }
}

impl Game for OneStageGame<'_> {
    fn players(&self) -> &[Player] {
        &self.players
    }

    fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    fn status_quo(&self) -> &[f64] {
        &self.status_quo
    }

    fn curvature(&self) -> Vec<f64> {
        let elasticity = self.solver.world().elasticities();
        let response = |_: &Instrument, (n, i, j): (usize, usize, usize)| {
            self.solver.flow(n, i, j) * elasticity[j] / (1.0 + self.solver.tariff(n, i, j))
        };
        root_of_curvature(&self.instruments, response, |p| {
            self.income(&self.players[p])
        })
    }

    fn payoffs(&mut self, rates: &[f64]) -> Result<Vec<f64>, GameFault> {
        self.solve(rates)?;
        Ok((0..self.players.len()).map(|p| self.payoff(p)).collect())
    }

    fn gradient(&mut self, weights: &[f64]) -> Result<Vec<f64>, GameFault> {
        let mut slopes = self.solver.slopes(&self.seeds(weights))?;
        Ok(self
            .instruments
            .iter()
            .map(|one| by_cells(&mut slopes, one))
            .collect())
    }

    fn own_slopes(&mut self) -> Result<Vec<f64>, GameFault> {
        // Exact factors pay when as many gradients as players are taken of one state.
        self.solver.sharpen();
        let mut own = vec![0.0; self.instruments.len()];
        for player in 0..self.players.len() {
            let mut weights = vec![0.0; self.players.len()];
            weights[player] = 1.0;
            let mut slopes = self.solver.slopes(&self.seeds(&weights))?;
            for k in self.instruments_of(player) {
                own[k] = by_cells(&mut slopes, &self.instruments[k]);
            }
        }
        Ok(own)
    }
}

fn by_cells(slopes: &mut OneStageSlopes<'_>, one: &Instrument) -> f64 {
    one.cells
        .iter()
        .map(|(n, i, j)| slopes.by_tariff(*n, *i, *j))
        .sum()
}
