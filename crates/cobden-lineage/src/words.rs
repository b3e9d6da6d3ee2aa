//! Words as they are compared: without capitals, quotation marks and other punctuation.

use cobden_read::Span;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of its letters and digits in lower case.
    pub(crate) hash: u64,
    /// First code point.
    pub(crate) start: u32,
    /// First code point after it.
    pub(crate) end: u32,
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Adds a character to a hash (FNV-1a on code points).
fn add(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(FNV_PRIME)
}

/// Spreads the bits of a hash (the finalizer of SplitMix64), so that its lowest 32 are as good as any.
pub(crate) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Hash of a text without capitals.
pub(crate) fn hash(text: &str) -> u64 {
    mix(text
        .chars()
        .flat_map(char::to_lowercase)
        .fold(FNV_OFFSET, add))
}

/// Whether a sign is a word of its own: scripts that put no space between words.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// The words of a text outside of `noise` (stretches in bytes, in order). Apostrophes inside a word do not part it; signs of
/// scripts without spaces are a word each.
pub(crate) fn words(text: &str, noise: &[Span]) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut open: Option<(u64, u32, u32)> = None;
    let mut at_noise = 0;
    let close = |open: &mut Option<(u64, u32, u32)>, found: &mut Vec<Word>| {
        found.extend(open.take().map(|(hash, start, end)| Word {
            hash: mix(hash),
            start,
            end,
        }));
    };
    for (place, (byte, c)) in (0u32..).zip(text.char_indices()) {
        while noise.get(at_noise).is_some_and(|span| span.end <= byte) {
            at_noise += 1;
        }
        let silent = noise.get(at_noise).is_some_and(|span| span.start <= byte);
        if !silent && is_ideograph(c) {
            close(&mut open, &mut found);
            open = Some((add(FNV_OFFSET, c), place, place + 1));
            close(&mut open, &mut found);
        } else if !silent && c.is_alphanumeric() {
            let (mut hash, start, _) = open.unwrap_or((FNV_OFFSET, place, place));
            if c.is_ascii() {
                hash = add(hash, c.to_ascii_lowercase());
            } else {
                hash = c.to_lowercase().fold(hash, add);
            }
            open = Some((hash, start, place + 1));
        } else if silent || !matches!(c, '\'' | '\u{2019}' | '\u{ad}') {
            close(&mut open, &mut found);
        }
    }
    close(&mut open, &mut found);
    found
}

/// Hashes of every run of `length` words.
pub(crate) fn grams(words: &[Word], length: usize) -> impl Iterator<Item = u32> {
    words.windows(length).map(|run| {
        let sum = run.iter().fold(0u64, |sum, word| {
            sum.wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .wrapping_add(word.hash)
        });
        low(mix(sum))
    })
}

/// The lowest 32 bits.
pub(crate) fn low(hash: u64) -> u32 {
    (hash & u64::from(u32::MAX)) as u32
}

/// Winnowing: of every `window` hashes in a row the least, the last of equals; each place once.
///
/// Source: Schleimer, Wilkerson and Aiken (2003), "Winnowing: local algorithms for document fingerprinting", SIGMOD, section 3.
pub(crate) fn winnow(hashes: &[u32], window: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::with_capacity(2 * hashes.len() / (window + 1) + 1);
    if hashes.is_empty() {
        return chosen;
    }
    let window = window.min(hashes.len());
    let mut least = 0;
    for end in window..=hashes.len() {
        let start = end - window;
        if chosen.is_empty() || least < start {
            least = start;
            for at in start..end {
                if hashes[at] <= hashes[least] {
                    least = at;
                }
            }
        } else if hashes[end - 1] <= hashes[least] {
            least = end - 1;
        }
        if chosen.last() != Some(&least) {
            chosen.push(least);
        }
    }
    chosen
}

/// Words that say nothing on their own, in the order of the alphabet.
const EMPTY: [&str; 117] = [
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at",
    "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "could",
    "did", "do", "does", "doing", "dont", "during", "each", "for", "from", "had", "has", "have",
    "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is",
    "it", "its", "just", "may", "me", "might", "more", "most", "must", "my", "no", "nor", "not",
    "now", "of", "off", "on", "once", "only", "or", "other", "our", "ours", "out", "over", "own",
    "same", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their",
    "theirs", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too",
    "under", "until", "up", "us", "very", "was", "we", "were", "what", "when", "where", "which",
    "while", "who", "whom", "why", "will", "with", "would", "you",
];

/// A word's stem: without the commonest endings.
fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 9] = ["ings", "ing", "edly", "ed", "es", "ly", "s", "e", "y"];
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 3
        {
            return stem;
        }
    }
    word
}

/// The words of a stretch that carry meaning, as stems, in order; numbers keep their point.
pub(crate) fn stems(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if matches!(c, '.' | ',')
            && word.ends_with(|last: char| last.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit)
        {
            if c == '.' {
                word.push(c);
            }
        } else if !matches!(c, '\'' | '\u{2019}') {
            finish(&mut word, &mut each);
        }
    }
    finish(&mut word, &mut each);
}

fn finish(word: &mut String, each: &mut impl FnMut(&str)) {
    // Possessives have lost their apostrophe: "chinas" and "china" have the same stem.
    if !word.is_empty() && EMPTY.binary_search(&word.as_str()).is_err() {
        if word.starts_with(|first: char| first.is_ascii_digit()) {
            each(word);
        } else {
            each(stem(word));
        }
    }
    word.clear();
}

/// Stems of a stretch as hashes, sorted, each once.
pub(crate) fn stem_set(text: &str) -> Vec<u32> {
    let mut set = Vec::new();
    stems(text, |stem| set.push(low(hash(stem))));
    set.sort_unstable();
    set.dedup();
    set
}

/// How many members two sorted sets share.
pub(crate) fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_sorted() {
        assert!(EMPTY.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn words_are_compared_without_marks() {
        let plain = words("We do not agree, he said. It's 25%", &[]);
        let marked = words(
            "\u{201c}WE do not agree\u{201d} he said - it\u{2019}s 25 %",
            &[],
        );
        let hashes = |words: &[Word]| words.iter().map(|word| word.hash).collect::<Vec<_>>();
        assert_eq!(hashes(&plain), hashes(&marked));
        assert_eq!((plain[0].start, plain[0].end), (0, 2));
    }

    #[test]
    fn noise_is_left_out() {
        let text = "one two three four";
        let found = words(text, &[Span::new(4, 13)]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].start, 14);
    }

    #[test]
    fn winnowing_meets_every_window() {
        let hashes: Vec<u32> = (0..500u64).map(|at| low(mix(at))).collect();
        let chosen = winnow(&hashes, 8);
        assert!(
            chosen
                .windows(2)
                .all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 8)
        );
        assert!(chosen[0] < 8);
        assert_eq!(winnow(&hashes[..3], 8).len(), 1);
    }
}
