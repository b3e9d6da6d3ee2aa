//! What stands before and after the words of a paragraph: `GENEVA, May 2 (Reuters) -`, `(Xinhua/AP)`, `- FT`.

use super::dates::{day_of_month, stated};
use super::furniture::Furniture;
use super::outlets::{Outlet, Outlets};
use super::phrase::key;
use crate::period::Period;
use crate::span::Span;

/// What stands before a paragraph's first word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// Where the paragraph's own words begin.
    pub(super) end: usize,
    /// The town or towns.
    pub(super) place: Option<Span>,
    /// The date, with its year if that is given.
    pub(super) date: Option<(Span, Option<Period>)>,
    /// The agency.
    pub(super) agency: Option<Span>,
}

/// Longest opening, in bytes.
const LONGEST: usize = 110;

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Finds what stands before a paragraph's first word; offsets are those of `words`.
pub(super) fn opening(words: &str, furniture: &Furniture, outlets: &Outlets) -> Option<Opening> {
    let mut found = Opening::default();
    let window = words.get(..floor(words, LONGEST)).unwrap_or("");
    if let Some(rest) = window.strip_prefix("date ") {
        // Left by programs that save pages: "date 2026-01-07 ".
        let (span, period) = stated(rest.get(..floor(rest, 10))?).first().copied()?;
        let at = "date ".len();
        found.date = Some((Span::new(at + span.start, at + span.end), Some(period)));
        found.end = skip(words, at + span.end, &['|']);
    }
    let begin = found.end;
    let window = window.get(begin..).unwrap_or("");
    if let Some((name, _)) = window
        .strip_prefix('(')
        .and_then(|inner| inner.split_once(')'))
        && outlets.named(name).is_some()
    {
        found.agency = Some(Span::new(begin + 1, begin + 1 + name.len()));
        found.end = skip(words, begin + name.len() + 2, &DASHES);
        return Some(found);
    }
    for (at, length) in separators(window) {
        let head = window.get(..at).unwrap_or("");
        if let Some(mut opening) = parts(head, furniture, outlets) {
            opening.shift(begin);
            opening.end = skip(words, begin + at + length, &DASHES);
            opening.date = opening.date.or(found.date);
            // A date of its own behind the town: "Washington – May 2, 2025 – ".
            let rest = words
                .get(opening.end..floor(words, opening.end + 40))
                .unwrap_or("");
            if let Some((at, length)) = separators(rest).first().copied() {
                let head = rest.get(..at).unwrap_or("").trim();
                if let Some((span, period)) = whole_date(head) {
                    opening.date = Some((
                        Span::new(opening.end + span.start, opening.end + span.end),
                        period,
                    ));
                    opening.end = skip(words, opening.end + at + length, &DASHES);
                }
            }
            return (opening.end < words.len()).then_some(opening);
        }
    }
    (found.end > 0).then_some(found)
}

const DASHES: [char; 4] = ['-', '–', '—', ':'];

/// Past white space and these signs.
fn skip(words: &str, from: usize, signs: &[char]) -> usize {
    let rest = words.get(from..).unwrap_or("");
    let kept = rest.trim_start_matches(|c: char| c.is_whitespace() || signs.contains(&c));
    words.len() - kept.len()
}

/// Places where an opening may end, in order, with the length of the sign; few.
fn separators(window: &str) -> Vec<(usize, usize)> {
    let mut made = Vec::new();
    let bytes = window.as_bytes();
    for (at, c) in window.char_indices() {
        match c {
            '—' | '–' => made.push((at, c.len_utf8())),
            '-' => {
                let before = at.checked_sub(1).map(|at| bytes[at]);
                let after = bytes.get(at + 1);
                if matches!(before, Some(b' ' | b')' | b'-' | b'/' | b'\xa0'))
                    && matches!(after, Some(b' ' | b'-'))
                    || (before == Some(b')') && after.is_some())
                {
                    made.push((at, 1));
                }
            }
            ':' if bytes.get(at + 1) == Some(&b' ') => made.push((at, 1)),
            // An agency in brackets may end it without a dash.
            ')' if bytes.get(at + 1) == Some(&b' ') => made.push((at + 1, 0)),
            _ => {}
        }
        if made.len() >= 4 {
            break;
        }
    }
    made
}

impl Opening {
    fn shift(&mut self, by: usize) {
        let moved = |span: Span| Span::new(span.start + by, span.end + by);
        self.place = self.place.map(moved);
        self.agency = self.agency.map(moved);
        self.date = self.date.map(|(span, period)| (moved(span), period));
    }
}

fn whole_date(head: &str) -> Option<(Span, Option<Period>)> {
    let dates = stated(head);
    match dates.as_slice() {
        [(span, period)] if span.len() + 2 >= head.len() => Some((*span, Some(*period))),
        _ => day_of_month(head).then(|| (Span::new(0, head.len()), None)),
    }
}

