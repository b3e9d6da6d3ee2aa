//! The general model as a game.

use cobden_diagnostics::Diagnostics;
use cobden_model::{Closure, Equilibrium, Gradient, Model, Outcome, Settings, Shock};

use crate::check::check;
use crate::game::{Game, GameFault, root_of_curvature};
use crate::instrument::{Instrument, Levy, Span};
use crate::payoff::Payoff;
use crate::player::Player;
use crate::strategies::Strategies;

/// Players in the general equilibrium of [`cobden_model::Model`].
///
/// Payoffs are measured from the equilibrium of the policy that holds before anyone moves. Rates of
/// [`Game::status_quo`] leave that policy as it is, with one exception: an instrument that replaces
/// rates that differ starts from their mean, so payoffs there are near those of the status quo, not at them.
///
/// Every equilibrium is sought from the one before. Digits beyond the tolerance of the settings depend on
/// the order of the questions. The solver goes on for some four digits beyond that tolerance, so 1e-8 is enough for
/// a search, and spares it a tenth to a fifth of the work.
///
/// # Example
/// ```
/// use cobden_model::{Closure, Model, Settings, Shock};
/// use cobden_talks::{Game, GeneralGame, Side, StrategySpace};
/// use cobden_world::{World, embedded};
///
/// let folder = embedded("default").ok_or("no such world")?;
/// let (world, _) = World::load_from(&folder)?;
/// let space = StrategySpace::between([Side::new("USA"), Side::new("CHN")]);
/// let (strategies, _) = space.of(&world)?;
/// let model = Model::new(world);
/// let today = Shock::none(model.world());
/// let mut game = GeneralGame::new(&model, today, strategies, Closure::Balanced, Settings::default())?;
/// let ten_points_each = game.payoffs(&[0.1, 0.1])?;
/// let by_rate = game.gradient(&[1.0, 0.0])?;
/// assert!(ten_points_each[1] < 1.0 && by_rate[1] < 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct GeneralGame<'m> {
    strategies: Strategies,
    closure: Closure,
    settings: Settings,
    status_quo: Vec<f64>,
    /// Income of every economy at the status quo.
    incomes: Vec<f64>,
    payoffs: Vec<Payoff>,
    /// The policy of the status quo.
    base: Shock,
    /// The policy of the last rates asked for.
    policy: Shock,
    /// Rates of the equilibrium held; none where it is that of the status quo itself.
    at: Option<Vec<f64>>,
    equilibrium: Equilibrium<'m>,
    /// The last gradient in which each player weighed most.
    gradients: Vec<Option<Gradient>>,
}

impl<'m> GeneralGame<'m> {
    /// The game in which `policy` is the status quo.
    ///
    /// # Errors
    /// [`GameFault::Strategies`] with all that is wrong with players and instruments; [`GameFault::Model`] where
    /// the status quo has no equilibrium.
    pub fn new(
        model: &'m Model,
        policy: Shock,
        strategies: Strategies,
        closure: Closure,
        settings: Settings,
    ) -> Result<Self, GameFault> {
        let equilibrium = model.solve(&policy, closure, &settings)?;
        let mut found = Diagnostics::new();
        let (_, flows) = equilibrium.flows();
        check(&strategies, model.world(), &flows, &mut found);
        if found.has_errors() {
            return Err(GameFault::Strategies(found));
        }
        let players = strategies.players.iter();
        let payoffs = players.map(|player| Payoff::of(player, &equilibrium));
        let payoffs = payoffs.collect::<Result<Vec<_>, _>>()?;
        let gradients = vec![None; payoffs.len()];
        let instruments = &strategies.instruments;
        let status_quo = instruments
            .iter()
            .map(|instrument| {
                let rates = match instrument.levy {
                    Levy::Tariff => &policy.tariff,
                    Levy::ExportTax => &policy.export_tax,
                };
                instrument.starting_rate(rates, &flows)
            })
            .collect();
        let incomes = equilibrium
            .economies()
            .iter()
            .map(|one| one.income * one.income_hat)
            .collect();
        Ok(Self {
            strategies,
            closure,
            settings,
            status_quo,
            incomes,
            payoffs,
            base: policy.clone(),
            policy,
            at: None,
            equilibrium,
            gradients,
        })
    }

