use cobden_world::{Economy, Provenance, Sector, World, calibrate, check};
use ndarray::{Array2, Array3};

use super::Random;

/// A world with tariffs, inputs, deficits and, last, a sector of services that is traded as well. Its economies
/// have codes of the list, so that groups find their members.
pub(crate) fn world(codes: &[&str], sectors: usize, seed: u64) -> World {
    let mut random = Random::new(seed);
    let n = codes.len();
    let sizes: Vec<f64> = (0..n).map(|_| random.between(1.0, 4.0)).collect();
    let total: f64 = sizes.iter().sum();
    let mut flows = Array3::zeros((n, n, sectors));
    let mut tariffs = Array3::zeros((n, n, sectors));
    for ((importer, exporter, sector), flow) in flows.indexed_iter_mut() {
        if importer == exporter {
            *flow = 12.0 * sizes[importer] * random.between(0.7, 1.4);
            continue;
        }
        let scale = 5.0 * sizes[importer] * sizes[exporter] / total;
        *flow = scale * random.between(0.5, 1.8);
        if sector + 1 < sectors {
            tariffs[[importer, exporter, sector]] = random.between(0.0, 0.2);
        }
    }
    let mut input_shares =
        Array3::from_shape_fn((n, sectors, sectors), |_| random.between(0.1, 1.0));
    for mut row in input_shares.rows_mut() {
        let sum = row.sum();
        row /= sum;
    }
    let raw = World {
        provenance: Provenance::default(),
        economies: (codes.iter())
            .map(|code| Economy {
                code: (*code).to_owned(),
                name: String::new(),
            })
            .collect(),
        sectors: (0..sectors)
            .map(|j| Sector {
                code: format!("S{j}"),
                name: String::new(),
                goods: j + 1 < sectors,
                trade_elasticity: random.between(2.0, 7.0),
            })
            .collect(),
        flows,
        tariffs,
        value_added_share: Array2::from_shape_fn((n, sectors), |_| random.between(0.4, 0.9)),
        input_shares,
        nests: Vec::new(),
    };
    let (world, _) = calibrate(&raw).unwrap();
    assert!(!check(&world).has_errors(), "{:?}", check(&world));
    world
}
