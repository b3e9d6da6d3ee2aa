//! Export controls as quantity limits.

use std::collections::{BTreeMap, BTreeSet};

use cobden_model::{QuantityLimit, Rent};
use cobden_record::{Entry, Instrument, Kind, Measure, Product, Rent as Written};
use cobden_schedule::Schedule;
use cobden_world::World;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::plan::Plan;
use super::run::LimitRun;
use super::{OWN, SetRuns};
use crate::context::{Context, hits};
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};
use crate::words;

/// A limit on a flow under the law of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlanLimit {
    /// The estimate in the record.
    pub id: String,
    /// The product.
    pub product: String,
    /// Who buys.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// Volume at most, new over old.
    pub volume: f64,
    /// Who keeps the rent.
    pub rent: Rent,
}

/// The limits that a schedule has on a day on what the economies of a world buy of each other, by product, buyer and seller.
///
/// Only measures that `keep` wants count. A flow has one limit: where several measures are on it, the one that allows least
/// holds, and of equal ones the first by measure.
pub(crate) fn settled(
    schedule: &Schedule<'_>,
    world: &World,
    on: Date,
    keep: &dyn Fn(&Measure) -> bool,
) -> Vec<PlanLimit> {
    let about: BTreeSet<(&str, &str)> = schedule
        .limits(on)
        .into_iter()
        .map(|limit| (limit.body.measure.as_str(), limit.body.product.as_str()))
        .collect();
    let measures: BTreeMap<&str, _> = schedule
        .view()
        .measures()
        .map(|(entry, measure)| (entry.id.as_str(), measure))
        .collect();
    let mut tightest: BTreeMap<(&str, usize, usize), PlanLimit> = BTreeMap::new();
    for (id, product) in about {
        let Some(measure) = measures.get(id).filter(|measure| keep(measure)) else {
            continue;
        };
        let actor = measure.actor.as_str();
        for (n, importer) in world.economies.iter().enumerate() {
            let Some(limit) = schedule.limit(id, product, &importer.code, on) else {
                continue;
            };
            for (i, exporter) in world.economies.iter().enumerate() {
                // A quota is the buyer's, a control the seller's.
                let meant = if measure.instrument == Instrument::Quota {
                    importer.code == actor && hits(&measure.target, &exporter.code, on)
                } else {
                    exporter.code == actor && hits(&measure.target, &importer.code, on)
                };
                let here = (product, n, i);
                let is_tightest = tightest
                    .get(&here)
                    .is_none_or(|other| limit.body.volume < other.volume);
                if !meant || n == i || !is_tightest {
                    continue;
                }
                let of_flow = PlanLimit {
                    id: limit.id.clone(),
                    product: product.to_owned(),
                    importer: importer.code.clone(),
                    exporter: exporter.code.clone(),
                    volume: limit.body.volume,
                    rent: match limit.body.rent {
                        Written::Exporter => Rent::Exporter,
                        Written::Importer => Rent::Importer,
                    },
                };
                tightest.insert(here, of_flow);
            }
        }
    }
    tightest.into_values().collect()
}

/// Of limits found apart, such as those of several actors, the tightest on each flow, in the order of [`settled`]; of equal ones
/// the first.
pub(crate) fn tightest(world: &World, limits: Vec<PlanLimit>) -> Vec<PlanLimit> {
    let mut found: BTreeMap<(String, Option<usize>, Option<usize>), PlanLimit> = BTreeMap::new();
    for limit in limits {
        let flow = (
            limit.product.clone(),
            world.economy_index(&limit.importer),
            world.economy_index(&limit.exporter),
        );
        let is_tightest = found
            .get(&flow)
            .is_none_or(|other| limit.volume < other.volume);
        if is_tightest {
            found.insert(flow, limit);
        }
    }
    found.into_values().collect()
}

/// The products that any of the limits of all plans are on, in order of id: all worlds are split alike, so that scenarios can be
/// compared.
pub(crate) fn products<'r, 'l>(
    context: &Context<'r>,
    limits: impl Iterator<Item = &'l PlanLimit>,
) -> Vec<&'r Entry<Product>> {
    let ids: BTreeSet<&str> = limits.map(|limit| limit.product.as_str()).collect();
    let products = ids.into_iter();
    products
        .filter_map(|id| context.record.products.get(id))
        .collect()
}