    /// The equilibrium found last: that of the status quo before any question.
    pub fn equilibrium(&self) -> &Equilibrium<'m> {
        &self.equilibrium
    }

    /// The policy that rates make of the status quo.
    fn set(&mut self, rates: &[f64]) {
        let instruments = &self.strategies.instruments;
        for instrument in instruments {
            let (base, policy) = match instrument.levy {
                Levy::Tariff => (&self.base.tariff, &mut self.policy.tariff),
                Levy::ExportTax => (&self.base.export_tax, &mut self.policy.export_tax),
            };
            for (n, i, j) in &instrument.cells {
                policy[[*n, *i, *j]] = match instrument.span {
                    Span::OnTop => base[[*n, *i, *j]],
                    Span::Replaces => 0.0,
                };
            }
        }
        for (instrument, rate) in instruments.iter().zip(rates) {
            let policy = match instrument.levy {
                Levy::Tariff => &mut self.policy.tariff,
                Levy::ExportTax => &mut self.policy.export_tax,
            };
            for (n, i, j) in &instrument.cells {
                policy[[*n, *i, *j]] += rate;
            }
        }
    }
}

impl Game for GeneralGame<'_> {
    fn players(&self) -> &[Player] {
        &self.strategies.players
    }

    fn instruments(&self) -> &[Instrument] {
        &self.strategies.instruments
    }

    fn status_quo(&self) -> &[f64] {
        &self.status_quo
    }

    fn curvature(&self) -> Vec<f64> {
        let policy = self.equilibrium.policy();
        let response = |one: &Instrument, (n, i, j): (usize, usize, usize)| {
            let rate = match one.levy {
                Levy::Tariff => policy.tariff[[n, i, j]],
                Levy::ExportTax => policy.export_tax[[n, i, j]],
            };
            self.equilibrium.flow([n, i, j]) * policy.elasticity[j] / (1.0 + rate)
        };
        let income = |p: usize| {
            let members = self.strategies.players[p].members.iter();
            members.map(|n| self.incomes[*n]).sum()
        };
        root_of_curvature(&self.strategies.instruments, response, income)
    }

    fn payoffs(&mut self, rates: &[f64]) -> Result<Vec<f64>, GameFault> {
        let (found, expected) = (rates.len(), self.strategies.instruments.len());
        if found != expected {
            return Err(GameFault::Rates { found, expected });
        }
        if self.at.as_deref() != Some(rates) {
            self.set(rates);
            let model = self.equilibrium.model();
            let start = &self.equilibrium;
            self.equilibrium =
                model.solve_from(start, &self.policy, self.closure, &self.settings)?;
            self.at = Some(rates.to_vec());
        }
        let payoffs = self.payoffs.iter();
        let values = payoffs.map(|payoff| payoff.value(&self.equilibrium));
        Ok(values.collect::<Result<_, _>>()?)
    }

    /// One transposed solve for the weighted sum of all payoffs, then sums over each instrument's flows.
    fn gradient(&mut self, weights: &[f64]) -> Result<Vec<f64>, GameFault> {
        let (found, expected) = (weights.len(), self.payoffs.len());
        if found != expected {
            return Err(GameFault::Weights { found, expected });
        }
        let payoffs = self.payoffs.iter().zip(weights);
        let mut parts = Vec::new();
        for (payoff, weight) in payoffs.filter(|(_, weight)| **weight != 0.0) {
            payoff.linearised(*weight, &self.equilibrium, &mut parts)?;
        }
        if parts.is_empty() {
            return Ok(vec![0.0; self.strategies.instruments.len()]);
        }
        let outcome = Outcome::Sum(parts);
        let most = |a: &usize, b: &usize| weights[*a].abs().total_cmp(&weights[*b].abs());
        let player = (0..weights.len()).max_by(most).unwrap_or(0);
        let by = match &self.gradients[player] {
            Some(start) => self.equilibrium.gradient_from(start, &outcome)?,
            None => self.equilibrium.gradient(&outcome)?,
        };
        let of = |instrument: &Instrument| {
            let by = match instrument.levy {
                Levy::Tariff => &by.tariff,
                Levy::ExportTax => &by.export_tax,
            };
            let cells = instrument.cells.iter();
            cells.map(|(n, i, j)| by[[*n, *i, *j]]).sum()
        };
        let slopes = self.strategies.instruments.iter().map(of).collect();
        self.gradients[player] = Some(by);
        Ok(slopes)
    }
}
