//! Taking a sector apart into a product and the rest.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::{Array2, Array3, Axis, Zip};

use crate::accounts::Accounts;
use crate::nest::Nest;
use crate::world::{Sector, World};

/// A product to be taken out of a sector.
///
/// | field | shape | meaning | unit |
/// |---|---|---|---|
/// | `share` | (n, i) | the product's part of what i sells n of the sector, at customs value | ratio |
/// | `tariff` | (n, i) | n's duty on the product; `None` for the sector's | ratio |
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Position of the sector that it is part of.
    pub sector: usize,
    /// Its code, new to the world.
    pub code: String,
    /// Its name.
    pub name: String,
    /// φ.
    pub share: Array2<f64>,
    /// Own duties; the rest's are such that duty on every flow of the two together stays.
    pub tariff: Option<Array2<f64>>,
    /// θ of the product; the rest keeps the sector's.
    pub trade_elasticity: f64,
    /// σ between the product and the rest, for every user.
    pub substitution: f64,
}

impl World {
    /// The world with a product taken out of a sector: the last sector is the product, the sector
    /// itself what is left, and the two are a [`Nest`]. A further product of the same sector joins the
    /// nest and takes its share of what is left.
    ///
    /// Both have the sector's value-added share and inputs. An economy's users buy the two in the
    /// proportions of its spending, s_n = Σ_i (1 + t) φ F / Σ_i (1 + t) F; so every account of the
    /// sector is split, none changed, and a benchmark equilibrium stays one. Merging the two again
    /// gives the world back, with the mean of the elasticities.
    ///
    /// # Errors
    /// A code that is there already, shares outside zero to one or zero throughout, duties of −100% or
    /// below, duties that leave the rest of a flow with a duty below zero, elasticities out of range, a
    /// substitution elasticity other than that of the nest that the sector is in already.
    ///
    /// # Panics
    /// When the world has no such sector, or the arrays are not (economies, economies).
    pub fn split_sector(&self, product: &Product) -> Result<Self, Diagnostics> {
        let found = self.faults_of(product);
        if found.has_errors() {
            return Err(found);
        }
        let (economies, j) = (self.economy_count(), self.sector_count());
        let from = product.sector;
        let mut flows = grown(&self.flows, 2);
        let mut tariffs = grown(&self.tariffs, 2);
        for ((n, i), share) in product.share.indexed_iter() {
            let (flow, rate) = (self.flows[[n, i, from]], self.tariffs[[n, i, from]]);
            flows[[n, i, j]] = share * flow;
            flows[[n, i, from]] = flow - share * flow;
            let own = product.tariff.as_ref().map_or(rate, |own| own[[n, i]]);
            tariffs[[n, i, j]] = own;
            if own != rate && flow > 0.0 {
                tariffs[[n, i, from]] = rate_of_rest(rate, own, *share);
            }
        }
        let mut value_added_share = Array2::zeros((economies, j + 1));
        value_added_share
            .slice_mut(ndarray::s![.., ..j])
            .assign(&self.value_added_share);
        value_added_share
            .column_mut(j)
            .assign(&self.value_added_share.column(from));

        let mut input_shares = Array3::zeros((economies, j + 1, j + 1));
        input_shares
            .slice_mut(ndarray::s![.., ..j, ..j])
            .assign(&self.input_shares);
        let spent = |economy: usize, sector: usize| -> f64 {
            let flows = flows.slice(ndarray::s![economy, .., sector]);
            let tariffs = tariffs.slice(ndarray::s![economy, .., sector]);
            Zip::from(flows)
                .and(tariffs)
                .fold(0.0, |sum, flow, rate| sum + flow * (1.0 + rate))
        };
        for n in 0..economies {
            let (of_product, of_rest) = (spent(n, j), spent(n, from));
            let all = of_product + of_rest;
            let share = if all > 0.0 { of_product / all } else { 0.0 };
            for user in 0..j {
                let whole = self.input_shares[[n, user, from]];
                input_shares[[n, user, j]] = share * whole;
                input_shares[[n, user, from]] = whole - share * whole;
            }
            let row = input_shares.slice(ndarray::s![n, from, ..]).to_owned();
            input_shares.slice_mut(ndarray::s![n, j, ..]).assign(&row);
        }
        let mut sectors = self.sectors.clone();
        sectors.push(Sector {
            code: product.code.clone(),
            name: product.name.clone(),
            goods: self.sectors[from].goods,
            trade_elasticity: product.trade_elasticity,
        });
        let mut nests = self.nests.clone();
        match nests.iter_mut().find(|nest| nest.sectors.contains(&from)) {
            Some(nest) => nest.sectors.push(j),
            None => nests.push(Nest {
                sectors: vec![from, j],
                substitution: product.substitution,
            }),
        }
        Ok(Self {
            provenance: self.provenance.clone(),
            economies: self.economies.clone(),
            sectors,
            flows,
            tariffs,
            value_added_share,
            input_shares,
            nests,
        })
    }

