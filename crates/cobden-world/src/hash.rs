//! A fingerprint of a world's content, independent of how it is stored.

use sha2::{Digest, Sha256};

use crate::world::World;

impl World {
    /// SHA-256, in hexadecimal, of all labels, flags and numbers in the world's order.
    ///
    /// Two folders with the same content have the same hash, whatever their format; any change
    /// of a code, a number or the order changes it. Provenance does not count, units do.
    pub fn hash(&self) -> String {
        let mut sha = Sha256::new();
        let mut text = |word: &str| {
            sha.update((word.len() as u64).to_le_bytes());
            sha.update(word.as_bytes());
        };
        text("cobden-world-1");
        text(&self.provenance.unit.to_string());
        for economy in &self.economies {
            text(&economy.code);
        }
        for sector in &self.sectors {
            text(&sector.code);
            text(if sector.goods { "goods" } else { "services" });
        }
        let numbers = (self.sectors.iter().map(|s| &s.trade_elasticity))
            .chain(&self.flows)
            .chain(&self.tariffs)
            .chain(&self.value_added_share)
            .chain(&self.input_shares);
        for number in numbers {
            // Both zeros are the same number.
            let number = if *number == 0.0 { 0.0 } else { *number };
            sha.update(number.to_le_bytes());
        }
        for nest in &self.nests {
            sha.update("nest");
            sha.update((nest.sectors.len() as u64).to_le_bytes());
            for sector in &nest.sectors {
                sha.update((*sector as u64).to_le_bytes());
            }
            sha.update(nest.substitution.to_le_bytes());
        }
        sha.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
