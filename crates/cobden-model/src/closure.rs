//! What happens to trade deficits when policy changes.

use std::fmt;
use std::str::FromStr;

/// How an economy's deficit D responds. GDP is value added plus duty and export-tax revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Closure {
    /// D' = D in units of the numéraire, world value added (Caliendo and Parro 2015).
    #[default]
    FixedDeficit,
    /// D' = D · world GDP' / world GDP.
    DeficitShareOfWorld,
    /// D' = 0: deficits are purged first, and the shock is measured from that equilibrium
    /// (Ossa 2014).
    Balanced,
    /// D' such that final spending is the benchmark multiple of own GDP, up to one factor for all
    /// that makes deficits sum to zero (the multiplicative option of `ge_gravity`); one factor for
    /// each part of a world whose parts do not trade with each other.
    DeficitScalesWithGdp,
}

impl Closure {
    /// All closures, in the order of the documentation.
    pub const ALL: [Self; 4] = [
        Self::FixedDeficit,
        Self::DeficitShareOfWorld,
        Self::Balanced,
        Self::DeficitScalesWithGdp,
    ];

    /// The name in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Self::FixedDeficit => "fixed-deficit",
            Self::DeficitShareOfWorld => "deficit-share-of-world",
            Self::Balanced => "balanced",
            Self::DeficitScalesWithGdp => "deficit-scales-with-gdp",
        }
    }
}

impl fmt::Display for Closure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no closure's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("closure \"{found}\" is not one of {}", Closure::ALL.map(Closure::name).join(", "))]
pub struct UnknownClosure {
    /// The name found.
    pub found: String,
}

impl FromStr for Closure {
    type Err = UnknownClosure;

    fn from_str(name: &str) -> Result<Self, UnknownClosure> {
        let found = Self::ALL.into_iter().find(|closure| closure.name() == name);
        found.ok_or_else(|| UnknownClosure {
            found: name.to_owned(),
        })
    }
}

/// A closure with the benchmark values it refers to.
#[derive(Debug, Clone)]
pub(crate) struct Deficits {
    closure: Closure,
    benchmark: Vec<f64>,
    /// 1 + D / GDP.
    spending_multiple: Vec<f64>,
    world_gdp: f64,
    /// Connected part of the world that each economy belongs to.
    part: Vec<usize>,
}

impl Deficits {
    pub(crate) fn new(closure: Closure, deficit: &[f64], gdp: &[f64]) -> Self {
        Self {
            closure,
            benchmark: deficit.to_vec(),
            spending_multiple: deficit.iter().zip(gdp).map(|(d, g)| 1.0 + d / g).collect(),
            world_gdp: gdp.iter().sum(),
            part: vec![0; deficit.len()],
        }
    }

    /// The same in a world of several parts, each to finance its own deficits.
    #[must_use]
    pub(crate) fn in_parts(self, part: &[usize]) -> Self {
        Self {
            part: part.to_vec(),
            ..self
        }
    }

    /// D' given GDP'.
    pub(crate) fn level(&self, gdp: &[f64], out: &mut [f64]) {
        match self.closure {
            Closure::Balanced => out.fill(0.0),
            Closure::FixedDeficit => out.copy_from_slice(&self.benchmark),
            Closure::DeficitShareOfWorld => {
                let growth = gdp.iter().sum::<f64>() / self.world_gdp;
                for (out, d) in out.iter_mut().zip(&self.benchmark) {
                    *out = d * growth;
                }
            }
            Closure::DeficitScalesWithGdp => {
                let (total, spending) = (self.by_part(|k| gdp[k]), self.spending(gdp));
                for (k, out) in out.iter_mut().enumerate() {
                    let factor = total[self.part[k]] / spending[self.part[k]];
                    *out = (factor * self.spending_multiple[k] - 1.0) * gdp[k];
                }
            }
        }
    }

    /// dD' for a change `change` of GDP' at `gdp`.
    pub(crate) fn tangent(&self, gdp: &[f64], change: &[f64], out: &mut [f64]) {
        match self.closure {
            Closure::Balanced | Closure::FixedDeficit => out.fill(0.0),
            Closure::DeficitShareOfWorld => self.level(change, out),
            Closure::DeficitScalesWithGdp => {
                let (total, spending) = (self.by_part(|k| gdp[k]), self.spending(gdp));
                let growth = self.by_part(|k| change[k]);
                let spending_growth = self.spending(change);
                for (k, out) in out.iter_mut().enumerate() {
                    let (m, part) = (self.spending_multiple[k], self.part[k]);
                    let factor = total[part] / spending[part];
                    let shift = (growth[part] - factor * spending_growth[part]) / spending[part];
                    *out = (factor * m - 1.0) * change[k] + shift * m * gdp[k];
                }
            }
        }
    }

