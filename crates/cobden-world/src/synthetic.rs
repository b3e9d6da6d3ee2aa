//! Worlds of any size with invented figures, for benchmarks and experiments.

use ndarray::{Array2, Array3};

use crate::calibrate::calibrate;
use crate::world::{Economy, Provenance, Sector, World};

/// A world of invented figures with the look of a real one: sizes over two orders of magnitude,
/// trade that falls with distance, two thirds of the sectors goods with duties of 0 to 20%,
/// intermediates of about half of output. The same sizes and seed give the same world.
///
/// # Panics
/// When there are no economies or no sectors.
pub fn synthetic(economies: usize, sectors: usize, seed: u64) -> World {
    let (n, j) = (economies, sectors);
    let mut random = Random(seed);
    let size: Vec<f64> = (0..n).map(|_| (4.6 * random.next()).exp()).collect();
    let place: Vec<(f64, f64)> = (0..n).map(|_| (random.next(), random.next())).collect();
    let goods = |sector: usize| 3 * sector < 2 * j;
    let strength = Array2::from_shape_fn((n, j), |_| (2.0 * random.next() - 1.0).exp());
    let mut flows = Array3::zeros((n, n, j));
    let mut tariffs = Array3::zeros((n, n, j));
    for importer in 0..n {
        for exporter in 0..n {
            let (a, b) = (place[importer], place[exporter]);
            let distance = 0.05 + (a.0 - b.0).hypot(a.1 - b.1);
            for sector in 0..j {
                let mass = size[importer] * size[exporter] * strength[[exporter, sector]];
                let at = [importer, exporter, sector];
                if importer == exporter {
                    flows[at] = 40.0
                        * size[importer]
                        * size.iter().sum::<f64>()
                        * strength[[importer, sector]]
                        / n as f64;
                } else {
                    let openness = if goods(sector) { 1.0 } else { 0.1 };
                    flows[at] = openness * mass * (0.5 + random.next()) / distance;
                    tariffs[at] = if goods(sector) {
                        0.2 * random.next().powi(2)
                    } else {
                        0.0
                    };
                }
            }
        }
    }
    let value_added_share = Array2::from_shape_fn((n, j), |_| 0.35 + 0.3 * random.next());
    let mut input_shares = Array3::from_shape_fn((n, j, j), |(_, sector, input)| {
        let own = if sector == input { j as f64 / 4.0 } else { 0.0 };
        own + random.next().powi(3)
    });
    for mut row in input_shares.lanes_mut(ndarray::Axis(2)) {
        let sum = row.sum();
        row /= sum;
    }
    let world = World {
        provenance: Provenance {
            name: format!("synthetic-{n}x{j}"),
            notes: format!("Invented figures, seed {seed}."),
            ..Provenance::default()
        },
        economies: (0..n)
            .map(|k| Economy {
                code: format!("E{k:03}"),
                name: format!("Economy {k}"),
            })
            .collect(),
        sectors: (0..j)
            .map(|k| Sector {
                code: format!("S{k:03}"),
                name: format!("Sector {k}"),
                goods: goods(k),
                trade_elasticity: 2.0 + 6.0 * random.next(),
            })
            .collect(),
        flows,
        tariffs,
        value_added_share,
        input_shares,
        nests: Vec::new(),
    };
    // Invented final demand is far from negative, so the system settles.
    calibrate(&world).map_or(world, |(world, _)| world)
}

/// Numbers in [0, 1) that depend on the seed alone.
///
/// Source: Steele, Lea and Flood (2014), OOPSLA, SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_worlds_pass_the_check_and_repeat() {
        let world = synthetic(7, 5, 1);
        assert!(
            !crate::check(&world).has_errors(),
            "{}",
            crate::check(&world)
        );
        assert_eq!(world.hash(), synthetic(7, 5, 1).hash());
        assert_ne!(world.hash(), synthetic(7, 5, 2).hash());
    }
}
