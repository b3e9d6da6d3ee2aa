//! The names an enumeration has in files, asked of its own `Deserialize`.

use serde::de::{Deserialize, Deserializer, Error, Visitor, value};
use serde::forward_to_deserialize_any;

/// The names of an enumeration's variants, in order; none for a type that is no enumeration.
pub(super) fn variants<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut asked = Asked(&[]);
    // It always ends in an error: a value was never there, only the list of names is wanted.
    let _ = T::deserialize(&mut asked);
    asked.0
}

struct Asked(&'static [&'static str]);

impl<'de> Deserializer<'de> for &mut Asked {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("no value"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0 = variants;
        Err(Self::Error::custom("no value"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Action, Mode, Status};

    #[test]
    fn names_are_those_of_the_enumeration() {
        assert_eq!(
            variants::<Mode>(),
            ["direct", "mixed", "indirect", "none"].as_slice()
        );
        assert_eq!(variants::<Action>().len(), 18);
        for name in variants::<Status>() {
            let value = serde_json::Value::from(*name);
            assert!(serde_json::from_value::<Status>(value).is_ok(), "{name}");
        }
        assert!(variants::<String>().is_empty());
    }
}
