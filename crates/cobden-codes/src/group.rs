//! Groups of economies with membership by date: unions, agreements, clubs.
//!
//! Membership is half-open: a member from the day `from` up to, not including, the day `until`.
//! The note of each group says what its dates mean and who is left out.
//!
//! # Source
//! The treaties and the organisations' own lists of members.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::table::{TableError, bundled, read};

#[cfg(test)]
mod tests;

/// One spell of membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    economy: String,
    from: Date,
    until: Option<Date>,
}

impl Membership {
    /// The member's code, see [`crate::Economy`].
    pub fn economy(&self) -> &str {
        &self.economy
    }

    /// First day of membership.
    pub fn from(&self) -> Date {
        self.from
    }

    /// First day after membership; none while it lasts.
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// Whether the spell covers `date`.
    pub fn covers(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }
}

/// A named group of economies.
///
/// # Example
/// ```
/// use cobden_codes::Group;
/// use jiff::civil::date;
///
/// let usmca = Group::find("USMCA").expect("a bundled group");
/// assert!(usmca.members_on(date(2020, 6, 30)).is_empty());
/// assert_eq!(usmca.members_on(date(2020, 7, 1)), ["CAN", "MEX", "USA"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    name: String,
    label: String,
    aliases: Vec<String>,
    note: String,
    memberships: Vec<Membership>,
}

impl Group {
    /// The group of this name, full name or alias (`EA`, `Euro area`, `Eurozone`), upper or lower case.
    pub fn find(name: &str) -> Option<&'static Group> {
        let name = name.trim();
        GROUPS.iter().find(|group| {
            let mut names = [&group.name, &group.label]
                .into_iter()
                .chain(&group.aliases);
            names.any(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// All groups.
    pub fn all() -> impl Iterator<Item = &'static Group> {
        GROUPS.iter()
    }

    /// The groups that counted `economy` (a code) among their members on `date`.
    pub fn of(economy: &str, date: Date) -> Vec<&'static Group> {
        GROUPS
            .iter()
            .filter(|group| group.has_on(economy, date))
            .collect()
    }

    /// Short name, such as `EU`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Full English name.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What the dates mean and what is left out.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Every spell of membership.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// The codes of the members on `date`, in alphabetical order; empty before the group and after its end.
    pub fn members_on(&self, date: Date) -> Vec<&str> {
        let spells = self.memberships.iter().filter(|spell| spell.covers(date));
        let mut members: Vec<&str> = spells.map(Membership::economy).collect();
        members.sort_unstable();
        members
    }

    /// Whether `economy` (a code) was a member on `date`.
    pub fn has_on(&self, economy: &str, date: Date) -> bool {
        self.memberships
            .iter()
            .any(|spell| spell.economy.eq_ignore_ascii_case(economy) && spell.covers(date))
    }
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    bundled(parse(
        include_str!("../data/group_labels.csv"),
        include_str!("../data/groups.csv"),
    ))
});

fn parse(labels: &str, members: &str) -> Result<Vec<Group>, TableError> {
    let mut groups = read(
        "group_labels.csv",
        labels,
        &["group", "label", "aliases", "note"],
        |row| {
            Ok(Group {
                name: row.text(0).to_owned(),
                label: row.text(1).to_owned(),
                aliases: row.list(2, '|'),
                note: row.text(3).to_owned(),
                memberships: Vec::new(),
            })
        },
    )?;
    let spells = read(
        "groups.csv",
        members,
        &["group", "economy", "from", "until"],
        |row| {
            let group = groups
                .iter()
                .position(|group| group.name == row.text(0))
                .ok_or_else(|| row.fault(0))?;
            let economy = row.text(1).to_owned();
            Ok((
                group,
                Membership {
                    economy,
                    from: row.parse(2)?,
                    until: row.optional(3)?,
                },
            ))
        },
    )?;
    for (group, spell) in spells {
        groups[group].memberships.push(spell);
    }
    Ok(groups)
}
