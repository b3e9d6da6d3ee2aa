//! Trade-weighted mean duties.

use std::collections::{BTreeMap, HashMap};

use cobden_codes::HsCode;
use cobden_codes::hs::isic;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::duty::SAME;
use crate::error::QueryFault;
use crate::lines::{Lines, SettledLine, Settler};
use crate::schedule::Schedule;
use crate::weights::TradeWeights;

/// How a mean is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Not at all.
    #[default]
    None,
    /// By the power used: what each adds to the mean.
    Authority,
    /// By chapter of the Harmonized System: the mean within each.
    Chapter,
    /// By division of ISIC Rev.4: the mean within each.
    Sector,
    /// By exporter: the mean of each.
    Exporter,
}

/// A trade-weighted mean duty and how far it can be trusted. Rates are ratios of customs value.
///
/// The mean is over the trade whose codes are lines of the tariff; lines without a duty count as zero.
/// A code wider than a line gets the plain mean of its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Average {
    /// All duties.
    pub total: f64,
    /// All but the ordinary duty.
    pub additional: f64,
    /// The ordinary duty.
    pub ordinary: f64,
    /// Share of the trade whose code was found in the tariff; the rest is not in the mean.
    pub coverage: f64,
    /// Share of the trade found that is in codes wider than lines whose lines differ.
    pub spread: f64,
    /// Share of the trade found with a specific duty without equivalent; the mean is a lower bound there.
    pub unvalued: f64,
    /// Share of the trade found for which the record has no ordinary duty: it counts as zero there.
    pub without_ordinary: f64,
    /// Value of all the trade, found or not.
    pub trade: f64,
    /// The parts asked for, by key.
    pub by: Vec<AveragePart>,
    /// Codes that are not in the tariff and their trade, largest first.
    pub missing: Vec<(HsCode, f64)>,
}

/// A part of a mean.
#[derive(Debug, Clone, PartialEq)]
pub struct AveragePart {
    /// Authority, chapter (`85`), division (`26`; `-` for products that belong to none) or exporter.
    pub key: String,
    /// For authorities what they add to the mean, so that all sum to the total; else the mean within the part.
    pub rate: f64,
    /// Share of the trade found: for authorities where something is owed, else what is in the part.
    pub share: f64,
}

/// Why there is no mean.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AverageFault {
    /// The weights have no trade for the question.
    #[error(
        "the weights have no imports of {importer} from {exporter}; a mean over nothing is not zero"
    )]
    NoTrade {
        /// Who imports.
        importer: String,
        /// From whom; "any partner" for all.
        exporter: String,
    },
    /// None of the codes of the weights is in the tariff.
    #[error(
        "none of the {codes} codes in the weights is in the tariff of {importer} on {on}, for example {example}"
    )]
    NothingFound {
        /// Who imports.
        importer: String,
        /// The day.
        on: Date,
        /// How many codes there are.
        codes: usize,
        /// The one with most trade.
        example: HsCode,
    },
    /// A question that has no answer.
    #[error(transparent)]
    Query(#[from] QueryFault),
}

impl Schedule<'_> {
    /// The trade-weighted mean duty on imports from a partner, or from all partners that the weights have.
    ///
    /// The sums are made in the order of exporters and codes, so the digits do not depend on the number of
    /// threads.
    ///
    /// # Errors
    /// [`AverageFault`] where the weights have no trade, for names that are not known, and for a group in the
    /// weights whose members are not treated as one.
    pub fn average(
        &self,
        weights: &TradeWeights,
        importer: &str,
        exporter: Option<&str>,
        on: Date,
        by: By,
    ) -> Result<Average, AverageFault> {
        let lines = Lines::new(self, importer, on)?;
        let partners: Vec<&str> = match exporter {
            Some(one) => vec![one],
            None => weights.exporters(importer).collect(),
        };
        if let Some(one) = exporter {
            self.exporter(importer, one, on)?;
        }
        let sums = partners
            .par_iter()
            .map(|partner| {
                let products = weights.products(importer, partner);
                let mut settler = Settler::new(self, importer, partner, on)?;
                Ok(Sums::of(&lines, &mut settler, products, partner, by))
            })
            .collect::<Vec<Result<Sums, QueryFault>>>();
        let mut all = Sums::default();
        for sums in sums {
            all.add(sums?);
        }
        if all.trade <= 0.0 {
            return Err(AverageFault::NoTrade {
                importer: importer.to_owned(),
                exporter: exporter.unwrap_or("any partner").to_owned(),
            });
        }
        all.finish(importer, on, by)
    }
}

