//! Who repeats whom.

use cobden_read::Period;

use crate::days::Days;
use crate::fact::intake::Reported;
use crate::link::{Basis, Decision, LinkKind, Stretch};
use crate::symbols::{Symbol, Symbols};

/// What is known of a document that tells who repeats whom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// Its publisher by its usual name.
    pub(crate) publisher: Option<Symbol>,
    /// Outlets that it credits, itself left out.
    pub(crate) credits: Vec<Symbol>,
    /// Statements that it takes from other outlets.
    pub(crate) reported: Vec<Reported>,
    /// Whether an office published it.
    pub(crate) official: bool,
    pub(crate) date: Option<Period>,
}

/// Whether a document appeared days after the one that should have repeated it.
fn later_days(source: &Origin, repeater: &Origin) -> bool {
    let (source, repeater) = (Days::of(source.date), Days::of(repeater.date));
    source.is_known() && repeater.is_known() && source.first > repeater.last.saturating_add(1)
}

/// Why `repeater` should repeat `source`, for all that it says itself.
pub(super) fn credit(source: &Origin, repeater: &Origin, symbols: &Symbols) -> Vec<Basis> {
    let mut basis = Vec::new();
    let Some(publisher) = source.publisher else {
        return basis;
    };
    if repeater.publisher == Some(publisher) || later_days(source, repeater) {
        return basis;
    }
    let name = || symbols.get(publisher).to_owned();
    if repeater.credits.contains(&publisher) {
        basis.push(Basis::CreditLine { publisher: name() });
    }
    let reported = |reported: &&Reported| reported.outlet == publisher;
    basis.extend(
        repeater
            .reported
            .iter()
            .filter(reported)
            .take(3)
            .map(|reported| Basis::ReportedBy {
                publisher: name(),
                statement: symbols.get(reported.statement).to_owned(),
                at: Stretch {
                    start: reported.start as usize,
                    end: reported.end as usize,
                },
            }),
    );
    basis
}

/// What is known of the direction: whether the first document is the source, what decides, and why.
pub(crate) fn direction(
    one: &Origin,
    other: &Origin,
    kind: LinkKind,
    (of_one, of_other): (f64, f64),
    symbols: &Symbols,
) -> (bool, Option<Decision>, Vec<Basis>) {
    let by_one = credit(one, other, symbols);
    let by_other = credit(other, one, symbols);
    let mut basis = Vec::new();
    let mut decided = None;
    let mut one_first = true;
    if by_one.is_empty() != by_other.is_empty() {
        decided = Some(Decision::Credit);
        one_first = !by_one.is_empty();
        basis = if one_first { by_one } else { by_other };
    }
    if one.official != other.official
        && !(one.official && later_days(one, other) || other.official && later_days(other, one))
    {
        let source = if one.official { one } else { other };
        if decided.is_none() {
            decided = Some(Decision::Original);
            one_first = one.official;
        }
        if one_first == one.official {
            basis.push(Basis::OwnText {
                publisher: source
                    .publisher
                    .map_or(String::new(), |name| symbols.get(name).to_owned()),
            });
        }
    }
    if let (Some(date), Some(other_date)) = (one.date, other.date) {
        let earlier = if date.last < other_date.first {
            Some(true)
        } else if other_date.last < date.first {
            Some(false)
        } else {
            None
        };
        if let Some(earlier) = earlier {
            if decided.is_none() {
                decided = Some(Decision::Date);
                one_first = earlier;
            }
            if one_first == earlier {
                let (source, repeater) = if earlier {
                    (date, other_date)
                } else {
                    (other_date, date)
                };
                basis.push(Basis::Earlier { source, repeater });
            }
        }
    }
    if kind == LinkKind::Excerpt {
        let one_holds_other = of_other > of_one;
        if decided.is_none() {
            decided = Some(Decision::Containment);
            one_first = one_holds_other;
        }
        if one_first == one_holds_other {
            basis.push(Basis::Contained);
        }
    }
    (one_first, decided, basis)
}
