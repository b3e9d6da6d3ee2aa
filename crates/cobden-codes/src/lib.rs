//! Classifications for trade disputes: who, when, which sector, and which published elasticity.
//!
//! This crate carries no economics of its own. It knows
//!
//! * [`economy`]: economies by ISO 3166-1 code, with the days on which a code was in force;
//! * [`hs`]: product codes of the Harmonized System and sets of them, the subheadings of its 2022 edition, and the
//!   ISIC Rev.4 divisions that make each product;
//! * [`group`]: groups of economies (EU, USMCA, CPTPP, ...) with membership by date;
//! * [`isic`]: ISIC Rev.4 divisions and the sector codes that national-accounts tables build on them;
//! * [`elasticity`]: published sets of trade elasticities, by division, each with its citation;
//! * [`concordance`]: weighted many-to-many maps between two lists of labels;
//! * [`trade_weights`]: world imports by division, to average over the divisions of a merged sector;
//! * [`suggest`]: "did you mean" for codes and names.
//!
//! The tables are compiled in and parsed once, on first use. Nothing here reads a file or the network.
//!
//! # When not to use it
//!
//! Not for CPC or SITC codes, nor to know which national tariff lines exist; not to classify goods, as the texts and
//! legal notes of the nomenclature are not here; not for borders, languages or currencies; not as a legal reference
//! for treaty membership, where provisional application and suspensions matter: the notes of each group say what its
//! dates mean and what is left out.
//!
//! # Example
//!
//! ```
//! use cobden_codes::{ElasticitySet, Group, parse_sector};
//! use jiff::civil::date;
//!
//! let eu = Group::find("EU").expect("a bundled group");
//! assert_eq!(eu.members_on(date(2021, 1, 1)).len(), 27);
//!
//! let food = parse_sector("C10T12")?;
//! let set = ElasticitySet::find("CP").expect("a bundled set");
//! assert_eq!(set.for_divisions(food.parts()), Some(2.62));
//! # Ok::<(), cobden_codes::CodeError>(())
//! ```

pub mod concordance;
pub mod economy;
pub mod elasticity;
mod error;
pub mod group;
pub mod hs;
pub mod isic;
pub mod suggest;
mod table;
pub mod trade_weights;

pub use concordance::{Concordance, Link, LinkFault, MapKind};
pub use economy::{Economy, EconomyKind};
pub use elasticity::{Basis, ElasticitySet};
pub use error::CodeError;
pub use group::{Group, Membership};
pub use hs::{CodeFault, CodeSet, Coverage, Edition, HsCode, chapter_title};
pub use isic::{Division, SectorCode, parse_sector};
