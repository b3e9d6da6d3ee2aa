//! What an equilibrium means for economies, sectors and flows.

use ndarray::Array2;

use crate::equilibrium::Equilibrium;

/// Changes for one economy. Hats are new over old; values are in the world's unit, at customs
/// value and in terms of the numéraire, world value added.
#[derive(Debug, Clone, PartialEq)]
pub struct EconomyOutcome {
    /// Its code.
    pub economy: String,
    /// Income over consumer prices, Î/P̂ − 1, in percent: the equivalent variation as a part of income.
    pub real_income_change_percent: f64,
    /// Wage over consumer prices, ŵ/P̂ − 1, in percent.
    pub real_wage_change_percent: f64,
    /// ŵ.
    pub wage_hat: f64,
    /// P̂ = Π_j P̂_j^α, with benchmark consumption shares, nests of sectors counting as one.
    pub consumer_price_hat: f64,
    /// Î.
    pub income_hat: f64,
    /// Export over import price index, both before the importer's duty and rent, export taxes and exporters' rents included,
    /// and geometric with benchmark value weights, in percent. Flows that end keep their weight.
    pub terms_of_trade_change_percent: f64,
    /// Duty revenue before.
    pub duty_revenue_before: f64,
    /// Duty revenue after.
    pub duty_revenue: f64,
    /// Export-tax revenue after.
    pub export_tax_revenue: f64,
    /// Rent of quantity limits after, beside duties and export taxes.
    pub quota_rent: f64,
    /// Value of imports, new over old.
    pub imports_hat: f64,
    /// Value of exports, new over old.
    pub exports_hat: f64,
    /// Imports at the suppliers' old prices, new over old.
    pub import_volume_hat: f64,
    /// Exports at own old prices, new over old.
    pub export_volume_hat: f64,
    /// Income before.
    pub income: f64,
    /// Income before times the change in real income: the equivalent variation.
    pub equivalent_variation: f64,
    /// First-order decomposition of the change in real income.
    pub first_order: FirstOrderWelfare,
}

/// The first-order welfare change in percent of income, with x̂ − 1 for d ln x as printed in the
/// tables of the source; exact only for small shocks.
///
/// terms of trade: Σ_ji (E_nij (ĉ_nj − 1) − M_nij (ĉ_ij − 1)) / I_n;
/// volume of trade: Σ_ji t_nij M_nij ((M̂_nij − 1) − (ĉ_ij − 1)) / I_n;
/// where there is an export tax or a rent kept by exporters, ĉ_ij (1 + e'_nij) stands for ĉ_ij.
///
/// Source: Caliendo and Parro (2015), equation 16.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FirstOrderWelfare {
    /// Gain through prices of exports and imports.
    pub terms_of_trade_percent: f64,
    /// Gain through duty revenue on changed volumes.
    pub volume_of_trade_percent: f64,
}

impl FirstOrderWelfare {
    /// Both together.
    pub fn total_percent(&self) -> f64 {
        self.terms_of_trade_percent + self.volume_of_trade_percent
    }
}

/// Changes for one sector of one economy.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorOutcome {
    /// Economy's code.
    pub economy: String,
    /// Sector's code.
    pub sector: String,
    /// Producers' receipts before, in the world's unit.
    pub output: f64,
    /// Receipts, new over old; one, as the next two, where there are none.
    pub output_hat: f64,
    /// Receipts at old prices, new over old.
    pub output_volume_hat: f64,
    /// Employment, new over old (receipts over wages).
    pub employment_hat: f64,
    /// Unit cost ĉ.
    pub cost_hat: f64,
    /// Purchasers' price index P̂, imports and duty included.
    pub price_hat: f64,
    /// Imports of the sector's goods, new over old value.
    pub imports_hat: f64,
    /// Exports, new over old value.
    pub exports_hat: f64,
}

/// One bilateral flow at customs value.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowOutcome {
    /// Economy that buys.
    pub importer: String,
    /// Economy that sells.
    pub exporter: String,
    /// Sector's code.
    pub sector: String,
    /// Value before.
    pub value: f64,
    /// Value after.
    pub value_new: f64,
    /// Volume, new over old: value at the exporter's old price.
    pub volume_hat: f64,
}

/// Who gained the trade that two economies lost with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Diversion {
    /// The pair.
    pub pair: (String, String),
    /// Change of the pair's trade with each other, both ways; negative where trade is lost.
    pub change: f64,
    /// Change of what each of the pair sells at home.
    pub home: (f64, f64),
    /// Per other economy: change of its exports to the first and to the second of the pair.
    pub gained: Vec<(String, f64, f64)>,
}

/// Revenue without the rent in it; what rounding leaves of nothing is nothing.
fn without(revenue: f64, rent: f64) -> f64 {
    let rest = revenue - rent;
    if rest.abs() <= 1e-12 * rent {
        0.0
    } else {
        rest
    }
}

fn ratio(new: f64, old: f64) -> f64 {
    if old > 0.0 { new / old } else { 1.0 }
}

