//! `[[product]]`: products that a scenario takes out of a world's sectors.

use std::ops::Range;
use std::sync::Arc;

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_toml::{DeValue, NotARate, Section, Spanned, Word, kind, percent};
use cobden_world::{Product, World};
use ndarray::Array2;

use super::Scenario;
use super::parse::each_table;
use super::select::sector_hint;

/// One `[[product]]` table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProductEntry {
    code: Word,
    name: Option<String>,
    sector: Word,
    /// Part of the sector's sales, by exporter.
    shares: Vec<(Word, f64)>,
    /// The same for single pairs: importers, exporters, part.
    pairs: Vec<(Vec<Word>, Vec<Word>, f64)>,
    substitution: f64,
    /// The sector's where the file says none.
    trade_elasticity: Option<f64>,
    range: Range<usize>,
}

/// Reads the tables of `[[product]]`.
pub(super) fn read_products(
    value: &Spanned<DeValue>,
    source: &Arc<SourceText>,
    found: &mut Diagnostics,
) -> Vec<ProductEntry> {
    let mut products = Vec::new();
    each_table("product", value, source, found, &mut |section| {
        products.extend(read_product(section));
    });
    products
}

fn read_product(mut section: Section) -> Option<ProductEntry> {
    let range = section.range();
    let mut needed = |key: &'static str, example: &str| {
        let word = section.string(key);
        if section.get(key).is_none() {
            let message = format!("{key} is missing");
            section.fault(range.clone(), message, format!("add {key} = {example}"));
        }
        word
    };
    let code = needed("code", "\"magnets\"");
    let sector = needed("sector", "\"C27\", the sector that it is part of");
    let name = section.string("name").map(|word| word.text);
    let substitution = section.number("substitution");
    if section.get("substitution").is_none() {
        let hint = "add substitution = 0.2; 0 keeps quantities in proportion to the rest of the sector, 1 shares of spending";
        section.fault(range.clone(), "substitution is missing".into(), hint);
    }
    let trade_elasticity = section.number("trade_elasticity").map(|(value, _)| value);
    let shares = read_shares(&mut section, &range);
    let pairs = read_pairs(&mut section);
    section.finish();
    Some(ProductEntry {
        code: code?,
        name,
        sector: sector?,
        shares: shares?,
        pairs,
        substitution: substitution?.0,
        trade_elasticity,
        range,
    })
}

fn read_shares(section: &mut Section, range: &Range<usize>) -> Option<Vec<(Word, f64)>> {
    let hint = "write shares = { CHN = \"1.2%\", \"*\" = \"0.1%\" }, parts of what each exporter sells of the sector";
    let Some(value) = section.get("shares") else {
        section.fault(range.clone(), "shares are missing".into(), hint);
        return None;
    };
    let DeValue::Table(table) = value.get_ref() else {
        let message = format!("shares is {}, not a table", kind(value.get_ref()));
        section.fault(value.span(), message, hint);
        return None;
    };
    let mut shares = Vec::new();
    for (key, value) in table.iter() {
        let word = Word {
            text: key.get_ref().to_string(),
            range: key.span(),
        };
        match value.get_ref().as_str().map(percent) {
            Some(Ok(share)) => shares.push((word, share)),
            Some(Err(NotARate { message, hint })) => {
                section.fault(value.span(), format!("{}: {message}", word.text), hint);
            }
            None => {
                let message = format!("{} is {}, not a rate", word.text, kind(value.get_ref()));
                section.fault(value.span(), message, "write a string such as \"1.2%\"");
            }
        }
    }
    Some(shares)
}

fn read_pairs(section: &mut Section) -> Vec<(Vec<Word>, Vec<Word>, f64)> {
    let mut pairs = Vec::new();
    let Some(value) = section.get("pairs") else {
        return pairs;
    };
    let source = section.source.clone();
    each_table("pairs", value, &source, section.found, &mut |mut pair| {
        let range = pair.range();
        let importers = pair.strings("importer");
        let exporters = pair.strings("exporter");
        let share = pair.percent("share");
        if ["importer", "exporter", "share"]
            .into_iter()
            .any(|key| pair.get(key).is_none())
        {
            let hint = "write pairs = [{ importer = \"USA\", exporter = \"CHN\", share = \"2%\" }]";
            pair.fault(
                range,
                "a pair needs importer, exporter and share".into(),
                hint,
            );
        }
        pair.finish();
        if let (Some(importers), Some(exporters), Some((share, _))) = (importers, exporters, share)
        {
            pairs.push((importers, exporters, share));
        }
    });
    pairs
}

impl Scenario {
    /// The world in which the scenario takes place: with its products taken out of their sectors, one
    /// after the other, or else as it is. What follows is [`Scenario::shock`] for that world.
    ///
    /// # Errors
    /// Codes that the world does not have, and products that cannot be split off: see
    /// [`World::split_sector`].
    pub fn split(&self, world: World) -> Result<(World, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new();
        let mut world = world;
        for entry in &self.products {
            if let Some(split) = self.split_one(entry, &world, &mut found) {
                world = split;
            }
        }
        found.finish(world)
    }

    /// Whether a code is one of the scenario's products.
    pub(super) fn is_product(&self, code: &str) -> bool {
        self.products.iter().any(|entry| entry.code.text == code)
    }

    fn split_one(
        &self,
        entry: &ProductEntry,
        world: &World,
        found: &mut Diagnostics,
    ) -> Option<World> {
        let Some(sector) = world.sector_index(&entry.sector.text) else {
            let message = format!("sector \"{}\" is not in this world", entry.sector.text);
            let fault = Diagnostic::error(self.place(&entry.sector.range), message);
            found.push(fault.hint(sector_hint(&entry.sector.text, world)));
            return None;
        };
        let count = world.economy_count();
        let mut share = Array2::zeros((count, count));
        // The wider first, so that a code of its own wins.
        let width = |word: &Word| match (word.text.as_str(), world.economy_index(&word.text)) {
            ("*", _) => 0,
            (_, None) => 1,
            _ => 2,
        };
        let mut shares: Vec<&(Word, f64)> = entry.shares.iter().collect();
        shares.sort_by_key(|(word, _)| width(word));
        for (word, value) in shares {
            for exporter in self.select_economies(std::slice::from_ref(word), world, found) {
                share.column_mut(exporter).fill(*value);
            }
        }
        for (importers, exporters, value) in &entry.pairs {
            let exporters = self.select_economies(exporters, world, found);
            for importer in self.select_economies(importers, world, found) {
                for exporter in &exporters {
                    share[[importer, *exporter]] = *value;
                }
            }
        }
        let product = Product {
            sector,
            code: entry.code.text.clone(),
            name: entry
                .name
                .clone()
                .unwrap_or_else(|| entry.code.text.clone()),
            share,
            tariff: None,
            trade_elasticity: entry
                .trade_elasticity
                .unwrap_or(world.sectors[sector].trade_elasticity),
            substitution: entry.substitution,
        };
        match world.split_sector(&product) {
            Ok(split) => Some(split),
            Err(faults) => {
                for fault in faults.iter() {
                    let place: Place = self.place(&entry.range);
                    let mut moved = Diagnostic::error(place, fault.message.clone());
                    moved.hint.clone_from(&fault.hint);
                    found.push(moved);
                }
                None
            }
        }
    }
}
