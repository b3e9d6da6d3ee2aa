//! PDF to readable text, page by page.
//!
//! The reader is the project's own. Libraries that were looked at unpack whole streams without a limit while they open a file,
//! which lets a file of kilobytes take gigabytes of memory in a place from where it cannot be contained, or they need a
//! newer compiler. Here every stream is unpacked under [`Limits`], nesting is bounded, and images and fonts are never unpacked.

mod cmap;
mod content;
mod file;
mod filter;
mod font;
mod line;
mod matrix;
mod object;
mod paragraph;

use rustc_hash::FxHashSet;

use crate::date::declared_date;
use crate::declared::{Declared, take};
use crate::document::Parts;
use crate::error::{DocumentError, PdfFault};
use crate::limits::Limits;
use crate::map::Map;

use content::Drawing;
use file::File;
use filter::Decoded;
use line::Line;
use object::{Dict, Object};

/// Reads a file.
pub(crate) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Parts, DocumentError> {
    let broken = |fault| DocumentError::BrokenPdf {
        name: name.to_owned(),
        fault,
    };
    let slow = || DocumentError::TooSlow {
        name: name.to_owned(),
        seconds: limits.seconds,
    };
    let file = File::open(bytes, limits).map_err(broken)?;
    if file.is_slow() {
        return Err(slow());
    }
    if file.value(&file.trailer, "Encrypt") != Object::Null {
        let name = name.to_owned();
        return Err(DocumentError::Encrypted { name });
    }
    let mut notices = Vec::new();
    let pages = find_pages(&file, limits, &mut notices);
    let count = pages.len();
    let lines = if count > 0 {
        draw(&file, pages, limits, &mut notices)
    } else {
        Vec::new()
    };
    if file.is_slow() {
        return Err(slow());
    }
    if count == 0 {
        return Err(broken(PdfFault::NoPages));
    }
    if file.lost > 0 {
        notices.push(format!(
            "{} tables of objects cannot be read; text may be missing",
            file.lost
        ));
    }
    let made = paragraph::paragraphs(lines);
    if made.text.trim().is_empty() {
        return Err(DocumentError::NoPdfText {
            name: name.to_owned(),
            pages: count,
            notices,
        });
    }
    if made.furniture > 0 {
        notices.push(format!(
            "{} running heads and feet of pages were left out",
            made.furniture
        ));
    }
    Ok(Parts {
        text: made.text,
        declared: declared(&file),
        notices,
        map: Map::Pages(made.pages),
    })
}

/// A page that has been found: numbers, as what they stand for may be large.
#[derive(Debug, Clone, Copy)]
struct Page {
    number: u32,
    /// The page, or the list above it, that has its resources.
    resources: u32,
}

/// How many pages may wait to be looked at.
const WAITING: usize = 1 << 20;

/// All pages in their order.
fn find_pages(file: &File<'_>, limits: &Limits, notices: &mut Vec<String>) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut seen = FxHashSet::default();
    let catalog = file.inner(&file.trailer, "Root");
    let mut cut = false;
    // Nodes that are left, the next one last.
    let mut left: Vec<Page> = Vec::new();
    if let Some(Object::Reference(number)) = catalog.get("Pages") {
        let (number, resources) = (*number, *number);
        left.push(Page { number, resources });
    }
    while let Some(mut node) = left.pop() {
        let Object::Dict(dict) = file.resolve(&Object::Reference(node.number)) else {
            continue;
        };
        if !seen.insert(node.number) {
            continue;
        }
        if dict.get("Resources").is_some() {
            node.resources = node.number;
        }
        if let Object::Array(kids) = file.value(&dict, "Kids") {
            cut |= left.len() + kids.len() > WAITING;
            let room = WAITING.saturating_sub(left.len());
            for kid in kids.iter().take(room).rev() {
                if let Object::Reference(number) = kid {
                    left.push(Page {
                        number: *number,
                        ..node
                    });
                }
            }
        } else if file.value(&dict, "Type").name() == Some(b"Pages") {
            // A list without entries.
        } else if pages.len() < limits.pages {
            pages.push(node);
        } else {
            cut = true;
            break;
        }
    }
    if pages.is_empty() {
        pages = loose_pages(file, limits);
        if !pages.is_empty() {
            notices
                .push("the list of pages is damaged; they are in the order of the file".to_owned());
        }
    }
    if cut {
        notices.push(format!("only the first {} pages were read", pages.len()));
    }
    pages
}

/// Pages of a file whose list of pages is lost.
fn loose_pages(file: &File<'_>, limits: &Limits) -> Vec<Page> {
    let is_page = |number: &u32| match file.get(*number) {
        Object::Dict(dict) => file.value(&dict, "Type").name() == Some(b"Page"),
        _ => false,
    };
    let pages = file.numbers().filter(is_page).take(limits.pages);
    pages
        .map(|number| Page {
            number,
            resources: number,
        })
        .collect()
}

