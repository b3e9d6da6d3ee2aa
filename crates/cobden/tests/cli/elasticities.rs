//! `cobden elasticities`.

use crate::common::{json, list, number, tiny, word};

#[test]
fn every_set_is_listed_with_its_source_and_maps_to_the_default_world() {
    let sets = json(&["elasticities", "--json"]);
    assert!(list(&sets).len() >= 8, "{sets}");
    for set in list(&sets) {
        let name = word(&set["set"]);
        assert!(word(&set["source"]).contains("(20"), "{set}");
        let mapped = json(&["elasticities", name, "--json"]);
        assert_eq!(mapped["set"], name);
        assert_eq!(mapped["source"], set["source"]);
        let sectors = list(&mapped["sectors"]);
        assert_eq!(sectors.len(), 23);
        for sector in sectors {
            let theta = number(&sector["trade_elasticity"]);
            assert!(theta > 0.0 && theta < 100.0, "{name}: {sector}");
        }
    }
}

#[test]
fn a_set_is_mapped_to_the_world_that_is_named() {
    let mapped = json(&["elasticities", "uniform-4", "--json", "--world", &tiny()]);
    assert_eq!(mapped["world"], "tiny");
    let thetas: Vec<f64> = list(&mapped["sectors"])
        .iter()
        .map(|s| number(&s["trade_elasticity"]))
        .collect();
    assert_eq!(thetas, [4.0, 4.0]);
}
