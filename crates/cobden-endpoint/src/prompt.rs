//! What is said to the model: `prompt.md`, and the document between two lines that its author cannot know.

use cobden_read::foreign::{Document, Shape};
use sha2::{Digest, Sha256};

const PROMPT: &str = include_str!("../prompt.md");

/// The line around the document: from a hash of all of it, so that it is the same on every run, while no text can hold its own.
pub(crate) fn marker(document: &str) -> String {
    let hash = Sha256::digest(format!("cobden document {document}").as_bytes());
    let hexadecimal: String = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("=== {hexadecimal} ===")
}

/// The instructions: what to look for, in the words of the check.
pub(crate) fn instructions(marker: &str) -> String {
    PROMPT
        .replace("{{marker}}", marker)
        .replace("{{shapes}}", &Shape::listing())
}

/// The message with a part of the document.
pub(crate) fn message(document: &Document<'_>, part: &str, marker: &str) -> String {
    let date = match document.date {
        Some(date) => format!("The document is dated {date}."),
        None => "The date of the document is not known.".to_owned(),
    };
    format!("{date}\n\n{marker}\n{part}\n{marker}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prompt_is_whole() {
        let said = instructions(&marker("text"));
        assert!(!said.contains("{{"));
        for word in [
            "norm.status (always): one of in_force",
            "slots.content (always)",
            &marker("text"),
        ] {
            assert!(said.contains(word), "{word}");
        }
        assert_ne!(marker("text"), marker("text "));
    }
}
