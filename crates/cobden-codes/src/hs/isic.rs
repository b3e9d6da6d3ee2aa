//! Which divisions of ISIC Rev.4 make a product: from codes of the Harmonized System to [`crate::Division`].
//!
//! The table holds prefixes of two, four and six digits; the longest that matches a code decides. Every chapter from
//! 01 to 97 has an entry, and headings and subheadings have one where they differ from what is above them. Nearly all
//! products go to one division; where fresh and processed goods share a subheading the shares are halves.
//!
//! **What is decided how.** Waste and scrap that is gathered goes to division 38, also metal scrap, waste paper and
//! used clothing; by-products of a process stay with it. Raw hides, feathers and bones go to 10, as by-products of
//! slaughter. Man-made fibres and their single yarns go to 20, textured and folded yarns to 13. Books, newspapers and
//! maps go to publishing (58), all other printed matter to printing (18), as customs data cannot tell a publisher from
//! a printer. Nuts other than groundnuts stay with the crop when shelled. Works of art and antiques go to 90.
//!
//! So a few products belong to divisions that count as services here (35, 38, 58, 59, 71, 74, 90): 0.7% of United
//! States imports of 2024 by value, most of it art, scrap, books and electricity.
//!
//! # Source
//! After the correspondence tables of the United Nations Statistics Division (HS to CPC Ver.2.1 to ISIC Rev.4) and
//! the class notes of ISIC Rev.4. The table was set up by hand, chapter by chapter, from knowledge of these; it was
//! not computed from them, so a subheading may differ from the official tables. It is written for the 2022 edition;
//! a code of an older edition gets the entry of its heading or chapter.
//!
//! # How far it was checked
//! Against the HS10-to-GTAP crosswalk of The Budget Lab at Yale (tariff-rate-tracker, MIT), where a sector of GTAP
//! implies one division or two: 97.6% of its 18,626 ten-digit codes of chapters 01 to 97 agree, and 97.5% of United
//! States imports of 2024 by value. The table was corrected where this showed a fault in it, so the figures say how
//! much is left, not how good an untouched table was. What is left is meant: the decisions above, and vehicle wiring,
//! ignition equipment and road tractors (29 here), parts of piston engines (28), natural rubber (01), biodiesel (20),
//! spectacle lenses (32) and flat panel displays (26), with some smaller ones. Mining of ores and of stone, beverages
//! and tobacco, paper and printing, furniture and other manufactures are one sector of GTAP each; which division of
//! such a pair a code goes to was not checked by machine.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::HsCode;
use crate::isic::Division;
use crate::table::{TableError, bundled, read};

#[cfg(test)]
mod tests;

/// Divisions of ISIC Rev.4 with the share of each.
type Shares = Vec<(u8, f64)>;

/// The divisions that make a product, with shares that sum to one; `None` for chapters 98 and 99.
///
/// The longest prefix in the table that matches decides. A code wider than the entries below it gets the entry of its
/// own width or above, which is the table's entry for the rest: `25` gives division 08 though cement (2523) goes to 23.
/// [`uniform`] tells such codes.
///
/// # Example
/// ```
/// use cobden_codes::HsCode;
/// use cobden_codes::hs::isic;
///
/// let of = |code: &str| HsCode::parse(code).map(isic::divisions);
/// assert_eq!(of("8703.23.01")?, Some(&[(29, 1.0)][..])); // cars: motor vehicles
/// assert_eq!(of("8471.30")?, Some(&[(26, 1.0)][..])); // laptops: electronics
/// assert_eq!(of("8479.89")?, Some(&[(28, 1.0)][..])); // other machines: machinery
/// assert_eq!(of("9903.01.24")?, None);
/// # Ok::<(), cobden_codes::CodeFault>(())
/// ```
pub fn divisions(code: HsCode) -> Option<&'static [(u8, f64)]> {
    let prefixes = [6, 4, 2]
        .into_iter()
        .filter_map(|digits| code.prefix(digits));
    prefixes
        .filter_map(|prefix| TABLE.get(&prefix))
        .map(Vec::as_slice)
        .next()
}

/// Whether everything below the code has the divisions that [`divisions`] gives for the code.
///
/// # Example
/// ```
/// use cobden_codes::HsCode;
/// use cobden_codes::hs::isic;
///
/// assert!(isic::uniform(HsCode::parse("8703")?));
/// assert!(!isic::uniform(HsCode::parse("25")?));
/// # Ok::<(), cobden_codes::CodeFault>(())
/// ```
pub fn uniform(code: HsCode) -> bool {
    let own = divisions(code);
    let mut below = TABLE
        .range(code..)
        .take_while(|(prefix, _)| code.covers(**prefix));
    own.is_some() && below.all(|(_, shares)| own == Some(shares))
}

static TABLE: LazyLock<BTreeMap<HsCode, Shares>> =
    LazyLock::new(|| bundled(parse(include_str!("../../data/hs_isic.csv"))));

fn parse(text: &str) -> Result<BTreeMap<HsCode, Shares>, TableError> {
    let rows = read(
        "hs_isic.csv",
        text,
        &["prefix", "division", "share"],
        |row| {
            let prefix = row.parse::<HsCode>(0)?;
            let division = Division::find(row.parse(1)?).ok_or_else(|| row.fault(1))?;
            let share = row.parse::<f64>(2)?;
            match (prefix.digits() <= 6, share > 0.0 && share <= 1.0) {
                (true, true) => Ok((prefix, (division.number(), share))),
                (false, _) => Err(row.fault(0)),
                (true, false) => Err(row.fault(2)),
            }
        },
    )?;
    let mut table = BTreeMap::<HsCode, Shares>::new();
    for (prefix, entry) in rows {
        table.entry(prefix).or_default().push(entry);
    }
    Ok(table)
}