impl Equilibrium<'_> {
    /// Σ_j α ln(P̂_j) of an economy between the two states.
    fn log_consumer_price(&self, economy: usize) -> f64 {
        let benchmark = &self.model.benchmark;
        let range = benchmark.layout.row(economy);
        let after = &self.after.composite_prices(&self.system)[range.clone()];
        let before = &self.before.composite_prices(&self.base_system)[range.clone()];
        let alpha = &benchmark.final_share[range];
        (alpha.iter().zip(after).zip(before))
            .map(|((a, new), old)| a * (new - old))
            .sum()
    }

    /// Rent of limits that each economy keeps, as exporter and as importer; the system has them in
    /// export-tax and duty revenue.
    pub(crate) fn quota_rents(&self) -> (Vec<f64>, Vec<f64>) {
        match &self.licences {
            Some(licences) => licences.rents(&self.after, &self.system),
            None => {
                let none = vec![0.0; self.model.benchmark.layout.economies];
                (none.clone(), none)
            }
        }
    }

    /// Real income of an economy, Î/P̂ − 1: [`EconomyOutcome::real_income_change_percent`] as a ratio, without the work of the
    /// other outcomes.
    ///
    /// # Panics
    /// When the world has no economy at the position.
    pub fn real_income_change(&self, economy: usize) -> f64 {
        let income = self.before.income(economy);
        // Through logs: the percent changes of distant economies are small differences.
        let log_income = libm::log1p((self.after.income(economy) - income) / income);
        libm::expm1(log_income - self.log_consumer_price(economy))
    }

    /// Outcomes by economy, in the world's order.
    pub fn economies(&self) -> Vec<EconomyOutcome> {
        let world = self.model.world();
        let (before, after) = self.flows();
        let cost = &self.after.log_costs(&self.system) - &self.before.log_costs(&self.base_system);
        let trade = TradeSums::new(self, &before, &after, &cost);
        let (rent_abroad, rent_at_home) = self.quota_rents();
        let outcome = |n: usize| {
            let log_wage = self.after.log_wage(n) - self.before.log_wage(n);
            let log_price = self.log_consumer_price(n);
            let income = self.before.income(n);
            let log_income = libm::log1p((self.after.income(n) - income) / income);
            let real_income = self.real_income_change(n);
            EconomyOutcome {
                economy: world.economies[n].code.clone(),
                real_income_change_percent: 100.0 * real_income,
                real_wage_change_percent: 100.0 * libm::expm1(log_wage - log_price),
                wage_hat: libm::exp(log_wage),
                consumer_price_hat: libm::exp(log_price),
                income_hat: libm::exp(log_income),
                terms_of_trade_change_percent: 100.0
                    * libm::expm1(
                        trade.export_price[n] / trade.exports[n].max(f64::MIN_POSITIVE)
                            - trade.import_price[n] / trade.imports[n].max(f64::MIN_POSITIVE),
                    ),
                duty_revenue_before: self.before.point.duty_revenue[n],
                duty_revenue: without(self.after.point.duty_revenue[n], rent_at_home[n]),
                export_tax_revenue: without(self.after.point.export_revenue[n], rent_abroad[n]),
                quota_rent: rent_abroad[n] + rent_at_home[n],
                imports_hat: ratio(trade.imports_new[n], trade.imports[n]),
                exports_hat: ratio(trade.exports_new[n], trade.exports[n]),
                import_volume_hat: ratio(trade.import_volume[n], trade.imports[n]),
                export_volume_hat: ratio(trade.export_volume[n], trade.exports[n]),
                income,
                equivalent_variation: income * real_income,
                first_order: FirstOrderWelfare {
                    terms_of_trade_percent: 100.0 * trade.terms[n] / income,
                    volume_of_trade_percent: 100.0 * trade.volume[n] / income,
                },
            }
        };
        (0..world.economy_count()).map(outcome).collect()
    }

    /// Outcomes by economy and sector, in the world's order.
    pub fn sectors(&self) -> Vec<SectorOutcome> {
        let world = self.model.world();
        let (before, after) = self.flows();
        let (output, output_new) = (
            self.before.output(&self.base_system),
            self.after.output(&self.system),
        );
        let cost = &self.after.log_costs(&self.system) - &self.before.log_costs(&self.base_system);
        let price =
            &self.after.log_prices(&self.system) - &self.before.log_prices(&self.base_system);
        let n_count = world.economy_count();
        let sum = |flows: &ndarray::Array3<f64>, n: usize, j: usize, imports: bool| -> f64 {
            let others = (0..n_count).filter(|m| *m != n);
            others
                .map(|m| {
                    if imports {
                        flows[[n, m, j]]
                    } else {
                        flows[[m, n, j]]
                    }
                })
                .sum()
        };
        let mut outcomes = Vec::with_capacity(n_count * world.sector_count());
        for n in 0..n_count {
            let wage_hat = libm::exp(self.after.log_wage(n) - self.before.log_wage(n));
            for j in 0..world.sector_count() {
                let cost_hat = libm::exp(cost[[n, j]]);
                let idle = output[[n, j]] <= 0.0;
                let output_hat = ratio(output_new[[n, j]], output[[n, j]]);
                outcomes.push(SectorOutcome {
                    economy: world.economies[n].code.clone(),
                    sector: world.sectors[j].code.clone(),
                    output: output[[n, j]],
                    output_hat,
                    output_volume_hat: if idle { 1.0 } else { output_hat / cost_hat },
                    employment_hat: if idle { 1.0 } else { output_hat / wage_hat },
                    cost_hat,
                    price_hat: libm::exp(price[[n, j]]),
                    imports_hat: ratio(sum(&after, n, j, true), sum(&before, n, j, true)),
                    exports_hat: ratio(sum(&after, n, j, false), sum(&before, n, j, false)),
                });
            }
        }
        outcomes
    }

    /// Every flow that is or was there, in the order importer, exporter, sector.
    pub fn flow_outcomes(&self) -> Vec<FlowOutcome> {
        let world = self.model.world();
        let (before, after) = self.flows();
        let price = self.supply_price_change();
        let there = before
            .indexed_iter()
            .filter(|(at, value)| **value != 0.0 || after[*at] != 0.0);
        there
            .map(|((n, i, j), value)| FlowOutcome {
                importer: world.economies[n].code.clone(),
                exporter: world.economies[i].code.clone(),
                sector: world.sectors[j].code.clone(),
                value: *value,
                value_new: after[[n, i, j]],
                volume_hat: ratio(after[[n, i, j]], *value) / price(n, i, j),
            })
            .collect()
    }

    /// New over old price at the exporter's border, export tax included.
    fn supply_price_change(&self) -> impl Fn(usize, usize, usize) -> f64 {
        let cost: Array2<f64> =
            &self.after.log_costs(&self.system) - &self.before.log_costs(&self.base_system);
        move |n, i, j| libm::exp(cost[[i, j]]) * (1.0 + self.policy().export_tax[[n, i, j]])
    }

    /// Who gained the trade that economies `a` and `b` lost with each other.
    ///
    /// # Panics
    /// When the world has no economy at one of the positions, or both are the same.
    pub fn diversion(&self, a: usize, b: usize) -> Diversion {
        assert_ne!(a, b, "diversion is of a pair");
        let world = self.model.world();
        let (before, after) = self.flows();
        let change = |importer: usize, exporter: usize| -> f64 {
            let sectors = 0..world.sector_count();
            sectors
                .map(|j| after[[importer, exporter, j]] - before[[importer, exporter, j]])
                .sum()
        };
        let others = (0..world.economy_count()).filter(|n| *n != a && *n != b);
        let code = |n: usize| world.economies[n].code.clone();
        Diversion {
            pair: (code(a), code(b)),
            change: change(a, b) + change(b, a),
            home: (change(a, a), change(b, b)),
            gained: others
                .map(|n| (code(n), change(a, n), change(b, n)))
                .collect(),
        }
    }
}

