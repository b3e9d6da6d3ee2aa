//! Values as TOML writes them.

use std::fmt::Write;

use crate::visible::is_unseen;

/// A basic string; what cannot be seen is escaped, so that a record shows what it says.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            unseen if is_unseen(unseen) => {
                let code = u32::from(unseen);
                let _ = match code {
                    0..=0xFFFF => write!(quoted, "\\u{code:04X}"),
                    _ => write!(quoted, "\\U{code:08X}"),
                };
            }
            seen => quoted.push(seen),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of strings.
pub(crate) fn array(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A number that reads back as the same: `49.0`, `0.1`.
pub(crate) fn number(number: f64) -> String {
    format!("{number:?}")
}

/// A percentage: `145%`, `12.5%`.
pub(crate) fn percent(number: f64) -> String {
    quoted(&format!("{number}%"))
}
