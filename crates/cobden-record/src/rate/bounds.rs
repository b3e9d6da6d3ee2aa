//! How low and how high a rate can come.

use super::Expression;

/// The lowest and the highest, as ratios.
type Bounds = (f64, f64);

impl Expression {
    /// Whether it can come to less than nothing: the ordinary duty may be anything from 0% up, a share
    /// anything from 0 to 1.
    ///
    /// A formula is looked at part by part, so that one which never does may be suspected:
    /// `max(0%, 15% - base)` is plain, `base - 0.5 * base` is not.
    pub fn can_be_negative(&self) -> bool {
        self.bounds().0 < -1e-12
    }

    /// The lowest and the highest that it can come to, or further out.
    fn bounds(&self) -> Bounds {
        let all = |terms: &[Self], fold: fn(Bounds, Bounds) -> Bounds| {
            let bounds = terms.iter().map(Self::bounds);
            bounds.reduce(fold).unwrap_or((0.0, 0.0))
        };
        match self {
            Self::Percent(percent) | Self::Valued(_, percent) => (percent / 100.0, percent / 100.0),
            Self::Number(number) => (*number, *number),
            Self::Specific { .. } | Self::Base => (0.0, f64::INFINITY),
            Self::Share(_) => (0.0, 1.0),
            Self::Sum(terms) => all(terms, |a, b| (a.0 + b.0, a.1 + b.1)),
            Self::Max(terms) => all(terms, |a, b| (a.0.max(b.0), a.1.max(b.1))),
            Self::Min(terms) => all(terms, |a, b| (a.0.min(b.0), a.1.min(b.1))),
            Self::Product(terms) => all(terms, |a, b| {
                let times = |x: f64, y: f64| if x == 0.0 || y == 0.0 { 0.0 } else { x * y };
                let corners = [
                    times(a.0, b.0),
                    times(a.0, b.1),
                    times(a.1, b.0),
                    times(a.1, b.1),
                ];
                let least = corners.into_iter().fold(f64::INFINITY, f64::min);
                (least, corners.into_iter().fold(f64::NEG_INFINITY, f64::max))
            }),
            Self::Difference(left, right) => {
                let (a, b) = (left.bounds(), right.bounds());
                // max(x, y) - x and x - min(x, y) are sound without more.
                let floored = matches!(&**left, Self::Max(terms) if terms.contains(right))
                    || matches!(&**right, Self::Min(terms) if terms.contains(left));
                let least = if floored {
                    (a.0 - b.1).max(0.0)
                } else {
                    a.0 - b.1
                };
                (least, a.1 - b.0)
            }
        }
    }
}
