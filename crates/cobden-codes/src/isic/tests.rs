use super::{Division, parse_sector};
use crate::error::CodeError;

fn divisions(code: &str) -> Vec<u8> {
    let sector = parse_sector(code).unwrap_or_else(|error| panic!("{error}"));
    assert!(sector.parts().iter().all(|part| part.1 == 1.0), "{code}");
    sector.parts().iter().map(|part| part.0).collect()
}

#[test]
fn the_classification_has_88_divisions_in_21_sections() {
    let all: Vec<&Division> = Division::all().collect();
    assert_eq!(all.len(), 88);
    assert!(
        all.windows(2)
            .all(|pair| pair[0].number() < pair[1].number())
    );
    assert!(
        all.windows(2)
            .all(|pair| pair[0].section() <= pair[1].section())
    );
    assert!(('A'..='U').all(|section| Division::of_section(section).next().is_some()));
    assert_eq!(Division::of_section('C').count(), 24);
    assert_eq!(Division::of_section('V').count(), 0);
    // 01-03, 05-09, 10-33
    assert_eq!(
        all.iter().filter(|division| division.is_goods()).count(),
        32
    );
    assert_eq!(Division::find(1).unwrap().code(), "01");
    assert!(!Division::find(35).unwrap().is_goods());
}

#[test]
fn codes_of_input_output_tables() {
    assert_eq!(divisions("A01"), [1]);
    assert_eq!(divisions("A01T02"), [1, 2]);
    assert_eq!(divisions("A01_02"), [1, 2]);
    assert_eq!(divisions("B"), [5, 6, 7, 8, 9]);
    assert_eq!(divisions("B05"), [5]);
    assert_eq!(divisions("B05_06"), [5, 6]);
    for food in ["C10T12", "C10-C12", "C10_12", "C10-12", " c10t12 "] {
        assert_eq!(divisions(food), [10, 11, 12], "{food}");
    }
    assert_eq!(divisions("C13T15"), [13, 14, 15]);
    assert_eq!(divisions("C17_18"), [17, 18]);
    assert_eq!(divisions("C31T33"), [31, 32, 33]);
    assert_eq!(divisions("C31-C32"), [31, 32]);
    assert_eq!(divisions("D"), [35]);
    assert_eq!(divisions("E37-E39"), [37, 38, 39]);
    assert_eq!(divisions("D35-E39"), [35, 36, 37, 38, 39]);
    assert_eq!(divisions("F"), [41, 42, 43]);
    assert_eq!(divisions("G45T47"), [45, 46, 47]);
    assert_eq!(divisions("J58T60"), [58, 59, 60]);
    assert_eq!(divisions("K64T66"), [64, 65, 66]);
    assert_eq!(divisions("M69T75"), [69, 70, 71, 72, 73, 74, 75]);
    assert_eq!(divisions("T"), [97, 98]);
    assert_eq!(divisions("T97_98"), [97, 98]);
    assert_eq!(divisions("R_S"), [90, 91, 92, 93, 94, 95, 96]);
    assert_eq!(divisions("U"), [99]);
}

#[test]
fn the_icio_and_wiod_lists_cover_every_division_once() {
    let icio = "A01 A02 A03 B05 B06 B07 B08 B09 C10T12 C13T15 C16 C17_18 C19 C20 C21 C22 C23 C24A C24B C25 C26 C27 C28 C29 \
        C301 C302T309 C31T33 D E F G H49 H50 H51 H52 H53 I J58T60 J61 J62_63 K L M N O P Q R S T U";
    let wiod = "A01 A02 A03 B C10-C12 C13-C15 C16 C17 C18 C19 C20 C21 C22 C23 C24 C25 C26 C27 C28 C29 C30 C31_C32 C33 D35 E36 \
        E37-E39 F G45 G46 G47 H49 H50 H51 H52 H53 I J58 J59_J60 J61 J62_J63 K64 K65 K66 L68 M69_M70 M71 M72 M73 M74_M75 N \
        O84 P85 Q R_S T U";
    for list in [icio, wiod] {
        let sectors: Vec<_> = list
            .split_whitespace()
            .map(|code| parse_sector(code).unwrap())
            .collect();
        for division in Division::all() {
            let covered: f64 = sectors
                .iter()
                .map(|sector| sector.share_of(division.number()))
                .sum();
            assert_eq!(covered, 1.0, "division {}", division.code());
        }
    }
}

#[test]
fn parts_are_halves() {
    for (code, division) in [
        ("C24A", 24),
        ("C24B", 24),
        ("C301", 30),
        ("C302T309", 30),
        ("C302_309", 30),
    ] {
        assert_eq!(
            parse_sector(code).unwrap().parts(),
            [(division, 0.5)],
            "{code}"
        );
    }
}

#[test]
fn goods_are_told_from_services() {
    assert!(parse_sector("C31T33").unwrap().is_goods());
    assert!(!parse_sector("D35").unwrap().is_goods());
    assert!(!parse_sector("C33-D35").unwrap().is_goods());
}

#[test]
fn what_cannot_be_read_is_named() {
    let fails = |code: &str| parse_sector(code).unwrap_err();
    for text in [
        "",
        "  ",
        "Mining and quarrying",
        "Services (aggregate)",
        "10",
        "C1",
        "C10T",
        "C10*",
        "Textiles",
        "Électricité",
    ] {
        assert!(
            matches!(fails(text), CodeError::NotASectorCode { .. }),
            "{text}: {:?}",
            fails(text)
        );
    }
    let (code, division, section, belongs_to) = ("S36".to_owned(), 36, 'S', 'E');
    assert_eq!(
        fails("S36"),
        CodeError::OutsideSection {
            code,
            division,
            section,
            belongs_to
        }
    );
    assert!(matches!(
        fails("C31T35"),
        CodeError::OutsideSection { division: 35, .. }
    ));
    assert!(matches!(
        fails("V"),
        CodeError::UnknownSection { letter: 'V', .. }
    ));
    assert!(matches!(
        fails("X10"),
        CodeError::UnknownSection { letter: 'X', .. }
    ));
    assert!(matches!(
        fails("R_Z"),
        CodeError::UnknownSection { letter: 'Z', .. }
    ));
    assert!(matches!(
        fails("C34"),
        CodeError::UnknownDivision { division: 34, .. }
    ));
    assert!(matches!(
        fails("A04"),
        CodeError::UnknownDivision { division: 4, .. }
    ));
    for reversed in ["C12T10", "S_R", "C309T302"] {
        assert!(
            matches!(fails(reversed), CodeError::ReversedRange { .. }),
            "{reversed}"
        );
    }
    for part in [
        "C24C", "C240", "C2410", "C241T25", "C24T259", "C24AT25", "C301T319",
    ] {
        assert!(
            matches!(fails(part), CodeError::UnknownPart { .. }),
            "{part}: {:?}",
            fails(part)
        );
    }
    assert_eq!(
        fails("C24C").to_string(),
        "`C24C`: no convention for the part `C` of division 24"
    );
}
