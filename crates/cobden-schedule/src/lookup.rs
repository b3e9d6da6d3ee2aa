//! What the names and codes of a question stand for.

use std::sync::Arc;

use cobden_codes::{Group, HsCode, suggest};
use jiff::civil::Date;

use crate::condition::bits;
use crate::error::QueryFault;
use crate::lines::Lines;
use crate::schedule::Schedule;
use crate::situation::Situation;
use crate::tariff::Tariff;

impl Schedule<'_> {
    pub(crate) fn tariff(&self, importer: &str) -> Result<&Tariff, QueryFault> {
        self.tariffs
            .get(importer)
            .ok_or_else(|| QueryFault::NoImporter {
                importer: importer.to_owned(),
                known: self.importers().into_iter().map(str::to_owned).collect(),
            })
    }

    /// The index of an economy, or of the first member of a group that is treated as one.
    pub(crate) fn exporter(
        &self,
        importer: &str,
        exporter: &str,
        on: Date,
    ) -> Result<usize, QueryFault> {
        let inside = |group: &str, one: &str| Group::find(group).is_some_and(|g| g.has_on(one, on));
        if importer == exporter || inside(importer, exporter) || inside(exporter, importer) {
            return Err(QueryFault::Same {
                economy: importer.to_owned(),
            });
        }
        if let Some(index) = self.exporter_index(exporter) {
            return Ok(index);
        }
        let members = Group::find(exporter).map(|group| group.members_on(on));
        let members = members.unwrap_or_default();
        let indices: Vec<(usize, &str)> = members
            .iter()
            .filter(|member| **member != importer)
            .filter_map(|member| Some((self.exporter_index(member)?, *member)))
            .collect();
        let Some(&(first, first_code)) = indices.first() else {
            if Group::find(exporter).is_some() {
                let group = exporter.to_owned();
                return Err(QueryFault::NoMembers { group, on });
            }
            let codes = cobden_codes::Economy::all().map(|economy| economy.code());
            let groups = Group::all().map(|group| group.name());
            return Err(QueryFault::NoExporter {
                exporter: exporter.to_owned(),
                near: suggest::nearest(&exporter.to_uppercase(), codes.chain(groups)),
            });
        };
        let tariff = self.tariff(importer)?;
        let interval = tariff.interval(on);
        let of_first = self.situation(tariff, interval, first)?;
        for (index, second) in &indices[1..] {
            let same = Arc::ptr_eq(of_first, self.situation(tariff, interval, *index)?);
            let own = |code: &str| self.has_own_shares(of_first, code);
            if !same || own(first_code) || own(second) {
                return Err(QueryFault::GroupDiffers {
                    group: exporter.to_owned(),
                    on,
                    first: first_code.to_owned(),
                    second: (*second).to_owned(),
                });
            }
        }
        Ok(first)
    }

    /// Whether conditions that matter in a situation have shares for that exporter alone.
    pub(crate) fn has_own_shares(&self, situation: &Situation, exporter: &str) -> bool {
        let members = situation.members.iter();
        let asked = members.fold(0, |all, member| {
            all | self.measures[member.key.measure].material.asks
        });
        bits(asked).any(|condition| self.conditions()[condition].has_own(exporter))
    }

    pub(crate) fn assumptions(
        &self,
        assume: &[(String, f64)],
    ) -> Result<Vec<(usize, f64)>, QueryFault> {
        let find = |(id, share): &(String, f64)| {
            let found = self.conditions().binary_search_by(|one| one.id.cmp(id));
            let index = found.map_err(|_| QueryFault::NoCondition {
                condition: id.clone(),
                known: self.conditions().iter().map(|one| one.id.clone()).collect(),
            })?;
            if !(0.0..=1.0).contains(share) {
                return Err(QueryFault::NotAShare {
                    condition: id.clone(),
                    share: *share,
                });
            }
            Ok((index, *share))
        };
        assume.iter().map(find).collect()
    }

    /// The lines of the importer's tariff that a code stands for; the code itself where they are not held.
    ///
    /// # Errors
    /// [`QueryFault::UnknownCode`] where the lines are held and none lies below the code.
    pub fn lines(&self, importer: &str, code: HsCode, on: Date) -> Result<Vec<HsCode>, QueryFault> {
        let nomenclature = self.view().nomenclature(importer, on);
        let Some(nomenclature) = nomenclature.filter(|entry| !entry.body.lines.is_empty()) else {
            return Ok(vec![code]);
        };
        let below = Lines::new(self, importer, on)?.below(code);
        if !below.is_empty() {
            return Ok(below.into_owned());
        }
        let all = &nomenclature.body.lines;
        let after = all.partition_point(|line| line.range().end <= code.range().start);
        let neighbours = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let near = neighbours
            .filter_map(|index| all.get(index))
            .max_by_key(|line| shared_digits(**line, code));
        Err(QueryFault::UnknownCode {
            code,
            nomenclature: nomenclature.id.clone(),
            near: near.map(|line| line.to_string()),
        })
    }
}

fn shared_digits(a: HsCode, b: HsCode) -> usize {
    let (a, b) = (a.plain(), b.plain());
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
