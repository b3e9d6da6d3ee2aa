//! Nests of sectors: composite prices, and demand spread among their members.
//!
//! Within a nest every user has a constant elasticity of substitution σ over the composites of the
//! member sectors c, whose benchmark shares of the economy's spending on the nest are s:
//!
//! ```text
//! q_n  = ln[Σ_c s_nc exp((1−σ) p_nc)] / (1−σ)        σ = 1: q = Σ_c s p
//! r_nc = exp((1−σ)(p_nc − q_n))                      share of spending over s
//! X'_nc = r_nc (Σ_k γ_nkc (1−β_nk) Y'_nk + α_nc I'_n)
//! ```
//!
//! All users have the same s, so γ and α of the members are proportional to it: costs and consumer
//! prices are those without nests with q in the place of every member's p. With
//! w = s r the shares now, dq = Σ w dp and dr = (1−σ) r (dp − dq).
//!
//! Source: the nested constant-elasticity demand of the textbooks, as in Armington (1969), IMF
//! Staff Papers 16(1), here between products rather than origins.

use cobden_world::World;

use crate::layout::Layout;

/// One nest with its benchmark shares.
#[derive(Debug, Clone)]
struct NestShares {
    sectors: Vec<usize>,
    /// 1 − σ.
    exponent: f64,
    /// s by (economy, member).
    share: Vec<f64>,
}

/// The nests of a world; none as a rule.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nests {
    list: Vec<NestShares>,
}

/// Values of the nests at a point, by (economy, sector), padded; empty where there are none.
#[derive(Debug, Clone, Default)]
pub(crate) struct NestPoint {
    /// Log prices with q in the place of p for the members of nests.
    pub composite: Vec<f64>,
    /// r; one outside nests.
    pub spread: Vec<f64>,
    /// w; one outside nests.
    pub weight: Vec<f64>,
    /// Demand over benchmark expenditure, before r.
    pub base_demand: Vec<f64>,
}

impl NestPoint {
    pub(crate) fn new(layout: &Layout, nests: &Nests) -> Self {
        if nests.is_empty() {
            return Self::default();
        }
        let cells = layout.cells();
        Self {
            composite: vec![0.0; cells],
            spread: vec![1.0; cells],
            weight: vec![1.0; cells],
            base_demand: vec![0.0; cells],
        }
    }
}

/// ln[Σ s exp(ε v)] / ε, and Σ s v where ε is zero; Σ s = 1. Exact to rounding for small ε v.
pub(crate) fn mean_of_order(exponent: f64, shares_and_values: &[(f64, f64)]) -> f64 {
    let values = || shares_and_values.iter().filter(|(s, _)| *s > 0.0);
    if exponent == 0.0 {
        return values().map(|(s, v)| s * v).sum();
    }
    let top = values().map(|(_, v)| exponent * v);
    let top = top.fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        // An economy that buys nothing of the nest.
        return 0.0;
    }
    let sum: f64 = values()
        .map(|(s, v)| s * libm::expm1(exponent * v - top))
        .sum();
    (top + libm::log1p(sum)) / exponent
}

impl Nests {
    pub(crate) fn of(world: &World, expenditure: &ndarray::Array2<f64>) -> Self {
        let list = world.nests.iter().map(|nest| NestShares {
            sectors: nest.sectors.clone(),
            exponent: 1.0 - nest.substitution,
            share: nest.shares(expenditure).iter().copied().collect(),
        });
        Self {
            list: list.collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Positions of an economy's members, nest by nest, with the nest's exponent and shares.
    fn members<'a>(
        &'a self,
        layout: &'a Layout,
        economy: usize,
    ) -> impl Iterator<Item = (f64, &'a [f64], impl Iterator<Item = usize> + Clone + 'a)> + 'a {
        self.list.iter().map(move |nest| {
            let size = nest.sectors.len();
            let share = &nest.share[economy * size..(economy + 1) * size];
            let cells = nest.sectors.iter().map(move |j| layout.at(economy, *j));
            (nest.exponent, share, cells)
        })
    }

