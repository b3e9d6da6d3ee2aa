//! Diagnostics for people: the excerpt, a pointer under the words at fault, the hint.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::place::Place;

/// All faults as text for a terminal, one block each; `color` adds ANSI colours.
pub fn render(diagnostics: &Diagnostics, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let blocks: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| render_one(diagnostic, &renderer))
        .collect();
    blocks.join("\n\n")
}

fn render_one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str());
    let mut group = Group::with_title(title);
    let place = diagnostic.place.to_string();
    match &diagnostic.place {
        Place::Nowhere => {}
        Place::File(_) | Place::Cell { .. } => group = group.element(Origin::path(place.as_str())),
        Place::Span { source, range } => {
            // An annotation wants a range inside the text; an empty one points between characters.
            let end = range.end.min(source.text.len());
            let start = range.start.min(end);
            let (shown, line) = around(&source.text, start, end);
            let span = start - shown.start..end - shown.start;
            group = group.element(
                Snippet::source(&source.text[shown])
                    .line_start(line)
                    .path(source.path.as_str())
                    .annotation(AnnotationKind::Primary.span(span)),
            );
        }
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The lines that a span touches and the number of the first: an excerpt needs no more of a long text.
fn around(text: &str, start: usize, end: usize) -> (Range<usize>, usize) {
    let bytes = text.as_bytes();
    let from = bytes[..start].iter().rposition(|c| *c == b'\n');
    let from = from.map_or(0, |at| at + 1);
    let to = bytes[end..].iter().position(|c| *c == b'\n');
    let to = to.map_or(text.len(), |at| end + at + 1);
    let above = bytes[..from].iter().filter(|c| **c == b'\n').count();
    (from..to, above + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::SourceText;

    #[test]
    fn span_shows_the_line_and_the_hint() {
        let text = "name = \"x\"\n[[tariff]]\nadd = 145\n";
        let source = SourceText::new("bad.toml", text);
        let at = text.find("145").unwrap();
        let fault = Diagnostic::error(
            Place::Span {
                source,
                range: at..at + 3,
            },
            "a rate needs a percent sign",
        )
        .hint("write \"145%\"");
        let shown = render(&fault.into(), false);
        assert!(shown.contains("bad.toml:3:7"), "{shown}");
        assert!(shown.contains("add = 145"), "{shown}");
        assert!(shown.contains("^^^"), "{shown}");
        assert!(shown.contains("write \"145%\""), "{shown}");
    }
}