    /// Adds to `out` the transpose of [`Deficits::tangent`] applied to `seed`.
    pub(crate) fn adjoint_add(&self, gdp: &[f64], seed: &[f64], out: &mut [f64]) {
        match self.closure {
            Closure::Balanced | Closure::FixedDeficit => {}
            Closure::DeficitShareOfWorld => {
                let sum: f64 = seed.iter().zip(&self.benchmark).map(|(s, d)| s * d).sum();
                out.iter_mut().for_each(|out| *out += sum / self.world_gdp);
            }
            Closure::DeficitScalesWithGdp => {
                let (total, spending) = (self.by_part(|k| gdp[k]), self.spending(gdp));
                let seeded = self.by_part(|k| seed[k] * self.spending_multiple[k] * gdp[k]);
                for (k, out) in out.iter_mut().enumerate() {
                    let (m, part) = (self.spending_multiple[k], self.part[k]);
                    let factor = total[part] / spending[part];
                    let weight = seeded[part] / spending[part];
                    *out += (factor * m - 1.0) * seed[k] + weight * (1.0 - factor * m);
                }
            }
        }
    }

    /// Sums of `value` over the economies of each part, at the part's number.
    fn by_part(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.part.len()];
        for (k, part) in self.part.iter().enumerate() {
            sums[*part] += value(k);
        }
        sums
    }

    /// Final spending at benchmark multiples of `gdp`, by part.
    fn spending(&self, gdp: &[f64]) -> Vec<f64> {
        self.by_part(|k| self.spending_multiple[k] * gdp[k])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFICIT: [f64; 3] = [5.0, -2.0, -3.0];
    const GDP: [f64; 3] = [100.0, 60.0, 40.0];

    #[test]
    fn benchmark_gdp_gives_benchmark_deficits_that_sum_to_zero() {
        for closure in Closure::ALL {
            let deficits = Deficits::new(closure, &DEFICIT, &GDP);
            let mut out = [0.0; 3];
            deficits.level(&GDP, &mut out);
            for (out, d) in out.iter().zip(&DEFICIT) {
                let expected = if closure == Closure::Balanced {
                    0.0
                } else {
                    *d
                };
                assert!(
                    (out - expected).abs() < 1e-12,
                    "{closure}: {out} {expected}"
                );
            }
            deficits.level(&[90.0, 75.0, 41.0], &mut out);
            assert!(out.iter().sum::<f64>().abs() < 1e-12, "{closure}");
        }
    }

    #[test]
    fn tangent_is_the_derivative_and_adjoint_its_transpose() {
        let gdp = [93.0, 71.0, 44.0];
        let change = [1.0, -0.5, 2.0];
        let seed = [0.3, -1.0, 0.7];
        let one_part =
            Closure::ALL.map(|closure| (closure, Deficits::new(closure, &DEFICIT, &GDP)));
        let two_parts = one_part
            .clone()
            .map(|(closure, deficits)| (closure, deficits.in_parts(&[0, 1, 1])));
        for (closure, deficits) in one_part.into_iter().chain(two_parts) {
            let level = |h: f64| {
                let moved: Vec<f64> = gdp.iter().zip(&change).map(|(g, c)| g + h * c).collect();
                let mut out = [0.0; 3];
                deficits.level(&moved, &mut out);
                out
            };
            let (up, down) = (level(1e-4), level(-1e-4));
            let mut tangent = [0.0; 3];
            deficits.tangent(&gdp, &change, &mut tangent);
            for k in 0..3 {
                assert!(
                    ((up[k] - down[k]) / 2e-4 - tangent[k]).abs() < 1e-8,
                    "{closure}"
                );
            }
            let mut adjoint = [0.0; 3];
            deficits.adjoint_add(&gdp, &seed, &mut adjoint);
            let left: f64 = tangent.iter().zip(&seed).map(|(a, b)| a * b).sum();
            let right: f64 = adjoint.iter().zip(&change).map(|(a, b)| a * b).sum();
            assert!((left - right).abs() < 1e-13, "{closure}");
        }
    }

    #[test]
    fn names_read_back() {
        for closure in Closure::ALL {
            assert_eq!(closure.name().parse::<Closure>(), Ok(closure));
        }
        assert!("fixed".parse::<Closure>().is_err());
    }
}
