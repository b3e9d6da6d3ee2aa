use proptest::prelude::*;

use super::{Duty, Expression, Facts};

struct Line;

impl Facts for Line {
    fn base(&self) -> f64 {
        0.025
    }
    fn share(&self, condition: &str) -> f64 {
        if condition == "metal-content" {
            0.4
        } else {
            0.0
        }
    }
}

fn ratio(text: &str) -> f64 {
    Expression::parse(text).unwrap().evaluate(&Line).ratio
}

#[test]
fn rates_of_every_form() {
    assert_eq!(ratio("25%"), 0.25);
    assert_eq!(ratio("max(0%, 15% - base)"), 0.125);
    assert_eq!(ratio("max(0, 2% - base)"), 0.0);
    assert_eq!(ratio("share(metal-content) * 50%"), 0.2);
    assert_eq!(ratio("0.5 * (10% + base)"), 0.0625);
    assert_eq!(ratio("min(90%, 50% + 50%)"), 0.9);
    assert_eq!(ratio("0.044 USD/kg ~ 2.1%"), 0.021);
    let specific = Expression::parse("0.044 USD/kg + 5%")
        .unwrap()
        .evaluate(&Line);
    assert_eq!(
        specific,
        Duty {
            ratio: 0.05,
            valued: false
        }
    );
}

#[test]
fn faults_name_what_and_where() {
    for (text, part) in [
        ("25", "has no unit"),
        ("0.25", "has no unit"),
        ("25% + 3", "has no unit"),
        ("max(0%, 15)", "has no unit"),
        ("share(x)", "percent sign"),
        ("25% * 3%", "rate times a rate"),
        ("25%%", "left over"),
        ("", "too early"),
        ("25 EUR", "currency and a unit"),
        ("1.2.3%", "not a number"),
        ("bass", "not known"),
        ("(25%", "not closed"),
        ("25% ~ 3", "not in percent"),
        ("share()", "share of what"),
        ("-5%", "not negative"),
        ("?", "does not start"),
    ] {
        let fault = Expression::parse(text).unwrap_err();
        assert!(fault.message.contains(part), "{text}: {}", fault.message);
        assert!(!fault.hint.is_empty(), "{text}");
    }
    let deep = "(".repeat(10_000);
    assert!(Expression::parse(&deep).is_err());
    let long = "1% - ".repeat(300_000) + "1%";
    assert!(Expression::parse(&long).is_err());
}

/// Terms added and taken away from the left.
fn chain(first: Expression, rest: Vec<(bool, Expression)>) -> Expression {
    rest.into_iter()
        .fold(first, |left, (plus, right)| match left {
            Expression::Sum(mut terms) if plus => {
                terms.push(right);
                Expression::Sum(terms)
            }
            left if plus => Expression::Sum(vec![left, right]),
            left => Expression::Difference(Box::new(left), Box::new(right)),
        })
}

#[test]
fn long_chains_are_printed_without_brackets() {
    for signs in [["-", "-"], ["+", "-"], ["-", "+"]] {
        let mut text = "99%".to_owned();
        for at in 0..63 {
            text += &format!(" {} 1%", signs[at % 2]);
        }
        let rate = Expression::parse(&text).unwrap();
        assert_eq!(rate.to_string(), text);
        let fault = Expression::parse(&(text + "+1%")).unwrap_err();
        assert!(fault.message.contains("more than 64 terms"));
    }
    assert_eq!(
        Expression::parse("9% - (2% - 1%)").unwrap().to_string(),
        "9% - (2% - 1%)"
    );
}

fn rates() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        (0_u32..20_000).prop_map(|n| Expression::Percent(f64::from(n) / 100.0)),
        Just(Expression::Base),
        (1_u32..1000).prop_map(|n| Expression::Specific {
            amount: f64::from(n) / 1000.0,
            currency: "USD".into(),
            unit: "kg".into(),
        }),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let some = || proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            some().prop_map(Expression::Max),
            some().prop_map(Expression::Min),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| Expression::Difference(Box::new(a), Box::new(b))),
            (
                inner.clone(),
                proptest::collection::vec((any::<bool>(), inner.clone()), 1..6)
            )
                .prop_map(|(first, rest)| chain(first, rest)),
            (1_u32..100, inner.clone()).prop_map(|(n, rate)| Expression::Product(vec![
                Expression::Number(f64::from(n) / 100.0),
                Expression::Share("steel".into()),
                rate,
            ])),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(rate in rates().prop_filter("too long", |rate| {
        rate.to_string().matches([',', '+', '-', '*']).count() < 64
    })) {
        prop_assert_eq!(Expression::parse(&rate.to_string()), Ok(rate));
    }

    #[test]
    fn no_text_panics(text in "[ -~]{0,40}") {
        let _ = Expression::parse(&text);
    }
}

#[test]
fn only_what_can_be_negative_is_said_to_be() {
    let can = |text: &str| Expression::parse(text).expect("a rate").can_be_negative();
    for text in [
        "15% - base",
        "base - 5%",
        "5% - 10%",
        "15% - share(x) * 25%",
        "min(15%, 10% - base)",
        "0.5 * (15% - base)",
        "2% + (15% - base)",
    ] {
        assert!(can(text), "{text}");
    }
    for text in [
        "25%",
        "base",
        "max(0%, 15% - base)",
        "max(5%, 15% - base)",
        "max(15%, base) - base",
        "base - min(base, 5%)",
        "0.5 * base",
        "10% - 10%",
        "15% - share(x) * 15%",
        "3.4% + 0.01 USD/each",
        "0.044 USD/kg ~ 2.1%",
    ] {
        assert!(!can(text), "{text}");
    }
}
