//! What of a sector's trade is fixed for a shock: shares, costs and duties, without exponents of prices.

use cobden_num::kernels::{multiply, multiply_transposed_add};
use cobden_world::World;

use crate::layout::Layout;
use crate::limit::Rent;
use crate::shock::Shock;
use crate::system::SectorPoint;

/// Fixed matrices of one sector, (importer, exporter) by padded rows; diagonals alone where the
/// sector is not traded.
#[derive(Debug, Clone)]
pub(crate) struct SectorWeights {
    pub elasticity: f64,
    pub traded: bool,
    /// K.
    pub weight: Vec<f64>,
    /// H, where any duty is levied; otherwise H = K.
    pub net_of_duty: Option<Vec<f64>>,
    /// H e'/(1+e'), where any export tax is levied.
    pub export_tax: Option<Vec<f64>>,
}

impl SectorWeights {
    /// The weights of all sectors before any shock: trade shares, and shares net of duty.
    pub(crate) fn of_benchmark(world: &World, layout: &Layout) -> Vec<Self> {
        let (n, stride) = (layout.economies, layout.economy_stride);
        let mut traded = vec![false; layout.sectors];
        // Shares are of spending in the data, which for unbalanced data is not the benchmark's.
        let mut spent = vec![0.0; n * layout.sectors];
        for (((importer, exporter, sector), flow), tariff) in
            world.flows.indexed_iter().zip(&world.tariffs)
        {
            traded[sector] |= importer != exporter && *flow > 0.0;
            spent[importer * layout.sectors + sector] += flow * (1.0 + tariff);
        }
        let empty = |sector: usize| {
            let size = if traded[sector] { n * stride } else { stride };
            Self {
                elasticity: world.sectors[sector].trade_elasticity,
                traded: traded[sector],
                weight: vec![0.0; size],
                net_of_duty: None,
                export_tax: None,
            }
        };
        let mut weights: Vec<Self> = (0..layout.sectors).map(empty).collect();
        for (((importer, exporter, sector), flow), tariff) in
            world.flows.indexed_iter().zip(&world.tariffs)
        {
            let total = spent[importer * layout.sectors + sector];
            let weights = &mut weights[sector];
            if let Some(position) = weights.position(importer, exporter, stride)
                && *flow > 0.0
            {
                weights.set(position, flow * (1.0 + tariff) / total, *tariff, 0.0);
            }
        }
        weights
    }

    /// Gives a cell its weight K, and what follows from it and from the cell's rates.
    fn set(&mut self, position: usize, weight: f64, duty: f64, export_tax: f64) {
        let net = weight / (1.0 + duty);
        if duty != 0.0 || self.net_of_duty.is_some() {
            // Without any duty H = K, whose copy the first duty finds.
            self.net_of_duty.get_or_insert_with(|| self.weight.clone())[position] = net;
        }
        self.weight[position] = weight;
        if export_tax != 0.0 || self.export_tax.is_some() {
            let size = self.weight.len();
            let tax = self.export_tax.get_or_insert_with(|| vec![0.0; size]);
            tax[position] = net * export_tax / (1.0 + export_tax);
        }
    }

    /// Sets K, and by 1 + t and 1 + e the rest, of a cell whose wedge is kept by `rent`.
    pub(crate) fn set_factors(
        &mut self,
        position: usize,
        weight: f64,
        duty_factor: f64,
        tax_factor: f64,
        rent: Rent,
    ) {
        let net = weight / duty_factor;
        if rent == Rent::Importer && self.net_of_duty.is_none() {
            self.net_of_duty = Some(self.weight.clone());
        }
        if rent == Rent::Exporter && self.export_tax.is_none() {
            self.export_tax = Some(vec![0.0; self.weight.len()]);
        }
        self.weight[position] = weight;
        if let Some(of_duty) = &mut self.net_of_duty {
            of_duty[position] = net;
        }
        if let Some(tax) = &mut self.export_tax {
            tax[position] = net * (1.0 - 1.0 / tax_factor);
        }
    }

    /// π, the share of an exporter in an importer's spending at a point.
    pub(crate) fn share(&self, importer: usize, exporter: usize, at: &SectorPoint) -> f64 {
        self.position(importer, exporter, at.attraction.len())
            .map_or(0.0, |position| {
                self.weight[position] * at.attraction[exporter] * at.denominator_inverse[importer]
            })
    }

    /// The weights of all sectors under a shock.
    pub(crate) fn under(
        benchmark: &[Self],
        world: &World,
        layout: &Layout,
        shock: &Shock,
    ) -> Vec<Self> {
        let mut weights = benchmark.to_vec();
        for (weights, elasticity) in weights.iter_mut().zip(&shock.elasticity) {
            weights.elasticity = *elasticity;
        }
        // By pairs, most of which no shock touches.
        let tariffs = world.tariffs.rows().into_iter().zip(shock.tariff.rows());
        let (taxes, costs) = (shock.export_tax.rows(), shock.trade_cost_hat.rows());
        let pairs = tariffs.zip(taxes.into_iter().zip(costs));
        for (pair, ((old, new), (export_tax, cost))) in pairs.enumerate() {
            if old == new && export_tax.iter().all(|e| *e == 0.0) && cost.iter().all(|d| *d == 1.0)
            {
                continue;
            }
            let (importer, exporter) = (pair / layout.economies, pair % layout.economies);
            for (sector, weights) in weights.iter_mut().enumerate() {
                let (old, new) = (old[sector], new[sector]);
                let (export_tax, cost) = (export_tax[sector], cost[sector]);
                if old == new && export_tax == 0.0 && cost == 1.0 {
                    continue;
                }
                let position = weights.position(importer, exporter, layout.economy_stride);
                let there = position.filter(|position| weights.weight[*position] > 0.0);
                if let Some(position) = there {
                    let wedge = (1.0 + new) / (1.0 + old) * (1.0 + export_tax) * cost;
                    let power = libm::pow(wedge, -weights.elasticity);
                    let weight = weights.weight[position] * power;
                    weights.set(position, weight, new, export_tax);
                }
            }
        }
        weights
    }

    /// H.
    pub(crate) fn net(&self) -> &[f64] {
        self.net_of_duty.as_deref().unwrap_or(&self.weight)
    }

    /// `out` = A v over exporters, A one of this sector's matrices; `out` is padded.
    pub(crate) fn apply(&self, matrix: &[f64], v: &[f64], out: &mut [f64], economies: usize) {
        if self.traded {
            multiply(matrix, v.len(), v, &mut out[..economies]);
        } else {
            for ((out, m), v) in out.iter_mut().zip(matrix).zip(v) {
                *out = m * v;
            }
        }
    }

    /// `out` = Aᵀ v over importers.
    pub(crate) fn apply_transposed(
        &self,
        matrix: &[f64],
        v: &[f64],
        out: &mut [f64],
        economies: usize,
    ) {
        out.fill(0.0);
        if self.traded {
            multiply_transposed_add(matrix, out.len(), &v[..economies], out);
        } else {
            for ((out, m), v) in out.iter_mut().zip(matrix).zip(v) {
                *out = m * v;
            }
        }
    }

    /// Position of a cell, where the sector has one.
    pub(crate) fn position(
        &self,
        importer: usize,
        exporter: usize,
        stride: usize,
    ) -> Option<usize> {
        match (self.traded, importer == exporter) {
            (true, _) => Some(importer * stride + exporter),
            (false, true) => Some(importer),
            (false, false) => None,
        }
    }
}
