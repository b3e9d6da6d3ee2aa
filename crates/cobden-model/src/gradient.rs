//! How an outcome responds to every tariff, trade cost, export tax and elasticity at once.

use cobden_num::gmres::GmresWorkspace;
use cobden_num::kernels::{axpy, dot, norm};
use cobden_num::{Gmres, LinearOperator};
use ndarray::Array3;

use crate::adjoint::{AdjointWork, ParameterAdjoint, Seeds};
use crate::benchmark::Benchmark;
use crate::equilibrium::{Equilibrium, Snapshot};
use crate::error::ModelError;
use crate::limit::Rent;
use crate::model::threads;
use crate::precondition::Preconditioner;
use crate::shock::Shock;
use crate::system::System;

/// A scalar outcome; economies, exporters and sectors by position in the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// ln of real income, Î/P̂.
    RealIncome(usize),
    /// ln of the real wage, ŵ/P̂.
    RealWage(usize),
    /// ln ŵ.
    Wage(usize),
    /// ln of the consumer price index.
    ConsumerPrice(usize),
    /// ln of income.
    Income(usize),
    /// Duty revenue after, in the world's unit.
    DutyRevenue(usize),
    /// Export-tax revenue after, in the world's unit.
    ExportTaxRevenue(usize),
    /// ln of real income with political weights: ln Σ_j λ_j W_j, where W_j = (β_j Y_j + (β_j Y_j / wL) (I − wL)) / P̂ is
    /// what a sector earns with its share of revenue, transfers and rents, over consumer prices. With weights of one,
    /// real income.
    ///
    /// Source: Ossa (2014), American Economic Review 104(12), equation 10.
    SectorWeightedIncome {
        /// Whose income.
        economy: usize,
        /// λ by sector, none below zero.
        weights: Vec<f64>,
    },
    /// Value of imports after, at customs value.
    Imports(usize),
    /// Value of exports after, at customs value.
    Exports(usize),
    /// Value of one flow after, at customs value.
    Flow {
        /// Economy that buys.
        importer: usize,
        /// Economy that sells.
        exporter: usize,
        /// Sector.
        sector: usize,
    },
    /// A weighted sum of outcomes.
    Sum(Vec<(f64, Outcome)>),
}

/// Derivatives of one outcome at an equilibrium. Limits that bind keep binding: their licence prices move.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// By t' (importer, exporter, sector): per unit of the rate, so 0.01 of it is a point's effect.
    pub tariff: Array3<f64>,
    /// By e' (importer, exporter, sector); zero at home.
    pub export_tax: Array3<f64>,
    /// By the log of the iceberg factor (importer, exporter, sector).
    pub log_trade_cost: Array3<f64>,
    /// By θ, by sector. Under the balanced closure the state before the shock moves as well.
    pub elasticity: Vec<f64>,
    /// Products with the transposed Jacobian.
    pub products: usize,
    /// λ, from which a gradient that is alike is sought; empty where limits bind.
    multipliers: Vec<f64>,
}

impl Gradient {
    fn of(by: ParameterAdjoint, products: usize, multipliers: Vec<f64>) -> Self {
        Self {
            tariff: by.tariff,
            export_tax: by.export_tax,
            log_trade_cost: by.log_trade_cost,
            elasticity: by.elasticity,
            products,
            multipliers,
        }
    }
}

