//! No text may bring down the reader of records: every input is a record or a list of faults.
//!
//! A line of `%%` splits the input into an entry file, a product list, a rate, a claim, more lines of the
//! manifest (`include = ["base"]`, `override`, `drop`), and the entries of the record in `base`.
//! What is read must print to text that reads back as the same record.

#![no_main]

use cobden_record::{Claim, Expression, Record};
use libfuzzer_sys::fuzz_target;

const MANIFEST: &str = "[record]\ntitle = \"Fuzz\"\nformat = 1\n";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut parts = text.split("\n%%\n");
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (entries, list, rate, claim) = (part(), part(), part(), part());
    let (manifest, base) = (part(), part());
    if let Ok(rate) = Expression::parse(&rate) {
        assert_eq!(Expression::parse(&rate.to_string()).as_ref(), Ok(&rate));
    }
    if let Ok(claim) = Claim::parse(&claim) {
        assert_eq!(Claim::parse(&claim.to_string()).as_ref(), Ok(&claim));
    }
    let texts = vec![
        ("record.toml".to_owned(), format!("{MANIFEST}{manifest}\n")),
        ("entries.toml".to_owned(), entries),
        ("lists/x.csv".to_owned(), list.clone()),
        ("base/record.toml".to_owned(), MANIFEST.to_owned()),
        ("base/entries.toml".to_owned(), base),
        ("base/lists/x.csv".to_owned(), list),
    ];
    if let Ok((mut record, _)) = Record::from_texts(texts) {
        let again = Record::from_texts(record.to_texts()).expect("what is printed is read again").0;
        // The printed record stands alone.
        record.manifest.include.clear();
        record.manifest.overrides.clear();
        record.manifest.drop.clear();
        assert_eq!(again, record);
    }
});