/// What was wrong with pages, by number.
#[derive(Default)]
struct Faults {
    too_large: Vec<usize>,
    damaged: Vec<usize>,
}

/// The lines of every page that has some.
fn draw(
    file: &File<'_>,
    pages: Vec<Page>,
    limits: &Limits,
    notices: &mut Vec<String>,
) -> Vec<(usize, Vec<Line>)> {
    let mut drawing = Drawing::new(file, limits.operations);
    let mut faults = Faults::default();
    let mut drawn = Vec::new();
    let mut bytes = 0;
    for (index, page) in pages.iter().enumerate() {
        if file.is_slow() {
            break;
        }
        let number = index + 1;
        let dict = |number| match file.get(number) {
            Object::Dict(dict) => dict,
            _ => Dict::default(),
        };
        let content = content(file, &dict(page.number), number, limits, &mut faults);
        let lines = drawing.page(&content, &file.inner(&dict(page.resources), "Resources"));
        if std::mem::take(&mut drawing.incomplete) {
            faults.damaged.push(number);
        }
        bytes += lines.bytes();
        if !lines.lines.is_empty() {
            drawn.push((number, lines.lines));
        }
        let stopped = match () {
            () if drawing.operations == 0 => format!("{} drawing operations", limits.operations),
            () if bytes > limits.text => format!("{} bytes of text", limits.text),
            () => continue,
        };
        notices.push(format!(
            "reading stopped on page {number} of {} after {stopped}",
            pages.len()
        ));
        break;
    }
    if !faults.too_large.is_empty() {
        notices.push(format!(
            "{} expand beyond the limit and were left out",
            listed(&faults.too_large)
        ));
    }
    if !faults.damaged.is_empty() {
        faults.damaged.dedup();
        notices.push(format!(
            "{} are damaged; text may be missing",
            listed(&faults.damaged)
        ));
    }
    if drawing.unknown > 0 {
        notices.push(format!(
            "{} of {} characters cannot be told from their fonts and are shown as U+FFFD",
            drawing.unknown, drawing.codes
        ));
    }
    drawn
}

/// The operators of a page.
fn content(
    file: &File<'_>,
    page: &Dict,
    number: usize,
    limits: &Limits,
    faults: &mut Faults,
) -> Vec<u8> {
    let mut content = Vec::new();
    let parts = match page.get("Contents") {
        Some(Object::Reference(one)) => match file.get(*one) {
            Object::Array(list) => list,
            _ => vec![Object::Reference(*one)],
        },
        Some(Object::Array(list)) => list.clone(),
        _ => Vec::new(),
    };
    for part in parts {
        let Object::Reference(part) = part else {
            continue;
        };
        match file.stream(part).map(|(_, data)| data) {
            Some(Decoded::Whole(data)) => content.extend(data),
            Some(Decoded::Part(data)) => {
                content.extend(data);
                faults.damaged.push(number);
            }
            Some(Decoded::TooLarge) => {
                faults.too_large.push(number);
                return Vec::new();
            }
            Some(Decoded::Unreadable) | None => faults.damaged.push(number),
        }
        content.push(b'\n');
        if content.len() > limits.stream {
            faults.too_large.push(number);
            return Vec::new();
        }
    }
    content
}

/// Page numbers for people.
fn listed(pages: &[usize]) -> String {
    let first: Vec<String> = pages.iter().take(5).map(ToString::to_string).collect();
    let more = match pages.len().saturating_sub(5) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("pages {}{more}", first.join(", "))
}

/// What the information of the file says.
fn declared(file: &File<'_>) -> Declared {
    let mut declared = Declared::default();
    let info = file.inner(&file.trailer, "Info");
    let text = |name: &str| match file.value(&info, name) {
        Object::Text(bytes) => text_string(&bytes),
        _ => String::new(),
    };
    let title = text("Title");
    let title = title.trim().trim_start_matches("Microsoft Word - ");
    // Names of files are no titles.
    let is_file = [".doc", ".docx", ".indd", ".pdf", ".qxd", ".rtf", ".wpd"];
    if !is_file
        .iter()
        .any(|end| title.to_ascii_lowercase().ends_with(end))
        && !title.eq_ignore_ascii_case("untitled")
    {
        take(&mut declared.title, title);
    }
    take(&mut declared.byline, &text("Author"));
    declared.created = declared_date(&text("CreationDate"));
    let catalog = file.inner(&file.trailer, "Root");
    if let Object::Text(language) = file.value(&catalog, "Lang") {
        take(&mut declared.language, &text_string(&language));
    }
    declared
}

/// A string for people: UTF-16 with its mark, UTF-8 with its mark, or nearly Windows-1252.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => font::utf16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests;
