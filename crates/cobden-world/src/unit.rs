//! Units of value, such as `million USD`.

use std::fmt;
use std::str::FromStr;

/// A power of ten and a currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// How many units of the currency one is.
    pub scale: f64,
    /// ISO 4217 code.
    pub currency: String,
}

/// The words for powers of ten, and the powers.
const SCALES: [(&str, f64); 4] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
];

impl Unit {
    /// Factor that turns values in this unit into billions of its currency.
    pub fn to_billions(&self) -> f64 {
        self.scale / 1e9
    }
}

impl Default for Unit {
    fn default() -> Self {
        Self {
            scale: 1e6,
            currency: "USD".into(),
        }
    }
}

/// Why a unit was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownUnit(
    /// The words found.
    pub String,
);

impl fmt::Display for UnknownUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a unit of value", self.0)
    }
}

impl std::error::Error for UnknownUnit {}

impl FromStr for Unit {
    type Err = UnknownUnit;

    /// Reads `USD`, `thousand USD`, `million EUR` and so on.
    fn from_str(text: &str) -> Result<Self, UnknownUnit> {
        let refuse = || UnknownUnit(text.to_owned());
        let words: Vec<&str> = text.split_whitespace().collect();
        let (scale, currency) = match words.as_slice() {
            [currency] => (1.0, *currency),
            [power, currency] => {
                let found = SCALES.iter().find(|(name, _)| name == power);
                (found.ok_or_else(refuse)?.1, *currency)
            }
            _ => return Err(refuse()),
        };
        let is_code = currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase());
        if !is_code {
            return Err(refuse());
        }
        Ok(Self {
            scale,
            currency: currency.to_owned(),
        })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match SCALES.iter().find(|(_, scale)| *scale == self.scale) {
            Some((name, _)) => write!(f, "{name} {}", self.currency),
            None => write!(f, "{}", self.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_refuses_the_rest() {
        for text in ["USD", "thousand USD", "million EUR", "billion CNY"] {
            assert_eq!(text.parse::<Unit>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "millions USD",
            "million",
            "million dollars",
            "10 USD",
            "million usd",
        ] {
            assert!(text.parse::<Unit>().is_err(), "{text}");
        }
        assert_eq!("million USD".parse::<Unit>().unwrap().to_billions(), 1e-3);
    }
}
