use cobden_model::Shock;
use cobden_world::World;

use super::{Random, has_duty};

/// Which wedges a random shock moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wedges {
    pub tariffs: bool,
    pub trade_costs: bool,
    pub export_taxes: bool,
    pub elasticities: bool,
}

impl Wedges {
    pub(crate) const TARIFFS: Self = Self {
        tariffs: true,
        trade_costs: false,
        export_taxes: false,
        elasticities: false,
    };
    pub(crate) const COSTS: Self = Self {
        tariffs: true,
        trade_costs: true,
        export_taxes: false,
        elasticities: false,
    };
    pub(crate) const ALL: Self = Self {
        tariffs: true,
        trade_costs: true,
        export_taxes: true,
        elasticities: true,
    };

    /// A random shock off the diagonal; sectors without any duty get none, so that they stay a
    /// case of their own, and about half of the sectors no export tax.
    pub(crate) fn shock(self, world: &World, seed: u64) -> Shock {
        let mut random = Random::new(seed ^ 0x5bd1_e995);
        let mut shock = Shock::none(world);
        let dutiable: Vec<bool> = (0..world.sector_count())
            .map(|sector| has_duty(&world.tariffs, sector))
            .collect();
        let taxable: Vec<bool> = (0..world.sector_count())
            .map(|sector| sector == 0 || random.chance(0.5))
            .collect();
        for ((importer, exporter, sector), _) in world.flows.indexed_iter() {
            let at = [importer, exporter, sector];
            let duty = random.between(-0.05, 0.4);
            let cost = random.between(-0.15, 0.3).exp();
            let tax = random.between(-0.05, 0.2);
            let (any_duty, any_cost, any_tax) =
                (random.chance(0.4), random.chance(0.4), random.chance(0.4));
            if importer == exporter {
                continue;
            }
            if self.tariffs && any_duty && dutiable[sector] {
                shock.tariff[at] = (1.0 + world.tariffs[at]) * (1.0 + duty) - 1.0;
            }
            if self.trade_costs && any_cost {
                shock.trade_cost_hat[at] = cost;
            }
            if self.export_taxes && any_tax && taxable[sector] {
                shock.export_tax[at] = tax;
            }
        }
        if self.elasticities {
            for theta in &mut shock.elasticity {
                *theta *= random.between(0.8, 1.25);
            }
        }
        shock
    }
}
