//! A page as one HTML file.
//!
//! The file asks for nothing: styles, scripts and data are inside, and its security policy forbids the rest. Without
//! scripts, charts are their words and their data. Anchors: a section's and a chart's own id, `figure-FIGURE` where a
//! figure is first shown, `why-FIGURE` at its trail, and `main`, `contents`, `provenance`, `why`.

mod blocks;
mod escape;
mod scripts;

use std::fmt::Write as _;

use self::blocks::Writer;
use self::escape::{anchor, escaped, linked, prose};
use super::{Page, Trail};

/// What the page may do: show itself. Scripts are those inside it; none needs `eval`.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// The page as one file that needs no network.
///
/// Same page, same bytes. [`Page::faults`] tells what would be amiss: a figure without a trail is shown as plain words.
pub fn html(page: &Page) -> String {
    let mut writer = Writer::new(page);
    let mut body = String::new();
    for section in &page.sections {
        let id = anchor(&section.id);
        let title = prose(&section.title);
        let _ = writeln!(
            body,
            "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>"
        );
        for block in &section.blocks {
            body += &writer.block(block);
        }
        body += "</section>\n";
    }
    let charts = page.charts().next().is_some();
    // Tabs and printed pages of different days are told apart.
    let title = match page.subtitle.is_empty() {
        true => escaped(&page.title),
        false => escaped(&format!("{}: {}", page.title, page.subtitle)),
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the text</a>\n<header>\n<h1>{}</h1>\n",
        scripts::STYLE,
        prose(&page.title)
    );
    if !page.subtitle.is_empty() {
        let _ = writeln!(out, "<p class=\"subtitle\">{}</p>", prose(&page.subtitle));
    }
    out += "</header>\n";
    out += &contents(page);
    let _ = write!(out, "<main id=\"main\">\n{body}");
    out += &provenance(page);
    out += &why(page, &writer);
    out += "</main>\n";
    out += &scripts::scripts(charts);
    out + "</body>\n</html>\n"
}

/// The list of sections.
fn contents(page: &Page) -> String {
    let mut out =
        "<nav id=\"contents\" aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n".to_owned();
    for section in &page.sections {
        let _ = writeln!(
            out,
            "<li><a href=\"#{}\">{}</a></li>",
            anchor(&section.id),
            prose(&section.title)
        );
    }
    if !page.provenance.is_empty() {
        out += "<li><a href=\"#provenance\">What this rests on</a></li>\n";
    }
    if !page.trails.is_empty() {
        out += "<li><a href=\"#why\">Why</a></li>\n";
    }
    out + "</ol>\n</nav>\n"
}

/// What the whole rests on.
fn provenance(page: &Page) -> String {
    if page.provenance.is_empty() {
        return String::new();
    }
    let mut out = "<section id=\"provenance\" aria-labelledby=\"provenance-title\">\n\
                   <h2 id=\"provenance-title\">What this rests on</h2>\n<dl>\n"
        .to_owned();
    for (name, value) in &page.provenance {
        let _ = writeln!(
            out,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            prose(name),
            linked(value)
        );
    }
    out + "</dl>\n</section>\n"
}

/// Every trail, closed, in the order of the page's trails.
fn why(page: &Page, writer: &Writer<'_>) -> String {
    if page.trails.is_empty() {
        return String::new();
    }
    let mut out = "<section id=\"why\" aria-labelledby=\"why-title\">\n<h2 id=\"why-title\">Why</h2>\n\
                   <p>Every figure above leads here: what it is and how it came about. On the command line, \
                   <code>cobden why DIR FIGURE</code> tells the same, where <code>DIR</code> is the folder of the brief \
                   and <code>FIGURE</code> the name in grey.</p>\n<ol class=\"trails\">\n"
        .to_owned();
    for trail in &page.trails {
        out += &told(trail, writer.has_shown(&trail.figure));
    }
    out + "</ol>\n</section>\n"
}

/// One trail; `shown` says whether there is a figure to go back to.
fn told(trail: &Trail, shown: bool) -> String {
    let name = anchor(&trail.figure);
    let mut out = format!(
        "<li><details id=\"why-{name}\"><summary>{} <code>{}</code></summary>\n<ol>\n",
        prose(&trail.title),
        escaped(&trail.figure)
    );
    for step in &trail.steps {
        let _ = writeln!(out, "<li>{}</li>", linked(step));
    }
    out += "</ol>\n";
    if shown {
        let _ = writeln!(
            out,
            "<p class=\"back\"><a href=\"#figure-{name}\">Back to the figure</a></p>"
        );
    }
    out + "</details></li>\n"
}
