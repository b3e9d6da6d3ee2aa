//! Against whom.

use cobden_codes::Group;
use jiff::civil::Date;

/// A set of economies as written: names of economies and groups, less exceptions.
///
/// A group stands for its members on the day asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Who is in.
    pub include: Economies,
    /// Who is out again: codes of economies and groups.
    pub except: Vec<String>,
}

/// Who is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Economies {
    /// Everyone but the actor.
    All,
    /// Codes of economies and groups.
    Named(Vec<String>),
}

/// How closely a name fits an economy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// It is `all`.
    All,
    /// It is a group of which the economy is a member on the day.
    Group,
    /// It is the economy's own code.
    Own,
}

impl Closeness {
    /// How closely a name fits an economy on a day; none if it does not.
    pub fn of(name: &str, economy: &str, on: Date) -> Option<Self> {
        if name == economy {
            return Some(Self::Own);
        }
        if name == "all" {
            return Some(Self::All);
        }
        let group = Group::find(name).filter(|group| group.name() == name)?;
        group.has_on(economy, on).then_some(Self::Group)
    }
}

impl Economies {
    /// How closely the names fit an economy on a day, by the closest; none if they leave it out.
    pub fn closeness(&self, economy: &str, on: Date) -> Option<Closeness> {
        match self {
            Self::All => Some(Closeness::All),
            Self::Named(names) => {
                let names = names.iter();
                names
                    .filter_map(|name| Closeness::of(name, economy, on))
                    .max()
            }
        }
    }
}
