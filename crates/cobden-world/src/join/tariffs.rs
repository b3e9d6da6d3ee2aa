//! Whose tariffs a joined world has.

use ndarray::Array3;

use super::donors::Technology;
use super::mapping::{JoinMapping, TariffSource};
use crate::world::World;

/// Tariffs (n, i, j) from the merged flows or from the technology.
pub(super) fn choose(
    mapping: &JoinMapping,
    merged: &World,
    technology: &Technology,
    flow_sector: &[usize],
) -> Array3<f64> {
    let (n, j) = (mapping.economies.len(), mapping.sectors.len());
    Array3::from_shape_fn((n, n, j), |(importer, exporter, sector)| {
        let levied = mapping.economies[importer].tariffs;
        // On itself an economy levies what the flows say, unless it takes all from the technology.
        let source = levied.unwrap_or(match importer == exporter {
            true => TariffSource::Flows,
            false => mapping.sectors[sector].tariffs,
        });
        if source == TariffSource::Technology {
            of_technology(mapping, technology, importer, exporter, sector)
        } else {
            merged.tariffs[[importer, exporter, flow_sector[sector]]]
        }
    })
}

/// The mean over the pairs of economies that stand for the two, weighted by their trade; a plain
/// mean without trade. An economy's tariff on itself counts where there are no other pairs: two
/// parts of one rest of the world.
fn of_technology(
    mapping: &JoinMapping,
    technology: &Technology,
    importer: usize,
    exporter: usize,
    sector: usize,
) -> f64 {
    let [to, from] = [importer, exporter].map(|e| &mapping.economies[e].tariffs_as);
    let pairs: Vec<(usize, usize)> = (to.iter())
        .flat_map(|a| from.iter().map(move |b| (*a, *b)))
        .collect();
    let between = pairs.iter().copied().filter(|(a, b)| a != b);
    let mut pairs: Vec<(usize, usize)> = if importer == exporter {
        pairs.clone()
    } else {
        between.collect()
    };
    if pairs.is_empty() {
        pairs = to.iter().map(|a| (*a, *a)).collect();
    }
    let world = &technology.world;
    let rate = |(a, b): (usize, usize)| world.tariffs[[a, b, sector]];
    let trade = |(a, b): (usize, usize)| world.flows[[a, b, sector]];
    let total: f64 = pairs.iter().map(|pair| trade(*pair)).sum();
    if total > 0.0 {
        let sum: f64 = pairs.iter().map(|pair| trade(*pair) * rate(*pair)).sum();
        sum / total
    } else {
        pairs.iter().map(|pair| rate(*pair)).sum::<f64>() / pairs.len() as f64
    }
}
