use std::collections::{BTreeMap, BTreeSet};

use super::{Basis, ElasticitySet, VALUE_HEADER, parse};
use crate::isic::{Division, parse_sector};
use crate::table::read;
use crate::trade_weights;

fn set(name: &str) -> &'static ElasticitySet {
    ElasticitySet::find(name).unwrap_or_else(|| panic!("{name}"))
}

#[test]
fn every_set_has_every_goods_division_and_services_exactly_once() {
    let text = include_str!("../../data/elasticities.csv");
    let rows = read("t", text, &VALUE_HEADER, |row| {
        Ok((row.text(0).to_owned(), row.text(1).to_owned()))
    })
    .unwrap();
    let mut expected: Vec<String> = Division::all()
        .filter(|d| d.is_goods())
        .map(Division::code)
        .collect();
    expected.push("services".to_owned());
    let mut listed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (set, division) in rows {
        listed.entry(set).or_default().push(division);
    }
    assert_eq!(listed.len(), ElasticitySet::all().count());
    for (set, divisions) in listed {
        assert_eq!(divisions, expected, "{set}");
    }
}

#[test]
fn names_are_kebab_case_and_unique_with_their_aliases() {
    let mut seen = BTreeSet::new();
    for set in ElasticitySet::all() {
        let kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(set.name().bytes().all(kebab), "{}", set.name());
        for name in std::iter::once(set.name()).chain(set.aliases().iter().map(String::as_str)) {
            assert!(seen.insert(name.to_lowercase()), "{name}");
        }
        assert!(!set.authors().is_empty() && !set.title().is_empty() && !set.journal().is_empty());
        assert!(!set.note().is_empty() && !set.label().is_empty());
        assert!(set.doi().is_none_or(|doi| doi.starts_with("10.")));
    }
}

/// Caliendo and Parro (2015), Table 1, 99% sample: Office 12.95, Communication 3.95, Medical 8.71.
#[test]
fn caliendo_parro_99_percent_sample() {
    let set = set("cp");
    assert!((set.value(26).unwrap() - (12.95 + 3.95 + 8.71) / 3.0).abs() < 1e-9);
    assert_eq!(set.value(1), Some(9.11));
    assert_eq!(set.value(19), Some(64.85));
    assert_eq!(set.value(24), Some(3.28));
    assert_eq!((set.services(), set.basis(64)), (4.0, Some(Basis::Filled)));
    assert_eq!(
        (set.year(), set.authors()[1].as_str()),
        (2015, "Fernando Parro")
    );
}

/// Caliendo and Parro (2015), Table 1, full sample; aggregate 4.55.
#[test]
fn caliendo_parro_full_sample() {
    let set = set("caliendo-parro-2015-full");
    let table = [
        (1, 8.11),
        (5, 15.72),
        (10, 2.55),
        (13, 5.56),
        (16, 10.83),
        (17, 9.07),
        (19, 51.08),
        (20, 4.75),
        (22, 1.66),
    ];
    let rest = [
        (23, 2.76),
        (24, 7.99),
        (25, 4.30),
        (28, 1.52),
        (27, 10.60),
        (29, 1.01),
        (30, 0.37),
        (31, 5.00),
    ];
    for (division, value) in table.into_iter().chain(rest) {
        assert_eq!(set.value(division), Some(value), "{division}");
    }
    assert_eq!(set.services(), 4.55);
}

/// Lashkaripour (2021), Table 4 (author's page): petroleum 14.94, paper 8.50, services normalised to 4.
#[test]
fn lashkaripour_2021() {
    let set = set("L21");
    assert_eq!(
        (set.value(17), set.value(18), set.value(19)),
        (Some(8.50), Some(8.50), Some(14.94))
    );
    assert_eq!((set.value(26), set.value(27)), (Some(3.44), Some(3.44)));
    assert_eq!(set.services(), 4.0);
}

/// Fontagné, Guimbard and Orefice (2022), Table 8; Lashkaripour and Lugovskyy (2023), Table 3; Shapiro (2016), Table 2.
#[test]
fn other_published_tables() {
    assert_eq!(
        (set("FGO").value(20), set("FGO").services()),
        (Some(10.56), 8.35)
    );
    assert!((set("FGO").value(30).unwrap() - (8.92 + 8.99) / 2.0).abs() < 1e-9);
    assert_eq!(
        (set("LL").value(28), set("LL").value(19)),
        (Some(7.75), Some(0.636))
    );
    assert_eq!(
        (set("Shap").value(24), set("Shap").value(1)),
        (Some(12.94), Some(3.34))
    );
    assert_eq!(set("BSY").value(27), Some(6.9));
    assert_eq!(
        (set("GYY").value(24), set("GYY").basis(26)),
        (Some(8.94), Some(Basis::Filled))
    );
    assert!(Division::all().all(|division| set("U4").value(division.number()) == Some(4.0)));
}

#[test]
fn numbers_that_are_no_division_have_no_value() {
    assert_eq!(set("CP").value(4), None);
    assert_eq!(set("CP").value(0), None);
    assert_eq!(set("CP").basis(34), None);
    assert!(ElasticitySet::find("no such set").is_none());
}

#[test]
fn merged_sectors_take_the_trade_weighted_mean() {
    let cp = set("CP");
    let electronics_and_machinery = [(26, 1.0), (28, 1.0)];
    let (w26, w28) = (
        trade_weights::of(26).unwrap(),
        trade_weights::of(28).unwrap(),
    );
    let expected = (w26 * cp.value(26).unwrap() + w28 * 1.45) / (w26 + w28);
    assert!((cp.for_divisions(&electronics_and_machinery).unwrap() - expected).abs() < 1e-12);
    assert_eq!(
        cp.for_divisions(parse_sector("C24A").unwrap().parts()),
        cp.value(24)
    );
    assert_eq!(
        cp.for_divisions(parse_sector("C10T12").unwrap().parts()),
        Some(2.62)
    );
    assert_eq!(
        cp.for_divisions(parse_sector("K64T66").unwrap().parts()),
        Some(4.0)
    );
    // Division 33 has no trade weight: alone it still has its value.
    assert_eq!(cp.for_divisions(&[(33, 1.0)]), cp.value(33));
    for set in ElasticitySet::all() {
        let all: Vec<(u8, f64)> = Division::all()
            .map(|division| (division.number(), 1.0))
            .collect();
        let values = || all.iter().filter_map(|part| set.value(part.0));
        let mean = set.for_divisions(&all).unwrap();
        assert!(
            values().fold(f64::INFINITY, f64::min) <= mean && mean <= values().fold(0.0, f64::max)
        );
    }
}

#[test]
fn bad_lists_have_no_mean() {
    let cp = set("CP");
    for bad in [
        &[][..],
        &[(34, 1.0)],
        &[(10, 0.0)],
        &[(10, 1.5)],
        &[(10, f64::NAN)],
        &[(10, 1.0), (11, -0.5)],
    ] {
        assert_eq!(cp.for_divisions(bad), None, "{bad:?}");
    }
}

#[test]
fn faults_in_the_tables_are_found() {
    let sets = "set,label,alias,authors,year,title,journal,doi,note\na,A,,X,2000,T,J,,n\n";
    let values = |row: &str| format!("set,division,value,basis\n{row}\n");
    assert!(parse(sets, &values("a,10,4,published")).is_ok());
    for row in [
        "b,10,4,published",
        "a,10,-4,published",
        "a,10,inf,filled",
        "a,x,4,filled",
        "a,10,4,guess",
    ] {
        assert!(parse(sets, &values(row)).is_err(), "{row}");
    }
}