/// The limits of a plan on the flows of a world, each with the id of the estimate it is from.
///
/// Every flow has a limit and a licence price of its own: an estimate says how far each buyer is held down. Flows without trade
/// are passed over.
pub(crate) fn limits<'p>(world: &World, plan: &'p Plan) -> Vec<(&'p str, QuantityLimit)> {
    let on_flows = plan.limits.iter().filter_map(|limit| {
        let n = world.economy_index(&limit.importer)?;
        let i = world.economy_index(&limit.exporter)?;
        let j = world.sector_index(&limit.product)?;
        let on_flow = QuantityLimit {
            flows: vec![[n, i, j]],
            volume: limit.volume,
            rent: limit.rent,
        };
        (world.flows[[n, i, j]] > 0.0).then_some((limit.id.as_str(), on_flow))
    });
    on_flows.collect()
}

/// A limit on what an economy buys of a product from another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LimitEffect {
    /// The estimate in the record.
    pub limit: String,
    /// How far the record trusts it: `A`, `B` or `C`.
    pub confidence: String,
    /// Who buys.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// The product.
    pub product: String,
    /// What the product is called.
    pub name: String,
    /// Whether it holds trade back.
    pub binding: bool,
    /// How much may be bought, in percent of the volume before.
    pub allowed: Figure,
    /// What a licence is worth, as a duty on the seller's price in percent; zero where the limit does not bind, none where
    /// nothing may be bought.
    pub wedge: Option<Figure>,
    /// The rent, in billions of the base year.
    pub rent: Figure,
}

/// The limits of what is in force, as figures: those between the two first, then by trade before.
pub(crate) fn effects(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    own: &SetRuns,
) -> Vec<LimitEffect> {
    let billions = own.baseline.model.world().provenance.unit.to_billions();
    let run = &own.runs[0];
    let is_party = |code: &String| context.asked.parties.contains(code);
    let of_the_two = |one: &LimitRun| is_party(&one.importer) && is_party(&one.exporter);
    let mut all: Vec<(usize, &LimitRun)> = run.limits.iter().enumerate().collect();
    all.sort_by(|(_, a), (_, b)| {
        of_the_two(b)
            .cmp(&of_the_two(a))
            .then(b.value.total_cmp(&a.value))
    });
    let effects = all.into_iter().filter_map(|(place, limit)| {
        let entry = context.record.limits.get(&limit.limit)?;
        let product = context.record.products.get(&limit.sector)?;
        let measure = context.record.measures.get(&entry.body.measure);
        let mut entries = vec![ledger.entry(Kind::Limit, entry)];
        entries.extend(measure.map(|measure| ledger.entry(Kind::Measure, measure)));
        entries.push(ledger.entry(Kind::Product, product));
        let name = product
            .common
            .title
            .clone()
            .unwrap_or_else(|| product.id.clone());
        let flow = format!(
            "{} from {}, {name}",
            words::name(&limit.importer),
            words::name(&limit.exporter),
        );
        let key = |what: &str| {
            format!(
                "limit.{}-{}.{}.{what}",
                limit.importer, limit.exporter, limit.sector
            )
        };
        let basis = |field: &str| Basis::Run {
            run: format!("{}/{OWN}", run.scenario),
            field: format!("limits[{place}].{field}"),
            entries: entries.clone(),
        };
        Some(LimitEffect {
            limit: limit.limit.clone(),
            confidence: entry.common.confidence.word().to_owned(),
            binding: limit.binding,
            allowed: ledger.figure(
                &key("allowed"),
                100.0 * limit.volume_limit,
                Unit::PercentOfVolume,
                format!("Volume allowed by {}: {flow}", limit.limit),
                basis("volume_limit"),
            ),
            wedge: limit.tariff_equivalent_percent.map(|percent| {
                ledger.figure(
                    &key("wedge"),
                    percent,
                    Unit::Percent,
                    format!("Worth of a licence: {flow}"),
                    basis("tariff_equivalent_percent"),
                )
            }),
            rent: ledger.figure(
                &key("rent"),
                limit.quota_rent * billions,
                Unit::Billion,
                format!("Rent: {flow}"),
                basis("quota_rent"),
            ),
            importer: limit.importer.clone(),
            exporter: limit.exporter.clone(),
            product: limit.sector.clone(),
            name,
        })
    });
    effects.collect()
}
