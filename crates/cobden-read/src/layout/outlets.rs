//! Who publishes: outlets by name, alias and agency code (`lexicon/outlets.toml`).

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::phrase::{key, stands_alone};
use crate::span::Span;

/// What sort of publisher an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutletKind {
    /// Sells reports to other outlets.
    Wire,
    /// Owned or directed by a government or party.
    StateMedia,
    /// Newspapers, magazines, sites of general news.
    Press,
    /// Radio and television.
    Broadcaster,
    /// Written for a trade.
    TradePress,
    /// Passes on what others wrote.
    Aggregator,
    /// Governments and international bodies.
    Official,
    /// Institutes and economists.
    Research,
    /// Law firms and consultancies that write notes for clients.
    LawFirm,
    /// A place where anybody posts.
    Social,
}

impl OutletKind {
    /// As [`crate::DocumentNote::source_kind`] names it.
    pub fn name(self) -> &'static str {
        match self {
            OutletKind::Wire => "wire",
            OutletKind::StateMedia => "state media",
            OutletKind::Press | OutletKind::Broadcaster | OutletKind::Social => "press",
            OutletKind::TradePress | OutletKind::LawFirm => "trade press",
            OutletKind::Aggregator => "reprint",
            OutletKind::Official => "official",
            OutletKind::Research => "research",
        }
    }
}

/// A publisher.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Its usual name in English.
    pub name: String,
    /// What sort it is.
    pub kind: OutletKind,
    /// Its seat, ISO 3166-1 alpha-3.
    pub economy: String,
    /// Short forms in credits, in exactly these letters.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// All outlets that are known.
#[derive(Debug, Default)]
pub struct Outlets {
    listed: Vec<Outlet>,
    by_name: FxHashMap<String, usize>,
    by_code: FxHashMap<String, usize>,
    names: Option<AhoCorasick>,
    named: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    outlets: Vec<Outlet>,
    #[serde(default)]
    ordinary: Vec<String>,
}

static BUNDLED: LazyLock<Outlets> = LazyLock::new(|| {
    Outlets::parse(include_str!("../../lexicon/outlets.toml")).unwrap_or_default()
});

impl Outlets {
    /// The outlets that ship with the program.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// Reads a list of outlets.
    ///
    /// # Errors
    /// What the TOML reader finds wrong, with line and column.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let written: Written = toml::from_str(text)?;
        let mut outlets = Self::default();
        let mut ordinary: Vec<&str> = written.ordinary.iter().map(String::as_str).collect();
        ordinary.sort_unstable();
        let mut patterns = Vec::new();
        for (index, outlet) in written.outlets.iter().enumerate() {
            for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                outlets.by_name.entry(plain(name)).or_insert(index);
                if ordinary.binary_search(&name.as_str()).is_err() {
                    patterns.push(name.replace('\u{2019}', "'"));
                    outlets.named.push(index);
                }
            }
            for code in &outlet.codes {
                outlets.by_code.entry(code.clone()).or_insert(index);
            }
        }
        outlets.names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .ok();
        outlets.listed = written.outlets;
        Ok(outlets)
    }

    /// Every outlet, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Outlet> {
        self.listed.iter()
    }

    /// The outlet of this number in the list.
    pub fn get(&self, number: usize) -> Option<&Outlet> {
        self.listed.get(number)
    }

    /// The outlet of this name, alias or code.
    ///
    /// For places where a credit is expected: codes such as `FT` count, and names that are ordinary words.
    pub fn named(&self, name: &str) -> Option<&Outlet> {
        let name = name.trim();
        let index = self
            .by_code
            .get(name)
            .or_else(|| (name.len() <= 80).then(|| self.by_name.get(&plain(name)))?)?;
        self.listed.get(*index)
    }

    /// Every outlet named in running text, in order, in the capitals of its name; codes do not count here.
    pub fn find<'o>(&'o self, text: &str) -> Vec<(Span, &'o Outlet)> {
        let Some(machine) = &self.names else {
            return Vec::new();
        };
        machine
            .find_iter(text)
            .filter(|hit| stands_alone(text, hit.start(), hit.end()))
            .filter_map(|hit| {
                let index = *self.named.get(hit.pattern().as_usize())?;
                Some((Span::new(hit.start(), hit.end()), self.listed.get(index)?))
            })
            .collect()
    }
}

/// A name without capitals, "the" and stops.
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    key(name, &mut out);
    out.retain(|c| c != '.');
    match out.strip_prefix("the ") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_list_is_read() {
        let outlets = Outlets::parse(include_str!("../../lexicon/outlets.toml")).unwrap();
        assert!(outlets.iter().count() > 150);
        for outlet in outlets.iter() {
            assert_eq!(outlet.economy.len(), 3, "{}", outlet.name);
        }
    }

    #[test]
    fn names_and_codes() {
        let outlets = Outlets::bundled();
        assert_eq!(outlets.named("FT").unwrap().name, "Financial Times");
        assert_eq!(
            outlets.named("the financial times").unwrap().name,
            "Financial Times"
        );
        assert!(outlets.named("ft").is_none());
        assert_eq!(
            outlets.named("People\u{2019}s Daily").unwrap().kind,
            OutletKind::StateMedia
        );
        let found = outlets
            .find("It was first reported by the Wall Street Journal in due time, Xinhua said.");
        let names: Vec<&str> = found
            .iter()
            .map(|(_, outlet)| outlet.name.as_str())
            .collect();
        assert_eq!(names, ["Wall Street Journal", "Xinhua"]);
    }
}
