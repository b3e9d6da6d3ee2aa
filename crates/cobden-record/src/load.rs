//! Folders of text files to a [`Record`], all faults at once.

use std::path::Path;
use std::sync::Arc;

use cobden_codes::suggest;
use cobden_diagnostics::{Diagnostic, Diagnostics, Place, SourceText};
use cobden_toml::{DeTable, DeValue, Spanned, kind};

use crate::check;
use crate::entry::{Kind, Written};
use crate::files::{Disk, Files, Listing, MANIFEST, Memory, beside, join, unreadable};
use crate::record::Record;
use crate::written::{Body, Fields, Pending, Shelf, read};

mod draft;
mod manifest;
mod syntax;
#[cfg(test)]
mod tests;

pub(crate) use draft::{Draft, Named};
use manifest::Heading;
use syntax::parse;

impl Record {
    /// Reads and checks the record in a folder, included records first.
    ///
    /// Beside the record come warnings. Paths in messages begin as `folder` is written.
    ///
    /// # Errors
    /// Every fault of every file, with file, line and column; nothing half-loads.
    pub fn load(folder: &Path) -> Result<(Self, Diagnostics), Diagnostics> {
        load(&folder.to_string_lossy(), &Disk)
    }

    /// As [`Record::load`], of texts by path; `record.toml` is the one that is read.
    ///
    /// Tables are texts too (`lists/x.csv`), and included records lie beside (`../other/record.toml`) or
    /// below (`other/record.toml`). The disk is not touched.
    ///
    /// # Errors
    /// As [`Record::load`].
    ///
    /// # Example
    /// ```
    /// use cobden_record::Record;
    ///
    /// let text = r#"
    /// [record]
    /// title = "A record of one source"
    /// format = 1
    ///
    /// [source.fr]
    /// publisher = "Federal Register"
    /// kind = "official"
    /// date = 2025-04-07
    /// "#;
    /// let (record, warnings) = Record::from_texts(vec![("record.toml".into(), text.into())])?;
    /// assert_eq!(record.sources.len(), 1);
    /// assert!(warnings.is_empty());
    /// # Ok::<(), cobden_diagnostics::Diagnostics>(())
    /// ```
    pub fn from_texts(texts: Vec<(String, String)>) -> Result<(Self, Diagnostics), Diagnostics> {
        load("", &Memory::new(texts))
    }
}

fn load(folder: &str, files: &dyn Files) -> Result<(Record, Diagnostics), Diagnostics> {
    let mut loader = Loader {
        files,
        shelf: Shelf::new(files),
        draft: Draft::default(),
        open: Vec::new(),
        done: Vec::new(),
        beside: Vec::new(),
    };
    if let Some(manifest) = loader.folder(folder, None) {
        loader.draft.record.manifest = manifest;
    }
    loader.not_included();
    let mut draft = loader.draft;
    if draft.index.is_empty() && !draft.found.has_errors() {
        let fault = Diagnostic::error(Place::File(shown(folder)), "the record has no entries");
        let hint = "write entries as [kind.id] in any .toml file of the folder";
        draft.found.push(fault.hint(hint));
    }
    draft.settle_layers();
    draft.settle_known();
    check::all(&mut draft);
    let found = draft.told_once();
    let mut record = draft.record;
    if !found.has_errors() {
        record.hash = record.fingerprint();
    }
    found.finish(record)
}

/// Records in records beyond this are refused, so that no folder exhausts the stack.
const DEEPEST: usize = 64;

/// Ids that products, rates and targets have a meaning for.
const TAKEN: [&str; 3] = ["all", "unlisted", "listed"];

fn shown(folder: &str) -> String {
    if folder.is_empty() { "." } else { folder }.to_owned()
}

struct Loader<'f> {
    files: &'f dyn Files,
    shelf: Shelf<'f>,
    draft: Draft,
    /// Folders that are being read, outermost first: identity and path.
    open: Vec<(String, String)>,
    /// Folders that were read.
    done: Vec<String>,
    /// Folders below those that were read, with records of their own.
    beside: Vec<String>,
}

