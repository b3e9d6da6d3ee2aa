//! The mapping file of a join.

use std::fmt;
use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use serde::Deserialize;
use toml::Spanned;

use super::mapping::{Donor, JoinMapping, JoinedEconomy, JoinedSector, TariffSource};
use crate::mapping::{Cluster, Members, ProvenanceChange, RawCluster, listed, resolve, unknown};
use crate::world::World;

/// λ where the file says nothing.
const FINAL_SHARE_KEPT: f64 = 0.5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    #[serde(default)]
    provenance: ProvenanceChange,
    final_share_kept: Option<Spanned<f64>>,
    economies: Vec<RawEconomy>,
    sectors: Vec<RawSector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEconomy {
    code: Spanned<String>,
    name: Option<String>,
    flows: Spanned<Members>,
    technology: Spanned<Donors>,
    tariffs_as: Option<Spanned<Members>>,
    tariffs: Option<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSector {
    code: Spanned<String>,
    name: Option<String>,
    flows: Spanned<Members>,
    technology: Spanned<Members>,
    #[serde(default)]
    tariffs: RawSource,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawSource {
    #[default]
    Flows,
    Technology,
}

impl From<RawSource> for TariffSource {
    fn from(raw: RawSource) -> Self {
        match raw {
            RawSource::Flows => Self::Flows,
            RawSource::Technology => Self::Technology,
        }
    }
}

/// Economies merged into one, or weighted.
enum Donors {
    Merged(Members),
    Weighted(Vec<(Spanned<String>, Spanned<f64>)>),
}

/// By hand: an untagged enum would lose the places.
impl<'de> Deserialize<'de> for Donors {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Donors;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code in quotes, a list of codes, or a table of codes and weights")
            }

            fn visit_str<E: serde::de::Error>(self, code: &str) -> Result<Donors, E> {
                Ok(Donors::Merged(Members::One(code.to_owned())))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut list: A,
            ) -> Result<Donors, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = list.next_element()? {
                    members.push(member);
                }
                Ok(Donors::Merged(Members::Many(members)))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut table: A,
            ) -> Result<Donors, A::Error> {
                let mut weights = Vec::new();
                while let Some(entry) = table.next_entry()? {
                    weights.push(entry);
                }
                Ok(Donors::Weighted(weights))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JoinMapping {
    /// Reads the mapping file of a join for a world of flows and a world of technology.
    ///
    /// ```toml
    /// name = "2022"
    /// final_share_kept = 0.5      # the default
    /// [[economies]]
    /// code = "USA"
    /// name = "United States"
    /// flows = "USA"               # one code, a list, or "*" for all that no other entry names
    /// technology = "USA"          # one code, or a list of economies merged into one
    /// [[economies]]
    /// code = "VNM"
    /// flows = "VNM"
    /// technology = { CHN = 2, IDN = 1 }   # or a weighted mean of economies that resemble it
    /// tariffs_as = "ROW"          # whose tariffs it has in the technology's world; needed with weights
    /// [[economies]]
    /// code = "ROW"
    /// flows = "*"
    /// technology = "ROW"
    /// tariffs = "technology"      # where the tariffs that it levies are from: "flows", "technology"; else as sectors say
    /// [[sectors]]
    /// code = "C10-C12"
    /// flows = "C10T12"
    /// technology = "C10-C12"
    /// tariffs = "technology"      # where tariffs on it are from; else from the flows
    /// [[sectors]]
    /// code = "G-I"
    /// flows = "services"          # a sector of the flows that several name is split among them
    /// technology = ["G", "H", "I"]
    /// ```
    ///
    /// # Errors
    /// Unknown keys and codes, codes of the flows and sectors of the technology that are named
    /// twice or not at all, weights that are not above zero, and sectors that mix goods with
    /// services, all at once.
    pub fn parse(
        path: &str,
        text: &str,
        flows: &World,
        technology: &World,
    ) -> Result<Self, Diagnostics> {
        let source = SourceText::new(path, text);
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let place = Place::Span {
                source: source.clone(),
                range: error.span().unwrap_or(0..0),
            };
            Diagnostic::error(place, error.message().trim().to_owned()).hint(
                "keys: name, final_share_kept, [provenance], [[economies]] with code, name, flows, technology, \
                 tariffs_as, tariffs, and [[sectors]] with code, name, flows, technology, tariffs",
            )
        })?;
        let mut reader = Reader {
            source,
            technology: technology.economies.iter().map(label).collect(),
            found: Diagnostics::new(),
        };
        let final_share_kept = reader.kept(raw.final_share_kept.as_ref());
        let economies = reader.economies(&raw.economies, flows);
        let sectors = reader.sectors(&raw.sectors, flows, technology);
        let mapping = Self {
            path: path.to_owned(),
            name: raw.name,
            provenance: raw.provenance,
            final_share_kept,
            economies,
            sectors,
        };
        reader.found.finish(mapping).map(|(mapping, _)| mapping)
    }
}

