use super::{WEIGHTS, goods, of, parse, services};
use crate::isic::Division;

#[test]
fn every_goods_division_once_and_nothing_else() {
    let listed: Vec<u8> = WEIGHTS.goods.iter().map(|row| row.0).collect();
    let expected: Vec<u8> = Division::all()
        .filter(|d| d.is_goods())
        .map(Division::number)
        .collect();
    assert_eq!(listed, expected);
    assert!(services() > 0.0);
}

#[test]
fn divisions_add_up() {
    let sum: f64 = Division::all()
        .filter_map(|division| of(division.number()))
        .sum();
    assert!((sum / (goods() + services()) - 1.0).abs() < 1e-12);
    // An equal split within a WIOD sector, and no entry for repair.
    assert_eq!(of(10), of(12));
    assert_eq!(of(33), Some(0.0));
    assert_eq!(of(35), of(99));
    assert_eq!(of(34), None);
}

#[test]
fn goods_outweigh_services_in_world_trade() {
    assert!(goods() > services());
}

#[test]
fn a_negative_weight_is_a_fault() {
    assert!(parse("division,imports\n10,-1\n").is_err());
    assert!(parse("division,imports\n10,NaN\n").is_err());
}
