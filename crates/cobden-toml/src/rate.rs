//! Rates with a percent sign.

/// Why a text is not a rate, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotARate {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub hint: String,
}

/// No rate is as large, in percent; larger ones could not be printed and read again.
const LARGEST: f64 = 1e9;

/// Reads `145%`, `-2.5%` as a ratio.
///
/// The percent sign is part of a rate: 0.25 could be a quarter of a percent or of the value.
///
/// # Errors
/// [`NotARate`] for a text without the sign, or without a finite number below 1e9 before it.
pub fn percent(text: &str) -> Result<f64, NotARate> {
    let Some(number) = text.trim().strip_suffix('%') else {
        return Err(without_sign(text));
    };
    match number.trim().parse::<f64>() {
        Ok(number) if number.abs() < LARGEST => Ok(number / 100.0),
        Ok(number) if number.is_finite() => Err(NotARate {
            message: format!("\"{text}\" is too large for a rate"),
            hint: "write a rate below a thousand million percent".into(),
        }),
        _ => Err(NotARate {
            message: format!("\"{text}\" is not a rate"),
            hint: "write a number and a percent sign, for example \"7.5%\"".into(),
        }),
    }
}

/// What to say of a rate that lacks its percent sign.
pub fn without_sign(text: &str) -> NotARate {
    let hint = match text.trim().parse::<f64>() {
        Ok(number) => format!(
            "write \"{text}%\" for {number} percent, or \"{}\" if {number} is a ratio",
            shown(number)
        ),
        Err(_) => "write a number and a percent sign, for example \"7.5%\"".into(),
    };
    NotARate {
        message: format!("{text} has no percent sign"),
        hint,
    }
}

/// A ratio as a rate for messages, without the last digits of binary fractions.
pub fn shown(ratio: f64) -> String {
    format!("{}%", (ratio * 1e11).round() / 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_need_their_sign() {
        assert_eq!(percent("145%"), Ok(1.45));
        assert_eq!(percent(" -2.5 %"), Ok(-0.025));
        assert_eq!(percent("20%"), Ok(0.2));
        for text in [
            "145", "0.25", "", "%", "x%", "nan%", "inf%", "1,5%", "1e9%", "-1e300%",
        ] {
            assert!(percent(text).is_err(), "{text}");
        }
        assert!(percent("145").unwrap_err().hint.contains("\"145%\""));
        assert!(percent("0.07").unwrap_err().hint.contains("\"7%\""));
    }

    #[test]
    fn rates_are_shown_as_they_were_written() {
        for text in ["145%", "-110%", "0.07%", "7%", "-2.5%", "0%"] {
            assert_eq!(percent(text).map(shown).as_deref(), Ok(text));
        }
    }
}