impl Equilibrium<'_> {
    /// The outcome itself, in the units of its gradient.
    ///
    /// # Errors
    /// [`ModelError::NoSuchPosition`].
    pub fn value(&self, outcome: &Outcome) -> Result<f64, ModelError> {
        outcome.check(&self.model.benchmark)?;
        Ok(self.value_at(outcome, true) - self.value_at(outcome, false))
    }

    /// The gradient of an outcome with respect to all policy and parameters.
    ///
    /// With F(z, s) = 0 the equilibrium conditions, one transposed system F_zᵀ λ = o_z gives
    /// do/ds = o_s − λᵀ F_s for every element of s, at about the cost of a solve.
    ///
    /// # Errors
    /// [`ModelError::GradientNotConverged`] when the linear system does not reach 1e-11 of its
    /// right-hand side; [`ModelError::NoSuchPosition`]; [`ModelError::GradientAtKink`] where a limit
    /// just begins to bind, [`ModelError::LimitsDependent`].
    pub fn gradient(&self, outcome: &Outcome) -> Result<Gradient, ModelError> {
        self.gradient_near(outcome, &[])
    }

    /// As [`Equilibrium::gradient`], sought from the gradient of an outcome that is alike, or of the same one at
    /// an equilibrium nearby. The answer is the same to the accuracy of the linear system.
    ///
    /// # Errors
    /// As [`Equilibrium::gradient`].
    pub fn gradient_from(
        &self,
        start: &Gradient,
        outcome: &Outcome,
    ) -> Result<Gradient, ModelError> {
        self.gradient_near(outcome, &start.multipliers)
    }

    fn gradient_near(&self, outcome: &Outcome, start: &[f64]) -> Result<Gradient, ModelError> {
        outcome.check(&self.model.benchmark)?;
        match threads(self.system.threads) {
            Some(pool) => pool.install(|| self.gradient_here(outcome, start)),
            None => self.gradient_here(outcome, start),
        }
    }

    fn gradient_here(&self, outcome: &Outcome, start: &[f64]) -> Result<Gradient, ModelError> {
        if let Some((total, products)) = self.differentiate_limited(outcome)? {
            return Ok(Gradient::of(total, products, Vec::new()));
        }
        let (after, products, multipliers) = differentiate_from(
            start,
            &self.system,
            &self.after,
            self.policy(),
            &|seeds| outcome.seed(&self.system, &self.after, 1.0, seeds),
            &self.model.preconditioner,
        )?;
        let mut gradient = Gradient::of(after, products, multipliers);
        if self.purged && outcome.has_base() {
            let none = Shock {
                elasticity: self.shock.elasticity.clone(),
                ..Shock::none(self.model.world())
            };
            let relative = outcome.relative();
            let (base, products) = differentiate(
                &self.base_system,
                &self.before,
                &none,
                &|seeds| relative.seed(&self.base_system, &self.before, 1.0, seeds),
                &self.model.preconditioner,
            )?;
            for (g, b) in gradient.elasticity.iter_mut().zip(&base.elasticity) {
                *g -= b;
            }
            gradient.products += products;
        }
        Ok(gradient)
    }

    fn value_at(&self, outcome: &Outcome, after: bool) -> f64 {
        let (state, system) = if after {
            (&self.after, &self.system)
        } else {
            (&*self.before, &*self.base_system)
        };
        let benchmark = &self.model.benchmark;
        let price = |n: usize| -> f64 {
            let range = benchmark.layout.row(n);
            let prices = &state.composite_prices(system)[range.clone()];
            benchmark.final_share[range]
                .iter()
                .zip(prices)
                .map(|(a, p)| a * p)
                .sum()
        };
        let level = |value: f64| if after { value } else { 0.0 };
        match outcome {
            Outcome::RealIncome(n) => libm::log(state.income(*n)) - price(*n),
            Outcome::RealWage(n) => state.log_wage(*n) - price(*n),
            Outcome::Wage(n) => state.log_wage(*n),
            Outcome::ConsumerPrice(n) => price(*n),
            Outcome::Income(n) => libm::log(state.income(*n)),
            // Nobody keeps a rent before the shock.
            Outcome::DutyRevenue(n) => {
                level(state.point.duty_revenue[*n] - self.quota_rents().1[*n])
            }
            // Rents kept by exporters are with their export taxes.
            Outcome::ExportTaxRevenue(n) => {
                level(state.point.export_revenue[*n] - self.quota_rents().0[*n])
            }
            Outcome::SectorWeightedIncome { economy, weights } => {
                let weighted = benchmark.weighted_value_added(*economy, weights, &state.point);
                libm::log(weighted / benchmark.earned(*economy, &state.point))
                    + libm::log(state.income(*economy))
                    - price(*economy)
            }
            Outcome::Imports(_) | Outcome::Exports(_) | Outcome::Flow { .. } if after => {
                let mut cells = Vec::new();
                outcome.cells(system, 1.0, &mut cells);
                cells
                    .iter()
                    .map(|(n, i, j, weight)| weight * state.flow(system, [*n, *i, *j]))
                    .sum()
            }
            Outcome::Imports(_) | Outcome::Exports(_) | Outcome::Flow { .. } => 0.0,
            Outcome::Sum(parts) => parts
                .iter()
                .map(|(weight, part)| weight * self.value_at(part, after))
                .sum(),
        }
    }
}