/// Reads town, date and agency out of what may be an opening.
fn parts(head: &str, furniture: &Furniture, outlets: &Outlets) -> Option<Opening> {
    if !head.starts_with(|c: char| c.is_uppercase()) || head.len() < 4 {
        return None;
    }
    let mut found = Opening::default();
    let mut known = false;
    let mut first = true;
    let mut at = 0;
    let mut lower = String::new();
    for piece in head.split_inclusive([',', '|', '(', ')', '/', ';']) {
        let start = at;
        at += piece.len();
        let words = piece
            .trim_end_matches([',', '|', '(', ')', '/', ';'])
            .trim();
        if words.is_empty() {
            continue;
        }
        let from = start + piece.find(words).unwrap_or(0);
        let span = Span::new(from, from + words.len());
        key(words, &mut lower);
        if first {
            let town = furniture.places.contains(lower.as_str());
            let capitals = words.len() >= 4
                && words.chars().filter(|c| c.is_alphabetic()).count() >= 4
                && !words.chars().any(char::is_lowercase)
                && words.split_whitespace().count() <= 3
                && outlets.named(words).is_none();
            if !town && !capitals && !town_with_date(words, furniture) {
                return None;
            }
            if town_with_date(words, furniture) && !town {
                // "Beijing May 2 (Xinhua)"
                let cut = words
                    .find(|c: char| c.is_ascii_digit())
                    .unwrap_or(words.len());
                let town_end = words
                    .get(..cut)
                    .unwrap_or("")
                    .trim_end()
                    .rfind(' ')
                    .unwrap_or(cut);
                found.place = Some(Span::new(span.start, span.start + town_end));
                found.date = Some((Span::new(span.start + town_end + 1, span.end), None));
                known = true;
            } else {
                found.place = Some(span);
                known |= town;
            }
            first = false;
        } else if outlets.named(words).is_some() || lower.ends_with("newswire") {
            found.agency = found.agency.or(Some(span));
        } else if let Some((inner, period)) = whole_date(words) {
            found.date = found.date.or(Some((
                Span::new(span.start + inner.start, span.start + inner.end),
                period,
            )));
        } else if words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit()) {
            // The year, after a comma: read day and year together.
            if let Some((date, _)) = found.date {
                let both = Span::new(date.start, span.end);
                let period = stated(both.of(head)).first().map(|(_, period)| *period);
                found.date = Some((both, period));
            } else {
                return None;
            }
        } else if found.agency.is_none()
            && words.len() <= 24
            && words.starts_with(char::is_uppercase)
            && words.split_whitespace().count() <= 3
        {
            // A second town, state or country.
            known |= furniture.places.contains(lower.as_str());
            if let Some(place) = found.place {
                found.place = Some(Span::new(place.start, span.end));
            }
        } else {
            return None;
        }
    }
    (known || found.agency.is_some() || found.date.is_some()).then_some(found)
}

fn town_with_date(words: &str, furniture: &Furniture) -> bool {
    let Some((rest, day)) = words.rsplit_once(' ') else {
        return false;
    };
    let Some((town, month)) = rest.rsplit_once(' ') else {
        return false;
    };
    let date = words
        .get(words.len() - month.len() - day.len() - 1..)
        .unwrap_or("");
    let mut lower = String::new();
    key(town, &mut lower);
    furniture.places.contains(lower.as_str()) && day_of_month(date)
}

/// Outlets credited by a few words, all of which must be names or words that go with credits.
///
/// `None` if anything else stands there.
pub(super) fn credited<'o>(
    words: &str,
    furniture: &Furniture,
    outlets: &'o Outlets,
) -> Option<Vec<&'o Outlet>> {
    if words.len() > 140 {
        return None;
    }
    let mut rest = words.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '.' | '-' | '–' | '—' | '*' | '_')
    });
    let mut lead = false;
    for _ in 0..3 {
        let longest = furniture.credit_lead.iter().find(|lead| {
            rest.len() > lead.len()
                && rest.is_char_boundary(lead.len())
                && rest
                    .get(..lead.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(lead))
                && (lead.ends_with(':') || !rest[lead.len()..].starts_with(char::is_alphanumeric))
        });
        let Some(longest) = longest else { break };
        rest = rest
            .get(longest.len()..)
            .unwrap_or("")
            .trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        lead = true;
    }
    if let Some(outlet) = outlets.named(rest) {
        return Some(vec![outlet]);
    }
    let mut found = Vec::new();
    let mut anonymous = false;
    for piece in rest
        .split(['/', ',', ';', '&', '|', '+'])
        .flat_map(|piece| piece.split(" and "))
    {
        let piece = piece
            .trim()
            .trim_start_matches("and ")
            .trim_matches(|c: char| matches!(c, '(' | ')' | '.'));
        let year = piece.len() == 4 && piece.bytes().all(|byte| byte.is_ascii_digit());
        if piece.is_empty() || year {
            continue;
        }
        let bare = piece
            .strip_suffix(|c: char| c.is_ascii_digit())
            .map_or(piece, |_| {
                piece.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ')
            });
        if let Some(outlet) = outlets.named(bare) {
            found.push(outlet);
        } else if lead && furniture.anonymous.contains(piece.to_lowercase().as_str())
            || piece.eq_ignore_ascii_case("agencies")
            || piece.eq_ignore_ascii_case("wire reports")
        {
            anonymous = true;
        } else {
            return None;
        }
    }
    (!found.is_empty() || anonymous).then_some(found)
}

