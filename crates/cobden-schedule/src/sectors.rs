//! Duties by sector of a trade model's world.

use cobden_codes::hs::isic;
use cobden_codes::{CodeError, Economy, EconomyKind, Group, HsCode, SectorCode, parse_sector};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::error::QueryFault;
use crate::lines::{Lines, Settler};
use crate::schedule::Schedule;
use crate::weights::TradeWeights;

/// Trade-weighted mean duties by importer, exporter and sector, as ratios of customs value.
///
/// There is none (and a model should leave what it has) for services, for an economy's trade with itself, where
/// the weights have no trade, and for importers without duties in the record.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorTariffs {
    /// Labels of the importers, as given.
    pub importers: Vec<String>,
    /// Labels of the exporters, as given.
    pub exporters: Vec<String>,
    /// Labels of the sectors, as given.
    pub sectors: Vec<String>,
    rates: Vec<Option<SectorRate>>,
    coverage: Vec<Option<f64>>,
}

/// Mean duties of one importer, exporter and sector, as ratios of customs value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectorRate {
    /// The ordinary duty, over the trade whose ordinary duty the record holds.
    pub ordinary: f64,
    /// All other duties.
    pub additional: f64,
    /// Share of the trade whose ordinary duty the record does not hold: there `ordinary` is not known.
    pub without_ordinary: f64,
    /// Share of the trade that owes a specific duty without equivalent: the means are lower bounds there.
    pub unvalued: f64,
}

impl SectorRate {
    /// The total, with `own` as the ordinary duty of the trade whose ordinary duty is not held.
    pub fn total(&self, own: f64) -> f64 {
        let held = 1.0 - self.without_ordinary;
        held * self.ordinary + self.without_ordinary * own + self.additional
    }
}

impl SectorTariffs {
    /// The mean duties of a sector, by positions.
    pub fn rate(&self, importer: usize, exporter: usize, sector: usize) -> Option<SectorRate> {
        let pair = importer * self.exporters.len() + exporter;
        self.rates[pair * self.sectors.len() + sector]
    }

    /// The share of a pair's trade whose codes were found in the tariff, by positions; none without trade.
    pub fn coverage(&self, importer: usize, exporter: usize) -> Option<f64> {
        self.coverage[importer * self.exporters.len() + exporter]
    }
}

/// Why there are no duties by sector.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SectorFault {
    /// A sector's label is no code.
    #[error("the sectors of the world have to be codes of ISIC Rev.4: {0}")]
    Sector(#[from] CodeError),
    /// An exporter of the world is neither an economy nor a group.
    #[error("{exporter} is not an economy or group, so its trade cannot be found in the weights")]
    NoEconomy {
        /// The label.
        exporter: String,
    },
    /// A question that has no answer.
    #[error(transparent)]
    Query(#[from] QueryFault),
}

/// Mean duties on a day for the importers, exporters and sectors of a world.
///
/// Sectors are codes of ISIC Rev.4 as [`parse_sector`] reads them (`C10T12`). Products go to divisions by the shares of
/// [`isic::divisions`] and from there to sectors; codes wider than a line get the plain mean of their lines.
///
/// A group in the world (`EU`) is averaged over the partners in the weights that are members on the day and do not
/// stand in the world themselves. `ROW` is averaged over all partners that are left. Where the weights have
/// a group and the world its members, each member is weighed with the group's trade and has its own duties.
///
/// # Errors
/// [`SectorFault`] for labels that mean nothing and for a group in the weights whose members are not treated as one.
pub fn sector_tariffs(
    schedule: &Schedule<'_>,
    weights: &TradeWeights,
    importers: &[&str],
    exporters: &[&str],
    sectors: &[&str],
    on: Date,
) -> Result<SectorTariffs, SectorFault> {
    let owned = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    let codes = sectors
        .iter()
        .map(|sector| parse_sector(sector))
        .collect::<Result<Vec<SectorCode>, CodeError>>()?;
    let division_shares = division_shares(&codes);
    let mut rates = Vec::with_capacity(importers.len() * exporters.len() * sectors.len());
    let mut coverage = Vec::with_capacity(importers.len() * exporters.len());
    for exporter in exporters {
        if Economy::all().all(|one| one.code() != *exporter) && Group::find(exporter).is_none() {
            return Err(SectorFault::NoEconomy {
                exporter: (*exporter).to_owned(),
            });
        }
    }
    for importer in importers {
        if schedule.tariff(importer).is_err() {
            rates.resize(rates.len() + exporters.len() * sectors.len(), None);
            coverage.resize(coverage.len() + exporters.len(), None);
            continue;
        }
        let lines = Lines::new(schedule, importer, on)?;
        let pairs = exporters
            .par_iter()
            .map(|exporter| {
                let mut sums = Sums::new(sectors.len());
                for (label, treated_as) in partners(weights, importer, exporter, exporters, on) {
                    let mut settler = Settler::new(schedule, importer, treated_as, on)?;
                    let products = weights.products(importer, label);
                    sums.add(&lines, &mut settler, products, &division_shares);
                }
                Ok(sums)
            })
            .collect::<Vec<Result<Sums, QueryFault>>>();
        for sums in pairs {
            let sums = sums?;
            coverage.push((sums.trade > 0.0).then(|| sums.found / sums.trade));
            let goods = sums.by_sector.iter().zip(&codes);
            rates.extend(goods.map(|(sum, code)| sum.mean().filter(|_| code.is_goods())));
        }
    }
    Ok(SectorTariffs {
        importers: owned(importers),
        exporters: owned(exporters),
        sectors: owned(sectors),
        rates,
        coverage,
    })
}

/// For every division the sectors it is part of, with the share of it.
fn division_shares(codes: &[SectorCode]) -> Vec<Vec<(usize, f64)>> {
    (0..=u8::MAX)
        .map(|division| {
            let sectors = codes.iter().enumerate();
            let shares = sectors.map(|(sector, code)| (sector, code.share_of(division)));
            shares.filter(|(_, share)| *share > 0.0).collect()
        })
        .collect()
}

/// The partners in the weights that make up an exporter of the world, and as whom each is treated.
fn partners<'a>(
    weights: &'a TradeWeights,
    importer: &str,
    exporter: &'a str,
    world: &[&str],
    on: Date,
) -> Vec<(&'a str, &'a str)> {
    if exporter == importer {
        return Vec::new();
    }
    let there = || weights.exporters(importer);
    let kind = Economy::all().find(|one| one.code() == exporter);
    let kind = kind.map(Economy::kind);
    let in_world = |code: &str| world.contains(&code);
    if kind == Some(EconomyKind::Residual) {
        let is_left = |label: &&str| match Group::find(label) {
            // A group whose members stand in the world, or that overlaps with one in it, is not left over.
            Some(group) => {
                let members = group.members_on(on);
                let apart = members.iter().all(|member| !in_world(member));
                apart
                    && !in_world(label)
                    && !members.iter().any(|member| grouped(member, world, on))
            }
            None => (*label == exporter || !in_world(label)) && !grouped(label, world, on),
        };
        return there()
            .filter(is_left)
            .map(|label| (label, label))
            .collect();
    }
    if let Some(group) = Group::find(exporter) {
        let is_member =
            |label: &&str| *label == exporter || (group.has_on(label, on) && !in_world(label));
        return there()
            .filter(is_member)
            .map(|label| (label, label))
            .collect();
    }
    if let Some(label) = there().find(|label| *label == exporter) {
        return vec![(label, exporter)];
    }
    let of_group = there().find(|label| {
        let group = Group::find(label);
        group.is_some_and(|group| group.has_on(exporter, on))
    });
    of_group
        .map(|label| (label, exporter))
        .into_iter()
        .collect()
}

