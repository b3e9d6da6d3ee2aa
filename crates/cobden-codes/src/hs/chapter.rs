//! Short titles of the chapters.

use std::sync::LazyLock;

use crate::table::{TableError, bundled, read};

/// A short title of a chapter in this project's own words; it has no legal force.
///
/// Chapter 77 is kept free in the nomenclature; 98 and 99 are left to national use, and the titles say so. A number
/// that no chapter has (0, 100 and above) gets "No such chapter".
///
/// # Example
/// ```
/// use cobden_codes::chapter_title;
///
/// assert_eq!(chapter_title(64), "Footwear");
/// ```
pub fn chapter_title(chapter: u8) -> &'static str {
    let found = TITLES.binary_search_by_key(&chapter, |(number, _)| *number);
    found.map_or("No such chapter", |index| &TITLES[index].1)
}

static TITLES: LazyLock<Vec<(u8, String)>> =
    LazyLock::new(|| bundled(parse(include_str!("../../data/hs_chapters.csv"))));

/// Reads the titles; the table is kept sorted.
fn parse(text: &str) -> Result<Vec<(u8, String)>, TableError> {
    read("hs_chapters.csv", text, &["chapter", "title"], |row| {
        Ok((row.parse(0)?, row.text(1).to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::{TITLES, chapter_title};

    #[test]
    fn every_chapter_has_a_title_of_its_own() {
        assert!(TITLES.iter().map(|entry| entry.0).eq(1..=99));
        let mut titles: Vec<&str> = TITLES.iter().map(|entry| entry.1.as_str()).collect();
        assert!(titles.iter().all(|title| !title.is_empty()));
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), 99);
        assert_eq!(chapter_title(85), "Electrical and electronic equipment");
        assert_eq!(chapter_title(0), "No such chapter");
        assert_eq!(chapter_title(100), "No such chapter");
    }
}