fn label(economy: &crate::world::Economy) -> (&str, &str) {
    (&economy.code, &economy.name)
}

struct Reader<'w> {
    source: Arc<SourceText>,
    technology: Vec<(&'w str, &'w str)>,
    found: Diagnostics,
}

impl Reader<'_> {
    fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::Span {
            source: self.source.clone(),
            range,
        }
    }

    fn kept(&mut self, raw: Option<&Spanned<f64>>) -> f64 {
        let Some(raw) = raw else {
            return FINAL_SHARE_KEPT;
        };
        let kept = *raw.get_ref();
        if !(0.0..=1.0).contains(&kept) {
            let message = format!("final_share_kept is {kept}, not between 0 and 1");
            let hint = "0 lets firms use all that is bought of a product, 1 no more than they did";
            let fault = Diagnostic::error(self.place(raw.span()), message);
            self.found.push(fault.hint(hint));
        }
        kept
    }

    fn economies(&mut self, raw: &[RawEconomy], flows: &World) -> Vec<JoinedEconomy> {
        let clusters: Vec<RawCluster> = (raw.iter())
            .map(|e| cluster(&e.code, e.name.as_ref(), &e.flows))
            .collect();
        let known: Vec<(&str, &str)> = flows.economies.iter().map(label).collect();
        let resolved = resolve(
            "economy",
            Some(&clusters),
            &known,
            &self.source,
            &mut self.found,
        );
        let both = resolved.into_iter().zip(raw);
        both.map(|(cluster, raw)| self.economy(cluster, raw))
            .collect()
    }

    fn economy(&mut self, cluster: Cluster, raw: &RawEconomy) -> JoinedEconomy {
        let (donors, merged) = match raw.technology.get_ref() {
            Donors::Merged(members) => {
                let listed = Spanned::new(raw.technology.span(), members.clone());
                let members = self.members(&listed);
                let donor = Donor {
                    members: members.clone(),
                    weight: 1.0,
                };
                (vec![donor], Some(members))
            }
            Donors::Weighted(weights) => (self.weighted(weights, raw), None),
        };
        let tariffs_as = match (&raw.tariffs_as, merged) {
            (Some(listed), _) => self.members(listed),
            (None, Some(members)) => members,
            (None, None) => {
                let place = self.place(raw.technology.span());
                let message = format!(
                    "it is not said whose tariffs \"{}\" has",
                    raw.code.get_ref()
                );
                let hint =
                    "add tariffs_as = \"ROW\", or whatever it is part of in the technology's world";
                self.found
                    .push(Diagnostic::error(place, message).hint(hint));
                Vec::new()
            }
        };
        JoinedEconomy {
            code: cluster.code,
            name: cluster.name,
            flows: cluster.members,
            technology: donors,
            tariffs_as,
            tariffs: raw.tariffs.map(Into::into),
        }
    }

    /// Positions of the technology's economies; they may be named by several.
    fn members(&mut self, listed_codes: &Spanned<Members>) -> Vec<usize> {
        let mut positions = Vec::new();
        let codes = listed(listed_codes);
        if codes.is_empty() {
            let fault = Diagnostic::error(self.place(listed_codes.span()), "the list is empty");
            self.found.push(fault.hint("name at least one economy"));
        }
        for (code, span) in codes {
            match self.technology.iter().position(|(known, _)| *known == code) {
                Some(at) if positions.contains(&at) => {
                    let message = format!("\"{code}\" is there twice");
                    let fault = Diagnostic::error(self.place(span), message);
                    self.found.push(fault.hint("keep it once"));
                }
                Some(at) => positions.push(at),
                None => {
                    let fault = unknown("economy", code, &self.technology, self.place(span));
                    self.found.push(fault);
                }
            }
        }
        positions
    }

    fn weighted(
        &mut self,
        weights: &[(Spanned<String>, Spanned<f64>)],
        raw: &RawEconomy,
    ) -> Vec<Donor> {
        let mut donors = Vec::new();
        for (code, weight) in weights {
            let one = Spanned::new(code.span(), Members::One(code.get_ref().clone()));
            let members = self.members(&one);
            let weight_of = *weight.get_ref();
            if !(weight_of > 0.0 && weight_of.is_finite()) {
                let message = format!("a weight of {weight_of} is not above zero");
                let fault = Diagnostic::error(self.place(weight.span()), message);
                self.found
                    .push(fault.hint("weights need not sum to one; leave out what has none"));
            }
            donors.push(Donor {
                members,
                weight: weight_of,
            });
        }
        if donors.is_empty() {
            let fault =
                Diagnostic::error(self.place(raw.technology.span()), "there are no weights");
            self.found.push(fault.hint("name at least one economy"));
        }
        let sum: f64 = donors.iter().map(|donor| donor.weight).sum();
        donors.iter_mut().for_each(|donor| donor.weight /= sum);
        donors
    }

    fn sectors(
        &mut self,
        raw: &[RawSector],
        flows: &World,
        technology: &World,
    ) -> Vec<JoinedSector> {
        // Sectors that name the same sectors of the flows share them.
        let words = |sector: &RawSector| -> Vec<String> {
            let members = listed(&sector.flows).into_iter();
            members.map(|(code, _)| code.to_owned()).collect()
        };
        let mut groups: Vec<(Vec<String>, RawCluster)> = Vec::new();
        let mut group_of = Vec::new();
        for sector in raw {
            let named = words(sector);
            let at = groups.iter().position(|(words, _)| *words == named);
            group_of.push(at.unwrap_or(groups.len()));
            if at.is_none() {
                let mut group = cluster(&sector.code, None, &sector.flows);
                let code = sector.code.get_ref();
                if groups.iter().any(|(_, g)| g.code.get_ref() == code) {
                    // The sectors of the technology say that a code is there twice.
                    let code = format!("{code} ({})", groups.len() + 1);
                    group.code = Spanned::new(sector.code.span(), code);
                }
                groups.push((named, group));
            }
        }
        let group_clusters: Vec<RawCluster> = groups.into_iter().map(|(_, c)| c).collect();
        let codes = |world: &'_ World| -> Vec<(String, String)> {
            let sectors = world.sectors.iter();
            sectors.map(|s| (s.code.clone(), s.name.clone())).collect()
        };
        let (of_flows, of_technology) = (codes(flows), codes(technology));
        let resolved =
            |reader: &mut Self, what, clusters: &[RawCluster], known: &[(String, String)]| {
                let known: Vec<(&str, &str)> = known
                    .iter()
                    .map(|(c, n)| (c.as_str(), n.as_str()))
                    .collect();
                resolve(
                    what,
                    Some(clusters),
                    &known,
                    &reader.source,
                    &mut reader.found,
                )
            };
        let flow_groups = resolved(self, "flow sector", &group_clusters, &of_flows);
        let technology_clusters: Vec<RawCluster> = (raw.iter())
            .map(|s| cluster(&s.code, s.name.as_ref(), &s.technology))
            .collect();
        let clusters = resolved(self, "sector", &technology_clusters, &of_technology);
        let both = clusters.into_iter().zip(raw).enumerate();
        both.map(|(k, (cluster, raw))| {
            let of_goods = |goods: bool| {
                let members = cluster.members.iter().map(|k| &technology.sectors[*k]);
                members.filter(move |s| s.goods == goods).count()
            };
            if of_goods(true) > 0 && of_goods(false) > 0 {
                let message = format!("sector \"{}\" mixes goods with services", cluster.code);
                let fault = Diagnostic::error(self.place(raw.technology.span()), message);
                let hint = "duties fall on goods alone; keep the two apart";
                self.found.push(fault.hint(hint));
            }
            JoinedSector {
                code: cluster.code,
                name: cluster.name,
                flows: flow_groups[group_of[k]].members.clone(),
                technology: cluster.members,
                tariffs: raw.tariffs.into(),
            }
        })
        .collect()
    }
}

fn cluster(
    code: &Spanned<String>,
    name: Option<&String>,
    members: &Spanned<Members>,
) -> RawCluster {
    RawCluster {
        code: code.clone(),
        name: name.cloned(),
        of: Spanned::new(members.span(), members.get_ref().clone()),
    }
}
