//! Figures.

use cobden_codes::Economy;
use cobden_record::Direction;

use super::shelf::{Body, Span};
use super::{Found, Known, Question};

impl Known {
    /// Entries about the same indicator of the same economy at the same time.
    pub(super) fn figure(&self, question: &Question<'_>) -> Vec<Found> {
        let norms = question.norms();
        let (Some(economy), Some(name)) = (norms.text("country"), norms.slot("what")) else {
            return Vec::new();
        };
        let own = norms.period("period").or_else(|| norms.period("date"));
        // The economy is compared by itself: `US stocks` are not the payrolls of the US.
        let bag = self.shelf.stems.bag_without(&name, &called(economy));
        let mut found = Vec::new();
        for (at, item) in self.shelf.items.iter().enumerate() {
            let Body::Indicator {
                value,
                unit,
                direction,
                period,
            } = &item.body
            else {
                continue;
            };
            if !item.parties.economies.iter().any(|code| code == economy) {
                continue;
            }
            // What is published this month may be of the one or two before it.
            let days = match (own, question.published()) {
                (Some(own), _) => Span::of(own),
                (None, Some(published)) => published.widened(45, 0),
                (None, None) => continue,
            };
            let overlap = self.shelf.stems.overlap(&bag, &item.words);
            if overlap.shared < 2 && overlap.contained < 0.5 || !item.days.overlaps(days) {
                continue;
            }
            let rank = overlap.contained;
            let same_stretch = own.is_some() && own == *period;
            let number = norms.number("value");
            let same_unit = same_unit(norms.text("unit"), unit.as_deref());
            match (number, value) {
                (Some(number), Some(value)) if same_unit => {
                    let equal = (number - value).abs() < 0.05 || (number + value).abs() < 0.05;
                    if equal {
                        let because = "the same figure with the same value";
                        found.push(Found::same(at, rank + 1.0, because));
                    } else if same_stretch && overlap.contained >= 0.6 && overlap.shared >= 2 {
                        let because = "the same figure of the same time";
                        let same = Found::same(at, rank, because);
                        found.push(same.but("value", number.to_string(), value.to_string()));
                    }
                }
                (None, _) => {
                    let (Some(read), Some(written)) = (norms.text("dir"), direction) else {
                        continue;
                    };
                    let opposite = matches!(
                        (read, written),
                        ("up", Direction::Down) | ("down", Direction::Up)
                    );
                    if !opposite {
                        let because = "the same figure going the same way";
                        found.push(Found::same(at, rank, because));
                    } else if same_stretch && overlap.contained >= 0.6 && overlap.shared >= 2 {
                        let because = "the same figure of the same time";
                        let same = Found::same(at, rank, because);
                        found.push(same.but("direction", read, written.word()));
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// What an economy is called.
fn called(code: &str) -> String {
    let economy = Economy::find(code);
    economy.map_or_else(String::new, |economy| {
        format!("{} {} {code}", economy.name(), economy.aliases().join(" "))
    })
}

/// Whether two units can be the same: percent and points of an index are not.
fn same_unit(one: Option<&str>, other: Option<&str>) -> bool {
    let plain = |unit: &str| {
        let unit = unit.to_lowercase();
        let first = unit.split([',', '(']).next().unwrap_or_default().trim();
        match first {
            "%" | "percent" | "per cent" => "percent".to_owned(),
            "points" | "index" => "index".to_owned(),
            other => other.to_owned(),
        }
    };
    match (one, other) {
        (Some(one), Some(other)) => plain(one) == plain(other),
        _ => true,
    }
}