/// Whether an economy is a member of a group that stands in the world.
fn grouped(economy: &str, world: &[&str], on: Date) -> bool {
    let groups = world.iter().filter_map(|label| Group::find(label));
    groups.into_iter().any(|group| group.has_on(economy, on))
}

/// Sums over the trade of a pair of economies.
struct Sums {
    trade: f64,
    found: f64,
    by_sector: Vec<SectorSum>,
}

/// Sums of value, and of value times rate.
#[derive(Clone, Copy, Default)]
struct SectorSum {
    value: f64,
    ordinary: f64,
    additional: f64,
    without_ordinary: f64,
    unvalued: f64,
}

impl SectorSum {
    fn mean(&self) -> Option<SectorRate> {
        let held = self.value - self.without_ordinary;
        (self.value > 0.0).then(|| SectorRate {
            ordinary: if held > 0.0 {
                self.ordinary / held
            } else {
                0.0
            },
            additional: self.additional / self.value,
            without_ordinary: self.without_ordinary / self.value,
            unvalued: self.unvalued / self.value,
        })
    }
}

impl Sums {
    fn new(sectors: usize) -> Self {
        Self {
            trade: 0.0,
            found: 0.0,
            by_sector: vec![SectorSum::default(); sectors],
        }
    }

    fn add(
        &mut self,
        lines: &Lines<'_>,
        settler: &mut Settler<'_>,
        products: &[(HsCode, f64)],
        division_shares: &[Vec<(usize, f64)>],
    ) {
        for (code, value) in products.iter().filter(|(_, value)| *value > 0.0) {
            self.trade += value;
            let below = lines.below(*code);
            if below.is_empty() {
                continue;
            }
            self.found += value;
            let each = value / below.len() as f64;
            for &line in below.iter() {
                let duty = settler.settle(line);
                for (division, share) in isic::divisions(line).unwrap_or_default() {
                    for (sector, part) in &division_shares[usize::from(*division)] {
                        let value = each * share * part;
                        let sum = &mut self.by_sector[*sector];
                        sum.value += value;
                        sum.ordinary += value * duty.ordinary;
                        sum.additional += value * (duty.total - duty.ordinary);
                        if !duty.has_ordinary {
                            sum.without_ordinary += value;
                        }
                        if !duty.valued {
                            sum.unvalued += value;
                        }
                    }
                }
            }
        }
    }
}
