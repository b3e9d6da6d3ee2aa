//! `world.toml`: name, year, unit, source, licence.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use serde::Deserialize;
use toml::Spanned;

use crate::folder::Folder;
use crate::unit::Unit;
use crate::world::Provenance;

/// The file's name.
pub(crate) const FILE: &str = "world.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    year: Option<i32>,
    unit: Spanned<String>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    notes: String,
}

/// Reads `world.toml`; a folder without one is taken as million USD, with a warning.
pub(crate) fn read(folder: &dyn Folder) -> Result<(Provenance, Diagnostics), Diagnostics> {
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
            return Ok((provenance, warning.into()));
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
            .hint("keys: name, year, unit, source, licence, notes")
    })?;
    let unit = raw.unit.get_ref().parse::<Unit>().map_err(|error| {
        Diagnostic::error(at(raw.unit.span()), error.to_string())
            .hint("write for example \"million USD\": thousand, million, billion or nothing, then a currency code")
    })?;
    let provenance = Provenance {
        name: raw.name.unwrap_or(folder_name),
        year: raw.year,
        unit,
        source: raw.source,
        licence: raw.licence,
        notes: raw.notes,
    };
    Ok((provenance, Diagnostics::new()))
}

/// The text of a `world.toml`.
pub(crate) fn write(provenance: &Provenance) -> String {
    let mut table = toml::Table::new();
    table.insert("name".into(), provenance.name.clone().into());
    if let Some(year) = provenance.year {
        table.insert("year".into(), i64::from(year).into());
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
    table.to_string()
}
