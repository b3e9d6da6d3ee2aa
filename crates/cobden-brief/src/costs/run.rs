//! A run of the model and what came out.

use cobden_model::{EconomyOutcome, Equilibrium, ModelError, Settings, Shock};
use schemars::JsonSchema;
use serde::Serialize;

use super::OWN;
use super::baseline::{Baseline, CLOSURE};
use super::limits::limits;
use super::plan::Plan;
use crate::context::Context;
use crate::fault::BriefFault;

/// A run of the model: what was solved, how well, and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Run {
    /// Scenario and elasticities, as `in-force/own`.
    pub id: String,
    /// The scenario.
    pub scenario: String,
    /// The set of trade elasticities.
    pub elasticities: String,
    /// What was changed.
    pub what: String,
    /// Hash of the world it starts from.
    pub world_hash: String,
    /// Duties that differ from that world's.
    pub tariff_cells: usize,
    /// converged: what is not is no run.
    pub status: String,
    /// Largest relative excess demand left.
    pub residual: f64,
    /// Newton steps.
    pub iterations: usize,
    /// Evaluations of the equations and products with their Jacobian.
    pub map_evaluations: usize,
    /// Largest relative excess demand allowed.
    pub tolerance: f64,
    /// All economies, in the world's order.
    pub economies: Vec<EconomyRun>,
    /// What the two sides buy from each other.
    pub flows: Vec<FlowRun>,
    /// Limits and the wedges that make them bind.
    pub limits: Vec<LimitRun>,
    /// Who gains trade that the two lose with each other: economy, sales to the first and to the second, in the world's unit; for
    /// the world's own elasticities.
    pub gained: Vec<Gain>,
    /// Sectors of the two sides; for the world's own elasticities.
    pub sectors: Vec<SectorRun>,
}

/// An economy in a run; the names are those of `cobden simulate --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EconomyRun {
    /// Its code.
    pub economy: String,
    /// Real income, in percent.
    pub real_income_change_percent: f64,
    /// Real wage, in percent.
    pub real_wage_change_percent: f64,
    /// Wage, new over old.
    pub wage_hat: f64,
    /// Consumer prices, new over old.
    pub consumer_price_hat: f64,
    /// Income, new over old.
    pub income_hat: f64,
    /// Terms of trade, in percent.
    pub terms_of_trade_change_percent: f64,
    /// Duty revenue after, in the world's unit.
    pub duty_revenue: f64,
    /// Duty revenue before.
    pub duty_revenue_before: f64,
    /// Imports, new over old value.
    pub imports_hat: f64,
    /// Exports, new over old value.
    pub exports_hat: f64,
    /// Income before times the change in real income.
    pub equivalent_variation: f64,
}

impl From<&EconomyOutcome> for EconomyRun {
    fn from(outcome: &EconomyOutcome) -> Self {
        Self {
            economy: outcome.economy.clone(),
            real_income_change_percent: outcome.real_income_change_percent,
            real_wage_change_percent: outcome.real_wage_change_percent,
            wage_hat: outcome.wage_hat,
            consumer_price_hat: outcome.consumer_price_hat,
            income_hat: outcome.income_hat,
            terms_of_trade_change_percent: outcome.terms_of_trade_change_percent,
            duty_revenue: outcome.duty_revenue,
            duty_revenue_before: outcome.duty_revenue_before,
            imports_hat: outcome.imports_hat,
            exports_hat: outcome.exports_hat,
            equivalent_variation: outcome.equivalent_variation,
        }
    }
}

/// What an economy buys from another, over all sectors, at customs value in the world's unit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FlowRun {
    /// Who buys.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// Before.
    pub value: f64,
    /// After.
    pub value_new: f64,
    /// Goods alone, before.
    pub goods: f64,
    /// Goods alone, after.
    pub goods_new: f64,
}

/// A limit on a flow, solved as the wedge that makes it bind; the names are those of `cobden simulate --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LimitRun {
    /// The estimate in the record.
    pub limit: String,
    /// Who buys.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// The product.
    pub sector: String,
    /// Value before, in the world's unit.
    pub value: f64,
    /// Volume at most, new over old.
    pub volume_limit: f64,
    /// Volume, new over old.
    pub volume_hat: f64,
    /// Whether the limit holds trade back.
    pub binding: bool,
    /// Wedge between the buyer's and the seller's price, in percent of the latter; none where nothing may be bought.
    pub tariff_equivalent_percent: Option<f64>,
    /// The rent, in the world's unit.
    pub quota_rent: f64,
}

/// Who gains trade.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Gain {
    /// Who sells more.
    pub economy: String,
    /// Change of its sales to the first side.
    pub to_first: f64,
    /// Change of its sales to the second.
    pub to_second: f64,
}

/// A sector in a run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SectorRun {
    /// Whose.
    pub economy: String,
    /// The sector.
    pub sector: String,
    /// Receipts before, in the world's unit.
    pub output: f64,
    /// Receipts at old prices, new over old.
    pub output_volume_hat: f64,
    /// Employment, new over old.
    pub employment_hat: f64,
    /// Purchasers' prices, new over old.
    pub price_hat: f64,
}

