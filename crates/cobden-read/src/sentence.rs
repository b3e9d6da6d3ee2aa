//! Sentences, and the quotations that run through them.

use crate::words::{Shape, Tag, Token};

/// The tokens of a sentence: half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The block of the layout it stands in.
    pub(crate) block: usize,
}

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The opening mark.
    pub(crate) open: usize,
    /// The closing mark, or the end of the block if there is none; half open would be one more.
    pub(crate) close: usize,
    /// Whether a closing mark stands there.
    pub(crate) closed: bool,
    /// Whether it stands inside another.
    pub(crate) nested: bool,
}

impl Quote {
    /// The first token inside.
    pub(crate) fn first(&self) -> usize {
        self.open + 1
    }

    /// One past the last token inside.
    pub(crate) fn last(&self) -> usize {
        if self.closed {
            self.close
        } else {
            self.close + 1
        }
    }

    /// One past the closing mark.
    pub(crate) fn after(&self) -> usize {
        self.close + 1
    }

    /// Whether a token stands inside or is one of the marks.
    pub(crate) fn holds(&self, token: usize) -> bool {
        (self.open..=self.close).contains(&token)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
}

/// Pairs the quotation marks of a block; marks without a partner become [`Tag::Other`].
pub(crate) fn quotes(
    text: &str,
    tokens: &mut [Token],
    block: std::ops::Range<usize>,
    out: &mut Vec<Quote>,
) {
    let from = out.len();
    let mut open: Vec<(usize, Style)> = Vec::new();
    for index in block.clone() {
        if tokens[index].tag != Tag::Quote {
            continue;
        }
        let (opens, closes, style) = sides(text, tokens, index);
        let same = open.iter().rposition(|(_, other)| *other == style);
        if closes && let Some(at) = same {
            let (start, _) = open[at];
            open.truncate(at);
            if index > start + 1 {
                out.push(Quote {
                    open: start,
                    close: index,
                    closed: true,
                    nested: !open.is_empty(),
                });
            }
        } else if opens {
            if let Some(at) = same {
                // The one before was never closed: a mark was lost, or it is the next paragraph of one speech.
                let (start, _) = open[at];
                tokens[start].tag = Tag::Other;
                open.truncate(at);
            }
            open.push((index, style));
        } else {
            tokens[index].tag = Tag::Other;
        }
    }
    for (start, style) in open {
        // A speech of several paragraphs has no closing mark at the end of each.
        let speech = style == Style::Double
            && tokens
                .get(start + 1)
                .is_some_and(|token| token.shape != Shape::Lower)
            && (start == block.start || block.end - start > 6);
        if speech && block.end > start + 1 {
            out.push(Quote {
                open: start,
                close: block.end - 1,
                closed: false,
                nested: false,
            });
        } else {
            tokens[start].tag = Tag::Other;
        }
    }
    out[from..].sort_by_key(|quote| (quote.open, usize::MAX - quote.close));
}

/// Whether a mark can open or close a quotation, by its shape and what stands beside it.
fn sides(text: &str, tokens: &[Token], index: usize) -> (bool, bool, Style) {
    let span = tokens[index].span();
    let mark = span.of(text).chars().next().unwrap_or('"');
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let blank = |letter: Option<char>| {
        letter.is_none_or(|letter| {
            letter.is_whitespace() || matches!(letter, '(' | '[' | '—' | '–' | '-' | '/')
        })
    };
    let word = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_whitespace());
    match mark {
        '\'' | '`' if span.len() == 2 => {
            (blank(before) && word(after), word(before), Style::Double)
        }
        '“' | '„' | '«' => (true, false, Style::Double),
        '”' | '»' => {
            // Opens where careless typesetting turned it round.
            (
                blank(before) && word(after) && !blank(after),
                true,
                Style::Double,
            )
        }
        '‘' => (true, false, Style::Single),
        '’' => (false, word(before), Style::Single),
        '\'' | '`' => (
            blank(before) && word(after),
            word(before) && !after.is_some_and(char::is_alphanumeric),
            Style::Single,
        ),
        _ => {
            let opens =
                (blank(before) || matches!(before, Some(',' | '.' | ':' | '“'))) && word(after);
            let closes = word(before)
                && !matches!(before, Some('(' | '['))
                && (!opens
                    || !word(after)
                    || after.is_some_and(|letter| letter.is_ascii_punctuation()));
            if opens || closes {
                (opens, closes, Style::Double)
            } else {
                (false, true, Style::Double)
            }
        }
    }
}

