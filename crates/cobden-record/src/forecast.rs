//! Who expects what by when, and what became of it.

use jiff::civil::Date;

/// An expectation with a due date.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Who expects it.
    pub by: String,
    /// What.
    pub what: String,
    /// When it was made.
    pub made: Date,
    /// By when it is to have happened.
    pub due: Date,
    /// How likely, 0 to 1, if a figure was given.
    pub probability: Option<f64>,
    /// Entries that cannot be true at the same time.
    pub contradicts: Vec<String>,
}

/// What became of a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Id of the forecast.
    pub forecast: String,
    /// Whether it came true.
    pub happened: bool,
    /// When that was settled.
    pub on: Date,
}

impl Outcome {
    /// Brier score: squared distance between the probability and what happened, 0 is best.
    ///
    /// # Source
    /// Brier (1950), Verification of forecasts expressed in terms of probability.
    pub fn brier_score(&self, forecast: &Forecast) -> Option<f64> {
        let happened = f64::from(u8::from(self.happened));
        forecast
            .probability
            .map(|probability| (probability - happened).powi(2))
    }
}
