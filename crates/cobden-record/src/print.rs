//! A record as text, in one way of writing.

use sha2::{Digest, Sha256};

use crate::record::{Manifest, Record};
use crate::written::{Body, Printer, print, rows};

impl Record {
    /// All entries as TOML, by kind and id; equal records give equal text.
    ///
    /// Rows of lists that are in files are not in it; see [`Record::to_texts`].
    pub fn to_toml(&self) -> String {
        let mut printer = Printer::default();
        self.print_all(&mut printer);
        printer.finish()
    }

    fn print_all(&self, printer: &mut Printer) {
        kind::<crate::Source>(self, printer);
        kind::<crate::Act>(self, printer);
        kind::<crate::Measure>(self, printer);
        kind::<crate::Amendment>(self, printer);
        kind::<crate::Rule>(self, printer);
        kind::<crate::Condition>(self, printer);
        kind::<crate::List>(self, printer);
        kind::<crate::Nomenclature>(self, printer);
        kind::<crate::Weights>(self, printer);
        kind::<crate::Position>(self, printer);
        kind::<crate::Event>(self, printer);
        kind::<crate::Forecast>(self, printer);
        kind::<crate::Outcome>(self, printer);
        kind::<crate::Indicator>(self, printer);
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
        let mut keep = |file: &mut String, id: &str, text: String| {
            let taken = tables.iter().find(|(path, _)| path == file);
            match taken {
                Some((_, same)) if *same == text => return,
                Some(_) => *file = format!("lists/{id}.csv"),
                None if file.starts_with(['.', '/']) => *file = format!("lists/{id}.csv"),
                None => {}
            }
            tables.push((file.clone(), text));
        };
        for (id, entry) in &mut record.lists {
            if let Some(file) = &mut entry.body.file {
                keep(file, id, rows(&entry.body.rows));
            }
        }
        for (id, entry) in &mut record.nomenclatures {
            if let Some(file) = &mut entry.body.file {
                keep(file, id, lines(&entry.body.lines));
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

    /// SHA-256 over all entries and the rows of their tables.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.to_toml());
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
