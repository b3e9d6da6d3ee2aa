//! Rate expressions: what a measure charges, as a formula.

use std::fmt;

mod bounds;
mod parse;
#[cfg(test)]
mod tests;

pub use parse::RateFault;

/// A rate as written: a formula over the ordinary duty and shares.
///
/// Grammar, loosest first:
///
/// ```text
/// rate    = sum [ "~" percent ]              the percent is its ad valorem equivalent
/// sum     = product { ("+" | "-") product }
/// product = atom { "*" atom }
/// atom    = percent | amount CURRENCY "/" UNIT | number | "base" | "share(" ID ")"
///         | ("max" | "min") "(" sum { "," sum } ")" | "(" sum ")"
/// ```
///
/// # Example
/// ```
/// use cobden_record::{Expression, Facts};
///
/// struct Line;
/// impl Facts for Line {
///     fn base(&self) -> f64 {
///         0.025
///     }
///     fn share(&self, _: &str) -> f64 {
///         1.0
///     }
/// }
/// let cap = Expression::parse("max(0%, 15% - base)")?;
/// assert_eq!(cap.evaluate(&Line).ratio, 0.125);
/// assert_eq!(cap.to_string(), "max(0%, 15% - base)");
/// # Ok::<(), cobden_record::RateFault>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// Percent of customs value, as written: `25%` is 25.
    Percent(f64),
    /// A plain number, which only multiplies.
    Number(f64),
    /// Money per quantity.
    Specific {
        /// How much.
        amount: f64,
        /// Currency, ISO 4217.
        currency: String,
        /// Per what.
        unit: String,
    },
    /// The ordinary duty owed on the line.
    Base,
    /// The share of a condition.
    Share(String),
    /// Terms added up.
    Sum(Vec<Expression>),
    /// The first less the second.
    Difference(Box<Expression>, Box<Expression>),
    /// Factors multiplied.
    Product(Vec<Expression>),
    /// The highest.
    Max(Vec<Expression>),
    /// The lowest.
    Min(Vec<Expression>),
    /// An expression with its ad valorem equivalent, in percent.
    Valued(Box<Expression>, f64),
}

/// What an expression needs to know of a line.
pub trait Facts {
    /// The ordinary duty owed, as a ratio.
    fn base(&self) -> f64;
    /// The share of trade that meets a condition.
    fn share(&self, condition: &str) -> f64;
}

/// What an expression comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duty {
    /// Of customs value, as a ratio.
    pub ratio: f64,
    /// Whether that is all: false where a specific part has no equivalent and counts as nothing.
    pub valued: bool,
}

impl Expression {
    /// What it comes to on a line.
    pub fn evaluate(&self, facts: &dyn Facts) -> Duty {
        let all = |terms: &[Self], fold: fn(f64, f64) -> f64| {
            let duties = terms.iter().map(|term| term.evaluate(facts));
            duties.reduce(|a, b| Duty {
                ratio: fold(a.ratio, b.ratio),
                valued: a.valued && b.valued,
            })
        };
        let nothing = Duty::valued(0.0);
        match self {
            Self::Percent(percent) => Duty::valued(percent / 100.0),
            Self::Number(number) => Duty::valued(*number),
            Self::Specific { .. } => Duty {
                ratio: 0.0,
                valued: false,
            },
            Self::Base => Duty::valued(facts.base()),
            Self::Share(condition) => Duty::valued(facts.share(condition)),
            Self::Sum(terms) => all(terms, |a, b| a + b).unwrap_or(nothing),
            Self::Product(terms) => all(terms, |a, b| a * b).unwrap_or(nothing),
            Self::Max(terms) => all(terms, f64::max).unwrap_or(nothing),
            Self::Min(terms) => all(terms, f64::min).unwrap_or(nothing),
            Self::Difference(left, right) => {
                let (left, right) = (left.evaluate(facts), right.evaluate(facts));
                Duty {
                    ratio: left.ratio - right.ratio,
                    valued: left.valued && right.valued,
                }
            }
            Self::Valued(_, percent) => Duty::valued(percent / 100.0),
        }
    }

    /// The expressions it is made of.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Sum(parts) | Self::Product(parts) | Self::Max(parts) | Self::Min(parts) => parts,
            Self::Valued(part, _) => std::slice::from_ref(part),
            _ => &[],
        }
    }

    /// The conditions whose share it asks for.
    pub fn conditions(&self) -> Vec<&str> {
        match self {
            Self::Share(condition) => vec![condition],
            Self::Difference(left, right) => [left.conditions(), right.conditions()].concat(),
            _ => self.parts().iter().flat_map(Self::conditions).collect(),
        }
    }

    /// Whether it depends on the ordinary duty.
    pub fn uses_base(&self) -> bool {
        match self {
            Self::Base => true,
            Self::Difference(left, right) => left.uses_base() || right.uses_base(),
            _ => self.parts().iter().any(Self::uses_base),
        }
    }
}

impl Duty {
    /// A duty that is known in full.
    pub fn valued(ratio: f64) -> Self {
        Self {
            ratio,
            valued: true,
        }
    }
}

/// As a record writes it; parsing that gives the same expression.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, terms: &[Self], between: &str| {
            for (index, term) in terms.iter().enumerate() {
                if index > 0 {
                    f.write_str(between)?;
                }
                term.fmt(f)?;
            }
            Ok(())
        };
        match self {
            Self::Percent(percent) => write!(f, "{percent}%"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Specific {
                amount,
                currency,
                unit,
            } => write!(f, "{amount} {currency}/{unit}"),
            Self::Base => f.write_str("base"),
            Self::Share(condition) => write!(f, "share({condition})"),
            Self::Sum(terms) => {
                for (index, term) in terms.iter().enumerate() {
                    if index > 0 {
                        f.write_str(" + ")?;
                    }
                    // Reading goes from the left: only what is behind a sign needs brackets.
                    let loose = matches!(term, Self::Sum(_) | Self::Difference(..));
                    term.bracketed(f, loose && index > 0)?;
                }
                Ok(())
            }
            Self::Difference(left, right) => {
                write!(f, "{left} - ")?;
                right.bracketed(f, matches!(**right, Self::Sum(_) | Self::Difference(..)))
            }
            Self::Product(terms) => {
                for (index, term) in terms.iter().enumerate() {
                    if index > 0 {
                        f.write_str(" * ")?;
                    }
                    let loose =
                        matches!(term, Self::Sum(_) | Self::Difference(..) | Self::Product(_));
                    term.bracketed(f, loose)?;
                }
                Ok(())
            }
            Self::Max(terms) => {
                f.write_str("max(")?;
                list(f, terms, ", ")?;
                f.write_str(")")
            }
            Self::Min(terms) => {
                f.write_str("min(")?;
                list(f, terms, ", ")?;
                f.write_str(")")
            }
            Self::Valued(expression, percent) => write!(f, "{expression} ~ {percent}%"),
        }
    }
}

impl Expression {
    fn bracketed(&self, f: &mut fmt::Formatter<'_>, bracket: bool) -> fmt::Result {
        if bracket {
            write!(f, "({self})")
        } else {
            fmt::Display::fmt(self, f)
        }
    }
}
