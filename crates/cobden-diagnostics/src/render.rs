//! Diagnostics for people: the excerpt, a pointer under the words at fault, the hint.

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
            group = group.element(
                Snippet::source(source.text.as_str())
                    .path(source.path.as_str())
                    .annotation(AnnotationKind::Primary.span(range.start.min(end)..end)),
            );
        }
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
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
