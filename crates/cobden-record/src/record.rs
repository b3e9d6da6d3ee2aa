//! A record as it was read.

use std::collections::BTreeMap;

use cobden_codes::{CodeSet, HsCode};
use jiff::civil::Date;

use crate::act::Act;
use crate::amendment::Amendment;
use crate::claim::Assert;
use crate::condition::Condition;
use crate::entry::Entry;
use crate::event::Event;
use crate::forecast::{Forecast, Outcome};
use crate::indicator::Indicator;
use crate::limit::Limit;
use crate::list::List;
use crate::measure::Measure;
use crate::nomenclature::Nomenclature;
use crate::position::Position;
use crate::product::Product;
use crate::products::{Item, Products};
use crate::rate::Expression;
use crate::round::Round;
use crate::rule::Rule;
use crate::source::Source;
use crate::view::View;
use crate::weights::Weights;

/// Entries of one kind, by id.
pub type Entries<T> = BTreeMap<String, Entry<T>>;

/// What `record.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// What the record is about.
    pub title: String,
    /// Records read first, as written.
    pub include: Vec<String>,
    /// Ids of this folder that take the place of included ones.
    pub overrides: Vec<String>,
    /// Ids of included records that are left out.
    pub drop: Vec<String>,
}

/// A record: checked, and independent of the order of files and entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// What `record.toml` says.
    pub manifest: Manifest,
    /// Publications.
    pub sources: Entries<Source>,
    /// Legal acts.
    pub acts: Entries<Act>,
    /// Measures.
    pub measures: Entries<Measure>,
    /// What later happens to measures.
    pub amendments: Entries<Amendment>,
    /// How layers stack.
    pub rules: Entries<Rule>,
    /// Questions that a line does not answer.
    pub conditions: Entries<Condition>,
    /// Product lists.
    pub lists: Entries<List>,
    /// Vintages of codes.
    pub nomenclatures: Entries<Nomenclature>,
    /// Trade to weigh with.
    pub weights: Entries<Weights>,
    /// Who wants what.
    pub positions: Entries<Position>,
    /// What happened.
    pub events: Entries<Event>,
    /// What was expected.
    pub forecasts: Entries<Forecast>,
    /// What became of it.
    pub outcomes: Entries<Outcome>,
    /// Dated figures.
    pub indicators: Entries<Indicator>,
    /// Rounds of escalation.
    pub rounds: Entries<Round>,
    /// Products apart from the rest of their sector.
    pub products: Entries<Product>,
    /// How far export controls bind.
    pub limits: Entries<Limit>,
    /// Claims.
    pub asserts: Entries<Assert>,
    /// SHA-256 over what the files say, for provenance; the same whatever their order.
    pub hash: String,
}

impl Record {
    /// The record as it stood on a day of knowledge.
    pub fn as_known(&self, day: Date) -> View<'_> {
        View::new(self, day)
    }

    /// The record with everything in it.
    pub fn latest(&self) -> View<'_> {
        View::new(self, Date::MAX)
    }

    /// The codes that a set of products stands for; none where its list is not held.
    pub fn codes(&self, products: &Products) -> Option<CodeSet> {
        match products {
            Products::All => Some(CodeSet::all()),
            Products::Unlisted => None,
            Products::Chosen { include, exclude } => {
                Some(self.union(include).difference(&self.union(exclude)))
            }
        }
    }

    fn union(&self, items: &[Item]) -> CodeSet {
        if items.contains(&Item::All) {
            return CodeSet::all();
        }
        CodeSet::from_codes(items.iter().flat_map(|item| -> Vec<HsCode> {
            match item {
                Item::All => Vec::new(),
                Item::Code(code) => vec![*code],
                Item::List(id) => self.list(id).iter().map(|row| row.code).collect(),
            }
        }))
    }

    /// The rates that a measure's lists give by code, sorted by code.
    pub fn listed_rates(&self, measure: &Measure) -> Vec<(HsCode, &Expression)> {
        let Products::Chosen { include, .. } = &measure.products else {
            return Vec::new();
        };
        let mut rates: Vec<_> = include
            .iter()
            .filter_map(|item| match item {
                Item::List(id) => Some(self.list(id)),
                _ => None,
            })
            .flatten()
            .filter_map(|row| Some((row.code, row.rate.as_ref()?)))
            .collect();
        rates.sort_by_key(|(code, _)| *code);
        rates
    }

    fn list(&self, id: &str) -> &[crate::list::Row] {
        self.lists.get(id).map_or(&[], |list| &list.body.rows)
    }

    /// The vintage that an economy's codes are written in on a day, as [`View::nomenclature`] with all known.
    pub fn nomenclature(&self, importer: &str, day: Date) -> Option<&Entry<Nomenclature>> {
        self.latest().nomenclature(importer, day)
    }
}
