use super::{TABLE, divisions, parse, uniform};
use crate::hs::{Edition, HsCode};

fn code(text: &str) -> HsCode {
    HsCode::parse(text).unwrap()
}

/// The only division of a code.
fn one(text: &str) -> u8 {
    match divisions(code(text)) {
        Some(&[(division, 1.0)]) => division,
        other => panic!("{text}: {other:?}"),
    }
}

fn subheadings() -> &'static [HsCode] {
    Edition::Hs2022.subheadings().unwrap()
}

#[test]
fn every_subheading_has_divisions() {
    for subheading in subheadings() {
        assert!(divisions(*subheading).is_some(), "{subheading}");
    }
    for chapter in (1..=97).filter(|chapter| *chapter != 77) {
        assert!(
            TABLE.contains_key(&code(&format!("{chapter:02}"))),
            "{chapter}"
        );
    }
}

#[test]
fn shares_sum_to_one_and_divisions_are_listed_once() {
    for (prefix, shares) in TABLE.iter() {
        let sum: f64 = shares.iter().map(|entry| entry.1).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{prefix}: {sum}");
        assert!(
            shares.windows(2).all(|pair| pair[0].0 < pair[1].0),
            "{prefix}"
        );
    }
}

#[test]
fn no_entry_is_idle() {
    for (prefix, shares) in TABLE.iter() {
        assert!(
            subheadings().iter().any(|known| prefix.covers(*known)),
            "{prefix} covers nothing"
        );
        let above = prefix.prefix(prefix.digits() - 2).and_then(divisions);
        assert_ne!(
            above,
            Some(shares.as_slice()),
            "{prefix} says what is above it"
        );
    }
}

#[test]
fn farm_forest_sea_and_mine() {
    for (text, division) in [
        ("0102.29", 1),
        ("1201.90", 1),
        ("1005.90", 1),
        ("0901.11", 1),
        ("5201.00", 1),
        ("0802.12", 1),
        ("4403.21", 2),
        ("1301.20", 2),
        ("0302.14", 3),
        ("0303.13", 10),
        ("0306.17", 10),
        ("0306.32", 3),
        ("2701.12", 5),
        ("2709.00", 6),
        ("2711.11", 6),
        ("2711.12", 19),
        ("2601.11", 7),
        ("2805.30", 20),
        ("2523.29", 23),
        ("2530.90", 8),
        ("7102.31", 8),
        ("7102.39", 32),
        ("2716.00", 35),
    ] {
        assert_eq!(one(text), division, "{text}");
    }
}

#[test]
fn goods_that_a_chapter_would_misplace() {
    for (text, division) in [
        ("0201.30", 10),
        ("0901.21", 10),
        ("2203.00", 11),
        ("2402.20", 12),
        ("2710.19", 19),
        ("2941.10", 21),
        ("3004.90", 21),
        ("3901.10", 20),
        ("3923.21", 22),
        ("4011.10", 22),
        ("4202.21", 15),
        ("5402.47", 20),
        ("5407.52", 13),
        ("6109.10", 14),
        ("6403.99", 15),
        ("7108.12", 24),
        ("7113.19", 32),
        ("7204.49", 38),
        ("7208.39", 24),
        ("7318.15", 25),
        ("7601.10", 24),
        ("7610.90", 25),
        ("8411.12", 30),
        ("8414.51", 27),
        ("8415.10", 28),
        ("8418.10", 27),
        ("8471.50", 26),
        ("8473.30", 26),
        ("8486.20", 28),
        ("8507.60", 27),
        ("8517.13", 26),
        ("8524.91", 26),
        ("8541.43", 26),
        ("8542.31", 26),
        ("8544.30", 29),
        ("8544.42", 27),
        ("8701.21", 29),
        ("8701.92", 28),
        ("8703.80", 29),
        ("8708.29", 29),
        ("8711.60", 30),
        ("8802.40", 30),
        ("9018.12", 26),
        ("9018.90", 32),
        ("9401.20", 29),
        ("9401.61", 31),
        ("9403.60", 31),
        ("9405.11", 27),
        ("9503.00", 32),
        ("9504.50", 26),
        ("9619.00", 17),
        ("9701.21", 90),
    ] {
        assert_eq!(one(text), division, "{text}");
    }
}

#[test]
fn national_codes_go_with_their_subheading_and_wide_codes_with_the_rest() {
    assert_eq!(divisions(code("8703.23.01.90")), divisions(code("8703.23")));
    assert_eq!(divisions(code("0308.30")), Some(&[(3, 0.5), (10, 0.5)][..]));
    assert_eq!(one("25"), 8);
    assert!(!uniform(code("25")));
    assert!(!uniform(code("0308")));
    assert!(uniform(code("0308.30")));
    assert!(uniform(code("8703")));
    assert!(uniform(code("8703.23.01.90")));
    assert_eq!(divisions(code("98")), None);
    assert!(!uniform(code("9903")));
}

#[test]
fn faults_of_a_table() {
    assert!(parse("prefix,division,share\n01,01,1\n").is_ok());
    assert!(parse("prefix,division,share\n01,04,1\n").is_err());
    assert!(parse("prefix,division,share\n01,01,0\n").is_err());
    assert!(parse("prefix,division,share\n01012100,01,1\n").is_err());
}
