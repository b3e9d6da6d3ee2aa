//! The mapping file of an aggregation.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use serde::Deserialize;
use toml::Spanned;

use crate::unit::{Unit, UnknownUnit};
use crate::world::World;

/// A new code and the old positions it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// New code.
    pub code: String,
    /// New name; the code where the file gives none.
    pub name: String,
    /// Positions in the world that is aggregated.
    pub members: Vec<usize>,
}

/// Which economies and sectors become one.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// Name of the aggregated world.
    pub name: Option<String>,
    /// New economies, in the order of the file.
    pub economies: Vec<Cluster>,
    /// New sectors, in the order of the file.
    pub sectors: Vec<Cluster>,
    /// What the aggregated world says of itself, where the file says it.
    pub provenance: ProvenanceChange,
}

/// Parts of a [`crate::Provenance`] to be replaced.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenanceChange {
    /// Year of the flows.
    pub year: Option<i32>,
    /// Unit of all values; changes the label alone.
    #[serde(default, deserialize_with = "read_unit")]
    pub unit: Option<Unit>,
    /// Publisher and release of the tables.
    pub source: Option<String>,
    /// Licence of the tables.
    pub licence: Option<String>,
    /// What was done to them.
    pub notes: Option<String>,
}

fn read_unit<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Unit>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let refuse = |error: UnknownUnit| format!("{error}: write for example \"million USD\"");
    let unit = text.parse::<Unit>().map_err(refuse);
    unit.map(Some).map_err(serde::de::Error::custom)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    #[serde(default)]
    provenance: ProvenanceChange,
    economies: Option<Vec<RawCluster>>,
    sectors: Option<Vec<RawCluster>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCluster {
    pub(crate) code: Spanned<String>,
    pub(crate) name: Option<String>,
    pub(crate) of: Spanned<Members>,
}

/// Codes as a file lists them.
#[derive(Clone)]
pub(crate) enum Members {
    One(String),
    Many(Vec<Spanned<String>>),
}

/// By hand: an untagged enum would lose the places.
impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code in quotes, a list of codes, or \"*\"")
            }

            fn visit_str<E: serde::de::Error>(self, code: &str) -> Result<Members, E> {
                Ok(Members::One(code.to_owned()))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut list: A,
            ) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = list.next_element()? {
                    members.push(member);
                }
                Ok(Members::Many(members))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl RawCluster {
    /// Codes and where they stand.
    pub(crate) fn members(&self) -> Vec<(&str, Range<usize>)> {
        listed(&self.of)
    }
}

/// Codes of a list and where they stand.
pub(crate) fn listed(members: &Spanned<Members>) -> Vec<(&str, Range<usize>)> {
    match members.get_ref() {
        Members::One(one) => vec![(one, members.span())],
        Members::Many(many) => many
            .iter()
            .map(|member| (member.get_ref().as_str(), member.span()))
            .collect(),
    }
}

/// A code that a world does not have.
pub(crate) fn unknown(what: &str, code: &str, known: &[(&str, &str)], place: Place) -> Diagnostic {
    let fault = Diagnostic::error(place, format!("{what} \"{code}\" is not in this world"));
    match suggest::nearest(code, known.iter().map(|(code, _)| *code)) {
        Some(near) => fault.hint(format!("did you mean \"{near}\"?")),
        None => fault.hint("`cobden world info` lists the codes"),
    }
}

