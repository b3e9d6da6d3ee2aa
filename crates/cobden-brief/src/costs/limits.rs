//! Export controls as quantity limits.

use std::collections::BTreeSet;

use cobden_model::{QuantityLimit, Rent};
use cobden_record::{Entry, Instrument, Limit, Product, Rent as Written};
use cobden_world::World;

use super::plan::Plan;
use crate::context::{Context, hits};

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
