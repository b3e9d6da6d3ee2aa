//! `world.toml`: name, year, unit, source, licence, nests.

use std::sync::Arc;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::folder::Folder;
use crate::nest::Nest;
use crate::unit::Unit;
use crate::world::{Provenance, Sector, World};

/// The file's name.
pub(crate) const FILE: &str = "world.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    year: Option<i32>,
    tariffs_on: Option<Spanned<toml::value::Datetime>>,
    unit: Spanned<String>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    nest: Vec<RawNest>,
}

/// A `[[nest]]` table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNest {
    sectors: Vec<Spanned<String>>,
    substitution: Spanned<f64>,
}

/// What `world.toml` says.
#[derive(Default)]
pub(crate) struct Header {
    pub provenance: Provenance,
    nests: Vec<RawNest>,
    source: Option<Arc<SourceText>>,
}

impl Header {
    /// The nests, their codes looked up.
    pub(crate) fn nests(&self, sectors: &[Sector], found: &mut Diagnostics) -> Vec<Nest> {
        let Some(source) = &self.source else {
            return Vec::new();
        };
        let place = |range| Place::Span {
            source: source.clone(),
            range,
        };
        let mut nests = Vec::new();
        for raw in &self.nests {
            let mut positions = Vec::with_capacity(raw.sectors.len());
            for code in &raw.sectors {
                let known = || sectors.iter().map(|sector| sector.code.as_str());
                match known().position(|known| known == code.get_ref()) {
                    Some(position) => positions.push(position),
                    None => {
                        let message =
                            format!("sector \"{}\" is not in the table sectors", code.get_ref());
                        let fault = Diagnostic::error(place(code.span()), message);
                        found.push(match suggest::nearest(code.get_ref(), known()) {
                            Some(near) => fault.hint(format!("did you mean \"{near}\"?")),
                            None => fault.hint("a nest names sectors by their codes"),
                        });
                    }
                }
            }
            let substitution = *raw.substitution.get_ref();
            if !(substitution >= 0.0 && substitution.is_finite()) {
                let message = format!("a substitution elasticity of {substitution} is below zero");
                let fault = Diagnostic::error(place(raw.substitution.span()), message);
                found.push(
                    fault.hint("0 keeps quantities in proportion, 1 keeps shares of spending"),
                );
            }
            nests.push(Nest {
                sectors: positions,
                substitution,
            });
        }
        nests
    }
}

/// Reads `world.toml`; a folder without one is taken as million USD, with a warning.
pub(crate) fn read(folder: &dyn Folder) -> Result<(Header, Diagnostics), Diagnostics> {
    let path = folder.shown(FILE);
    let place = || Place::File(path.clone());
    let shown_folder = folder.shown("");
    let folder_name = shown_folder
        .trim_end_matches(['/', '\\'])
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let bytes = match folder.read(FILE) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let warning = Diagnostic::warning(place(), "there is no such file")
                .hint("values are taken as million USD; say year, unit, source and licence there");
            let provenance = Provenance {
                name: folder_name,
                ..Provenance::default()
            };
            let header = Header {
                provenance,
                ..Header::default()
            };
            return Ok((header, warning.into()));
        }
        Err(error) => {
            return Err(Diagnostic::error(place(), format!("cannot be read: {error}")).into());
        }
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let source = SourceText::new(path.clone(), text);
    let at = |range| Place::Span {
        source: source.clone(),
        range,
    };
    let raw: Raw = toml::from_str(&source.text).map_err(|error| {
        let message = error.message().trim().to_owned();
        Diagnostic::error(at(error.span().unwrap_or(0..0)), message)
            .hint("keys: name, year, tariffs_on, unit, source, licence, notes, and [[nest]]")
    })?;
    let unit = raw.unit.get_ref().parse::<Unit>().map_err(|error| {
        Diagnostic::error(at(raw.unit.span()), error.to_string())
            .hint("write for example \"million USD\": thousand, million, billion or nothing, then a currency code")
    })?;
    let tariffs_on = match &raw.tariffs_on {
        None => None,
        Some(day) => match day.get_ref().to_string().parse::<Date>() {
            Ok(read) => Some(read),
            Err(_) => {
                let fault = Diagnostic::error(at(day.span()), "this is no day");
                return Err(fault
                    .hint("write a day as 2022-07-01, without quotes")
                    .into());
            }
        },
    };
    let provenance = Provenance {
        name: raw.name.unwrap_or(folder_name),
        year: raw.year,
        tariffs_on,
        unit,
        source: raw.source,
        licence: raw.licence,
        notes: raw.notes,
    };
    let header = Header {
        provenance,
        nests: raw.nest,
        source: Some(source),
    };
    Ok((header, Diagnostics::new()))
}

/// The text of a `world.toml`.
pub(crate) fn write(world: &World) -> String {
    let provenance = &world.provenance;
    let mut table = toml::Table::new();
    table.insert("name".into(), provenance.name.clone().into());
    if let Some(year) = provenance.year {
        table.insert("year".into(), i64::from(year).into());
    }
    // What `Date` prints is a day of TOML.
    let day = provenance.tariffs_on.map(|day| day.to_string().parse());
    if let Some(Ok(day)) = day {
        table.insert("tariffs_on".into(), toml::Value::Datetime(day));
    }
    table.insert("unit".into(), provenance.unit.to_string().into());
    for (key, value) in [
        ("source", &provenance.source),
        ("licence", &provenance.licence),
        ("notes", &provenance.notes),
    ] {
        if !value.is_empty() {
            table.insert(key.into(), value.clone().into());
        }
    }
    if !world.nests.is_empty() {
        let nest = |nest: &Nest| {
            let code = |j: &usize| toml::Value::from(world.sectors[*j].code.clone());
            let sectors: Vec<toml::Value> = nest.sectors.iter().map(code).collect();
            let mut table = toml::Table::new();
            table.insert("sectors".into(), sectors.into());
            table.insert("substitution".into(), nest.substitution.into());
            toml::Value::Table(table)
        };
        let nests: Vec<toml::Value> = world.nests.iter().map(nest).collect();
        table.insert("nest".into(), nests.into());
    }
    table.to_string()
}
