//! Faults of Parquet tables: rows instead of lines, and types that text files do not have.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use crate::common::{Saved, small};
use cobden_world::Format;
use cobden_world::table::{ColumnData, write_parquet};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FloatType, Int32Type, Int64Type,
};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// A column as other programs may write it: values, and definition levels where some are missing.
enum Values {
    Text(Vec<&'static [u8]>),
    Double(Vec<f64>, Vec<i16>),
    Float(Vec<f32>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Bool(Vec<bool>),
}

/// Writes columns under a schema in Parquet's own notation, one row group for each element.
fn write_groups(path: &Path, schema: &str, groups: &[Vec<Values>]) {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let file = File::create(path).expect("a file");
    let mut writer = SerializedFileWriter::new(file, schema, Default::default()).expect("a writer");
    for columns in groups {
        let mut group = writer.next_row_group().expect("a row group");
        for values in columns {
            let mut column = group
                .next_column()
                .expect("a column")
                .expect("one more column");
            let written = match values {
                Values::Text(v) => {
                    let v: Vec<ByteArray> = v.iter().map(|b| b.to_vec().into()).collect();
                    column.typed::<ByteArrayType>().write_batch(&v, None, None)
                }
                Values::Double(v, levels) => {
                    let levels = (!levels.is_empty()).then_some(levels.as_slice());
                    column.typed::<DoubleType>().write_batch(v, levels, None)
                }
                Values::Float(v) => column.typed::<FloatType>().write_batch(v, None, None),
                Values::Int32(v) => column.typed::<Int32Type>().write_batch(v, None, None),
                Values::Int64(v) => column.typed::<Int64Type>().write_batch(v, None, None),
                Values::Bool(v) => column.typed::<BoolType>().write_batch(v, None, None),
            };
            written.expect("written values");
            column.close().expect("a closed column");
        }
        group.close().expect("a closed row group");
    }
    writer.close().expect("a closed file");
}

const SECTORS: &str = "message sectors { required binary sector (UTF8); required boolean goods; required TYPE trade_elasticity; }";

/// The faults of a world whose sectors have elasticities of a type.
fn elasticities(kind: &str, values: Values) -> Result<Vec<f64>, Vec<String>> {
    let saved = Saved::csv();
    saved.remove("sectors.csv");
    let codes = Values::Text(vec![b"A01", b"C26", b"G", b"K"]);
    let goods = Values::Bool(vec![true, true, false, false]);
    let schema = SECTORS.replace("required TYPE trade_elasticity", kind);
    write_groups(
        &saved.file("sectors.parquet"),
        &schema,
        &[vec![codes, goods, values]],
    );
    match saved.load() {
        Ok((world, _)) => {
            assert_eq!(
                world.sectors.iter().map(|s| s.goods).collect::<Vec<_>>(),
                [true, true, false, false]
            );
            Ok(world.sectors.iter().map(|s| s.trade_elasticity).collect())
        }
        Err(_) => Err(saved.faults()),
    }
}

#[test]
fn numbers_of_every_plain_type_are_read() {
    let expected = Ok(vec![4.0, 5.0, 6.0, 7.0]);
    let double = Values::Double(vec![4.0, 5.0, 6.0, 7.0], vec![]);
    assert_eq!(
        elasticities("required double trade_elasticity", double),
        expected
    );
    let double = Values::Double(vec![4.0, 5.0, 6.0, 7.0], vec![1; 4]);
    assert_eq!(
        elasticities("optional double trade_elasticity", double),
        expected
    );
    let float = Values::Float(vec![4.0, 5.0, 6.0, 7.0]);
    assert_eq!(
        elasticities("required float trade_elasticity", float),
        expected
    );
    let int = Values::Int32(vec![4, 5, 6, 7]);
    assert_eq!(
        elasticities("required int32 trade_elasticity", int),
        expected
    );
    let int = Values::Int64(vec![4, 5, 6, 7]);
    assert_eq!(
        elasticities("required int64 trade_elasticity (INTEGER(64,true))", int),
        expected
    );
}

#[test]
fn types_that_would_be_misread_are_refused() {
    let place = "sectors.parquet, column trade_elasticity: error: values of type";
    let hint = "are not read\n  hint: store it as text or as 64-bit floats";
    for (kind, name) in [
        ("required int32 trade_elasticity (DECIMAL(9,2))", "decimal"),
        ("required int32 trade_elasticity (DATE)", "date"),
    ] {
        let faults = elasticities(kind, Values::Int32(vec![400, 500, 600, 700])).unwrap_err();
        assert_eq!(faults, [format!("{place} {name} {hint}")]);
    }
    for (kind, name) in [
        ("required int64 trade_elasticity (DECIMAL(18,4))", "decimal"),
        (
            "required int64 trade_elasticity (TIMESTAMP(NANOS,true))",
            "time",
        ),
        ("required int64 trade_elasticity (TIMESTAMP_MILLIS)", "time"),
    ] {
        let faults = elasticities(kind, Values::Int64(vec![400, 500, 600, 700])).unwrap_err();
        assert_eq!(faults, [format!("{place} {name} {hint}")]);
    }
}

#[test]
fn missing_values_are_empty_cells() {
    let double = Values::Double(vec![4.0, 6.0], vec![1, 0, 1, 0]);
    let faults = elasticities("optional double trade_elasticity", double).unwrap_err();
    let expected = [2, 4].map(|row| {
        format!("sectors.parquet, row {row}, column trade_elasticity: error: the cell is empty")
    });
    assert_eq!(faults, expected);
}

#[test]
fn lists_are_refused() {
    let saved = Saved::csv();
    saved.remove("economies.csv");
    let schema =
        "message economies { required binary economy (UTF8); repeated binary name (UTF8); }";
    let path = saved.file("economies.parquet");
    write_groups(&path, schema, &[]);
    let faults = saved.faults();
    let expected = "economies.parquet, column name: error: lists and structures are not read";
    assert!(faults[0].starts_with(expected), "{faults:?}");
}

#[test]
fn words_and_numbers_in_each_others_place() {
    let text = Values::Text(vec![b"4", b"5", b"6", b"7"]);
    let faults = elasticities("required binary trade_elasticity (UTF8)", text).unwrap_err();
    assert_eq!(faults.len(), 4);
    let expected =
        "sectors.parquet, row 1, column trade_elasticity: error: text where a number is needed";
    assert_eq!(faults[0], expected);

    let saved = Saved::csv();
    saved.remove("economies.csv");
    let columns = [("economy", ColumnData::Number(vec![840.0, 156.0]))];
    write_parquet(&saved.file("economies.parquet"), &columns).unwrap();
    let expected = [1, 2].map(|row| {
        format!(
            "economies.parquet, row {row}, column economy: error: a number where text is needed"
        )
    });
    assert_eq!(saved.faults(), expected);
}

#[test]
fn words_are_utf8_without_blanks_around() {
    let saved = Saved::csv();
    saved.remove("economies.csv");
    let path = saved.file("economies.parquet");
    let schema = "message economies { required binary economy (UTF8); }";
    let codes = |first| {
        vec![vec![Values::Text(vec![
            first, b"CHN", b" DEU ", b"MEX", b"IND",
        ])]]
    };
    write_groups(&path, schema, &codes(b" USA"));
    assert_eq!(saved.load().unwrap().0.flows, small().flows);
    for (word, fault) in [
        (&b"US\xff"[..], "the cell is not UTF-8 text"),
        (b"", "the cell is empty"),
        (b"  ", "the cell is empty"),
    ] {
        write_groups(&path, schema, &codes(word));
        let expected = format!("economies.parquet, row 1, column economy: error: {fault}");
        assert_eq!(saved.faults(), [expected]);
    }
}

#[test]
fn rows_count_through_all_row_groups() {
    let saved = Saved::csv();
    saved.remove("economies.csv");
    let path = saved.file("economies.parquet");
    let schema = "message economies { required binary economy (UTF8); }";
    let group = |codes: &[&'static [u8]]| vec![Values::Text(codes.to_vec())];
    write_groups(
        &path,
        schema,
        &[group(&[b"USA", b"CHN"]), group(&[b"DEU", b"MEX", b"IND"])],
    );
    assert_eq!(saved.load().unwrap().0.flows, small().flows);
    write_groups(
        &path,
        schema,
        &[group(&[b"USA", b"CHN"]), group(&[b"DEU", b"", b"IND"])],
    );
    let expected = "economies.parquet, row 4, column economy: error: the cell is empty";
    assert_eq!(saved.faults(), [expected]);
}

#[test]
fn faults_of_content_name_row_and_column() {
    let saved = Saved::new(&small(), Format::Parquet);
    let flows = |importer: &'static str, value: f64, tariff: f64| {
        let columns = [
            ("importer", ColumnData::Text(vec!["USA", importer, "USA"])),
            ("exporter", ColumnData::Text(vec!["USA"; 3])),
            ("sector", ColumnData::Text(vec!["A01", "A01", "C26"])),
            ("value", ColumnData::Number(vec![1.0, 2.0, value])),
            ("tariff", ColumnData::Number(vec![0.0, 0.0, tariff])),
        ];
        write_parquet(&saved.file("flows.parquet"), &columns).unwrap();
        let faults = saved.faults();
        let in_flows = faults
            .into_iter()
            .filter(|fault| fault.starts_with("flows.parquet"));
        in_flows.collect::<Vec<String>>()
    };
    let expected = [
        (
            "CHM",
            1.0,
            0.0,
            "row 2, column importer: error: economy \"CHM\" is not in the table economies\n  hint: did you mean \"CHN\"?",
        ),
        (
            "CHN",
            -1.0,
            0.0,
            "row 3, column value: error: a flow of -1 is negative",
        ),
        (
            "CHN",
            f64::NAN,
            0.0,
            "row 3, column value: error: NaN is not a finite number",
        ),
        (
            "CHN",
            1.0,
            f64::INFINITY,
            "row 3, column tariff: error: inf is not a finite number",
        ),
        (
            "CHN",
            1.0,
            -1.5,
            "row 3, column tariff: error: a tariff of -1.5 pays for",
        ),
        (
            "USA",
            1.0,
            0.0,
            "row 2, column importer: error: USA, USA, A01 has a row already, at flows.parquet, row 1, column importer",
        ),
    ];
    for (importer, value, tariff, fault) in expected {
        let found = flows(importer, value, tariff);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with(&format!("flows.parquet, {fault}")),
            "{}",
            found[0]
        );
    }
}

#[test]
fn columns_of_a_binary_table() {
    let saved = Saved::new(&small(), Format::Parquet);
    let columns = [
        ("economy", ColumnData::Text(vec!["USA"])),
        ("sector", ColumnData::Text(vec!["A01"])),
        ("shares", ColumnData::Number(vec![1.0])),
    ];
    write_parquet(&saved.file("value_added.parquet"), &columns).unwrap();
    let faults = saved.faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    let expected = "value_added.parquet: error: column \"share\" is missing\n  hint: columns found: economy, sector, shares";
    assert!(faults[0].starts_with(expected), "{}", faults[0]);
    let expected = "value_added.parquet: error: column \"shares\" is not known here";
    assert!(faults[1].starts_with(expected), "{}", faults[1]);
}

#[test]
fn a_file_that_is_no_parquet() {
    let saved = Saved::new(&small(), Format::Parquet);
    let whole = std::fs::read(saved.file("flows.parquet")).unwrap();
    for bytes in [&b""[..], b"importer,exporter", &whole[..whole.len() / 2]] {
        saved.write("flows.parquet", bytes);
        let faults = saved.faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(
            faults[0].starts_with("flows.parquet: error: not a readable Parquet file: "),
            "{}",
            faults[0]
        );
        assert!(
            faults[0].contains("hint: get the file again"),
            "{}",
            faults[0]
        );
    }
}
