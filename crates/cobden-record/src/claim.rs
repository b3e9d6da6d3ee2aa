//! Claims that a record must satisfy.

use std::fmt;
use std::ops::Range;

use cobden_codes::HsCode;
use jiff::civil::Date;

#[cfg(test)]
mod tests;

/// Claims with their source.
#[derive(Debug, Clone, PartialEq)]
pub struct Assert {
    /// The claims, in order.
    pub claims: Vec<Claim>,
}

/// One claim, such as `2025-05-02 USA<-CHN 8517.13.00 total = 20%`.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Day of the law.
    pub on: Date,
    /// Day of knowledge; the last one where not said.
    pub known: Option<Date>,
    /// Who imports.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// What.
    pub code: HsCode,
    /// Which figure.
    pub subject: Subject,
    /// Its value, as a ratio.
    pub expected: f64,
    /// How far off it may be, as a ratio.
    pub tolerance: f64,
    /// Shares assumed for conditions.
    pub assume: Vec<(String, f64)>,
    /// Where it is written.
    pub range: Range<usize>,
}

/// Two claims are equal when they say the same, wherever they are written.
impl PartialEq for Claim {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

/// Which figure a claim is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All layers.
    Total,
    /// All but the ordinary duty.
    Additional,
    /// One measure.
    Layer(String),
}

/// Why a text is not a claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ClaimFault {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub hint: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// Half of the last digit that a reader of percents with nine decimals can see.
const TOLERANCE: f64 = 1e-11;

const FORM: &str = "write DATE IMPORTER<-EXPORTER CODE (total | additional | layer MEASURE) = RATE% [+- RATE%] [known DATE] [assume CONDITION=SHARE ...]";

impl Claim {
    /// Reads a claim.
    ///
    /// # Errors
    /// [`ClaimFault`] with the word that does not fit and the form of a claim.
    pub fn parse(text: &str) -> Result<Self, ClaimFault> {
        let mut words = Words { text, at: 0 };
        let on = words.date("the day of the law")?;
        let pair = words.next("importer<-exporter")?;
        let Some((importer, exporter)) = text[pair.clone()].split_once("<-") else {
            return Err(words.wrong(pair, "importer<-exporter"));
        };
        let (importer, exporter) = (importer.to_owned(), exporter.to_owned());
        let code = words.next("a product code")?;
        let code = HsCode::parse(&text[code.clone()]).map_err(|fault| ClaimFault {
            message: fault.to_string(),
            hint: "write 2, 4, 6, 8 or 10 digits, with or without dots".to_owned(),
            range: code,
        })?;
        let figure = words.next("total, additional or layer")?;
        let subject = match &text[figure.clone()] {
            "total" => Subject::Total,
            "additional" => Subject::Additional,
            "layer" => {
                let measure = words.next("the id of a measure")?;
                Subject::Layer(text[measure].to_owned())
            }
            _ => return Err(words.wrong(figure, "total, additional or layer")),
        };
        words.expect("=")?;
        let expected = words.percent()?;
        let mut claim = Self {
            on,
            known: None,
            importer,
            exporter,
            code,
            subject,
            expected,
            tolerance: TOLERANCE,
            assume: Vec::new(),
            range: 0..text.len(),
        };
        let mut has_tolerance = false;
        while let Some(word) = words.peek() {
            words.at = word.end;
            match &text[word.clone()] {
                "+-" if has_tolerance => return Err(words.again(word)),
                "known" if claim.known.is_some() => return Err(words.again(word)),
                "assume" if !claim.assume.is_empty() => return Err(words.again(word)),
                "+-" => {
                    claim.tolerance = words.tolerance()?;
                    has_tolerance = true;
                }
                "known" => claim.known = Some(words.date("the day of knowledge")?),
                "assume" => loop {
                    let share = words.next("condition=share")?;
                    let Some(assumed) = assumption(&text[share.clone()]) else {
                        return Err(words.wrong(share, "condition=share with a share from 0 to 1"));
                    };
                    if claim.assume.iter().any(|(name, _)| *name == assumed.0) {
                        return Err(words.again(share));
                    }
                    claim.assume.push(assumed);
                    let more = words.peek().is_some_and(|word| text[word].contains('='));
                    if !more {
                        break;
                    }
                },
                _ => return Err(words.wrong(word, "+-, known or assume")),
            }
        }
        Ok(claim)
    }
}

