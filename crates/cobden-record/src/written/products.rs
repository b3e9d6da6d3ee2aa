//! Products as written.

use cobden_toml::{DeValue, Section, Spanned, Word};

use super::printer::quoted;
use super::{Fields, Wanted};
use crate::entry::Kind;
use crate::products::{Item, Products};

impl Fields<'_, '_> {
    /// Products; none where the key is missing or at fault.
    pub(super) fn products(&mut self) -> Option<Products> {
        let value = self.value("products")?;
        match value.get_ref() {
            DeValue::String(text) if text == "all" => Some(Products::All),
            DeValue::String(text) if text == "unlisted" => Some(Products::Unlisted),
            DeValue::Table(table) => {
                let source = self.pending.source.clone();
                let found = &mut *self.section.found;
                let mut section = Section::new("products", table, value.span(), &source, found);
                let (include, exclude) = (section.get("include"), section.get("exclude"));
                section.finish();
                let Some(include) = include else {
                    let hint = "write products = { include = [\"all\"], exclude = [\"...\"] }";
                    self.fault(value.span(), "include is missing", hint);
                    return None;
                };
                Some(Products::Chosen {
                    include: self.items(include)?,
                    exclude: match exclude {
                        Some(exclude) if !is_empty(exclude) => self.items(exclude)?,
                        _ => Vec::new(),
                    },
                })
            }
            _ => Some(Products::Chosen {
                include: self.items(value)?,
                exclude: Vec::new(),
            }),
        }
    }

    fn items(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<Item>> {
        let words = self.words_of("products", value);
        if words.is_empty()
            && value
                .get_ref()
                .as_array()
                .is_some_and(|list| list.is_empty())
        {
            let hint = "write \"all\", \"unlisted\", or a list of codes and ids of lists";
            self.fault(value.span(), "products names nothing", hint);
            return None;
        }
        // Every word is looked at, so that every fault is told.
        let items: Vec<Option<Item>> = words.into_iter().map(|word| self.item(word)).collect();
        let items: Option<Vec<Item>> = items.into_iter().collect();
        items.filter(|items| !items.is_empty())
    }

    fn item(&mut self, word: Word) -> Option<Item> {
        if word.text == "all" {
            return Some(Item::All);
        }
        if word.text == "unlisted" {
            let hint = "write products = \"unlisted\" alone, and the scope in words";
            self.fault(word.range, "\"unlisted\" beside other products", hint);
            return None;
        }
        if word.text.bytes().all(|c| c.is_ascii_digit() || c == b'.') {
            return self.code(&word).map(Item::Code);
        }
        let id = self.refer("products", word, Wanted::One(Kind::List));
        Some(Item::List(id))
    }
}

fn is_empty(value: &Spanned<DeValue<'_>>) -> bool {
    let list = value.get_ref().as_array();
    list.is_some_and(|list| list.is_empty())
}

/// Products as a record writes them.
pub(super) fn written(products: &Products) -> String {
    let list = |items: &[Item]| {
        let items: Vec<String> = items
            .iter()
            .map(|item| match item {
                Item::All => quoted("all"),
                Item::Code(code) => quoted(&code.to_string()),
                Item::List(id) => quoted(id),
            })
            .collect();
        format!("[{}]", items.join(", "))
    };
    match products {
        Products::All => quoted("all"),
        Products::Unlisted => quoted("unlisted"),
        Products::Chosen { include, exclude } if exclude.is_empty() => list(include),
        Products::Chosen { include, exclude } => format!(
            "{{ include = {}, exclude = {} }}",
            list(include),
            list(exclude)
        ),
    }
}
