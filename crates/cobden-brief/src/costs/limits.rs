//! Export controls as quantity limits.

use std::collections::BTreeSet;

use cobden_model::{QuantityLimit, Rent};
use cobden_record::{Entry, Instrument, Limit, Product, Rent as Written};
use cobden_world::World;
use schemars::JsonSchema;
use serde::Serialize;

use super::plan::Plan;
use super::{OWN, SetRuns};
use crate::context::{Context, hits};
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger};
use crate::words;

/// The limits that a plan keeps.
fn kept<'r>(context: &Context<'r>, plan: &Plan) -> Vec<&'r Entry<Limit>> {
    let limits = plan.limits.iter();
    limits
        .filter_map(|id| context.record.limits.get(id))
        .collect()
}

/// The products that the limits of any plan are on, in order of id: all worlds are split alike, so that scenarios can be compared.
pub(crate) fn products<'r>(context: &Context<'r>, plans: &[Plan]) -> Vec<&'r Entry<Product>> {
    let limits = plans.iter().flat_map(|plan| kept(context, plan));
    let ids: BTreeSet<&str> = limits.map(|limit| limit.body.product.as_str()).collect();
    let products = ids.into_iter();
    products
        .filter_map(|id| context.record.products.get(id))
        .collect()
}

/// The limits of a plan on the flows of a world, each with the id of the estimate it is from.
///
/// Every flow has a limit and a licence price of its own: an estimate says how far each buyer is held down.
pub(crate) fn limits(
    context: &Context<'_>,
    world: &World,
    plan: &Plan,
) -> Vec<(String, QuantityLimit)> {
    let on = context.asked.on;
    let about: BTreeSet<(&str, &str)> = kept(context, plan)
        .into_iter()
        .map(|limit| (limit.body.measure.as_str(), limit.body.product.as_str()))
        .collect();
    let mut found = Vec::new();
    for (measure, product) in about {
        let (Some(entry), Some(j)) = (
            context.record.measures.get(measure),
            world.sector_index(product),
        ) else {
            continue;
        };
        let actor = entry.body.actor.as_str();
        for (n, importer) in world.economies.iter().enumerate() {
            let Some(limit) = context.schedule.limit(measure, product, &importer.code, on) else {
                continue;
            };
            for (i, exporter) in world.economies.iter().enumerate() {
                // A quota is the buyer's, a control the seller's.
                let meant = if entry.body.instrument == Instrument::Quota {
                    importer.code == actor && hits(&entry.body.target, &exporter.code, on)
                } else {
                    exporter.code == actor && hits(&entry.body.target, &importer.code, on)
                };
                if !meant
                    || n == i
                    || world.flows[[n, i, j]] <= 0.0
                    || !plan.limits.contains(&limit.id)
                {
                    continue;
                }
                let limit_on_flow = QuantityLimit {
                    flows: vec![[n, i, j]],
                    volume: limit.body.volume,
                    rent: match limit.body.rent {
                        Written::Exporter => Rent::Exporter,
                        Written::Importer => Rent::Importer,
                    },
                };
                found.push((limit.id.clone(), limit_on_flow));
            }
        }
    }
    found
}

/// A limit on what an economy buys of a product from another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LimitEffect {
    /// Who buys.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// The product.
    pub product: String,
    /// How much may be bought, in percent of the volume before.
    pub allowed: Figure,
    /// What a licence is worth, as a duty on the seller's price in percent; zero where the limit does not bind.
    pub wedge: Figure,
    /// The rent, in billions of the base year.
    pub rent: Figure,
}

/// The limits of what is in force, as figures.
pub(crate) fn effects(ledger: &mut Ledger<'_>, own: &SetRuns) -> Vec<LimitEffect> {
    let billions = own.baseline.model.world().provenance.unit.to_billions();
    let run = &own.runs[0];
    let effects = run.limits.iter().enumerate().map(|(place, limit)| {
        let flow = format!(
            "{} from {}, {}",
            words::name(&limit.importer),
            words::name(&limit.exporter),
            limit.sector
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
            entries: Vec::new(),
        };
        LimitEffect {
            allowed: ledger.figure(
                &key("allowed"),
                100.0 * limit.volume,
                Unit::PercentOfVolume,
                format!("Volume allowed by {}: {flow}", limit.limit),
                basis("volume"),
            ),
            wedge: ledger.figure(
                &key("wedge"),
                limit.wedge_percent,
                Unit::Percent,
                format!("Worth of a licence: {flow}"),
                basis("tariff_equivalent_percent"),
            ),
            rent: ledger.figure(
                &key("rent"),
                limit.rent * billions,
                Unit::Billion,
                format!("Rent: {flow}"),
                basis("rent"),
            ),
            importer: limit.importer.clone(),
            exporter: limit.exporter.clone(),
            product: limit.sector.clone(),
        }
    });
    effects.collect()
}
