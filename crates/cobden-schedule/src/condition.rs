//! Conditions: the share of a line's trade that meets each, and the mix of shipments that follows.

use std::collections::HashMap;

use cobden_record::Record;

use crate::painted::Painted;

/// A condition with its shares by exporter and code.
#[derive(Debug)]
pub(crate) struct CompiledCondition {
    pub(crate) id: String,
    default: f64,
    group: Option<String>,
    everywhere: Painted<f64>,
    by_exporter: HashMap<String, Painted<f64>>,
}

impl CompiledCondition {
    /// The share of trade of a line from an exporter that meets the condition.
    pub(crate) fn share(&self, exporter: &str, line: u64) -> f64 {
        let own = self.by_exporter.get(exporter);
        own.and_then(|shares| shares.at(line))
            .or_else(|| self.everywhere.at(line))
            .copied()
            .unwrap_or(self.default)
    }

    /// Whether an exporter has shares of its own.
    pub(crate) fn has_own(&self, exporter: &str) -> bool {
        self.by_exporter.contains_key(exporter)
    }

    /// Whether it and another are disjoint parts of one value, or are the same.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.group.is_some() && self.group == other.group
    }

    /// The codes at which a share may change.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = u64> {
        let own = self.by_exporter.values().flat_map(Painted::cuts);
        self.everywhere.cuts().chain(own)
    }
}

/// The conditions of a record, in order of id.
pub(crate) fn compile(record: &Record) -> Vec<CompiledCondition> {
    let conditions = record.conditions.values();
    conditions
        .map(|entry| {
            let mut everywhere = Vec::new();
            let mut by_exporter: HashMap<String, Vec<_>> = HashMap::new();
            let list = entry.body.shares.as_ref();
            let rows = list.and_then(|id| record.lists.get(id));
            for row in rows.map_or(&[][..], |list| &list.body.rows) {
                let Some(share) = row.share else { continue };
                match &row.exporter {
                    None => everywhere.push((row.code, share)),
                    Some(exporter) => {
                        let own = by_exporter.entry(exporter.clone()).or_default();
                        own.push((row.code, share));
                    }
                }
            }
            CompiledCondition {
                id: entry.id.clone(),
                default: entry.body.default,
                group: entry.body.group.clone(),
                everywhere: Painted::new(everywhere),
                by_exporter: by_exporter
                    .into_iter()
                    .map(|(exporter, rows)| (exporter, Painted::new(rows)))
                    .collect(),
            }
        })
        .collect()
}

/// Part of a line's trade, all of which answers the conditions alike.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Share of the line's value.
    pub(crate) weight: f64,
    /// The conditions it meets, as bits.
    pub(crate) meets: u64,
}

/// The share of trade that meets a condition, beside the others of its group.
///
/// Conditions of one group are disjoint parts of the same value: should the shares of a group sum to more than
/// one, they are scaled down to it.
pub(crate) fn share_in_group(
    conditions: &[CompiledCondition],
    index: usize,
    share: impl Fn(usize) -> f64,
) -> f64 {
    let own = share(index);
    match &conditions[index].group {
        None => own,
        group => {
            let of_group = (0..conditions.len()).filter(|&other| conditions[other].group == *group);
            own / of_group.map(share).sum::<f64>().max(1.0)
        }
    }
}

/// Splits a line's trade by the conditions that matter to it.
///
/// Conditions of one group are disjoint; all others are independent, so their shares multiply. Parts without
/// weight are left out.
pub(crate) fn parts(
    conditions: &[CompiledCondition],
    matter: u64,
    share: impl Fn(usize) -> f64,
) -> Vec<Part> {
    let mut parts = vec![Part {
        weight: 1.0,
        meets: 0,
    }];
    let mut done = 0_u64;
    for index in bits(matter) {
        if done & (1 << index) != 0 {
            continue;
        }
        let group = &conditions[index].group;
        let members: Vec<usize> = match group {
            None => vec![index],
            Some(_) => bits(matter)
                .filter(|&other| conditions[other].group == *group)
                .collect(),
        };
        let shares: Vec<f64> = members
            .iter()
            .map(|&member| share_in_group(conditions, member, &share))
            .collect();
        let rest = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        let mut split = Vec::with_capacity(parts.len() * (members.len() + 1));
        for part in &parts {
            let mut put = |weight: f64, meets: u64| {
                if weight > 0.0 {
                    split.push(Part {
                        weight: part.weight * weight,
                        meets: part.meets | meets,
                    });
                }
            };
            for (member, share) in members.iter().zip(&shares) {
                put(*share, 1 << member);
            }
            put(rest, 0);
        }
        parts = split;
        done |= members.iter().fold(0, |mask, member| mask | 1 << member);
    }
    parts
}

/// The positions of the ones.
pub(crate) fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if mask == 0 {
            return None;
        }
        let index = mask.trailing_zeros() as usize;
        mask &= mask - 1;
        Some(index)
    })
}