/// As a record writes it.
impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            on,
            importer,
            exporter,
            code,
            ..
        } = self;
        write!(f, "{on} {importer}<-{exporter} {code} ")?;
        match &self.subject {
            Subject::Total => f.write_str("total")?,
            Subject::Additional => f.write_str("additional")?,
            Subject::Layer(measure) => write!(f, "layer {measure}")?,
        }
        write!(f, " = {}", cobden_toml::shown(self.expected))?;
        if self.tolerance != TOLERANCE {
            write!(f, " +- {}", cobden_toml::shown(self.tolerance))?;
        }
        if let Some(known) = self.known {
            write!(f, " known {known}")?;
        }
        for (index, (condition, share)) in self.assume.iter().enumerate() {
            let word = if index == 0 { " assume" } else { "" };
            write!(f, "{word} {condition}={share}")?;
        }
        Ok(())
    }
}

/// Reads `usmca=0.4`.
fn assumption(text: &str) -> Option<(String, f64)> {
    let (condition, share) = text.split_once('=')?;
    let share = share.parse::<f64>().ok()?;
    let fits = (0.0..=1.0).contains(&share) && !condition.is_empty();
    fits.then(|| (condition.to_owned(), share))
}

struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Words<'_> {
    fn peek(&self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.len() - rest.trim_start().len();
        let word = self.text[start..].split_whitespace().next()?;
        Some(start..start + word.len())
    }

    fn next(&mut self, wanted: &str) -> Result<Range<usize>, ClaimFault> {
        match self.peek() {
            Some(word) => {
                self.at = word.end;
                Ok(word)
            }
            None => Err(ClaimFault {
                message: format!("the claim ends before {wanted}"),
                hint: FORM.to_owned(),
                range: 0..self.text.len(),
            }),
        }
    }

    fn wrong(&self, range: Range<usize>, wanted: &str) -> ClaimFault {
        ClaimFault {
            message: format!("`{}` is not {wanted}", &self.text[range.clone()]),
            hint: FORM.to_owned(),
            range,
        }
    }

    fn again(&self, range: Range<usize>) -> ClaimFault {
        let word = &self.text[range.clone()];
        let word = word.split_once('=').map_or(word, |(name, _)| name);
        ClaimFault {
            message: format!("`{word}` is said twice"),
            hint: "say it once".to_owned(),
            range,
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), ClaimFault> {
        let word = self.next(token)?;
        if self.text[word.clone()] == *token {
            Ok(())
        } else {
            Err(self.wrong(word, token))
        }
    }

    fn date(&mut self, wanted: &str) -> Result<Date, ClaimFault> {
        let word = self.next(wanted)?;
        let text = &self.text[word.clone()];
        // Dates are read with a time behind them, too, but a claim is of a whole day.
        let day = text
            .parse()
            .ok()
            .filter(|_| text.len() == "2025-05-02".len());
        day.ok_or_else(|| self.wrong(word, "a day such as 2025-05-02"))
    }

    fn tolerance(&mut self) -> Result<f64, ClaimFault> {
        let tolerance = self.percent()?;
        if tolerance >= 0.0 {
            return Ok(tolerance);
        }
        let range = self.text[..self.at]
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + 1)..self.at;
        Err(self.wrong(range, "zero or more"))
    }

    fn percent(&mut self) -> Result<f64, ClaimFault> {
        let word = self.next("a rate in percent")?;
        cobden_toml::percent(&self.text[word.clone()]).map_err(|fault| ClaimFault {
            message: fault.message,
            hint: fault.hint,
            range: word,
        })
    }
}
