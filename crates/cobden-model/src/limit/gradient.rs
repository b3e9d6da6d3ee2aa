//! How outcomes respond where limits bind: licence prices move so that volumes do not.
//!
//! With o an outcome and g the log volumes of the binding limits, both as functions of parameters s
//! and log wedges ω by way of the equilibrium conditions,
//!
//! ```text
//! do/ds = o_s − g_sᵀ λ        g_ωᵀ λ = o_ω
//! ```
//!
//! Every row of g_ω is one transposed solve, and o − λᵀg is differentiated by one more.

use super::{Licences, Rent, solve_dense};
use crate::adjoint::{ParameterAdjoint, Seeds};
use crate::equilibrium::Equilibrium;
use crate::error::ModelError;
use crate::gradient::{Outcome, differentiate};

/// A wedge, or a distance from the limit, in logs, below which a limit counts as just binding.
const KINK: f64 = 1e-8;

/// A weighted sum of an outcome and of log volumes.
struct Target<'a> {
    outcome: Option<&'a Outcome>,
    /// (limit, weight).
    volumes: Vec<(usize, f64)>,
}

impl Equilibrium<'_> {
    /// Derivatives by policy and parameters with the volumes of binding limits held, and the products
    /// they took; nothing where no limit binds.
    pub(crate) fn differentiate_limited(
        &self,
        outcome: &Outcome,
    ) -> Result<Option<(ParameterAdjoint, usize)>, ModelError> {
        let Some(licences) = &self.licences else {
            return Ok(None);
        };
        self.check_kinks(licences)?;
        let binding = licences.binding();
        if binding.is_empty() {
            return Ok(None);
        }
        let mut products = 0;
        // By columns of g_ωᵀ: one limit's responses to all wedges.
        let mut transposed = vec![vec![0.0; binding.len()]; binding.len()];
        for (k, limit) in binding.iter().enumerate() {
            let target = Target {
                outcome: None,
                volumes: vec![(*limit, 1.0)],
            };
            let (_, by_wedge, more) = self.partial(licences, &binding, &target)?;
            products += more;
            for (row, value) in transposed.iter_mut().zip(by_wedge) {
                row[k] = value;
            }
        }
        let alone = Target {
            outcome: Some(outcome),
            volumes: Vec::new(),
        };
        let (_, mut multipliers, more) = self.partial(licences, &binding, &alone)?;
        products += more;
        solve_dense(&mut transposed, &mut multipliers).ok_or(ModelError::LimitsDependent)?;
        let volumes = binding.iter().zip(&multipliers);
        let target = Target {
            outcome: Some(outcome),
            volumes: volumes.map(|(limit, weight)| (*limit, -weight)).collect(),
        };
        let (mut total, _, more) = self.partial(licences, &binding, &target)?;
        products += more;
        if self.purged {
            products += self.subtract_base(licences, &target, &mut total)?;
        }
        Ok(Some((total, products)))
    }

    /// A limit met with a wedge of zero has one response to more trade and another to less.
    fn check_kinks(&self, licences: &Licences) -> Result<(), ModelError> {
        for (limit, (licence, wedge)) in licences.all.iter().zip(&licences.log_wedge).enumerate() {
            let room = || {
                let volume = licence.log_volume(&self.system, &self.after.point, *wedge);
                licence.log_limit - volume
            };
            if !licence.cells.is_empty() && *wedge < KINK && room() < KINK {
                return Err(ModelError::GradientAtKink { limit });
            }
        }
        Ok(())
    }

    /// Derivatives of a target with wedges given: by the shock's parameters and by log wedges.
    fn partial(
        &self,
        licences: &Licences,
        binding: &[usize],
        target: &Target,
    ) -> Result<(ParameterAdjoint, Vec<f64>, usize), ModelError> {
        let policy = &licences.policy;
        let layout = &self.model.benchmark.layout;
        let revenue_weights = target
            .outcome
            .map(Outcome::revenue_weights)
            .unwrap_or_default();
        // Revenue without the rent in it: for each cell −(T − T/ω) F of duties that importers keep,
        // −(1 − 1/ω) F of export taxes that exporters keep.
        let mut rents = Vec::new();
        for k in binding {
            let licence = &licences.all[*k];
            for cell in &licence.cells {
                let keeper = match licence.rent {
                    Rent::Importer => cell.at[0],
                    Rent::Exporter => cell.at[1],
                };
                for (rent, n, weight) in &revenue_weights {
                    if *rent == licence.rent && *n == keeper {
                        rents.push((*k, cell.at, *weight));
                    }
                }
            }
        }
        let factor = |k: usize| libm::exp(licences.log_wedge[k]);
        // What the rent is of without its wedge: customs value with duty, or without.
        let price = |k: usize, at: [usize; 3]| match licences.all[k].rent {
            Rent::Importer => 1.0 + policy.tariff[at],
            Rent::Exporter => 1.0,
        };
        let seed = |seeds: &mut Seeds| {
            if let Some(outcome) = target.outcome {
                outcome.seed(&self.system, &self.after, 1.0, seeds);
            }
            for (k, [n, i, j], weight) in &rents {
                let all = price(*k, [*n, *i, *j]);
                let rate = all - all / factor(*k);
                seeds.flows.push((*n, *i, *j, -weight * rate));
            }
            for (limit, weight) in &target.volumes {
                for ([n, i, j], share) in self.volume_shares(licences, *limit) {
                    let flow = self.after.flow(&self.system, [n, i, j]);
                    seeds.flows.push((n, i, j, weight * share / flow));
                    seeds.on_cost(layout)[layout.at(i, j)] -= weight * share;
                }
            }
        };
        let (mut by, products) = differentiate(
            &self.system,
            &self.after,
            policy,
            &seed,
            &self.model.preconditioner,
        )?;
        // V = F/(c (1+e)).
        for (limit, weight) in &target.volumes {
            for (at, share) in self.volume_shares(licences, *limit) {
                by.export_tax[at] -= weight * share / (1.0 + policy.export_tax[at]);
            }
        }
        // From rates with the wedge in them to rates and wedges.
        let mut by_wedge = vec![0.0; binding.len()];
        for (k, out) in binding.iter().zip(&mut by_wedge) {
            for cell in &licences.all[*k].cells {
                let (derivative, rate) = match licences.all[*k].rent {
                    Rent::Exporter => (&mut by.export_tax[cell.at], policy.export_tax[cell.at]),
                    Rent::Importer => (&mut by.tariff[cell.at], policy.tariff[cell.at]),
                };
                *out += (1.0 + rate) * *derivative;
                *derivative *= factor(*k);
            }
            for (_, at, weight) in rents.iter().filter(|(limit, ..)| limit == k) {
                let flow = self.after.flow(&self.system, *at);
                match licences.all[*k].rent {
                    Rent::Importer => {
                        *out -= weight * (1.0 + policy.tariff[*at]) * flow;
                        by.tariff[*at] -= weight * (factor(*k) - 1.0) * flow;
                    }
                    Rent::Exporter => *out -= weight * flow / factor(*k),
                }
            }
        }
        Ok((by, by_wedge, products))
    }

    /// The state before moves with elasticities when deficits were purged, and with it what outcomes
    /// and volumes are measured from.
    fn subtract_base(
        &self,
        licences: &Licences,
        target: &Target,
        total: &mut ParameterAdjoint,
    ) -> Result<usize, ModelError> {
        let layout = &self.model.benchmark.layout;
        let before = self.before.flows(&self.base_system);
        let seed = |seeds: &mut Seeds| {
            if let Some(outcome) = target.outcome.filter(|outcome| outcome.has_base()) {
                let relative = outcome.relative();
                relative.seed(&self.base_system, &self.before, 1.0, seeds);
            }
            for (limit, weight) in &target.volumes {
                for at in &self.shock.limits[*limit].flows {
                    let part = weight / licences.all[*limit].reference;
                    if before[*at] > 0.0 {
                        seeds.flows.push((at[0], at[1], at[2], part));
                    }
                }
                for ([_, i, j], share) in self.volume_shares(licences, *limit) {
                    seeds.on_cost(layout)[layout.at(i, j)] -= weight * share;
                }
            }
        };
        let none = crate::shock::Shock {
            elasticity: self.shock.elasticity.clone(),
            ..crate::shock::Shock::none(self.model.world())
        };
        let (base, products) = differentiate(
            &self.base_system,
            &self.before,
            &none,
            &seed,
            &self.model.preconditioner,
        )?;
        for (total, base) in total.elasticity.iter_mut().zip(&base.elasticity) {
            *total -= base;
        }
        Ok(products)
    }

    /// Cells of a limit with their parts of its volume.
    fn volume_shares(&self, licences: &Licences, limit: usize) -> Vec<([usize; 3], f64)> {
        let wedge = licences.log_wedge[limit];
        let volumes = licences.all[limit].volumes(&self.system, &self.after.point, wedge);
        let volumes: Vec<_> = volumes.map(|(cell, volume)| (cell.at, volume)).collect();
        let sum: f64 = volumes.iter().map(|(_, volume)| volume).sum();
        volumes.into_iter().map(|(at, v)| (at, v / sum)).collect()
    }
}
