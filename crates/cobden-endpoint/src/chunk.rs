//! A long document in parts that share a paragraph or so, so that what stands at a seam is seen whole once.

use cobden_read::Span;

/// Cuts a text into parts of at most `most` bytes at ends of paragraphs, else of lines, sentences or words.
///
/// Each part but the first begins up to `overlap` bytes before the end of the one before. Parts cover all of the text but white
/// space at the ends.
pub(crate) fn parts(text: &str, most: usize, overlap: usize) -> Vec<Span> {
    let most = most.max(64);
    let overlap = overlap.min(most / 4);
    let whole = Span::new(0, text.len()).trimmed(text);
    let mut parts = Vec::new();
    let mut start = whole.start;
    while start < whole.end {
        let end = if whole.end - start <= most {
            whole.end
        } else {
            let limit = floor(text, start + most);
            // At least half of a part is new, which makes every part end after the one before.
            last_seam(text, floor(text, start + most / 2), limit)
        };
        parts.push(Span::new(start, end));
        if end == whole.end {
            break;
        }
        start = first_seam(text, floor(text, end - overlap), end);
    }
    parts
}

const SEAMS: [&str; 4] = ["\n\n", "\n", ". ", " "];

/// The end of the last seam of the best sort between two places; the second, if there is none.
fn last_seam(text: &str, from: usize, to: usize) -> usize {
    let window = &text[from..to];
    let end = |seam: &&str| window.rfind(*seam).map(|at| from + at + seam.len());
    SEAMS.iter().find_map(end).unwrap_or(to)
}

/// The end of the first seam of the best sort between two places, so that an overlap begins with a whole paragraph or sentence.
fn first_seam(text: &str, from: usize, to: usize) -> usize {
    let window = &text[from..to];
    let end = |seam: &&str| {
        let at = from + window.find(*seam)? + seam.len();
        (at < to).then_some(at)
    };
    SEAMS.iter().find_map(end).unwrap_or(to)
}

/// The character boundary at or before a place.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_text_and_overlap() {
        let paragraphs: Vec<String> = (0..40)
            .map(|n| format!("Paragraph {n} says something."))
            .collect();
        let texts = [
            paragraphs.join("\n\n"),
            "word ".repeat(500),
            "字".repeat(2000),
            "x".repeat(3000),
            String::new(),
            " \n ".to_owned(),
            "short".to_owned(),
        ];
        for text in &texts {
            let parts = parts(text, 200, 60);
            let mut reached = Span::new(0, text.len()).trimmed(text).start;
            for part in &parts {
                assert!(part.len() <= 200 && !part.of(text).is_empty());
                assert!(part.start <= reached && part.end > reached);
                reached = part.end;
            }
            assert_eq!(reached, Span::new(0, text.len()).trimmed(text).end);
        }
        let first = &texts[0];
        let cut = parts(first, 200, 60);
        assert!(cut[1].of(first).starts_with("Paragraph"));
        assert!(cut[1].start < cut[0].end);
    }
}
