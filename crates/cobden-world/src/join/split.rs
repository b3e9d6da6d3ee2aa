//! Splitting a sector of the flows among new sectors.

use ndarray::{Array1, Array3};

use super::donors::Technology;
use super::mapping::{Donor, JoinMapping};

/// Each new sector's part (n, i, j) of the sector of the flows that it is in: one where it has it
/// for itself, else its part in the donors' trade of the pair.
pub(super) fn shares(
    mapping: &JoinMapping,
    technology: &Technology,
    flow_sector: &[usize],
) -> Array3<f64> {
    let (n, j) = (mapping.economies.len(), mapping.sectors.len());
    let mut shares = Array3::ones((n, n, j));
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); j];
    for (sector, group) in flow_sector.iter().enumerate() {
        groups[*group].push(sector);
    }
    for group in groups.iter().filter(|group| group.len() > 1) {
        for importer in 0..n {
            for exporter in 0..n {
                let [buyer, seller] =
                    [importer, exporter].map(|e| mapping.economies[e].technology.as_slice());
                let part = if importer == exporter {
                    at_home(technology, buyer, group)
                } else {
                    abroad(technology, buyer, seller, group)
                };
                for (k, sector) in group.iter().enumerate() {
                    shares[[importer, exporter, *sector]] = part[k];
                }
            }
        }
    }
    shares
}

/// Parts of a group of sectors in trade; none where there is no trade.
fn parts(trade: &Array1<f64>, group: &[usize]) -> Option<Array1<f64>> {
    let part: Array1<f64> = group.iter().map(|sector| trade[*sector]).collect();
    let sum = part.sum();
    (sum > 0.0).then(|| part / sum)
}

fn at_home(technology: &Technology, donors: &[Donor], group: &[usize]) -> Array1<f64> {
    let weighted = donors.iter().filter_map(|donor| {
        let trade = technology.trade(&donor.members, &donor.members);
        parts(&trade, group).map(|part| (donor.weight, part))
    });
    mean(weighted).unwrap_or_else(|| evenly(group))
}

/// Between economies that stand for the same, what they buy from all the others decides.
fn abroad(
    technology: &Technology,
    buyers: &[Donor],
    sellers: &[Donor],
    group: &[usize],
) -> Array1<f64> {
    let pairs = buyers
        .iter()
        .flat_map(|buyer| sellers.iter().map(move |seller| (buyer, seller)));
    let weighted = pairs.filter_map(|(buyer, seller)| {
        let (to, from) = apart(&buyer.members, &seller.members);
        let part = parts(&technology.trade(&to, &from), group)?;
        Some((buyer.weight * seller.weight, part))
    });
    let all: Vec<usize> = (0..technology.world.economy_count()).collect();
    let from_anyone = || {
        mean(buyers.iter().filter_map(|buyer| {
            let (to, from) = apart(&buyer.members, &all);
            let part = parts(&technology.trade(&to, &from), group)?;
            Some((buyer.weight, part))
        }))
    };
    mean(weighted)
        .or_else(from_anyone)
        .unwrap_or_else(|| at_home(technology, buyers, group))
}

/// Two sets without what they share, which the larger one gives up.
fn apart(one: &[usize], other: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let without = |set: &[usize], taken: &[usize]| -> Vec<usize> {
        let left = set.iter().filter(|e| !taken.contains(e));
        left.copied().collect()
    };
    if one.len() > other.len() {
        (without(one, other), other.to_vec())
    } else {
        (one.to_vec(), without(other, one))
    }
}

fn mean(weighted: impl Iterator<Item = (f64, Array1<f64>)>) -> Option<Array1<f64>> {
    let mut sum: Option<(f64, Array1<f64>)> = None;
    for (weight, part) in weighted {
        sum = Some(match sum {
            None => (weight, part * weight),
            Some((total, mean)) => (total + weight, mean + part * weight),
        });
    }
    sum.map(|(total, mean)| mean / total)
}

fn evenly(group: &[usize]) -> Array1<f64> {
    Array1::from_elem(group.len(), 1.0 / group.len() as f64)
}
