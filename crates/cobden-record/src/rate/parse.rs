//! Text to [`Expression`].

use std::ops::Range;

use super::Expression;

/// Why a text is not a rate expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RateFault {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub hint: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// Brackets in brackets beyond this are refused, so that no text exhausts the stack.
const DEEPEST: usize = 32;

/// More terms are refused, for the same reason: every term nests the ones before it.
const MOST_TERMS: usize = 64;

impl Expression {
    /// Reads a rate.
    ///
    /// # Errors
    /// [`RateFault`] for what is not in the grammar, for a number without a unit, and for a formula
    /// whose units do not fit: rates are added and compared with rates, and multiplied with shares.
    pub fn parse(text: &str) -> Result<Self, RateFault> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
            terms: 1,
        };
        let sum = parser.sum()?;
        let whole = 0..text.len();
        if !sum.is_rate() {
            return Err(without_unit(text.trim(), whole));
        }
        parser.skip();
        let rate = if parser.eat("~") {
            parser.skip();
            let start = parser.at;
            match parser.atom()? {
                Self::Percent(percent) => Self::Valued(Box::new(sum), percent),
                _ => {
                    return Err(parser.fault(
                        start,
                        "the equivalent is not in percent",
                        "write ~ 2.1% behind the rate",
                    ));
                }
            }
        } else {
            sum
        };
        parser.skip();
        if parser.at < text.len() {
            let at = parser.at;
            return Err(parser.fault(
                at,
                &format!("`{}` is left over", &text[at..]),
                "join rates with +, - or *",
            ));
        }
        Ok(rate)
    }

    /// Whether it is money of some kind; a bare zero is.
    fn is_rate(&self) -> bool {
        match self {
            Self::Number(number) => *number == 0.0,
            Self::Share(_) => false,
            Self::Product(factors) => factors.iter().any(Self::is_rate),
            _ => true,
        }
    }

    fn is_share(&self) -> bool {
        match self {
            Self::Number(_) | Self::Share(_) => true,
            Self::Product(factors) => factors.iter().all(Self::is_share),
            _ => false,
        }
    }
}

