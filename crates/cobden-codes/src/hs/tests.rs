use proptest::prelude::*;

use super::{CodeFault, CodeSet, Coverage, HsCode};

fn code(text: &str) -> HsCode {
    HsCode::parse(text).unwrap()
}

#[test]
fn reads_codes_with_and_without_dots() {
    assert_eq!(code("8517.13.00"), code("85171300"));
    assert_eq!(code("0101").to_string(), "0101");
    assert_eq!(code("0101210010").to_string(), "0101.21.00.10");
    assert_eq!(code("01").chapter(), 1);
    assert_eq!(code("0101.21").prefix(4), Some(code("0101")));
    assert_eq!(code("0101").prefix(6), None);
}

#[test]
fn refuses_what_no_level_has() {
    let seven = HsCode::parse("8517.130").unwrap_err();
    assert!(matches!(seven, CodeFault::Digits { digits: 7, .. }));
    assert!(matches!(
        HsCode::parse("85a7"),
        Err(CodeFault::NotDigits { character: 'a', .. })
    ));
    assert!(matches!(
        HsCode::parse("7701"),
        Err(CodeFault::NoChapter { chapter: 77, .. })
    ));
    assert!(HsCode::parse("").is_err());
    assert!(HsCode::parse("123456789012").is_err());
}

#[test]
fn coverage_of_wide_and_narrow_codes() {
    let set = CodeSet::from_codes([code("8517.13.00"), code("8471")]);
    assert_eq!(set.coverage(code("8517.13.00.10")), Coverage::Full);
    assert_eq!(set.coverage(code("8517.13")), Coverage::Part);
    assert_eq!(set.coverage(code("8471.30")), Coverage::Full);
    assert_eq!(set.coverage(code("8472")), Coverage::None);
}

fn any_code() -> impl Strategy<Value = HsCode> {
    (1_u64..77, 0_u64..100, 0_u64..100, 1_usize..=3).prop_map(|(chapter, a, b, level)| {
        let text = format!("{chapter:02}{a:02}{b:02}");
        code(&text[..2 * level])
    })
}

proptest! {
    #[test]
    fn sets_behave_as_sets(
        left in proptest::collection::vec(any_code(), 0..20),
        right in proptest::collection::vec(any_code(), 0..20),
        probe in any_code(),
    ) {
        let inside = |codes: &[HsCode]| codes.iter().any(|code| code.range().contains(&probe.range().start));
        let (a, b) = (CodeSet::from_codes(left.clone()), CodeSet::from_codes(right.clone()));
        let line = probe.range().start;
        prop_assert_eq!(a.contains(line), inside(&left));
        prop_assert_eq!(a.union(&b).contains(line), inside(&left) || inside(&right));
        prop_assert_eq!(a.intersection(&b).contains(line), inside(&left) && inside(&right));
        prop_assert_eq!(a.difference(&b).contains(line), inside(&left) && !inside(&right));
        prop_assert_eq!(a.difference(&b).union(&a.intersection(&b)), a);
    }
}
