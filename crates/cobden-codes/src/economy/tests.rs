use std::collections::BTreeSet;

use jiff::civil::date;

use super::{Economy, EconomyKind};

#[test]
fn codes_have_their_form_and_are_unique() {
    let mut seen = BTreeSet::new();
    for economy in Economy::all() {
        let code = economy.code();
        assert!(seen.insert(code.to_owned()), "{code} twice");
        assert!(!economy.name().is_empty());
        if matches!(
            economy.kind(),
            EconomyKind::Economy | EconomyKind::Withdrawn
        ) {
            assert!(
                code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()),
                "{code}"
            );
            assert!(
                economy.alpha2().is_some_and(|alpha2| alpha2.len() == 2),
                "{code}"
            );
            let digits =
                |m49: &str| m49.len() == 3 && m49.bytes().all(|byte| byte.is_ascii_digit());
            assert!(code == "XKX" || economy.m49().is_some_and(digits), "{code}");
        }
        if let (Some(from), Some(until)) = (economy.from(), economy.until()) {
            assert!(from < until, "{code}");
        }
    }
}

#[test]
fn two_letter_codes_numbers_and_names_in_force_are_unique() {
    let (mut alpha2, mut m49, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for economy in Economy::all().filter(|economy| economy.kind() == EconomyKind::Economy) {
        assert!(alpha2.insert(economy.alpha2()), "{}", economy.code());
        assert!(
            economy.m49().is_none() || m49.insert(economy.m49()),
            "{}",
            economy.code()
        );
        for name in economy.names() {
            assert!(names.insert(name.to_lowercase()), "{name}");
        }
    }
    // ISO 3166-1 has 249 codes; Kosovo is added.
    assert_eq!(alpha2.len(), 250);
}

#[test]
fn successors_exist_and_begin_no_later_than_the_old_code_ends() {
    for old in Economy::all().filter(|economy| economy.kind() == EconomyKind::Withdrawn) {
        assert!(
            old.until().is_some() && !old.successors().is_empty(),
            "{}",
            old.code()
        );
        for code in old.successors() {
            let new = Economy::find(code).unwrap_or_else(|| panic!("{code}"));
            assert!(
                new.from().is_none_or(|from| Some(from) <= old.until()),
                "{} -> {code}",
                old.code()
            );
        }
    }
}

#[test]
fn known_facts() {
    let china = Economy::find("chn").unwrap();
    assert_eq!(
        (china.alpha2(), china.m49(), china.name()),
        (Some("CN"), Some("156"), "China")
    );
    assert_eq!(Economy::find("USA").unwrap().m49(), Some("840"));
    assert_eq!(Economy::by_alpha2("NO").unwrap().code(), "NOR");
    assert_eq!(Economy::by_m49("008").unwrap().code(), "ALB");
    assert_eq!(Economy::by_m49("642").unwrap().code(), "ROU");
    assert_eq!(Economy::by_name("Chinese Taipei").unwrap().code(), "TWN");
    assert_eq!(Economy::find("EUU").unwrap().code(), "EU");
    assert_eq!(Economy::find("UK").unwrap().code(), "GBR");
    assert_eq!(Economy::find("ROW").unwrap().kind(), EconomyKind::Residual);
    assert_eq!(Economy::find("XKX").unwrap().name(), "Kosovo");
    assert!(
        Economy::find("WLD").is_none(),
        "the world is not the rest of the world"
    );
    assert!(Economy::find("China").is_none());
    assert!(Economy::find("").is_none());
}

#[test]
fn validity_by_date() {
    let valid = |code, day| Economy::find(code).unwrap().valid_on(day);
    assert!(valid("YUG", date(2003, 7, 22)) && !valid("YUG", date(2003, 7, 23)));
    assert!(valid("SCG", date(2003, 7, 23)) && !valid("SCG", date(2006, 9, 26)));
    assert!(valid("SRB", date(2006, 9, 26)) && !valid("MNE", date(2006, 9, 25)));
    assert!(!valid("SSD", date(2010, 12, 31)) && valid("SSD", date(2012, 1, 1)));
    assert!(!valid("TLS", date(2002, 5, 19)) && valid("TLS", date(2002, 5, 20)));
    assert!(valid("ANT", date(2010, 12, 14)) && !valid("ANT", date(2010, 12, 15)));
    assert!(valid("USA", date(1900, 1, 1)));
}

#[test]
fn economies_of_the_input_output_tables_are_known() {
    let icio_and_wiod = "AGO ARE ARG AUS AUT BEL BGD BGR BLR BRA BRN CAN CHE CHL CHN CIV CMR COD COL CRI CYP CZE DEU \
        DNK EGY ESP EST FIN FRA GBR GRC HKG HRV HUN IDN IND IRL ISL ISR ITA JOR JPN KAZ KHM KOR LAO LTU LUX LVA MAR \
        MEX MLT MMR MYS NGA NLD NOR NZL PAK PER PHL POL PRT ROU RUS SAU SEN SGP STP SVK SVN SWE THA TUN TUR TWN UKR \
        USA VNM ZAF ROW";
    for code in icio_and_wiod.split_whitespace() {
        assert!(Economy::find(code).is_some(), "{code}");
    }
}