impl Outcome {
    /// Whether every position is one of the world's, and weights are such that there is something to weigh.
    fn check(&self, benchmark: &Benchmark) -> Result<(), ModelError> {
        let layout = &benchmark.layout;
        let check = |what, found: usize, count: usize| {
            let fault = ModelError::NoSuchPosition { what, found, count };
            if found < count { Ok(()) } else { Err(fault) }
        };
        let economy = |n: usize| check("economy", n, layout.economies);
        match self {
            Self::RealIncome(n)
            | Self::RealWage(n)
            | Self::Wage(n)
            | Self::ConsumerPrice(n)
            | Self::Income(n)
            | Self::DutyRevenue(n)
            | Self::ExportTaxRevenue(n)
            | Self::Imports(n)
            | Self::Exports(n) => economy(*n),
            Self::SectorWeightedIncome {
                economy: n,
                weights,
            } => {
                economy(*n)?;
                benchmark.check_sector_weights(*n, weights)
            }
            Self::Flow {
                importer,
                exporter,
                sector,
            } => {
                economy(*importer)?;
                economy(*exporter)?;
                check("sector", *sector, layout.sectors)
            }
            Self::Sum(parts) => parts.iter().try_for_each(|(_, part)| part.check(benchmark)),
        }
    }

    /// Whether the outcome is measured from the state before the shock.
    pub(crate) fn has_base(&self) -> bool {
        match self {
            Self::DutyRevenue(_)
            | Self::ExportTaxRevenue(_)
            | Self::Imports(_)
            | Self::Exports(_)
            | Self::Flow { .. } => false,
            Self::Sum(parts) => parts.iter().any(|(_, part)| part.has_base()),
            _ => true,
        }
    }

