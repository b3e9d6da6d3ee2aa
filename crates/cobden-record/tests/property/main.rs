//! What holds of every record: printing and reading give the same, order does not matter, and no text
//! makes the reader panic.

#![expect(clippy::unwrap_used, reason = "the helpers of a test may fail it")]

mod generate;

use cobden_record::Record;
use proptest::prelude::*;

fn read(texts: Vec<(String, String)>) -> Record {
    match Record::from_texts(texts.clone()) {
        Ok((record, _)) => record,
        Err(faults) => panic!("{faults}\n{}", texts[0].1),
    }
}

/// The printed record cut into its header and its entries.
fn entries(text: &str) -> (String, Vec<String>) {
    let mut blocks = text.split("\n\n[").map(str::to_owned);
    let head = blocks.next().unwrap_or_default();
    (head, blocks.map(|block| format!("[{block}\n")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn printing_and_reading_give_the_same(record in generate::record()) {
        let texts = record.to_texts();
        let again = read(texts.clone());
        let mut record = record;
        record.hash = again.hash.clone();
        prop_assert_eq!(&again, &record);
        prop_assert_eq!(again.to_texts(), texts);
    }

    #[test]
    fn the_order_of_files_and_entries_does_not_matter(
        record in generate::record(),
        order in any::<u64>(),
    ) {
        let texts = record.to_texts();
        let expected = read(texts.clone());
        let (head, mut blocks) = entries(&texts[0].1);
        // A cheap shuffle: by a number made of the block's place and the seed.
        let mut at = 0_u64;
        blocks.sort_by_cached_key(|_| {
            at += 1;
            at.wrapping_mul(order | 1).rotate_left(17)
        });
        let names = ["z.toml", "a/b/c.toml", "a/d.toml", "m.toml"];
        let mut files: Vec<(String, String)> =
            names.map(|name| (name.to_owned(), String::new())).to_vec();
        for (index, block) in blocks.iter().enumerate() {
            let file = &mut files[(index as u64 ^ order) as usize % names.len()];
            file.1.push_str(block);
            file.1.push('\n');
        }
        files.push(("record.toml".to_owned(), head + "\n"));
        files.extend(texts.into_iter().skip(1));
        let again = read(files);
        prop_assert_eq!(&again.hash, &expected.hash);
        prop_assert_eq!(again, expected);
    }

    #[test]
    fn a_cell_more_or_less_changes_the_hash(record in generate::record()) {
        let before = read(record.to_texts());
        let mut other = record;
        if let Some(list) = other.lists.values_mut().next() {
            let code = cobden_codes::HsCode::parse("9706").unwrap();
            for row in &mut list.body.rows {
                if row.code != code {
                    row.code = code;
                    break;
                }
            }
            list.body.rows.truncate(1);
            if let Ok((after, _)) = Record::from_texts(other.to_texts()) {
                prop_assert_ne!(before.hash, after.hash);
            }
        }
    }

    #[test]
    fn damaged_records_are_refused_or_read_but_never_panic(
        record in generate::record(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\]{}=\",.%a-z0-9\n-]{0,3}"), 1..12),
    ) {
        let mut texts = record.to_texts();
        for (at, with) in damage {
            let file = at.index(texts.len());
            let text = &mut texts[file].1;
            let mut place = at.index(text.len() + 1);
            while !text.is_char_boundary(place) {
                place -= 1;
            }
            let end = (place + 1..=text.len()).find(|end| text.is_char_boundary(*end));
            text.replace_range(place..end.unwrap_or(place), &with);
        }
        if let Err(faults) = Record::from_texts(texts) {
            prop_assert!(faults.has_errors());
            prop_assert!(!cobden_diagnostics::render(&faults, false).is_empty());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(toml in ".{0,200}", csv in ".{0,200}") {
        let record = format!("[record]\ntitle = \"t\"\nformat = 1\n[list.x]\nfile = \"x.csv\"\nsources = []\n{toml}");
        let texts = [("record.toml", record), ("x.csv", csv), ("y.toml", toml)];
        let texts = texts.map(|(path, text)| (path.to_owned(), text));
        if let Err(faults) = Record::from_texts(texts.to_vec()) {
            cobden_diagnostics::render(&faults, false);
        }
    }
}