impl Mapping {
    /// Reads a mapping file for a world.
    ///
    /// ```toml
    /// name = "small"
    /// [[economies]]
    /// code = "EU"
    /// name = "European Union"
    /// of = ["DEU", "FRA"]     # one code, a list, or "*" for all that no other entry names
    /// [[sectors]]
    /// code = "services"
    /// of = "*"
    /// ```
    /// A part that is left out keeps the world's own economies or sectors.
    ///
    /// # Errors
    /// Unknown keys and codes, codes that are named twice or not at all, and sectors that mix
    /// goods with services, all at once.
    pub fn parse(path: &str, text: &str, world: &World) -> Result<Self, Diagnostics> {
        let source = SourceText::new(path, text);
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let place = Place::Span {
                source: source.clone(),
                range: error.span().unwrap_or(0..0),
            };
            Diagnostic::error(place, error.message().trim().to_owned())
                .hint("keys: name, [provenance], [[economies]] and [[sectors]], each with code, name and of")
        })?;
        let mut found = Diagnostics::new();
        let economies: Vec<(&str, &str)> = world
            .economies
            .iter()
            .map(|e| (e.code.as_str(), e.name.as_str()))
            .collect();
        let sectors: Vec<(&str, &str)> = world
            .sectors
            .iter()
            .map(|s| (s.code.as_str(), s.name.as_str()))
            .collect();
        let mapping = Self {
            name: raw.name,
            provenance: raw.provenance,
            economies: resolve(
                "economy",
                raw.economies.as_deref(),
                &economies,
                &source,
                &mut found,
            ),
            sectors: resolve(
                "sector",
                raw.sectors.as_deref(),
                &sectors,
                &source,
                &mut found,
            ),
        };
        for (cluster, raw) in mapping.sectors.iter().zip(raw.sectors.iter().flatten()) {
            let of_kind = |goods: bool| {
                let mut members = cluster.members.iter().map(|k| &world.sectors[*k]);
                members.find(|sector| sector.goods == goods)
            };
            if let (Some(goods), Some(service)) = (of_kind(true), of_kind(false)) {
                let message = format!(
                    "sector \"{}\" mixes goods ({}) with services ({})",
                    cluster.code, goods.code, service.code
                );
                let place = Place::Span {
                    source: source.clone(),
                    range: raw.of.span(),
                };
                let fault = Diagnostic::error(place, message);
                found.push(fault.hint("duties fall on goods alone; keep the two apart"));
            }
        }
        found.finish(mapping).map(|(mapping, _)| mapping)
    }
}

/// Clusters of the positions of known codes, each in one of them.
pub(crate) fn resolve(
    what: &str,
    raw: Option<&[RawCluster]>,
    known: &[(&str, &str)],
    source: &Arc<SourceText>,
    found: &mut Diagnostics,
) -> Vec<Cluster> {
    let Some(raw) = raw else {
        let own = known.iter().enumerate().map(|(k, (code, name))| Cluster {
            code: (*code).to_owned(),
            name: (*name).to_owned(),
            members: vec![k],
        });
        return own.collect();
    };
    let place = |range| Place::Span {
        source: source.clone(),
        range,
    };
    let mut owner: Vec<Option<usize>> = vec![None; known.len()];
    let mut new_codes: HashMap<&str, usize> = HashMap::new();
    let mut rest = None;
    for (position, cluster) in raw.iter().enumerate() {
        if new_codes.insert(cluster.code.get_ref(), position).is_some() {
            let message = format!("{what} \"{}\" is there twice", cluster.code.get_ref());
            found.push(
                Diagnostic::error(place(cluster.code.span()), message).hint("join the two lists"),
            );
        }
        for (code, span) in cluster.members() {
            if code == "*" {
                if rest.replace(position).is_some() {
                    let message = "only one entry can take all the others";
                    found.push(Diagnostic::error(place(span), message).hint("name the members"));
                }
                continue;
            }
            let Some(at) = known.iter().position(|(known, _)| *known == code) else {
                found.push(unknown(what, code, known, place(span)));
                continue;
            };
            if let Some(first) = owner[at].replace(position) {
                let message = format!(
                    "{what} \"{code}\" is part of \"{}\" already",
                    raw[first].code.get_ref()
                );
                found.push(Diagnostic::error(place(span), message).hint("each belongs to one"));
            }
        }
    }
    if let Some(rest) = rest {
        owner
            .iter_mut()
            .for_each(|owner| *owner = owner.or(Some(rest)));
    }
    let orphans: Vec<&str> = (0..known.len())
        .filter(|k| owner[*k].is_none())
        .map(|k| known[k].0)
        .collect();
    if !orphans.is_empty() {
        let message = format!("no {what} of the new world takes {}", orphans.join(", "));
        found.push(
            Diagnostic::error(Place::File(source.path.clone()), message)
                .hint("add them, or one entry with of = \"*\""),
        );
    }
    let clusters = raw.iter().enumerate().map(|(position, cluster)| Cluster {
        code: cluster.code.get_ref().clone(),
        name: cluster
            .name
            .clone()
            .unwrap_or_else(|| cluster.code.get_ref().clone()),
        members: (0..known.len())
            .filter(|k| owner[*k] == Some(position))
            .collect(),
    });
    let clusters: Vec<Cluster> = clusters.collect();
    for (cluster, raw) in clusters.iter().zip(raw) {
        // Members that are misspelled or taken have their own faults.
        let none_named = raw.members().iter().all(|(code, _)| *code == "*");
        if cluster.members.is_empty() && none_named {
            let message = format!("{what} \"{}\" has no members", cluster.code);
            found.push(Diagnostic::error(place(raw.of.span()), message).hint("remove the entry"));
        }
    }
    clusters
}
