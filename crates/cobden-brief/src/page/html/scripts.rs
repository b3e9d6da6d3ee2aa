//! The scripts and styles that a page carries.

/// How a page looks.
pub(super) const STYLE: &str = include_str!("../../../assets/page.css");
/// What draws the charts and opens trails.
const PAGE: &str = include_str!("../../../assets/page.js");
const VEGA: &str = include_str!("../../../assets/vega/vega.min.js");
const VEGA_LITE: &str = include_str!("../../../assets/vega/vega-lite.min.js");
const INTERPRETER: &str = include_str!("../../../assets/vega/vega-interpreter.js");
const LICENCE: &str = include_str!("../../../assets/vega/LICENSE.txt");

/// The interpreter's one import: names that Vega's own script has too.
const IMPORT: (&str, &str) = ("import {", "} from 'vega-util';");
/// The interpreter's one export.
const EXPORT: &str = "export { expression as expressionInterpreter };";

/// The script elements of a page, those for charts only where there are charts.
pub(super) fn scripts(charts: bool) -> String {
    let mut out = String::new();
    if charts {
        out += &format!("<script>\n/*\n{LICENCE}*/\n{}\n</script>\n", unmapped(VEGA));
        out += &format!("<script>\n{}\n</script>\n", unmapped(VEGA_LITE));
        out += &format!("<script>\n{}</script>\n", interpreter());
    }
    out + "<script>\n" + PAGE + "</script>\n"
}

/// The interpreter as a plain script: `expressionInterpreter` is what the module exports under that name.
fn interpreter() -> String {
    let module = unmapped(INTERPRETER)
        .replacen(IMPORT.0, "const {", 1)
        .replacen(IMPORT.1, "} = vega;", 1)
        .replacen(EXPORT, "return expression;", 1);
    format!("const expressionInterpreter = (function () {{\n\"use strict\";\n{module}\n}})();\n")
}

/// A script without the address of its source map, which no reader of a page has.
fn unmapped(script: &str) -> String {
    let lines = script.trim_end().lines();
    let kept = lines.filter(|line| !line.starts_with("//# sourceMappingURL="));
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_whole_and_stay_in_their_elements() {
        for script in [VEGA, VEGA_LITE, INTERPRETER, PAGE, LICENCE] {
            let lower = script.to_ascii_lowercase();
            assert!(!lower.contains("</script") && !lower.contains("<!--"));
        }
        assert!(!LICENCE.contains("*/"));
        assert!(!STYLE.to_ascii_lowercase().contains("</style"));
        assert!(!STYLE.contains("url("), "styles ask for nothing");
    }

    #[test]
    fn the_interpreter_becomes_a_plain_script() {
        let script = interpreter();
        assert!(script.contains("} = vega;") && script.contains("return expression;"));
        assert!(!script.contains("import {") && !script.contains("\nexport "));
    }

    #[test]
    fn the_readme_names_what_is_here() {
        use std::fmt::Write as _;

        use sha2::Digest as _;

        let readme = include_str!("../../../assets/vega/README.md");
        for script in [VEGA, VEGA_LITE, INTERPRETER] {
            let sum = sha2::Sha256::digest(script.as_bytes());
            let sum = sum.iter().fold(String::new(), |mut out, byte| {
                let _ = write!(out, "{byte:02x}");
                out
            });
            assert!(readme.contains(&sum), "{sum}");
        }
    }
}
