//! Names and codes: who a value may name.

use cobden_codes::Economy;
use serde_json::Value;

use super::MAX_VALUE;
use super::lists::{code_point, misplaced};
use super::rejection::{Reason, shown};
use super::search::{Search, words};
use super::shape::SIDES;

/// A plain string of allowed length without signs that have no place in it.
pub(super) fn plain(value: &Value) -> Result<&str, Reason> {
    let text = value.as_str().ok_or_else(|| Reason::WrongType {
        expected: "a string".to_owned(),
    })?;
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() {
        Err(Reason::Missing)
    } else if length > MAX_VALUE {
        Err(Reason::TooLong {
            length,
            most: MAX_VALUE,
        })
    } else if let Some(c) = misplaced(text) {
        Err(Reason::Character {
            character: code_point(c),
        })
    } else {
        Ok(text)
    }
}

/// The alpha-3 code (or `EU`) that a two- or three-letter code stands for. No names: those would have to be understood.
pub(super) fn economy(code: &str) -> Result<String, Reason> {
    let code = code.trim();
    let found = Some(code)
        .filter(|code| code.chars().all(|c| c.is_ascii_uppercase()))
        .and_then(|code| {
            let alpha3 = Economy::find(code);
            alpha3.or_else(|| Economy::by_alpha2(code).filter(|_| code.len() == 2))
        });
    found
        .filter(|economy| economy.code() != "ROW")
        .map(|economy| economy.code().to_owned())
        .ok_or_else(|| Reason::NoEconomy { found: shown(code) })
}

/// Economies joined by plus signs, or listed; each once, in the order given.
pub(super) fn economies(value: &Value) -> Result<Value, Reason> {
    let mut codes: Vec<String> = Vec::new();
    for part in strings(value)? {
        for code in part.split('+') {
            let code = economy(code)?;
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    Ok(codes.join("+").into())
}

/// An economy or one of the other sides.
pub(super) fn side(value: &Value) -> Result<Value, Reason> {
    let text = plain(value)?;
    if SIDES.contains(&text) {
        return Ok(text.into());
    }
    economy(text).map(Value::from)
}

/// A name of which the document has a word of three letters or more, in whatever case; `article author` needs none.
pub(super) fn name(text: &str, search: &Search<'_>) -> Result<Value, Reason> {
    const EMPTY: [&str; 5] = ["the", "and", "for", "from", "with"];
    let empty = |word: &str| EMPTY.contains(&word.to_lowercase().as_str());
    let known = |word: &str| word.chars().count() > 2 && !empty(word) && search.has_word(word);
    // Short names count: Xi, Ho, US. Not those that are also the commonest words.
    const COMMON: [&str; 14] = [
        "He", "It", "We", "In", "On", "Of", "An", "At", "As", "By", "If", "No", "So", "To",
    ];
    let short = |word: &str| {
        let capital = word.starts_with(char::is_uppercase);
        capital && word.chars().count() == 2 && !COMMON.contains(&word) && search.has_word(word)
    };
    if text == "article author" || words(text).any(|word| known(word) || short(word)) {
        return Ok(text.into());
    }
    Err(Reason::NameNotThere { name: shown(text) })
}

/// A list of names, or one.
pub(super) fn names(value: &Value, search: &Search<'_>) -> Result<Value, Reason> {
    let each = |text: &str| name(text, search);
    strings(value)?.into_iter().map(each).collect()
}

/// A list of names and codes of economies, or one.
pub(super) fn parties(value: &Value, search: &Search<'_>) -> Result<Value, Reason> {
    let each = |text: &str| {
        economy(text)
            .map(Value::from)
            .or_else(|_| name(text, search))
    };
    strings(value)?.into_iter().map(each).collect()
}

/// A string, or a list of at most twenty.
fn strings(value: &Value) -> Result<Vec<&str>, Reason> {
    const MOST: usize = 20;
    match value {
        Value::Array(list) if list.len() > MOST => Err(Reason::TooLong {
            length: list.len(),
            most: MOST,
        }),
        Value::Array(list) => list.iter().map(plain).collect(),
        one => Ok(vec![plain(one)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_alpha3() {
        assert_eq!(economies(&"US+CHN+USA".into()).unwrap(), "USA+CHN");
        assert_eq!(
            economies(&serde_json::json!(["EU", "CN"])).unwrap(),
            "EU+CHN"
        );
        for wrong in ["China", "ROW", "XX", "us", "", "USA+", "../USA"] {
            assert!(economies(&wrong.into()).is_err(), "{wrong}");
        }
        assert_eq!(side(&"MKT".into()).unwrap(), "MKT");
        assert!(side(&"MARS".into()).is_err());
    }

    #[test]
    fn names_need_a_word_of_the_document() {
        let search = Search::of("China's Commerce Ministry and Ho said. President Xi too.");
        assert!(name("Ministry of Commerce of China", &search).is_ok());
        assert!(name("Ho", &search).is_ok());
        assert!(name("Xi Jinping", &search).is_ok());
        assert!(name("He Lifeng", &Search::of("He said so.")).is_err());
        assert!(name("Janet Yellen", &search).is_err());
        assert!(name("The Pentagon", &Search::of("The ministry said.")).is_err());
    }
}