/// Sums of value, and of value times rate.
#[derive(Debug, Default)]
struct Sums {
    trade: f64,
    found: f64,
    total: f64,
    ordinary: f64,
    spread: f64,
    unvalued: f64,
    without_ordinary: f64,
    /// Value times rate, and value, by key.
    by: BTreeMap<String, (f64, f64)>,
    missing: HashMap<HsCode, f64>,
}

impl Sums {
    fn of(
        lines: &Lines<'_>,
        settler: &mut Settler<'_>,
        products: &[(HsCode, f64)],
        partner: &str,
        by: By,
    ) -> Self {
        let mut sums = Self::default();
        // By authority, chapter or division, as numbers: keys are made at the end.
        let mut parts: Vec<(f64, f64)> = Vec::new();
        let authorities = &settler.tariff().authorities;
        let key = |place: usize| match by {
            By::None => String::new(),
            By::Authority => authorities[place].to_string(),
            By::Sector if place == 0 => NO_DIVISION.to_owned(),
            By::Chapter | By::Sector => format!("{place:02}"),
            By::Exporter => partner.to_owned(),
        };
        let mut add = |place: usize, duty: f64, value: f64| {
            if parts.len() <= place {
                parts.resize(place + 1, (0.0, 0.0));
            }
            parts[place].0 += duty;
            parts[place].1 += value;
        };
        let mut seen = Vec::new();
        for (code, value) in products.iter().filter(|(_, value)| *value > 0.0) {
            let value = *value;
            sums.trade += value;
            let below = lines.below(*code);
            if below.is_empty() {
                *sums.missing.entry(*code).or_default() += value;
                continue;
            }
            sums.found += value;
            let each = value / below.len() as f64;
            let mut first: Option<f64> = None;
            let (mut differs, mut valued) = (false, true);
            for &line in below.iter() {
                let SettledLine {
                    total,
                    ordinary,
                    valued: line_valued,
                    has_ordinary,
                } = settler.settle(line);
                differs |= (*first.get_or_insert(total) - total).abs() > SAME;
                valued &= line_valued;
                sums.total += each * total;
                sums.ordinary += each * ordinary;
                if !has_ordinary {
                    sums.without_ordinary += each;
                }
                match by {
                    By::None => {}
                    By::Authority => {
                        seen.clear();
                        settler.by_authority(|authority, owed| {
                            // Two measures of a power owed on one line are one share of trade.
                            let again = seen.contains(&authority);
                            seen.push(authority);
                            add(authority, owed * each, if again { 0.0 } else { each });
                        });
                    }
                    By::Chapter => add(usize::from(line.chapter()), total * each, each),
                    By::Exporter => add(0, total * each, each),
                    By::Sector => match isic::divisions(line) {
                        None => add(0, total * each, each),
                        Some(shares) => {
                            for (division, share) in shares {
                                add(usize::from(*division), total * (each * share), each * share);
                            }
                        }
                    },
                }
            }
            if differs {
                sums.spread += value;
            }
            if !valued {
                sums.unvalued += value;
            }
        }
        for (place, sum) in parts.into_iter().enumerate() {
            if sum.1 > 0.0 {
                sums.by.insert(key(place), sum);
            }
        }
        sums
    }

    fn add(&mut self, other: Self) {
        self.trade += other.trade;
        self.found += other.found;
        self.total += other.total;
        self.ordinary += other.ordinary;
        self.spread += other.spread;
        self.unvalued += other.unvalued;
        self.without_ordinary += other.without_ordinary;
        for (key, (rate, value)) in other.by {
            let sum = self.by.entry(key).or_default();
            sum.0 += rate;
            sum.1 += value;
        }
        for (code, value) in other.missing {
            *self.missing.entry(code).or_default() += value;
        }
    }

    fn finish(self, importer: &str, on: Date, by: By) -> Result<Average, AverageFault> {
        let mut missing: Vec<(HsCode, f64)> = self.missing.into_iter().collect();
        missing.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let found = self.found;
        if found <= 0.0 {
            return Err(AverageFault::NothingFound {
                importer: importer.to_owned(),
                on,
                codes: missing.len(),
                example: missing[0].0,
            });
        }
        let parts = self.by.into_iter().map(|(key, (rate, value))| AveragePart {
            key,
            rate: rate / if by == By::Authority { found } else { value },
            share: value / found,
        });
        Ok(Average {
            total: self.total / found,
            additional: (self.total - self.ordinary) / found,
            ordinary: self.ordinary / found,
            coverage: found / self.trade,
            spread: self.spread / found,
            unvalued: self.unvalued / found,
            without_ordinary: self.without_ordinary / found,
            trade: self.trade,
            by: parts.collect(),
            missing,
        })
    }
}

/// Key of products that belong to no division.
const NO_DIVISION: &str = "-";