impl Loader<'_> {
    /// Reads the records that a folder includes, then its own entries.
    fn folder(&mut self, folder: &str, named: Option<Place>) -> Option<crate::record::Manifest> {
        let identity = self.files.identity(folder);
        if let Some(at) = self.open.iter().position(|(open, _)| *open == identity) {
            let mut path: Vec<String> = self.open[at..].iter().map(|(_, p)| shown(p)).collect();
            path.push(shown(folder));
            let message = format!("records include each other: {}", path.join(" -> "));
            let place = named.unwrap_or(Place::File(shown(folder)));
            let hint = "a record cannot include one that includes it";
            self.draft.broken = true;
            self.draft
                .found
                .push(Diagnostic::error(place, message).hint(hint));
            return None;
        }
        if self.done.contains(&identity) {
            return None;
        }
        if self.open.len() >= DEEPEST {
            let message = format!("records include each other more than {DEEPEST} deep");
            let place = named.unwrap_or(Place::File(shown(folder)));
            let hint = "include the innermost records directly";
            self.draft.broken = true;
            self.draft
                .found
                .push(Diagnostic::error(place, message).hint(hint));
            return None;
        }
        let path = join(folder, MANIFEST);
        let text = match self.files.read(&path) {
            Ok(text) => text,
            Err(error) => {
                // A folder that does not say it is a record may be anything, so nothing else of it is read.
                self.draft.broken = true;
                let fault = no_manifest(folder, &path, named, &error);
                self.draft.found.push(fault);
                return None;
            }
        };
        let source = SourceText::new(path, text);
        let whole = parse(&source, &mut self.draft);
        let heading = manifest::read(whole.get_ref(), &source, &mut self.draft);

        self.open.push((identity.clone(), folder.to_owned()));
        for include in &heading.include {
            let place = Place::Span {
                source: source.clone(),
                range: include.range.clone(),
            };
            let path = beside(self.files, folder, &include.text);
            self.folder(&path, Some(place));
        }
        self.open.pop();
        self.done.push(identity);

        self.draft.open_folder(&heading, &source);
        self.shelf.turn_to(folder);
        self.entries(whole.get_ref(), &source, true);
        let listing = self.files.documents(folder);
        for path in &listing.documents {
            if *path != source.path {
                self.file(path);
            }
        }
        self.unread(listing);
        self.draft.close_folder(&heading, &source);
        Some(heading.into_manifest())
    }

    /// Tells what a folder holds that is not read.
    fn unread(&mut self, listing: Listing) {
        let draft = &mut self.draft;
        for (path, error) in &listing.unreadable {
            draft.broken = true;
            draft.found.push(unreadable(shown(path), error));
        }
        let mut warn = |path: String, message: String, hint: &str| {
            let place = Place::File(path);
            draft
                .found
                .push(Diagnostic::warning(place, message).hint(hint));
        };
        for path in listing.links {
            let message = format!("{path} is a link to a folder and is not followed");
            warn(
                path,
                message,
                "copy the folder here, or include it as a record",
            );
        }
        for path in listing.misspelt {
            let message = format!("{path} is not read");
            warn(path, message, "let its name end in .toml, in small letters");
        }
        self.beside.extend(listing.records);
    }

    /// Warns of records below that nobody includes.
    fn not_included(&mut self) {
        for path in std::mem::take(&mut self.beside) {
            if self.draft.broken || self.done.contains(&self.files.identity(&path)) {
                continue;
            }
            let message = format!("{path} is a record of its own and is not included");
            let hint = "name it in include, or move it out of this folder";
            let fault = Diagnostic::warning(Place::File(path), message).hint(hint);
            self.draft.found.push(fault);
        }
    }

    fn file(&mut self, path: &str) {
        match self.files.read(path) {
            Ok(text) => {
                let source = SourceText::new(path, text);
                let whole = parse(&source, &mut self.draft);
                self.entries(whole.get_ref(), &source, false);
            }
            Err(error) => {
                self.draft.broken = true;
                self.draft.found.push(unreadable(path.to_owned(), &error));
            }
        }
    }

    /// Reads the entries of one file.
    fn entries(&mut self, whole: &DeTable, source: &Arc<SourceText>, is_manifest: bool) {
        let mut kinds: Vec<_> = whole.iter().collect();
        kinds.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in kinds {
            let word: &str = key.get_ref();
            if word == "record" && is_manifest {
                continue;
            }
            let mut fault = |message: String, hint: String| {
                let place = Place::Span {
                    source: source.clone(),
                    range: key.span(),
                };
                self.draft.broken = true;
                self.draft
                    .found
                    .push(Diagnostic::error(place, message).hint(hint));
            };
            let Some(kind) = Kind::from_word(word) else {
                fault(format!("\"{word}\" is no kind of entry"), kinds_hint(word));
                continue;
            };
            let DeValue::Table(entries) = value.get_ref() else {
                let message = format!("{word} is {}, not entries", kind_of(value));
                fault(message, format!("write [{word}.id] on a line of its own"));
                continue;
            };
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, value)| (value.span().start, key.span().start));
            for (id, value) in entries {
                let place = id.span();
                self.entry(kind, id.get_ref(), place, value, source);
            }
        }
    }

    fn entry(
        &mut self,
        kind: Kind,
        id: &str,
        at: std::ops::Range<usize>,
        value: &Spanned<DeValue>,
        source: &Arc<SourceText>,
    ) {
        let DeValue::Table(table) = value.get_ref() else {
            let place = Place::Span {
                source: source.clone(),
                range: at,
            };
            let word = kind.word();
            let message = format!("{word}.{id} is {}, not a table", kind_of(value));
            let hint = format!("entries have an id: [{word}.my-id], then its keys");
            self.draft.broken = true;
            self.draft
                .found
                .push(Diagnostic::error(place, message).hint(hint));
            return;
        };
        let inner = dotted(table);
        if !inner.is_empty() {
            for (key, range) in inner {
                let place = Place::Span {
                    source: source.clone(),
                    range,
                };
                let word = kind.word();
                let message = format!("an entry in the entry {word}.{id}");
                let hint = format!("an id with a dot is quoted: [{word}.\"{id}.{key}\"]");
                self.draft.broken = true;
                self.draft
                    .found
                    .push(Diagnostic::error(place, message).hint(hint));
            }
            return;
        }
        let header = value.span();
        if !id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            || id.is_empty()
        {
            let place = Place::Span {
                source: source.clone(),
                range: at,
            };
            let hint = "ids are made of letters a to z, digits, - _ and .";
            let fault = Diagnostic::error(place, format!("\"{id}\" is not an id"));
            self.draft.found.push(fault.hint(hint));
        } else if let Some((message, hint)) = not_to_be_named(kind, id) {
            let place = Place::Span {
                source: source.clone(),
                range: at,
            };
            let fault = Diagnostic::error(place, message);
            self.draft.found.push(fault.hint(hint));
        }
        match kind {
            Kind::Source => self.body::<crate::Source>(id, table, header, source),
            Kind::Act => self.body::<crate::Act>(id, table, header, source),
            Kind::Measure => self.body::<crate::Measure>(id, table, header, source),
            Kind::Amendment => self.body::<crate::Amendment>(id, table, header, source),
            Kind::Rule => self.body::<crate::Rule>(id, table, header, source),
            Kind::Condition => self.body::<crate::Condition>(id, table, header, source),
            Kind::List => self.body::<crate::List>(id, table, header, source),
            Kind::Nomenclature => self.body::<crate::Nomenclature>(id, table, header, source),
            Kind::Weights => self.body::<crate::Weights>(id, table, header, source),
            Kind::Position => self.body::<crate::Position>(id, table, header, source),
            Kind::Event => self.body::<crate::Event>(id, table, header, source),
            Kind::Forecast => self.body::<crate::Forecast>(id, table, header, source),
            Kind::Outcome => self.body::<crate::Outcome>(id, table, header, source),
            Kind::Indicator => self.body::<crate::Indicator>(id, table, header, source),
            Kind::Round => self.body::<crate::Round>(id, table, header, source),
            Kind::Product => self.body::<crate::Product>(id, table, header, source),
            Kind::Limit => self.body::<crate::Limit>(id, table, header, source),
            Kind::Assert => self.body::<crate::Assert>(id, table, header, source),
        }
    }

    fn body<T: Body>(
        &mut self,
        id: &str,
        table: &DeTable,
        header: std::ops::Range<usize>,
        source: &Arc<SourceText>,
    ) {
        let name = T::KIND.with_article();
        let pending = Pending::new(source.clone(), header);
        let fields = Fields::new(&name, table, pending, &mut self.draft.found);
        let (mut entry, mut pending) = read::<T>(id, fields);
        if let Some(entry) = &mut entry {
            entry
                .body
                .fill(&mut self.shelf, &mut pending, &mut self.draft.found);
        }
        self.draft.add(id, entry, pending);
    }
}

