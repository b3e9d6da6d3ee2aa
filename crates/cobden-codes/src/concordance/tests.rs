use super::{Concordance, LinkFault, MapKind};
use crate::error::CodeError;

fn splitting() -> Concordance {
    let rows = [
        ("a", "x", 0.25),
        ("a", "y", 0.75),
        ("b", "y", 1.0),
        ("c", "z", 1.0),
    ];
    Concordance::new(MapKind::Splitting, rows).unwrap()
}

#[test]
fn labels_keep_the_order_of_the_rows() {
    let map = splitting();
    assert_eq!(map.sources(), ["a", "b", "c"]);
    assert_eq!(map.targets(), ["x", "y", "z"]);
    assert_eq!(
        (
            map.links().len(),
            map.links()[1].source,
            map.links()[1].target
        ),
        (4, 0, 1)
    );
}

#[test]
fn a_splitting_map_keeps_the_total() {
    let totals = splitting().aggregate(&[8.0, 1.0, 3.0]).unwrap();
    assert_eq!(totals, [2.0, 7.0, 3.0]);
    assert_eq!(totals.iter().sum::<f64>(), 12.0);
}

#[test]
fn means_are_weighted_by_link_and_source() {
    let means = splitting()
        .weighted_mean(&[2.0, 6.0, 9.0], &[4.0, 1.0, 0.0])
        .unwrap();
    // y: (0.75 * 4 * 2 + 1 * 1 * 6) / (0.75 * 4 + 1) = 12 / 4
    assert_eq!(means, [Some(2.0), Some(3.0), None]);
}

#[test]
fn a_weighted_map_takes_any_weights() {
    let map = Concordance::new(MapKind::Weighted, [("a", "x", 30.0), ("b", "x", 10.0)]).unwrap();
    assert_eq!(
        map.weighted_mean(&[1.0, 5.0], &[1.0, 1.0]).unwrap(),
        [Some(2.0)]
    );
    assert!(Concordance::new(MapKind::Splitting, [("a", "x", 30.0)]).is_err());
}

#[test]
fn all_faults_are_listed_with_their_rows() {
    let rows = [
        ("a", "x", 0.5),
        ("a", "x", 0.4),
        ("", "x", 1.0),
        ("b", "y", -1.0),
        ("c", "y", f64::NAN),
        ("d", "y", 1.0 + 1e-10),
    ];
    let Err(CodeError::Concordance(faults)) = Concordance::new(MapKind::Splitting, rows) else {
        panic!("faults")
    };
    assert_eq!(faults[0], LinkFault::Repeated { row: 2, first: 1 });
    assert_eq!(faults[1], LinkFault::EmptyLabel { row: 3 });
    assert_eq!(
        faults[2],
        LinkFault::BadWeight {
            row: 4,
            weight: -1.0
        }
    );
    assert!(matches!(faults[3], LinkFault::BadWeight { row: 5, .. }));
    assert_eq!(
        faults[4],
        LinkFault::Sum {
            source: "a".into(),
            rows: vec![1, 2],
            sum: 0.9
        }
    );
    assert_eq!(
        faults[4].to_string(),
        "source `a` (rows 1, 2): weights sum to 0.9, not 1"
    );
    assert!(matches!(&faults[5], LinkFault::Sum { source, .. } if source == "b"));
    assert!(matches!(&faults[6], LinkFault::Sum { source, .. } if source == "c"));
    assert_eq!(faults.len(), 7);
    let message = CodeError::Concordance(faults).to_string();
    assert_eq!(
        message,
        "7 rows or sources at fault in the concordance; first: row 2: the same pair as row 1"
    );
}

#[test]
fn slices_of_another_length_are_refused() {
    let error = splitting().aggregate(&[1.0]).unwrap_err();
    assert_eq!(
        error,
        CodeError::Length {
            what: "values",
            expected: 3,
            found: 1
        }
    );
    let error = splitting().weighted_mean(&[1.0; 3], &[1.0; 4]).unwrap_err();
    assert_eq!(
        error,
        CodeError::Length {
            what: "weights",
            expected: 3,
            found: 4
        }
    );
    let error = splitting()
        .weighted_mean(&[1.0; 3], &[1.0, -1.0, 1.0])
        .unwrap_err();
    assert_eq!(
        error,
        CodeError::BadWeight {
            index: 1,
            weight: -1.0
        }
    );
}

#[test]
fn an_empty_map_is_empty() {
    let map = Concordance::new(MapKind::Splitting, Vec::<(String, String, f64)>::new()).unwrap();
    assert!(map.aggregate(&[]).unwrap().is_empty());
}
