//! A record as text, in one way of writing.

use cobden_diagnostics::Place;
use sha2::{Digest, Sha256};

use crate::entry::Entry;
use crate::record::{Manifest, Record};
use crate::written::{Body, Printer, print, rows};

impl Record {
    /// All entries as TOML, by kind and id; equal records give equal text.
    ///
    /// Rows of lists that are in files are not in it; see [`Record::to_texts`].
    pub fn to_toml(&self) -> String {
        let mut printer = Printer::default();
        self.print_others(&mut printer, |printer| {
            kind::<crate::List>(self, printer);
            kind::<crate::Nomenclature>(self, printer);
        });
        printer.finish()
    }

    /// All entries, those with tables as the caller prints them.
    fn print_others(&self, printer: &mut Printer, tables: impl FnOnce(&mut Printer)) {
        kind::<crate::Source>(self, printer);
        kind::<crate::Act>(self, printer);
        kind::<crate::Measure>(self, printer);
        kind::<crate::Amendment>(self, printer);
        kind::<crate::Rule>(self, printer);
        kind::<crate::Condition>(self, printer);
        tables(printer);
        kind::<crate::Weights>(self, printer);
        kind::<crate::Position>(self, printer);
        kind::<crate::Event>(self, printer);
        kind::<crate::Forecast>(self, printer);
        kind::<crate::Outcome>(self, printer);
        kind::<crate::Indicator>(self, printer);
        kind::<crate::Round>(self, printer);
        kind::<crate::Product>(self, printer);
        kind::<crate::Limit>(self, printer);
        kind::<crate::Assert>(self, printer);
    }

    /// The record as files: `record.toml` with all entries, and a table for every list and nomenclature
    /// that has one. [`Record::from_texts`] of them gives an equal record.
    ///
    /// Included records are written out: the files stand alone. Weights are left where they are.
    pub fn to_texts(&self) -> Vec<(String, String)> {
        let mut record = self.clone();
        record.manifest = Manifest {
            title: self.manifest.title.clone(),
            ..Manifest::default()
        };
        let mut tables: Vec<(String, String)> = Vec::new();
        // Named by the entries: files of included records may have the same names.
        for (id, entry) in &mut record.lists {
            if let Some(file) = &mut entry.body.file {
                *file = format!("lists/{id}.csv");
                tables.push((file.clone(), rows(&entry.body.rows)));
            }
        }
        for (id, entry) in &mut record.nomenclatures {
            if let Some(file) = &mut entry.body.file {
                *file = format!("nomenclatures/{id}.csv");
                tables.push((file.clone(), lines(&entry.body.lines)));
            }
        }
        let mut heading = Printer::default();
        heading.key("title", crate::written::quoted(&record.manifest.title));
        heading.key("format", 1);
        let text = format!("[record]\n{}\n{}", heading.finish(), record.to_toml());
        let mut texts = vec![("record.toml".to_owned(), text)];
        texts.extend(tables);
        texts
    }

    /// SHA-256 over all entries and the rows of their tables, whatever the files of those are called.
    pub(crate) fn fingerprint(&self) -> String {
        let mut printer = Printer::default();
        self.print_others(&mut printer, |printer| {
            for entry in self.lists.values() {
                let body = crate::List {
                    file: entry.body.file.as_ref().map(|_| NAMELESS.to_owned()),
                    nomenclature: entry.body.nomenclature.clone(),
                    rows: match entry.body.file {
                        Some(_) => Vec::new(),
                        None => entry.body.rows.clone(),
                    },
                };
                print(&with_body(entry, body), printer);
            }
            for entry in self.nomenclatures.values() {
                let body = crate::Nomenclature {
                    importer: entry.body.importer.clone(),
                    hs: entry.body.hs,
                    from: entry.body.from,
                    until: entry.body.until,
                    file: entry.body.file.as_ref().map(|_| NAMELESS.to_owned()),
                    lines: Vec::new(),
                };
                print(&with_body(entry, body), printer);
            }
        });
        let mut hasher = Sha256::new();
        hasher.update(printer.finish());
        for (id, entry) in &self.lists {
            if entry.body.file.is_some() {
                hasher.update(format!("\n{id}\n"));
                hasher.update(rows(&entry.body.rows));
            }
        }
        for (id, entry) in &self.nomenclatures {
            if entry.body.file.is_some() {
                hasher.update(format!("\n{id}\n"));
                hasher.update(lines(&entry.body.lines));
            }
        }
        let digest = hasher.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What stands for the name of any file.
const NAMELESS: &str = "table";

fn with_body<T>(entry: &Entry<T>, body: T) -> Entry<T> {
    Entry {
        id: entry.id.clone(),
        common: entry.common.clone(),
        body,
        place: Place::Nowhere,
    }
}

fn kind<T: Body>(record: &Record, printer: &mut Printer) {
    for entry in T::entries(record).values() {
        print(entry, printer);
    }
}

fn lines(codes: &[cobden_codes::HsCode]) -> String {
    let mut text = String::with_capacity(codes.len() * 11 + 5);
    text.push_str("code\n");
    for code in codes {
        text.push_str(&code.plain());
        text.push('\n');
    }
    text
}
