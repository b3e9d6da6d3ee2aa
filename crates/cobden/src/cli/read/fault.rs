//! Why a document could not be read, as the command line says it.

use cobden::diagnostics::{Diagnostic, Place};
use cobden::document::DocumentError;

/// What is wrong, at the file called `name` in the error, and what to do about it.
pub(super) fn diagnostic(error: &DocumentError, name: &str) -> Diagnostic {
    if let DocumentError::Io { error, .. } = error {
        return Diagnostic::unreadable(name.to_owned(), error);
    }
    let text = error.to_string();
    let text = text
        .strip_prefix(name)
        .and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(&text);
    // What to do stands behind the last semicolon, but limits cannot be raised here.
    let (message, hint) = text.rsplit_once("; ").unwrap_or((text, ""));
    let message = match error {
        DocumentError::Unsupported { .. } | DocumentError::Binary { .. } => {
            format!("the file {message}")
        }
        _ => message.to_owned(),
    };
    let hint = match error {
        DocumentError::TooLarge { .. } => "split the file",
        DocumentError::TooSlow { .. } => "print the file to a new PDF, or save its text",
        _ => hint,
    };
    let place = Place::File(name.to_owned());
    match hint {
        "" => Diagnostic::error(place, message),
        hint => Diagnostic::error(place, message).hint(hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_stands_apart_from_the_fault() {
        let name = "a; b.txt";
        let error = DocumentError::Empty {
            name: name.to_owned(),
        };
        let shown = diagnostic(&error, name);
        assert_eq!(shown.message, "the file is empty");
        assert_eq!(shown.hint.as_deref(), Some("was its download complete?"));
    }
}
