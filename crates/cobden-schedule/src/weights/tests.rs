use super::*;

fn read(text: &str) -> Result<TradeWeights, Diagnostics> {
    TradeWeights::read("weights.csv", text.as_bytes())
}

fn faults(text: &str) -> Vec<String> {
    let found = read(text).unwrap_err();
    found.iter().map(|fault| fault.to_string()).collect()
}

#[test]
fn columns_may_stand_in_any_order() {
    let one = read("importer,exporter,hs,value\nUSA,CHN,0101,2\nUSA,EU,0101,1e3\nCHN,USA,02,0\n");
    let two = read(
        "hs,value,exporter,importer\r\n02,0,USA,CHN\r\n0101,1000,EU,USA\r\n01.01,2,CHN,USA\r\n",
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one, two);
    assert_eq!(one.importers().collect::<Vec<_>>(), ["CHN", "USA"]);
    assert_eq!(one.exporters("USA").collect::<Vec<_>>(), ["CHN", "EU"]);
    assert_eq!(one.total("USA", "EU"), 1000.0);
    assert_eq!(one.total("USA", "MEX"), 0.0);
    assert!(one.products("DEU", "USA").is_empty());
}

#[test]
fn an_extra_column_is_refused_with_a_hint() {
    let found = faults("importer,exporter,hs,value,year\nUSA,CHN,01,1,2024\n");
    assert_eq!(
        found,
        [
            "weights.csv:1:5 (column year): error: column \"year\" is not known here\n  \
          hint: weights have the columns importer, exporter, hs, value; remove or rename the column"
        ]
    );
    let found = faults("importer,exporter,value\n");
    assert!(found[0].contains("column \"hs\" is missing"), "{found:?}");
}

#[test]
fn every_bad_cell_is_named() {
    let text = "importer,exporter,hs,value\n\
                USA,CHN2,0101,1\n\
                USA,CHN,01a1,1\n\
                \n\
                USA,CHN,0102,-1\n\
                USA,CHN,0103,inf\n\
                USA,CHN,0104,\"1,000\"\n\
                USA,CHN,0105\n\
                USA,USA,0106,1\n";
    let found = faults(text);
    let expected = [
        ("weights.csv:2:2 (column exporter)", "did you mean CHN?"),
        (
            "weights.csv:3:3 (column hs)",
            "`01a1` is not a product code",
        ),
        ("weights.csv:5:4 (column value)", "value `-1` is negative"),
        (
            "weights.csv:6:4 (column value)",
            "value `inf` is not finite",
        ),
        (
            "weights.csv:7:4 (column value)",
            "value `1,000` is not a number",
        ),
        ("weights.csv:8:1 (column importer)", "the line has 3 cells"),
        (
            "weights.csv:9:2 (column exporter)",
            "importer and exporter are the same",
        ),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, (place, message)) in found.iter().zip(expected) {
        assert!(found.contains(place) && found.contains(message), "{found}");
    }
}

#[test]
fn a_product_counts_once() {
    let found =
        faults("importer,exporter,hs,value\nUSA,CHN,0101,1\nUSA,CHN,02,1\nUSA,CHN,01.01,1\n");
    assert!(found[0].contains("weights.csv:4:3"), "{found:?}");
    assert!(
        found[0].contains("0101 of this pair is in line 2 as well"),
        "{found:?}"
    );
    let found =
        faults("importer,exporter,hs,value\nUSA,CHN,010121,1\nUSA,CHN,01,1\nUSA,CHN,0103,1\n");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("0101.21 lies below 01 of line 3"),
        "{found:?}"
    );
}

#[test]
fn nothing_to_weigh_with_is_a_fault() {
    assert!(faults("")[0].contains("the file is empty"));
    assert!(faults("importer,exporter,hs,value\n")[0].contains("the table has no rows"));
}

#[test]
fn many_faults_are_cut_off() {
    let mut text = "importer,exporter,hs,value\n".to_owned();
    (0..100).for_each(|_| text.push_str("USA,CHN,0101,x\n"));
    let found = faults(&text);
    assert_eq!(found.len(), 21);
    // Each row also repeats no product, as rows with a fault are not kept.
    assert!(
        found[20].contains("80 more faults in this table, not shown"),
        "{found:?}"
    );
}