/// Sums over the foreign trade of each economy.
struct TradeSums {
    imports: Vec<f64>,
    imports_new: Vec<f64>,
    exports: Vec<f64>,
    exports_new: Vec<f64>,
    import_volume: Vec<f64>,
    export_volume: Vec<f64>,
    import_price: Vec<f64>,
    export_price: Vec<f64>,
    terms: Vec<f64>,
    volume: Vec<f64>,
}

impl TradeSums {
    fn new(
        equilibrium: &Equilibrium<'_>,
        before: &ndarray::Array3<f64>,
        after: &ndarray::Array3<f64>,
        cost: &Array2<f64>,
    ) -> Self {
        let policy = equilibrium.policy();
        let tariffs = &equilibrium.model.world().tariffs;
        let zeros = || vec![0.0; before.shape()[0]];
        let mut sums = Self {
            imports: zeros(),
            imports_new: zeros(),
            exports: zeros(),
            exports_new: zeros(),
            import_volume: zeros(),
            export_volume: zeros(),
            import_price: zeros(),
            export_price: zeros(),
            terms: zeros(),
            volume: zeros(),
        };
        for ((n, i, j), old) in before.indexed_iter() {
            let at = [n, i, j];
            let new = after[at];
            let log_price = cost[[i, j]] + libm::log1p(policy.export_tax[at]);
            let price = libm::exp(log_price);
            let growth = libm::expm1(log_price);
            let volume_growth = if *old > 0.0 {
                (new - old) / old - growth
            } else {
                0.0
            };
            // Duties inside a composite economy earn revenue on volumes as well.
            sums.volume[n] += tariffs[at] * old * volume_growth;
            if n == i {
                continue;
            }
            sums.imports[n] += old;
            sums.imports_new[n] += new;
            sums.exports[i] += old;
            sums.exports_new[i] += new;
            sums.import_volume[n] += new / price;
            sums.export_volume[i] += new / price;
            sums.import_price[n] += old * log_price;
            sums.export_price[i] += old * log_price;
            sums.terms[i] += old * growth;
            sums.terms[n] -= old * growth;
        }
        sums
    }
}
