use super::{Edition, HS_2022, parse};
use crate::hs::HsCode;

fn code(text: &str) -> HsCode {
    HsCode::parse(text).unwrap()
}

#[test]
fn the_2022_edition_has_the_known_number_of_codes() {
    assert_eq!(HS_2022.len(), 5612);
    let count = |digits| {
        let mut wide: Vec<_> = HS_2022
            .iter()
            .map(|code| code.prefix(digits).unwrap())
            .collect();
        wide.dedup();
        wide.len()
    };
    assert_eq!((count(4), count(2)), (1228, 96));
    assert!(HS_2022.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(HS_2022.iter().all(|code| code.chapter() <= 97));
}

#[test]
fn codes_that_came_and_went_in_2022() {
    let exists = |text| Edition::Hs2022.exists(code(text)).unwrap();
    // Smartphones, flat panel displays, electrical scrap, drones, nicotine products, wood ornaments, HFC blends.
    for new in [
        "851713", "8524", "8549", "880610", "2404", "442011", "442019", "3827",
    ] {
        assert!(exists(new), "{new}");
    }
    // Mobile telephones, parts of aircraft, globes.
    for gone in ["851712", "8803", "490510"] {
        assert!(!exists(gone), "{gone}");
    }
    assert!(exists("85171300"));
    assert!(exists("8517130000"));
    assert!(!exists("85171200"));
    assert!(exists("97"));
    assert!(!exists("98"));
    assert!(!exists("9903.01.24"));
}

#[test]
fn hints_stay_in_the_heading_then_in_the_chapter() {
    let nearest = |text| Edition::Hs2022.nearest(code(text)).map(HsCode::plain);
    assert_eq!(nearest("8517.13.00.10").as_deref(), Some("851713"));
    assert_eq!(nearest("8517").as_deref(), Some("8517"));
    assert_eq!(nearest("8517.99").as_deref(), Some("851779"));
    assert_eq!(nearest("8803.30").as_deref(), Some("8802"));
    assert_eq!(nearest("8803").as_deref(), Some("8802"));
    assert_eq!(nearest("0199.00").as_deref(), Some("0106"));
    assert_eq!(nearest("9903.01"), None);
    assert_eq!(nearest("98"), None);
}

#[test]
fn an_edition_not_on_board_says_nothing() {
    assert_eq!(Edition::Hs2017.exists(code("8517")), None);
    assert_eq!(Edition::Hs2017.nearest(code("8517")), None);
    assert_eq!(Edition::Hs2017.subheadings(), None);
}

#[test]
fn years_name_editions() {
    for edition in [Edition::Hs2017, Edition::Hs2022] {
        assert_eq!(Edition::from_year(edition.year()), Some(edition));
    }
    assert_eq!(Edition::from_year(2018), None);
    assert_eq!(Edition::Hs2022.to_string(), "HS 2022");
}

#[test]
fn only_subheadings_are_read() {
    assert!(parse("code\n8517\n").is_err());
    assert!(parse("code\n851713\n").is_ok());
}