/// Where a credit at the end of a paragraph begins: `(Xinhua/AP)`, `- FT`.
pub(super) fn closing(words: &str, furniture: &Furniture, outlets: &Outlets) -> Option<usize> {
    let tail_at = floor(words, words.len().saturating_sub(90));
    let tail = words.get(tail_at..).unwrap_or("");
    let trimmed = tail.trim_end_matches(['.', ' ', '*']);
    if trimmed.ends_with(')') {
        let open = trimmed.rfind('(')?;
        let inner = trimmed.get(open + 1..trimmed.len() - 1)?;
        // Not a short form behind a name: "the Wall Street Journal (WSJ)" stands in a sentence.
        let after_stop = tail
            .get(..open)?
            .trim_end()
            .ends_with(['.', '!', '?', '"', '”', '’', '…', ')']);
        let credit = credited(inner, furniture, outlets).is_some();
        return (tail_at + open > 0 && after_stop && credit).then_some(tail_at + open);
    }
    for (at, dash) in tail.char_indices().rev() {
        if !matches!(dash, '-' | '–' | '—') {
            continue;
        }
        let before = tail.get(..at)?.trim_end();
        let name = tail.get(at + dash.len_utf8()..)?.trim();
        let stop = before.ends_with(['.', '!', '?', '"', '”', '’', '…', ')']);
        if before.is_empty() || !stop || name.is_empty() || name.len() > 60 {
            return None;
        }
        let start = before.trim_end_matches(['-', '–', '—', ' ']).len();
        return credited(name, furniture, outlets)
            .map(|_| tail_at + start + leading_blank(words, tail_at + start));
    }
    None
}

fn leading_blank(words: &str, at: usize) -> usize {
    let rest = words.get(at..).unwrap_or("");
    rest.len() - rest.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(words: &str) -> &str {
        match opening(words, Furniture::bundled(), Outlets::bundled()) {
            Some(found) => &words[found.end..],
            None => words,
        }
    }

    #[test]
    fn openings() {
        for words in [
            "(Bloomberg) — Ducks fly.",
            "BEIJING, May 2 (Reuters) - Ducks fly.",
            "WASHINGTON (AP) -- Ducks fly.",
            "BEIJING — Ducks fly.",
            "Chicago | Reuters — Ducks fly.",
            "date 2026-01-07 TOKYO: Ducks fly.",
            "date 2026-01-07 Ducks fly.",
            "NEW DELHI: Ducks fly.",
            "BEIJING/WASHINGTON, May 2 (Reuters) - Ducks fly.",
            "WASHINGTON, D.C. – May 2, 2025 – Ducks fly.",
            "HONG KONG, Nov. 10, 2025 /PRNewswire/ -- Ducks fly.",
            "SMALLVILLE, China (AP) — Ducks fly.",
            "Geneva (AFP) – Ducks fly.",
            "BEIJING, May 29 (Xinhua) Ducks fly.",
        ] {
            assert_eq!(body(words), "Ducks fly.", "{words}");
        }
        for words in [
            "THE PRESIDENT: Ducks fly.",
            "CNBC: Do ducks fly?",
            "China — the larger of the two — flies.",
            "EXCLUSIVE — Ducks fly.",
            "MS. JEAN-PIERRE:  Ducks fly.",
            "Beijing has ducks - and geese.",
            "Q  On ducks - do they fly?",
        ] {
            assert_eq!(body(words), words);
        }
        let found = opening(
            "HONG KONG, Nov. 10, 2025 /PRNewswire/ -- Ducks.",
            Furniture::bundled(),
            Outlets::bundled(),
        )
        .unwrap();
        assert_eq!(found.date.unwrap().1.unwrap().to_string(), "2025-11-10");
    }

    #[test]
    fn closings() {
        let cut = |words: &'static str| {
            closing(words, Furniture::bundled(), Outlets::bundled()).map(|at| &words[at..])
        };
        assert_eq!(cut("Ducks fly. (Xinhua/AP)"), Some("(Xinhua/AP)"));
        assert_eq!(cut("Ducks fly. - FT"), Some("- FT"));
        assert_eq!(
            cut("Ducks fly, he said. (With inputs from agencies)"),
            Some("(With inputs from agencies)")
        );
        assert_eq!(
            cut("Ducks fly, according to the Financial Times (FT)"),
            None
        );
        assert_eq!(cut("Ducks fly."), None);
    }
}
