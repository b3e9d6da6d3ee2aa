//! What the shape of a line tells.

/// Whether the words end as a sentence does.
pub(super) fn ends_as_sentence(words: &str) -> bool {
    let kept = words.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '*' | '_')
            || c.is_ascii_digit() && words.ends_with(']')
    });
    let kept = kept
        .strip_suffix("</p>")
        .unwrap_or(kept)
        .trim_end_matches(['"', '”', ' ', '[']);
    kept.ends_with(['.', '!', '?', '。', '！', '？', ';', ':', '।']) && !breaks_off(words)
}

/// Whether the words break off with dots.
pub(super) fn breaks_off(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with('…')
        || words.ends_with("...")
        || words.ends_with("[…]")
        || words.ends_with("[...]")
        || words.ends_with("…]")
}

/// Whether it ends with a full stop, rather than any end of a sentence.
pub(super) fn full_stop(words: &str) -> bool {
    let kept = words.trim_end_matches(['"', '”', '’', ')', ' ', '*', '_']);
    kept.ends_with(['.', '。', ';', '।']) && !breaks_off(words) && !abbreviation(kept)
}

/// A last word such as `U.S.` is no end.
fn abbreviation(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    last.len() <= 8 && last.matches('.').count() >= 2
}

/// How many small letters stand right before a capital inside a word: menus whose items lost the space between them.
pub(super) fn glued(words: &str) -> usize {
    if words.len() > 300 {
        return 0;
    }
    let mut found = 0;
    let mut letters = 0;
    for three in words.as_bytes().windows(3) {
        letters = if three[0].is_ascii_alphabetic() {
            letters + 1
        } else {
            0
        };
        // Names such as McDonald have it early in the word.
        found += usize::from(
            letters >= 3
                && three[0].is_ascii_lowercase()
                && three[1].is_ascii_uppercase()
                && three[2].is_ascii_lowercase(),
        );
    }
    found
}

/// Words of a line, counted no further than forty.
pub(super) fn count(words: &str) -> usize {
    words.split_whitespace().take(40).count()
}

/// Whether it may be a headline.
pub(super) fn headline(words: &str) -> bool {
    words.len() <= 240
        && words.len() >= 8
        && !full_stop(words)
        && !words.ends_with([':', ','])
        && !breaks_off(words)
        && count(words) <= 34
        && !words.contains('\t')
        && words.chars().any(char::is_alphabetic)
}

/// Whether it may be a heading within a text.
pub(super) fn subhead(words: &str) -> bool {
    words.len() <= 120
        && words.len() >= 2
        && !ends_as_sentence(words.trim_end_matches(['?', '!', ':']))
        && !breaks_off(words)
        && count(words) <= 15
        && !words.contains('\t')
        && words
            .trim_start_matches(['"', '“', '‘', '\'', '*', '_', '(', '['])
            .starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || (c.is_alphabetic() && !c.is_lowercase())
            })
}

/// Whether it is running text: sentences, or too long to be anything else.
pub(super) fn running(words: &str) -> bool {
    words.len() >= 300 || (words.len() >= 80 && ends_as_sentence(words) && !breaks_off(words))
}

/// Whether a paragraph begins a headline's story again: they share words that matter.
pub(super) fn teaser(headline: &str, words: &str) -> bool {
    if headline.len() > 300 || words.len() > 600 {
        return false;
    }
    let mut shared = 0;
    let mut all = 0;
    let lower = words.to_lowercase();
    for word in headline.split(|c: char| !c.is_alphanumeric()) {
        if word.len() < 4 {
            continue;
        }
        all += 1;
        shared += usize::from(lower.contains(&word.to_lowercase()));
    }
    shared >= 3 && 5 * shared >= 2 * all
}

/// Whether it is a line of prices: a change with its sign, and more figures than words.
pub(super) fn ticker(words: &str) -> bool {
    if words.len() > 160 {
        return false;
    }
    let figures = words
        .bytes()
        .filter(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'%' | b'+' | b'-' | b','))
        .count();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let signed = words.split_whitespace().any(|word| {
        word.starts_with(['+', '-', '−', '▲', '▼'])
            && word.bytes().any(|byte| byte.is_ascii_digit())
    });
    signed && figures >= letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        assert!(ends_as_sentence("Ducks fly.\u{201d}"));
        assert!(ends_as_sentence("Ducks fly.[12]"));
        assert!(!ends_as_sentence("Ducks fly\u{2026}"));
        assert!(!full_stop("Ducks leave the U.S."));
        assert!(headline("Ducks leave the U.S."));
        assert!(ticker("DUCK 12.30 +0.45%") && !ticker("Duty rises by 12.5 points"));
        assert!(teaser(
            "Corn rebounds on bargain buying",
            "Bargain buying lifted corn on Monday."
        ));
    }
}
