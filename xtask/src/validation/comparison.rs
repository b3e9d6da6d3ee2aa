//! One quantity, theirs against ours.

/// How a difference is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// |ours / theirs − 1|.
    Relative,
    /// |ours − theirs| / 100 of percentages: the difference of the ratios they stand for.
    Points,
    /// |ours − theirs|, for figures printed with few digits.
    Absolute,
}

impl Measure {
    fn of(self, theirs: f64, ours: f64) -> f64 {
        match self {
            Self::Relative if theirs == ours => 0.0,
            Self::Relative => (ours / theirs - 1.0).abs(),
            Self::Points => (ours - theirs).abs() / 100.0,
            Self::Absolute => (ours - theirs).abs(),
        }
    }
}

/// A column of figures compared, known by its largest difference.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Name of the column.
    pub what: String,
    /// How differences are measured.
    pub measure: Measure,
    /// Largest difference allowed.
    pub bar: f64,
    /// Where the largest difference is.
    pub at: String,
    /// Their figure there.
    pub theirs: f64,
    /// Ours there.
    pub ours: f64,
    /// Figures compared.
    pub count: usize,
}

impl Comparison {
    /// Compares figures labelled by place.
    pub fn new(
        what: impl Into<String>,
        measure: Measure,
        bar: f64,
        figures: impl IntoIterator<Item = (String, f64, f64)>,
    ) -> Self {
        let mut worst = Self {
            what: what.into(),
            measure,
            bar,
            at: String::new(),
            theirs: f64::NAN,
            ours: f64::NAN,
            count: 0,
        };
        let mut largest = -1.0;
        for (at, theirs, ours) in figures {
            worst.count += 1;
            let difference = measure.of(theirs, ours);
            // A difference that is no number is the worst of all.
            if difference.is_nan() || difference > largest {
                largest = if difference.is_nan() {
                    f64::INFINITY
                } else {
                    difference
                };
                (worst.at, worst.theirs, worst.ours) = (at, theirs, ours);
            }
        }
        worst
    }

    /// The largest difference.
    pub fn difference(&self) -> f64 {
        self.measure.of(self.theirs, self.ours)
    }

    /// Whether something was compared and all of it is within the bar.
    pub fn holds(&self) -> bool {
        self.count > 0 && self.difference() <= self.bar
    }

    /// A row of the document's table.
    pub(super) fn line(&self) -> String {
        let unit = match self.measure {
            Measure::Relative => "relative",
            Measure::Points => "of 1",
            Measure::Absolute => "absolute",
        };
        let mark = if self.holds() { "" } else { " **missed**" };
        format!(
            "| {} ({}) | {:.1e} {unit} | {:.0e}{mark} | {} | {} | {} |\n",
            self.what,
            self.count,
            self.difference(),
            self.bar,
            self.at,
            digits(self.theirs),
            digits(self.ours)
        )
    }
}

/// Twelve significant digits.
fn digits(value: f64) -> String {
    if value == 0.0 || (1e-4..1e6).contains(&value.abs()) {
        let decimals = (11 - value.abs().max(1e-4).log10().floor() as i32).clamp(4, 15) as usize;
        format!("{value:.decimals$}")
    } else {
        format!("{value:.11e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_difference_counts_and_nan_is_worst() {
        let of = |figures: &[(f64, f64)]| {
            let figures = figures.iter().enumerate();
            Comparison::new(
                "x",
                Measure::Relative,
                1e-6,
                figures.map(|(k, (a, b))| (k.to_string(), *a, *b)),
            )
        };
        let good = of(&[(1.0, 1.0), (2.0, 2.0 + 1e-7)]);
        assert_eq!(good.at, "1");
        assert!(good.holds());
        assert!(!of(&[(1.0, 1.0), (2.0, 2.1)]).holds());
        assert!(!of(&[(1.0, 1.0), (2.0, f64::NAN), (1.0, 1.0)]).holds());
        assert!(!of(&[]).holds());
    }
}