fn no_manifest(
    folder: &str,
    path: &str,
    named: Option<Place>,
    error: &std::io::Error,
) -> Diagnostic {
    if error.kind() != std::io::ErrorKind::NotFound {
        return unreadable(path.to_owned(), error);
    }
    let message = format!("there is no {MANIFEST} in {}", shown(folder));
    let hint = "a record is a folder with record.toml: [record], title = \"...\", format = 1";
    Diagnostic::error(named.unwrap_or(Place::File(shown(folder))), message).hint(hint)
}

/// The entries in what is no entry itself, as of `[measure.a.b]`.
fn dotted<'t>(table: &'t DeTable<'_>) -> Vec<(&'t str, std::ops::Range<usize>)> {
    let inner = table.iter().map(|(key, value)| {
        let inner = value.get_ref().as_table()?;
        let entry = inner.get("sources").or_else(|| inner.get("publisher"));
        entry.map(|_| (key.get_ref().as_ref(), key.span()))
    });
    inner.collect::<Option<_>>().unwrap_or_default()
}

/// Why an id could not be named by other entries.
fn not_to_be_named(kind: Kind, id: &str) -> Option<(String, &'static str)> {
    if TAKEN.contains(&id) {
        let message = format!("\"{id}\" has a meaning of its own");
        return Some((message, "give the entry another id"));
    }
    let code = id.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    (code && kind == Kind::List).then(|| {
        let message = format!("\"{id}\" would be read as a product code");
        (message, "let the id of a list begin with a letter")
    })
}

fn kinds_hint(word: &str) -> String {
    if word == "record" {
        return format!("[record] stands in {MANIFEST} only");
    }
    let words = Kind::all().iter().map(|kind| kind.word());
    match suggest::nearest(word, words.clone()) {
        Some(near) => format!("did you mean [{near}.id]?"),
        None => format!("kinds: {}", words.collect::<Vec<_>>().join(", ")),
    }
}

fn kind_of(value: &Spanned<DeValue>) -> &'static str {
    kind(value.get_ref())
}