const ABBREVIATIONS: [&str; 64] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "inc", "ltd", "co", "corp", "no", "vs",
    "etc", "gov", "sen", "rep", "gen", "col", "lt", "sgt", "capt", "adm", "hon", "rev", "pres",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon",
    "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "dept", "art", "sec",
    "para", "pp", "fig", "approx", "est", "al", "eg", "ie", "cf", "messrs", "pvt", "pte",
];

/// Words after which a sentence is cut where it can be: a list, a table or no prose at all. Clauses are compared with the
/// others of their sentence, so that a sentence of any length would take time by its square.
const LONGEST: usize = 250;

/// Where a sentence that does not end is cut: after the last mark of its second half, or at its end.
fn part(tokens: &[Token], first: usize, last: usize) -> usize {
    let half = first + (last - first) / 2;
    let mark = |tag: Tag| matches!(tag, Tag::Semicolon | Tag::Comma | Tag::Colon | Tag::Dash);
    let found = (half..last).rev().find(|index| mark(tokens[*index].tag));
    found.map_or(last, |index| index + 1)
}

/// Splits a block into sentences.
pub(crate) fn sentences(
    text: &str,
    tokens: &[Token],
    block: std::ops::Range<usize>,
    number: usize,
    out: &mut Vec<Sentence>,
) {
    let mut first = block.start;
    let mut index = block.start;
    while index < block.end {
        let ends = match tokens[index].tag {
            Tag::Stop => stop_ends(text, tokens, &block, index),
            // U.S., p.m., Inc. at the end: the full stop is part of the word.
            _ if tokens[index].span().of(text).ends_with('.') => tokens
                .get(index + 1)
                .filter(|_| index + 1 < block.end)
                .is_some_and(|next| {
                    next.shape == Shape::Capital
                        && matches!(
                            next.tag,
                            Tag::Determiner
                                | Tag::Pronoun
                                | Tag::Preposition
                                | Tag::Conjunction
                                | Tag::Subordinator
                                | Tag::Adverb
                                | Tag::Wh
                                | Tag::Possessive
                                | Tag::That
                        )
                }),
            _ => false,
        };
        index += 1;
        if !ends {
            if index - first == LONGEST {
                let end = part(tokens, first, index);
                out.push(Sentence {
                    first,
                    last: end,
                    block: number,
                });
                first = end;
            }
            continue;
        }
        // Closing marks and notes in brackets right behind belong to the sentence.
        while index < block.end
            && (matches!(tokens[index].tag, Tag::Close | Tag::Stop)
                || tokens[index].tag == Tag::Quote && closes(text, tokens, index))
        {
            index += 1;
        }
        out.push(Sentence {
            first,
            last: index,
            block: number,
        });
        first = index;
    }
    if first < block.end {
        out.push(Sentence {
            first,
            last: block.end,
            block: number,
        });
    }
}

fn closes(text: &str, tokens: &[Token], index: usize) -> bool {
    let span = tokens[index].span();
    let mark = span.of(text);
    match mark {
        "“" | "‘" | "„" | "«" => false,
        "”" | "»" | "’" => true,
        _ => !text[..span.start].ends_with(char::is_whitespace),
    }
}

fn stop_ends(text: &str, tokens: &[Token], block: &std::ops::Range<usize>, index: usize) -> bool {
    let mark = tokens[index].span().of(text);
    let mut next = index + 1;
    while next < block.end
        && (tokens[next].tag == Tag::Close
            || tokens[next].tag == Tag::Quote && closes(text, tokens, next))
    {
        next += 1;
    }
    let Some(after) = tokens.get(next).filter(|_| next < block.end) else {
        return true;
    };
    // `Farida Shoes Pvt. Ltd., a maker`; `D-Mass., called`
    if mark == "." && matches!(after.tag, Tag::Comma | Tag::Semicolon) && next == index + 1 {
        return false;
    }
    if after.shape == Shape::Lower {
        // `Why?” he asked`; `... and so on`; `3 p.m. on`.
        return false;
    }
    if mark == "." && index > block.start && tokens[index - 1].end == tokens[index].start {
        let word = tokens[index - 1].span().of(text).to_ascii_lowercase();
        let initial = word.len() == 1 && tokens[index - 1].shape != Shape::Digits && word != "i";
        if ABBREVIATIONS.contains(&word.as_str()) || initial {
            return false;
        }
    }
    // A full stop with no blank behind it is not the end: `Alibaba.com`, `v2.Beta`; news without blanks after stops is
    // met often enough to split before a capital letter.
    tokens[index].end < after.start
        || matches!(after.shape, Shape::Capital | Shape::Upper | Shape::Mark)
}