    fn faults_of(&self, product: &Product) -> Diagnostics {
        let mut found = Diagnostics::new();
        let code = &product.code;
        let sector = &self.sectors[product.sector].code;
        let mut fault = |message: String, hint: String| {
            let place = Place::File(self.provenance.name.clone());
            found.push(Diagnostic::error(place, message).hint(hint));
        };
        if self.sector_index(code).is_some()
            || matches!(code.as_str(), "" | "*" | "goods" | "services")
        {
            fault(
                format!("\"{code}\" cannot be the code of a product"),
                "take a code that the world does not have and that scenarios give no meaning"
                    .into(),
            );
        }
        let pair = |n: usize, i: usize| {
            format!("{} from {}", self.economies[n].code, self.economies[i].code)
        };
        let shares = product.share.indexed_iter();
        if let Some(((n, i), share)) = shares.clone().find(|(_, s)| !(0.0..=1.0).contains(*s)) {
            fault(
                format!(
                    "the share of {code} in {sector} is {share} for {}",
                    pair(n, i)
                ),
                "shares are from 0% to 100%".into(),
            );
        } else if shares
            .clone()
            .all(|((n, i), share)| share * self.flows[[n, i, product.sector]] == 0.0)
        {
            fault(
                format!("nothing of {sector} is {code}"),
                "give at least one exporter that sells the sector a share above zero".into(),
            );
        }
        for ((n, i), own) in product.tariff.iter().flat_map(|own| own.indexed_iter()) {
            let rate = self.tariffs[[n, i, product.sector]];
            let share = product.share[[n, i]];
            let rest = rate_of_rest(rate, *own, share);
            let flow = self.flows[[n, i, product.sector]];
            if !(*own > -1.0 && own.is_finite()) {
                fault(
                    format!("the duty on {code} is {own} for {}", pair(n, i)),
                    "duties are above -100%".into(),
                );
            } else if flow > 0.0 && own != &rate && rest < rate.min(0.0) {
                fault(
                    format!(
                        "a duty of {own} on {code} for {} leaves less than no duty on the rest of {sector}",
                        pair(n, i)
                    ),
                    format!(
                        "the mean duty on {sector} is {rate}; lower the product's duty or its share"
                    ),
                );
            }
        }
        let theta = product.trade_elasticity;
        if !(theta > 0.0 && theta.is_finite()) {
            fault(
                format!("a trade elasticity of {theta} of {code} is not above zero"),
                "the sign convention is theta > 0 (sigma - 1 in Armington models)".into(),
            );
        }
        let sigma = product.substitution;
        if !(sigma >= 0.0 && sigma.is_finite()) {
            fault(
                format!("a substitution elasticity of {sigma} of {code} is below zero"),
                "0 keeps quantities in proportion, 1 keeps shares of spending".into(),
            );
        }
        if let Some(nest) = self.nest_of(product.sector)
            && nest.substitution != sigma
        {
            fault(
                format!(
                    "{sector} is in a nest with the substitution elasticity {}, {code} has {sigma}",
                    nest.substitution
                ),
                "products of one sector share its elasticity of substitution".into(),
            );
        }
        let accounts = Accounts::of(self);
        if accounts.expenditure.column(product.sector).sum() <= 0.0 {
            fault(
                format!("nobody buys {sector}"),
                "split a sector that is traded".into(),
            );
        }
        found
    }
}

/// The duty on the rest of a flow that keeps the duty on all of it: t = φ t_p + (1 − φ) t_r.
fn rate_of_rest(rate: f64, own: f64, share: f64) -> f64 {
    if share < 1.0 {
        (rate - share * own) / (1.0 - share)
    } else {
        // There is no rest to make up for it.
        f64::NEG_INFINITY
    }
}

/// The array with one more place on an axis, zero.
fn grown(values: &Array3<f64>, axis: usize) -> Array3<f64> {
    let mut shape = values.raw_dim();
    shape[axis] += 1;
    let mut out = Array3::zeros(shape);
    let old = values.shape()[axis];
    out.slice_axis_mut(Axis(axis), ndarray::Slice::from(..old))
        .assign(values);
    out
}