fn without_unit(text: &str, range: Range<usize>) -> RateFault {
    let cobden_toml::NotARate { message, hint } = cobden_toml::without_sign(text);
    let plain = text.parse::<f64>().is_ok();
    RateFault {
        message: if plain {
            format!("the rate {text} has no unit")
        } else {
            message
        },
        hint: if plain {
            format!("{hint}; a specific rate is written \"{text} USD/kg\"")
        } else {
            hint
        },
        range,
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    terms: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip();
        let there = self.rest().starts_with(token);
        if there {
            self.at += token.len();
        }
        there
    }

    fn fault(&self, start: usize, message: &str, hint: &str) -> RateFault {
        RateFault {
            message: message.to_owned(),
            hint: hint.to_owned(),
            range: start..self.at.max(start).max(self.text.len().min(start + 1)),
        }
    }

    /// Counts a sign or comma, and so the term behind it.
    fn more(&mut self) -> Result<(), RateFault> {
        self.terms += 1;
        if self.terms <= MOST_TERMS {
            return Ok(());
        }
        Err(RateFault {
            message: format!("a rate of more than {MOST_TERMS} terms"),
            hint: "write a list with a rate for each code".to_owned(),
            range: 0..self.text.len(),
        })
    }

    fn take(&mut self, keep: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|&c| keep(c)).collect();
        self.at += taken.len();
        taken
    }

    /// Terms of one sum or arguments of one function must all be rates.
    fn rates_only(&self, start: usize, terms: &[Expression]) -> Result<(), RateFault> {
        match terms.iter().find(|term| !term.is_rate()) {
            None => Ok(()),
            Some(term) => Err(without_unit(&term.to_string(), start..self.at)),
        }
    }

    fn sum(&mut self) -> Result<Expression, RateFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(self.at, "brackets are too deep", "write it flatter"));
        }
        self.skip();
        let start = self.at;
        let mut left = self.product()?;
        loop {
            let plus = self.eat("+");
            if !plus && !self.eat("-") {
                break;
            }
            self.more()?;
            let right = self.product()?;
            let pair = [left, right];
            self.rates_only(start, &pair)?;
            let [first, second] = pair;
            left = match (first, plus) {
                (Expression::Sum(mut terms), true) => {
                    terms.push(second);
                    Expression::Sum(terms)
                }
                (first, true) => Expression::Sum(vec![first, second]),
                (first, false) => Expression::Difference(Box::new(first), Box::new(second)),
            };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, RateFault> {
        self.skip();
        let start = self.at;
        let mut factors = vec![self.atom()?];
        while self.eat("*") {
            self.more()?;
            factors.push(self.atom()?);
        }
        if factors.len() == 1 {
            return Ok(factors.remove(0));
        }
        if factors.iter().filter(|factor| !factor.is_share()).count() > 1 {
            return Err(self.fault(
                start,
                "a rate times a rate is no rate",
                "multiply with a plain number or share(condition)",
            ));
        }
        Ok(Expression::Product(factors))
    }

    fn atom(&mut self) -> Result<Expression, RateFault> {
        self.skip();
        let start = self.at;
        if self.eat("(") {
            let inner = self.sum()?;
            return self.close(start).map(|()| inner);
        }
        match self.rest().chars().next() {
            Some(first) if first.is_ascii_digit() || first == '.' => self.amount(start),
            Some(first) if first.is_ascii_alphabetic() => self.name(start),
            Some('-') => Err(self.fault(
                start,
                "a rate is not negative",
                "a duty is zero or more; write a lower rate, or an exemption",
            )),
            Some(other) => Err(self.fault(
                start,
                &format!("`{other}` does not start a rate"),
                "write a rate such as \"25%\", \"0.044 USD/kg\" or \"max(0%, 15% - base)\"",
            )),
            None => Err(self.fault(
                start,
                "the rate ends too early",
                "write a rate such as \"25%\"",
            )),
        }
    }

    fn close(&mut self, start: usize) -> Result<(), RateFault> {
        if self.eat(")") {
            return Ok(());
        }
        Err(self.fault(start, "a bracket is not closed", "add `)`"))
    }

    fn amount(&mut self, start: usize) -> Result<Expression, RateFault> {
        let digits = self.take(|c| c.is_ascii_digit() || c == '.');
        let number = match digits.parse::<f64>() {
            Ok(number) if number.is_finite() && number < 1e9 => number,
            _ => {
                return Err(self.fault(
                    start,
                    &format!("`{digits}` is not a number"),
                    "write digits and at most one point",
                ));
            }
        };
        if self.eat("%") {
            return Ok(Expression::Percent(number));
        }
        let after_number = self.at;
        self.skip();
        let currency = self.take(|c| c.is_ascii_uppercase());
        if currency.is_empty() {
            self.at = after_number;
            return Ok(Expression::Number(number));
        }
        let slash = self.eat("/");
        let unit = self.take(|c| c.is_alphanumeric() || c == '.');
        if currency.len() != 3 || !slash || unit.is_empty() {
            return Err(self.fault(
                start,
                "a specific rate needs a currency and a unit",
                "write amount, currency and unit: \"0.044 USD/kg\"",
            ));
        }
        Ok(Expression::Specific {
            amount: number,
            currency,
            unit,
        })
    }

    fn name(&mut self, start: usize) -> Result<Expression, RateFault> {
        let name = self.take(|c| c.is_ascii_alphabetic());
        match name.as_str() {
            "base" => Ok(Expression::Base),
            "share" if self.eat("(") => {
                self.skip();
                let id = self.take(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
                if id.is_empty() {
                    return Err(self.fault(start, "share of what?", "write share(condition-id)"));
                }
                self.close(start).map(|()| Expression::Share(id))
            }
            "max" | "min" if self.eat("(") => {
                let mut terms = vec![self.sum()?];
                while self.eat(",") {
                    self.more()?;
                    terms.push(self.sum()?);
                }
                self.rates_only(start, &terms)?;
                self.close(start)?;
                Ok(match name.as_str() {
                    "max" => Expression::Max(terms),
                    _ => Expression::Min(terms),
                })
            }
            _ => Err(self.fault(
                start,
                &format!("`{name}` is not known in a rate"),
                "known are base, share(condition), max(...) and min(...)",
            )),
        }
    }
}
