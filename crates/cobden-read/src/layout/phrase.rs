//! Lines brought to a form in which they can be compared, and tables of phrases to compare them with.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// Writes `words` in lower case, with straight marks and single spaces, and without bullets, marks or stops at its ends.
///
/// The same letters always give the same key; two lines with one key say the same.
pub(super) fn key(words: &str, out: &mut String) {
    out.clear();
    out.reserve(words.len());
    let bytes = words.as_bytes();
    let simple = words.is_ascii()
        && bytes.iter().all(|byte| *byte >= b' ')
        && !bytes.windows(2).any(|two| two == b"  ");
    if simple {
        out.push_str(words.trim_start_matches(|c| !opens(c)));
        out.make_ascii_lowercase();
        close(out);
        return;
    }
    let mut space = false;
    for c in words.chars() {
        let c = match c {
            'A'..='Z' => c.to_ascii_lowercase(),
            '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fe0f}' => continue,
            _ if c.is_ascii() => c,
            _ => c.to_lowercase().next().unwrap_or(c),
        };
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if out.is_empty() && !opens(c) {
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        out.push(c);
    }
    close(out);
}

/// Takes marks and stops off the end.
fn close(out: &mut String) {
    let kept = out
        .trim_end_matches(|c: char| {
            matches!(
                c,
                ':' | '.'
                    | '…'
                    | '!'
                    | '»'
                    | '›'
                    | '→'
                    | '*'
                    | '_'
                    | '|'
                    | '-'
                    | '–'
                    | '—'
                    | ' '
                    | '>'
                    | '+'
                    | ','
            )
        })
        .len();
    out.truncate(kept);
}

fn opens(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '(' | '[' | '©' | '"' | '\'' | '<' | '$' | '€' | '£')
}

/// Phrases by how they must stand in a line, each with what it tells.
#[derive(Debug, Default)]
pub(super) struct Phrases<T> {
    whole: FxHashMap<String, (T, usize)>,
    /// By first word.
    start: FxHashMap<String, Vec<(String, T, usize)>>,
    within: Option<AhoCorasick>,
    /// The longest line that any phrase of `within` is asked of.
    furthest: usize,
    told: Vec<(T, usize)>,
    listed: Vec<(String, T, usize)>,
}

impl<T: Copy + Default> Phrases<T> {
    /// The line is the phrase.
    pub(super) fn add_whole(&mut self, phrase: &str, tells: T, longest: usize) {
        self.whole
            .entry(phrase.to_owned())
            .or_insert((tells, longest));
    }

    /// The line begins with the phrase.
    pub(super) fn add_start(&mut self, phrase: &str, tells: T, longest: usize) {
        let first = first_word(phrase).to_owned();
        self.start
            .entry(first)
            .or_default()
            .push((phrase.to_owned(), tells, longest));
    }

    /// The line holds the phrase.
    pub(super) fn add_within(&mut self, phrase: &str, tells: T, longest: usize) {
        self.listed.push((phrase.to_owned(), tells, longest));
    }

    /// Makes the phrases added ready to be asked.
    pub(super) fn finish(&mut self) {
        for list in self.start.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        self.within = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(self.listed.iter().map(|(phrase, ..)| phrase))
            .ok();
        self.furthest = self
            .listed
            .iter()
            .map(|(.., longest)| *longest)
            .max()
            .unwrap_or(0);
        self.told = self
            .listed
            .iter()
            .map(|(_, tells, longest)| (*tells, *longest))
            .collect();
    }

    /// What the line as a whole tells.
    pub(super) fn whole(&self, key: &str) -> Option<T> {
        let (tells, longest) = self.whole.get(key)?;
        (key.len() <= *longest).then_some(*tells)
    }

    /// What the line's beginning tells, and how long that beginning is.
    pub(super) fn start(&self, key: &str) -> Option<(T, usize)> {
        self.start_of(key, key.len())
    }

    /// [`Phrases::start`] of a line of so many bytes, of which `key` is but the beginning.
    pub(super) fn start_of(&self, key: &str, length: usize) -> Option<(T, usize)> {
        let list = self.start.get(first_word(key))?;
        list.iter()
            .find(|(phrase, _, longest)| length <= *longest && begins(key, phrase))
            .map(|(phrase, tells, _)| (*tells, phrase.len()))
    }

    /// What words inside the line tell; capitals do not matter.
    pub(super) fn within(&self, line: &str) -> Option<T> {
        if line.len() > self.furthest {
            return None;
        }
        let machine = self.within.as_ref()?;
        for hit in machine.find_iter(line) {
            let (tells, longest) = self.told.get(hit.pattern().as_usize())?;
            if line.len() <= *longest && stands_alone(line, hit.start(), hit.end()) {
                return Some(*tells);
            }
        }
        None
    }

    /// What the line tells, however.
    pub(super) fn any(&self, key: &str) -> Option<T> {
        self.whole(key)
            .or_else(|| self.start(key).map(|(tells, _)| tells))
            .or_else(|| self.within(key))
    }
}

/// Up to the first space.
fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or("")
}

/// Whether `key` begins with `phrase` and the phrase ends where a word ends.
fn begins(key: &str, phrase: &str) -> bool {
    key.strip_prefix(phrase.trim_end()).is_some_and(|rest| {
        let inside = phrase
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        !inside || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Whether a stretch is cut out at the ends of words.
pub(super) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = text.get(start..end).unwrap_or("");
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !(word(before) && word(inside.chars().next())
        || word(after) && word(inside.chars().next_back()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_forget_marks_and_case() {
        let mut out = String::new();
        key("  \u{2022} You  May\u{a0}Also Like:\r\n", &mut out);
        assert_eq!(out, "you may also like");
        key("**Editor\u{2019}s Picks**", &mut out);
        assert_eq!(out, "editor's picks");
        key("---", &mut out);
        assert_eq!(out, "");
    }

    #[test]
    fn beginnings_end_with_a_word() {
        let mut phrases = Phrases::default();
        phrases.add_start("by ", 1, 100);
        phrases.add_start("share on", 2, 100);
        phrases.add_within("all rights", 3, 100);
        phrases.finish();
        assert_eq!(phrases.any("by someone"), Some(1));
        assert_eq!(phrases.any("bystanders"), None);
        assert_eq!(phrases.any("share only this"), None);
        assert_eq!(phrases.any("2025, all rights reserved"), Some(3));
    }
}
