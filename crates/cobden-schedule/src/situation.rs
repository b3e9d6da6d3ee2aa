//! The measures that hold between two economies on a day, in an order in which they can be resolved.

use std::collections::BTreeSet;

use crate::relation::EdgeKind;

/// Bits of members.
pub(crate) type Mask = u128;

/// How many members a mask can hold.
pub(crate) const LIMIT: usize = Mask::BITS as usize;

/// What tells one situation from another; members by index of their measure, in that order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) members: Vec<MemberKey>,
    /// Kind, the one that yields, the one it yields to.
    pub(crate) edges: Vec<(EdgeKind, usize, usize)>,
    pub(crate) highest: Vec<Vec<usize>>,
}

/// A measure and which of its rates and suspensions hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct MemberKey {
    pub(crate) measure: usize,
    pub(crate) step: usize,
    pub(crate) suspensions: Vec<usize>,
}

/// What of a measure the order depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trait {
    pub(crate) is_ordinary: bool,
    pub(crate) uses_base: bool,
}

/// Measures in force and their relations.
#[derive(Debug)]
pub(crate) struct Situation {
    /// In an order in which nobody yields to a later block.
    pub(crate) members: Vec<Member>,
    /// Members that are settled together, and the groups of which only the highest is owed.
    pub(crate) blocks: Vec<Block>,
}

/// A measure in force.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) key: MemberKey,
    pub(crate) exempt_by: Mask,
    pub(crate) replaced_by: Mask,
    pub(crate) excluded_by: Mask,
}

/// Members that are settled together.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) members: Mask,
    pub(crate) highest: Vec<Mask>,
}

impl Situation {
    /// Orders the members of a key.
    ///
    /// # Errors
    /// The measures of a circle of relations.
    pub(crate) fn new(key: &Key, about: impl Fn(&MemberKey) -> Trait) -> Result<Self, Vec<usize>> {
        let count = key.members.len();
        let position = |measure: usize| {
            let found = key.members.binary_search_by_key(&measure, |m| m.measure);
            found.ok()
        };
        let mut block_of: Vec<usize> = (0..count).collect();
        for group in &key.highest {
            let mut members = group.iter().filter_map(|&measure| position(measure));
            if let Some(first) = members.next() {
                for member in members {
                    let (keep, gone) = (block_of[first], block_of[member]);
                    block_of
                        .iter_mut()
                        .filter(|b| **b == gone)
                        .for_each(|b| *b = keep);
                }
            }
        }
        let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
        for (_, yields, to) in &key.edges {
            if let (Some(yields), Some(to)) = (position(*yields), position(*to)) {
                before[yields].insert(to);
            }
        }
        let traits: Vec<Trait> = key.members.iter().map(about).collect();
        for member in (0..count).filter(|&m| traits[m].uses_base) {
            before[member].extend((0..count).filter(|&m| traits[m].is_ordinary && m != member));
        }
        let order = order(&block_of, &before).map_err(|circle| {
            circle
                .iter()
                .map(|&m| key.members[m].measure)
                .collect::<Vec<_>>()
        })?;

        let mut place = vec![0; count];
        for (at, &member) in order.iter().enumerate() {
            place[member] = at;
        }
        let mut members: Vec<Member> = order
            .iter()
            .map(|&member| Member {
                key: key.members[member].clone(),
                exempt_by: 0,
                replaced_by: 0,
                excluded_by: 0,
            })
            .collect();
        for (kind, yields, to) in &key.edges {
            let (Some(yields), Some(to)) = (position(*yields), position(*to)) else {
                continue;
            };
            let member = &mut members[place[yields]];
            let mask = match kind {
                EdgeKind::Exempt => &mut member.exempt_by,
                EdgeKind::Replaced => &mut member.replaced_by,
                EdgeKind::Excluded => &mut member.excluded_by,
            };
            *mask |= 1 << place[to];
        }
        let mut blocks: Vec<Block> = Vec::new();
        let mut open: Mask = 0;
        for (at, &member) in order.iter().enumerate() {
            let is_last = order
                .get(at + 1)
                .is_none_or(|&next| block_of[next] != block_of[member]);
            open |= 1 << at;
            if is_last {
                blocks.push(Block {
                    members: std::mem::take(&mut open),
                    highest: Vec::new(),
                });
            }
        }
        for group in &key.highest {
            let places: Vec<usize> = group
                .iter()
                .filter_map(|&measure| position(measure))
                .map(|member| place[member])
                .collect();
            if places.len() > 1 {
                let mask = places.iter().fold(0, |mask: Mask, &at| mask | 1 << at);
                let own = blocks.iter_mut().find(|block| block.members & mask != 0);
                own.into_iter().for_each(|block| block.highest.push(mask));
            }
        }
        Ok(Self { members, blocks })
    }
}

/// An order in which blocks stay together and come after what they yield to.
fn order(block_of: &[usize], before: &[BTreeSet<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let count = block_of.len();
    let mut done = vec![false; count];
    let mut order = Vec::with_capacity(count);
    let mut open: BTreeSet<usize> = block_of.iter().copied().collect();
    while !open.is_empty() {
        let ready = open.iter().copied().find(|&block| {
            let of_block = (0..count).filter(|&member| block_of[member] == block);
            of_block
                .flat_map(|member| &before[member])
                .all(|&other| done[other] || block_of[other] == block)
        });
        let Some(block) = ready else {
            return Err((0..count).filter(|&member| !done[member]).collect());
        };
        open.remove(&block);
        let mut waiting: Vec<usize> = (0..count).filter(|&m| block_of[m] == block).collect();
        while !waiting.is_empty() {
            let free = waiting
                .iter()
                .position(|&member| before[member].iter().all(|&other| done[other]));
            let Some(free) = free else {
                return Err(waiting);
            };
            let member = waiting.remove(free);
            done[member] = true;
            order.push(member);
        }
    }
    Ok(order)
}