    /// The economies whose duty or export-tax revenue it sums, by who would keep a rent in it, with weights.
    pub(crate) fn revenue_weights(&self) -> Vec<(Rent, usize, f64)> {
        match self {
            Self::DutyRevenue(n) => vec![(Rent::Importer, *n, 1.0)],
            Self::ExportTaxRevenue(n) => vec![(Rent::Exporter, *n, 1.0)],
            Self::Sum(parts) => {
                let weighted = |(weight, part): &(f64, Self)| {
                    let weight = *weight;
                    let inner = part.revenue_weights().into_iter();
                    inner.map(move |(rent, n, inner)| (rent, n, weight * inner))
                };
                parts.iter().flat_map(weighted).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The part that is measured from the state before the shock.
    pub(crate) fn relative(&self) -> Self {
        match self {
            Self::Sum(parts) => {
                let kept = parts.iter().filter(|(_, part)| part.has_base());
                Self::Sum(
                    kept.map(|(weight, part)| (*weight, part.relative()))
                        .collect(),
                )
            }
            other => other.clone(),
        }
    }

    /// The flows that it sums.
    fn cells(&self, system: &System, weight: f64, out: &mut Vec<(usize, usize, usize, f64)>) {
        let layout = &system.benchmark.layout;
        match self {
            Self::Flow {
                importer,
                exporter,
                sector,
            } => out.push((*importer, *exporter, *sector, weight)),
            Self::Imports(n) | Self::Exports(n) => {
                let imports = matches!(self, Self::Imports(_));
                for other in (0..layout.economies).filter(|other| other != n) {
                    let (importer, exporter) = if imports { (*n, other) } else { (other, *n) };
                    out.extend((0..layout.sectors).map(|j| (importer, exporter, j, weight)));
                }
            }
            _ => {}
        }
    }

    pub(crate) fn seed(&self, system: &System, state: &Snapshot, weight: f64, seeds: &mut Seeds) {
        let benchmark = system.benchmark;
        let layout = &benchmark.layout;
        let price = |n: usize, weight: f64, seeds: &mut Seeds| {
            let (_, prices, _) = layout.split_mut(&mut seeds.unknowns);
            if !benchmark.nests.is_empty() {
                let mut composite = vec![0.0; layout.cells()];
                for cell in layout.row(n) {
                    composite[cell] = weight * benchmark.final_share[cell];
                }
                let nests = &benchmark.nests;
                nests.adjoint_add(layout, &state.point.nest, &mut composite, prices);
                return;
            }
            for (p, alpha) in prices[layout.row(n)]
                .iter_mut()
                .zip(&benchmark.final_share[layout.row(n)])
            {
                *p += weight * alpha;
            }
        };
        match self {
            Self::RealIncome(n) => {
                seeds.income[*n] += weight / state.income(*n);
                price(*n, -weight, seeds);
            }
            Self::RealWage(n) => {
                seeds.unknowns[*n] += weight;
                price(*n, -weight, seeds);
            }
            Self::Wage(n) => seeds.unknowns[*n] += weight,
            Self::ConsumerPrice(n) => price(*n, weight, seeds),
            Self::Income(n) => seeds.income[*n] += weight / state.income(*n),
            Self::DutyRevenue(n) => seeds.duty_revenue[*n] += weight,
            Self::ExportTaxRevenue(n) => seeds.export_revenue[*n] += weight,
            Self::SectorWeightedIncome {
                economy: n,
                weights,
            } => {
                let weighted = benchmark.weighted_value_added(*n, weights, &state.point);
                let earned = benchmark.earned(*n, &state.point);
                let cells = layout.row(*n).zip(weights);
                for (cell, lambda) in cells {
                    seeds.output[cell] += weight
                        * benchmark.value_added_share[cell]
                        * (lambda / weighted - 1.0 / earned);
                }
                seeds.income[*n] += weight / state.income(*n);
                price(*n, -weight, seeds);
            }
            Self::Imports(_) | Self::Exports(_) | Self::Flow { .. } => {
                self.cells(system, weight, &mut seeds.flows);
            }
            Self::Sum(parts) => {
                for (part_weight, part) in parts {
                    part.seed(system, state, weight * part_weight, seeds);
                }
            }
        }
    }
}

/// Accuracy of the transposed system relative to its right-hand side.
const ACCURACY: f64 = 1e-11;

/// Part of the right-hand side that multipliers to start from must explain to be of use.
const EXPLAINED: f64 = 0.7;

/// Total derivatives of what `seed` sums at a state, and the products they took.
pub(crate) fn differentiate(
    system: &System,
    state: &Snapshot,
    shock: &Shock,
    seed: &dyn Fn(&mut Seeds),
    preconditioner: &Preconditioner,
) -> Result<(ParameterAdjoint, usize), ModelError> {
    let (total, products, _) = differentiate_from(&[], system, state, shock, seed, preconditioner)?;
    Ok((total, products))
}

/// As [`differentiate`], from multipliers `start` where they fit; with those found.
fn differentiate_from(
    start: &[f64],
    system: &System,
    state: &Snapshot,
    shock: &Shock,
    seed: &dyn Fn(&mut Seeds),
    preconditioner: &Preconditioner,
) -> Result<(ParameterAdjoint, usize, Vec<f64>), ModelError> {
    let mut work = AdjointWork::new(system);
    let mut seeds = Seeds::new(system);
    seed(&mut seeds);
    let size = system.benchmark.layout.unknowns();
    let mut right = vec![0.0; size];
    system.pull_back(&state.point, &seeds, &mut work, &mut right);
    let scale = norm(&right);
    let mut multipliers = vec![0.0; size];
    let mut transposed = Transposed {
        system,
        state,
        preconditioner,
        work,
        scratch: vec![0.0; system.benchmark.layout.cells()],
    };
    let near = (start.len() == size).then(|| transposed.take_out(start, &mut right));
    let gmres = Gmres {
        tolerance: ACCURACY * scale,
        max_iterations: 400,
        restart: 80,
    };
    let solved = gmres.solve(
        &mut transposed,
        &right,
        &mut multipliers,
        &mut GmresWorkspace::default(),
    );
    if !solved.converged {
        return Err(ModelError::GradientNotConverged {
            residual: solved.residual / scale,
            iterations: solved.iterations,
        });
    }
    let mut products = solved.iterations;
    if let Some(part) = near {
        axpy(part, start, &mut multipliers);
        products += 1;
    }
    let found = multipliers.clone();
    let mut work = transposed.work;
    // o − λᵀF has the total derivative as its partial one.
    multipliers.iter_mut().for_each(|m| *m = -*m);
    let mut lagrangian = system.residual_seeds(&state.point, &multipliers);
    seed(&mut lagrangian);
    let total = system.pull_back_parameters(&state.point, &lagrangian, shock, &mut work);
    Ok((total, products, found))
}

struct Transposed<'a, 'b> {
    system: &'a System<'b>,
    state: &'a Snapshot,
    preconditioner: &'a Preconditioner,
    work: AdjointWork,
    scratch: Vec<f64>,
}

impl Transposed<'_, '_> {
    /// Takes the multiple of `start`'s image that is nearest to `right` out of it, and returns the multiple: zero
    /// where that would leave most of `right`.
    fn take_out(&mut self, start: &[f64], right: &mut [f64]) -> f64 {
        let mut image = vec![0.0; start.len()];
        self.apply(start, &mut image);
        let (length, right_length) = (norm(&image), norm(right));
        let along = dot(&image, right) / length;
        // The square of what is left is that of the whole less that along the image.
        let explained = along.abs() >= (1.0 - (1.0 - EXPLAINED).powi(2)).sqrt() * right_length;
        if !(explained && length > 0.0) {
            return 0.0;
        }
        let part = along / length;
        axpy(-part, &image, right);
        part
    }
}

impl LinearOperator for Transposed<'_, '_> {
    fn size(&self) -> usize {
        self.system.benchmark.layout.unknowns()
    }

    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        self.system
            .transposed(&self.state.point, v, &mut self.work, out);
    }

    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        self.preconditioner
            .apply_transposed(self.system, v, out, &mut self.scratch);
    }
}
