//! The map from products to ISIC divisions against a public map from products to sectors of GTAP, where the data is.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use cobden_codes::HsCode;
use cobden_codes::hs::isic;

/// The data folder: `COBDEN_REFERENCE_DATA`, or the one beside the repository.
fn reference(path: &str) -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("COBDEN_REFERENCE_DATA")
        .map_or_else(beside, PathBuf::from)
        .join(path)
}

/// A line on stderr, past the test harness, which keeps what passing tests print to itself.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The unpacked text of a file; `None`, with a word on stderr, when it or `gzip` is not there.
fn unpacked(path: &str) -> Option<String> {
    let file = reference(path);
    let output = file
        .is_file()
        .then(|| Command::new("gzip").arg("-dc").arg(&file).output());
    match output {
        Some(Ok(output)) if output.status.success() => String::from_utf8(output.stdout).ok(),
        _ => {
            say("skipped: the reference data is not beside the repository, or there is no gzip");
            None
        }
    }
}

/// The divisions a sector of GTAP 10 implies; empty where it implies none.
fn implied(sector: &str) -> &'static [u8] {
    match sector.to_ascii_lowercase().as_str() {
        "pdr" | "wht" | "gro" | "v_f" | "osd" | "c_b" | "pfb" | "ocr" | "ctl" | "oap" | "wol" => {
            &[1]
        }
        "frs" => &[2],
        "fsh" => &[3],
        "coa" => &[5],
        "oil" | "gas" => &[6],
        "oxt" => &[7, 8],
        "cmt" | "omt" | "vol" | "mil" | "pcr" | "sgr" | "ofd" => &[10],
        "b_t" => &[11, 12],
        "tex" => &[13],
        "wap" => &[14],
        "lea" => &[15],
        "lum" => &[16],
        "ppp" => &[17, 18],
        "p_c" => &[19],
        "chm" => &[20],
        "bph" => &[21],
        "rpp" => &[22],
        "nmm" => &[23],
        "i_s" | "nfm" => &[24],
        "fmp" => &[25],
        "ele" => &[26],
        "eeq" => &[27],
        "ome" => &[28],
        "mvh" => &[29],
        "otn" => &[30],
        "omf" => &[31, 32],
        "ely" => &[35],
        _ => &[],
    }
}

#[test]
fn divisions_agree_with_the_sectors_of_gtap() {
    let Some(text) = unpacked("schedule/data/us/yale/hs10_gtap_crosswalk.csv.gz") else {
        return;
    };
    let (mut asked, mut agreed) = (0.0, 0.0);
    // Lines that differ, by heading, sector and first division.
    let mut differing = BTreeMap::<(String, String, u8), f64>::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record.unwrap();
        let (code, sector) = (HsCode::parse(&record[0]).unwrap(), &record[2]);
        let allowed = implied(sector);
        if code.chapter() > 97 || allowed.is_empty() {
            continue;
        }
        let divisions = isic::divisions(code).unwrap();
        let share: f64 = divisions
            .iter()
            .filter(|entry| allowed.contains(&entry.0))
            .map(|entry| entry.1)
            .sum();
        asked += 1.0;
        agreed += share;
        if share < 1.0 {
            let heading = code.prefix(4).unwrap().plain();
            *differing
                .entry((heading, sector.to_owned(), divisions[0].0))
                .or_default() += 1.0 - share;
        }
    }
    let share = agreed / asked;
    say(&format!(
        "{:.2}% of {asked} ten-digit codes have the division their GTAP sector implies",
        100.0 * share
    ));
    assert!(asked > 18_000.0, "{asked}");
    assert!(share > 0.976, "{share}: {differing:#?}");

    // Waste and scrap is a fifth or more of what differs, and no heading outside the known ones stands out.
    let scrap: f64 = differing
        .iter()
        .filter(|(key, _)| key.2 == 38)
        .map(|(_, lines)| lines)
        .sum();
    assert!(
        scrap > 0.2 * (asked - agreed),
        "{scrap} of {}",
        asked - agreed
    );
    for ((heading, sector, division), lines) in &differing {
        assert!(
            *lines <= 40.0,
            "{heading}: {lines} lines of {sector}, here division {division}"
        );
    }
}
