//! Lists of words kept as data, and signs that have no place in plain values.

use std::sync::LazyLock;

use super::fold::fold;

/// Phrases by which a text speaks to a machine, folded.
static ADDRESSED: LazyLock<Vec<String>> =
    LazyLock::new(|| lines(include_str!("../../lexicon/addressed.txt")));

/// Words that may turn a sentence's meaning, sorted.
static TURNING: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words = lines(include_str!("../../lexicon/turning.txt"));
    words.sort();
    words
});

fn lines(file: &str) -> Vec<String> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| fold(line).to_lowercase())
        .collect()
}

/// Phrases by which a text speaks to a machine: lower case, folded as [`fold`] does.
pub(super) fn addressed() -> &'static [String] {
    &ADDRESSED
}

/// Whether a word may turn its sentence's meaning. Lower case; `n't` counts.
pub(super) fn turns(word: &str) -> bool {
    word.ends_with("n't")
        || TURNING
            .binary_search_by(|known| known.as_str().cmp(word))
            .is_ok()
}

/// Whether a character is there without being seen, or moves others about: joiners, marks of direction, tags.
pub(super) fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// The first character that has no place in a plain value: control and invisible ones, signs of markup, paths, addresses.
pub(super) fn misplaced(text: &str) -> Option<char> {
    let sign = |c: char| {
        c.is_control()
            || invisible(c)
            || matches!(c, '<' | '>' | '\\' | '`' | '{' | '}' | '|' | '~' | '^')
    };
    text.chars().find(|c| sign(*c)).or_else(|| {
        let path = text.starts_with('/')
            || text.contains("..")
            || text.contains("//")
            || text.contains(":/");
        path.then_some('/')
    })
}

/// A character's code point: `U+001B`.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        assert!(addressed().iter().any(|phrase| phrase == "### system"));
        assert!(addressed().iter().all(|phrase| !phrase.starts_with("# ")));
        assert!(turns("denied") && turns("isn't") && !turns("said"));
    }

    #[test]
    fn signs_of_paths_markup_and_terminals_are_misplaced() {
        for text in [
            "../etc",
            "/etc/passwd",
            "http://a.b",
            "<b>",
            "a\u{1b}[31m",
            "a\u{202e}b",
            "`id`",
            "C:\\x",
            "a\u{0}",
        ] {
            assert!(misplaced(text).is_some(), "{text:?}");
        }
        for text in [
            "Xinhua/AP",
            "Ministry of Commerce (China)",
            "Ho’s",
            "£5",
            "R&D – core",
        ] {
            assert_eq!(misplaced(text), None);
        }
    }
}