/// The shock of a plan on a baseline.
fn shock(baseline: &Baseline, plan: &Plan) -> Shock {
    let mut shock = Shock::none(baseline.model.world());
    shock.tariff = baseline.expand(&plan.duties);
    let limits = limits(baseline.model.world(), plan);
    shock.limits = limits.into_iter().map(|(_, limit)| limit).collect();
    shock
}

/// The equilibrium under a plan.
pub(crate) fn equilibrium<'b>(
    baseline: &'b Baseline,
    plan: &Plan,
) -> Result<Equilibrium<'b>, ModelError> {
    let shock = shock(baseline, plan);
    baseline.model.solve(&shock, CLOSURE, &Settings::default())
}

/// Solves a plan.
pub(crate) fn run(
    context: &Context<'_>,
    baseline: &Baseline,
    plan: &Plan,
    elasticities: &str,
) -> Result<(Run, Shock), BriefFault> {
    let world = baseline.model.world();
    let settings = Settings::default();
    let id = format!("{}/{elasticities}", plan.id);
    let equilibrium = equilibrium(baseline, plan).map_err(|error| BriefFault::Model {
        run: id.clone(),
        error: Box::new(error),
    })?;
    let shock = equilibrium.shock().clone();
    let changed = shock
        .tariff
        .iter()
        .zip(&world.tariffs)
        .filter(|(new, old)| new != old);
    let statistics = equilibrium.statistics();
    let parties = &context.asked.parties;
    let is_own = elasticities == OWN;
    let run = Run {
        id,
        scenario: plan.id.clone(),
        elasticities: elasticities.to_owned(),
        what: plan.what.clone(),
        world_hash: baseline.hash.clone(),
        tariff_cells: changed.count(),
        status: "converged".to_owned(),
        residual: statistics.residual,
        iterations: statistics.iterations,
        map_evaluations: statistics.map_evaluations(),
        tolerance: settings.tolerance,
        economies: equilibrium
            .economies()
            .iter()
            .map(EconomyRun::from)
            .collect(),
        flows: flows(&equilibrium, parties),
        limits: limited(&equilibrium, plan),
        gained: if is_own {
            gained(&equilibrium, parties)
        } else {
            Vec::new()
        },
        sectors: if is_own {
            sectors(&equilibrium, parties)
        } else {
            Vec::new()
        },
    };
    Ok((run, shock))
}

fn flows(equilibrium: &Equilibrium<'_>, parties: &[String; 2]) -> Vec<FlowRun> {
    let world = equilibrium.model().world();
    let (before, after) = equilibrium.flows();
    let [first, second] = parties;
    let pairs = [(first, second), (second, first)];
    let flow = pairs.into_iter().filter_map(|(importer, exporter)| {
        let (n, i) = (
            world.economy_index(importer)?,
            world.economy_index(exporter)?,
        );
        let sum = |flows: &cobden_model::Flows, goods_alone: bool| {
            let sectors = world.sectors.iter().enumerate();
            let meant = sectors.filter(|(_, sector)| sector.goods || !goods_alone);
            meant.map(|(j, _)| flows[[n, i, j]]).sum()
        };
        Some(FlowRun {
            importer: importer.clone(),
            exporter: exporter.clone(),
            value: sum(&before, false),
            value_new: sum(&after, false),
            goods: sum(&before, true),
            goods_new: sum(&after, true),
        })
    });
    flow.collect()
}

fn limited(equilibrium: &Equilibrium<'_>, plan: &Plan) -> Vec<LimitRun> {
    let world = equilibrium.model().world();
    let named = limits(world, plan);
    let outcomes = equilibrium.limits().into_iter().zip(named);
    let runs = outcomes.flat_map(|(outcome, (id, limit))| {
        let run = limit
            .flows
            .clone()
            .into_iter()
            .map(move |[n, i, j]| LimitRun {
                limit: id.to_owned(),
                importer: world.economies[n].code.clone(),
                exporter: world.economies[i].code.clone(),
                sector: world.sectors[j].code.clone(),
                value: outcome.value,
                volume_limit: limit.volume,
                volume_hat: outcome.volume_hat,
                binding: outcome.binding,
                // An embargo has no price.
                tariff_equivalent_percent: outcome
                    .wedge
                    .is_finite()
                    .then_some(100.0 * outcome.wedge),
                quota_rent: outcome.total_rent(),
            });
        run.collect::<Vec<_>>()
    });
    runs.collect()
}

fn gained(equilibrium: &Equilibrium<'_>, parties: &[String; 2]) -> Vec<Gain> {
    let world = equilibrium.model().world();
    let [first, second] = parties;
    let (Some(a), Some(b)) = (world.economy_index(first), world.economy_index(second)) else {
        return Vec::new();
    };
    let diversion = equilibrium.diversion(a, b);
    let gains = diversion
        .gained
        .into_iter()
        .map(|(economy, to_first, to_second)| Gain {
            economy,
            to_first,
            to_second,
        });
    gains.collect()
}

fn sectors(equilibrium: &Equilibrium<'_>, parties: &[String; 2]) -> Vec<SectorRun> {
    let all = equilibrium.sectors().into_iter();
    let own = all.filter(|one| parties.contains(&one.economy));
    let run = own.map(|one| SectorRun {
        economy: one.economy,
        sector: one.sector,
        output: one.output,
        output_volume_hat: one.output_volume_hat,
        employment_hat: one.employment_hat,
        price_hat: one.price_hat,
    });
    run.collect()
}
