use cobden_model::{Closure, Model, Settings, Shock};
use cobden_world::{Accounts, Economy, Product, Provenance, Sector, World, calibrate, check};
use ndarray::{Array2, Array3};

use super::Random;

/// What a random world is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    pub economies: usize,
    pub sectors: usize,
    pub seed: u64,
    /// Inputs from other sectors, in all but a few sectors; otherwise value added is all of output.
    pub intermediates: bool,
    /// Flows that are zero.
    pub zeros: bool,
    pub tariffs: bool,
    /// The last economy levies duties inside itself.
    pub composite: bool,
    /// Trade balanced in every economy, by way of the model itself.
    pub balanced: bool,
}

impl Recipe {
    /// Everything at once: inputs, zeros, tariffs, a composite economy, deficits.
    pub(crate) fn new(economies: usize, sectors: usize, seed: u64) -> Self {
        Self {
            economies,
            sectors,
            seed,
            intermediates: true,
            zeros: true,
            tariffs: true,
            composite: true,
            balanced: false,
        }
    }

    /// Value added is all of output.
    pub(crate) fn without_intermediates(self) -> Self {
        Self {
            intermediates: false,
            ..self
        }
    }

    pub(crate) fn without_duties_at_home(self) -> Self {
        Self {
            composite: false,
            ..self
        }
    }

    /// What is traded at all is bought from everyone.
    pub(crate) fn without_zeros(self) -> Self {
        Self {
            zeros: false,
            ..self
        }
    }

    pub(crate) fn without_tariffs(self) -> Self {
        Self {
            tariffs: false,
            composite: false,
            ..self
        }
    }

    pub(crate) fn balanced(self) -> Self {
        Self {
            balanced: true,
            ..self
        }
    }

    /// The world, its benchmark an exact equilibrium.
    pub(crate) fn world(self) -> World {
        // Rarely an economy would lend most of what it earns: then the next draw is taken.
        let mut random = Random::new(self.seed);
        let mut draws = (0..100).filter_map(|_| calibrate(&self.raw(&mut random)).ok());
        let (world, _) = draws
            .find(|(world, _)| has_moderate_deficits(world))
            .unwrap();
        assert!(!check(&world).has_errors(), "{:?}", check(&world));
        if !self.balanced {
            return world;
        }
        let settings = Settings {
            tolerance: 1e-13,
            ..Settings::default()
        };
        let none = Shock::none(&world);
        let model = Model::new(world);
        let purged = model.solve(&none, Closure::Balanced, &settings).unwrap();
        purged.to_world()
    }

    pub(crate) fn model(self) -> Model {
        Model::new(self.world())
    }

    fn raw(self, random: &mut Random) -> World {
        let (n, j) = (self.economies, self.sectors);
        let size: Vec<f64> = (0..n).map(|_| random.between(-1.0, 1.5).exp()).collect();
        let world_size: f64 = size.iter().sum();
        // The first sector is always traded.
        let traded: Vec<bool> = (0..j)
            .map(|sector| sector == 0 || !random.chance(0.25))
            .collect();
        let dutiable: Vec<bool> = (0..j).map(|_| random.chance(0.7)).collect();
        let mut flows = Array3::zeros((n, n, j));
        let mut tariffs = Array3::zeros((n, n, j));
        for importer in 0..n {
            for exporter in 0..n {
                for sector in 0..j {
                    let at = [importer, exporter, sector];
                    if importer == exporter {
                        flows[at] = 10.0 * size[importer] * random.between(-0.6, 0.7).exp();
                        if self.composite && importer == n - 1 && dutiable[sector] {
                            tariffs[at] = random.between(0.0, 0.05);
                        }
                        continue;
                    }
                    let value = random.between(-0.8, 0.8).exp();
                    // A ring of flows keeps the world in one part.
                    let missing = random.chance(0.15) && exporter != (importer + 1) % n;
                    let rate = random.between(0.0, 0.3);
                    let untaxed = random.chance(0.3);
                    if !traded[sector] || (self.zeros && missing) {
                        continue;
                    }
                    flows[at] = 4.0 * size[importer] * size[exporter] / world_size * value;
                    if self.tariffs && dutiable[sector] && !untaxed {
                        tariffs[at] = rate;
                    }
                }
            }
        }
        let mut value_added_share = Array2::ones((n, j));
        let mut input_shares = Array3::zeros((n, j, j));
        for economy in 0..n {
            for sector in 0..j {
                if !self.intermediates || random.chance(0.15) {
                    continue;
                }
                value_added_share[[economy, sector]] = random.between(0.3, 0.9);
                let weights: Vec<f64> = (0..j)
                    .map(|_| random.between(0.0, 1.0).powi(2) + 0.01)
                    .collect();
                let sum: f64 = weights.iter().sum();
                for (k, weight) in weights.iter().enumerate() {
                    input_shares[[economy, sector, k]] = weight / sum;
                }
            }
        }
        World {
            provenance: Provenance::default(),
            economies: (0..n)
                .map(|k| Economy {
                    code: format!("E{k}"),
                    name: String::new(),
                })
                .collect(),
            sectors: (0..j)
                .map(|k| Sector {
                    code: format!("S{k}"),
                    name: String::new(),
                    goods: traded[k],
                    trade_elasticity: random.between(1.0, 12.0),
                })
                .collect(),
            flows,
            tariffs,
            value_added_share,
            input_shares,
            nests: Vec::new(),
        }
    }
}

/// Whether no economy lends or borrows more than half its value added.
fn has_moderate_deficits(world: &World) -> bool {
    let accounts = Accounts::of(world);
    let pairs = accounts.deficit.iter().zip(&accounts.value_added);
    pairs.into_iter().all(|(d, v)| d.abs() < 0.5 * v)
}

/// The world with two products taken out of its first sector, and one out of the second where there
/// is one: nests of three and of two sectors. Some exporters sell none of a product.
pub(crate) fn nested(world: &World, substitution: f64, seed: u64) -> World {
    let mut random = Random::new(seed ^ 0x2545_f491);
    let mut world = world.clone();
    let splits = [(0, substitution), (0, substitution), (1, 2.5)];
    let sectors = world.sector_count();
    for (number, (sector, substitution)) in splits.into_iter().enumerate() {
        if sector >= sectors {
            continue;
        }
        let n = world.economy_count();
        let share = Array2::from_shape_fn((n, n), |(importer, exporter)| {
            let share = random.between(0.05, 0.5);
            // Somebody sells it everywhere.
            let none = random.chance(0.2) && importer != exporter;
            if none { 0.0 } else { share }
        });
        let product = Product {
            sector,
            code: format!("P{number}"),
            name: String::new(),
            share,
            tariff: None,
            trade_elasticity: random.between(1.0, 8.0),
            substitution,
        };
        world = world.split_sector(&product).unwrap();
    }
    let found = check(&world);
    assert!(!found.has_errors(), "{found:?}");
    world
}
