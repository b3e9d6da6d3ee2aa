//! Time phrases: where they stand, what they say, and which days they mean.
//!
//! [`find`] goes once over a text and stops at words of `lexicon/time.toml`; a small grammar joins them into phrases.
//! [`TimePhrase::resolve`] turns a phrase into days, given the date of its document and the tense of its clause.
//! [`stated`] reads absolute dates only, for date lines.
//!
//! The grammar knows English news. It reads no holidays, no clock times and no dates that hang on an event ("a week
//! after the call"); those phrases are found but mean no day.

mod anchor;
mod arithmetic;
mod grammar;
mod horizon;
mod lexicon;
mod meaning;
mod phrase;
mod resolve;
mod stated;
mod token;

pub use anchor::{Anchor, Basis, Resolved, Tense};
pub use meaning::{Count, Meaning, Part, Season, Unit, Way, Which, YearOf};
pub use phrase::{Relation, TimePhrase};
pub use stated::{Order, StatedDate, stated};

use lexicon::lexicon;

/// Every time phrase of a text, in order, none overlapping another.
///
/// # Example
/// ```
/// use cobden_read::time::{Relation, find};
///
/// let text = "Tariffs could fall by late Q2, he said on Friday.";
/// let found = find(text);
/// assert_eq!(found[0].span.of(text), "by late Q2");
/// assert_eq!(found[0].core.of(text), "late Q2");
/// assert_eq!(found[0].relation, Relation::By);
/// assert_eq!(found[1].span.of(text), "on Friday");
/// ```
pub fn find(text: &str) -> Vec<TimePhrase> {
    let lexicon = lexicon();
    let tokens = token::tokens(text, lexicon);
    let grammar = grammar::Grammar::new(text, &tokens, lexicon);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if (tokens[at].word == 0 || lexicon.get(tokens[at].word).begins())
            && let Some((phrase, next)) = grammar.phrase(at)
        {
            found.push(phrase);
            at = next.max(at + 1);
            continue;
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests;