    /// q, r and w at log prices.
    pub(crate) fn evaluate(&self, layout: &Layout, prices: &[f64], at: &mut NestPoint) {
        at.composite.copy_from_slice(prices);
        let mut pairs = Vec::new();
        for economy in 0..layout.economies {
            for (exponent, share, cells) in self.members(layout, economy) {
                pairs.clear();
                pairs.extend(
                    share
                        .iter()
                        .copied()
                        .zip(cells.clone().map(|cell| prices[cell])),
                );
                let composite = mean_of_order(exponent, &pairs);
                for ((s, p), cell) in pairs.iter().zip(cells) {
                    at.composite[cell] = composite;
                    at.spread[cell] = libm::exp(exponent * (p - composite));
                    at.weight[cell] = s * at.spread[cell];
                }
            }
        }
    }

    /// From goods residuals x − b, b the demand without nests, to x − b r; keeps b.
    pub(crate) fn spread_demand(
        &self,
        layout: &Layout,
        expenditures: &[f64],
        at: &mut NestPoint,
        residual: &mut [f64],
    ) {
        for economy in 0..layout.economies {
            for (_, _, cells) in self.members(layout, economy) {
                for cell in cells {
                    let x = expenditures[cell];
                    at.base_demand[cell] = x - residual[cell];
                    residual[cell] = x - at.base_demand[cell] * at.spread[cell];
                }
            }
        }
    }

    /// dq in the place of dp for the members.
    pub(crate) fn tangent(
        &self,
        layout: &Layout,
        at: &NestPoint,
        prices: &[f64],
        composite: &mut Vec<f64>,
    ) {
        composite.clear();
        composite.extend_from_slice(prices);
        for economy in 0..layout.economies {
            for (_, _, cells) in self.members(layout, economy) {
                let all = cells.clone().map(|cell| at.weight[cell] * prices[cell]);
                let all: f64 = all.sum();
                for cell in cells {
                    composite[cell] = all;
                }
            }
        }
    }

    /// From dx − db to dx − db r − b dr.
    pub(crate) fn spread_tangent(
        &self,
        layout: &Layout,
        at: &NestPoint,
        (prices, composite): (&[f64], &[f64]),
        expenditures: &[f64],
        residual: &mut [f64],
    ) {
        for economy in 0..layout.economies {
            for (exponent, _, cells) in self.members(layout, economy) {
                for cell in cells {
                    let dx = expenditures[cell];
                    let base = dx - residual[cell];
                    let log = exponent * (prices[cell] - composite[cell]);
                    residual[cell] = dx - at.spread[cell] * (base + at.base_demand[cell] * log);
                }
            }
        }
    }

    /// The transpose of [`Nests::tangent`]: adds seeds on composite prices to those on prices.
    pub(crate) fn adjoint_add(
        &self,
        layout: &Layout,
        at: &NestPoint,
        composite: &mut [f64],
        prices: &mut [f64],
    ) {
        for economy in 0..layout.economies {
            for (_, _, cells) in self.members(layout, economy) {
                let all: f64 = cells.clone().map(|cell| composite[cell]).sum();
                for cell in cells {
                    composite[cell] = at.weight[cell] * all;
                }
            }
        }
        for (price, composite) in prices.iter_mut().zip(composite.iter()) {
            *price += composite;
        }
    }

    /// The transpose of [`Nests::spread_tangent`]: of seeds on goods residuals, to be multiplied by
    /// r for what demand without nests gets, the part that prices get.
    pub(crate) fn spread_adjoint(
        &self,
        layout: &Layout,
        at: &NestPoint,
        residual: &mut [f64],
        goods: &[f64],
        prices: &mut [f64],
    ) {
        for economy in 0..layout.economies {
            for (exponent, _, cells) in self.members(layout, economy) {
                let mut all = 0.0;
                for cell in cells.clone() {
                    residual[cell] *= at.spread[cell];
                    let on_log = -goods[cell] * at.base_demand[cell] * at.spread[cell] * exponent;
                    prices[cell] += on_log;
                    all += on_log;
                }
                for cell in cells {
                    prices[cell] -= at.weight[cell] * all;
                }
            }
        }
    }

    /// Composite changes of one economy's prices from where the nests stand at `from`.
    pub(crate) fn combine(
        &self,
        layout: &Layout,
        from: &NestPoint,
        economy: usize,
        row: &mut [f64],
    ) {
        let start = layout.at(economy, 0);
        for (exponent, _, cells) in self.members(layout, economy) {
            let pairs: Vec<(f64, f64)> = cells
                .clone()
                .map(|cell| (from.weight[cell], row[cell - start]))
                .collect();
            let composite = mean_of_order(exponent, &pairs);
            for cell in cells {
                row[cell - start] = composite;
            }
        }
    }
}
