//! Whether crates depend on each other in the one direction that ARCHITECTURE.md draws.

use std::collections::BTreeMap;
use std::path::Path;

/// For every crate, the crates of the project that it may use.
const ALLOWED: [(&str, &[&str]); 17] = [
    ("cobden-diagnostics", &[]),
    ("cobden-codes", &[]),
    ("cobden-document", &[]),
    ("cobden-num", &[]),
    ("cobden-toml", &["cobden-codes", "cobden-diagnostics"]),
    (
        "cobden-record",
        &["cobden-codes", "cobden-diagnostics", "cobden-toml"],
    ),
    (
        "cobden-schedule",
        &["cobden-codes", "cobden-diagnostics", "cobden-record"],
    ),
    ("cobden-world", &["cobden-codes", "cobden-diagnostics"]),
    (
        "cobden-model",
        &[
            "cobden-codes",
            "cobden-diagnostics",
            "cobden-num",
            "cobden-toml",
            "cobden-world",
        ],
    ),
    (
        "cobden-talks",
        &[
            "cobden-codes",
            "cobden-diagnostics",
            "cobden-model",
            "cobden-num",
            "cobden-world",
        ],
    ),
    ("cobden-read", &["cobden-codes", "cobden-diagnostics"]),
    ("cobden-endpoint", &["cobden-read"]),
    (
        "cobden-inbox",
        &[
            "cobden-codes",
            "cobden-diagnostics",
            "cobden-read",
            "cobden-record",
        ],
    ),
    (
        "cobden-lineage",
        &[
            "cobden-codes",
            "cobden-diagnostics",
            "cobden-read",
            "cobden-record",
            "cobden-schedule",
        ],
    ),
    (
        "cobden-brief",
        &[
            "cobden-codes",
            "cobden-diagnostics",
            "cobden-model",
            "cobden-record",
            "cobden-schedule",
            "cobden-talks",
            "cobden-toml",
            "cobden-world",
        ],
    ),
    (
        "cobden",
        &[
            "cobden-brief",
            "cobden-codes",
            "cobden-diagnostics",
            "cobden-document",
            "cobden-endpoint",
            "cobden-inbox",
            "cobden-lineage",
            "cobden-model",
            "cobden-num",
            "cobden-read",
            "cobden-record",
            "cobden-schedule",
            "cobden-talks",
            "cobden-world",
        ],
    ),
    ("xtask", &["cobden"]),
];

/// Reads every manifest of the workspace.
///
/// # Errors
/// Every crate that is not in the table, every dependency that the table does not allow, and a
/// cycle, should the table itself have one.
pub fn check(root: &Path) -> Result<String, String> {
    let found = read(root)?;
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let mut faults = Vec::new();
    for (name, uses) in &found {
        let Some(may_use) = allowed.get(name.as_str()) else {
            faults.push(format!(
                "{name} has no place in the table of xtask/src/dependencies.rs"
            ));
            continue;
        };
        for used in uses.iter().filter(|used| !may_use.contains(&used.as_str())) {
            faults.push(format!(
                "{name} uses {used}, against the direction of ARCHITECTURE.md"
            ));
        }
    }
    if let Some(cycle) = cycle(&found) {
        faults.push(format!("a cycle: {}", cycle.join(" -> ")));
    }
    if faults.is_empty() {
        Ok(format!("{} crates, one direction, no cycle", found.len()))
    } else {
        Err(faults.join("\n"))
    }
}

/// Crates and the crates of the project that each uses, tests included.
fn read(root: &Path) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut manifests = vec![root.join("xtask/Cargo.toml")];
    let crates = std::fs::read_dir(root.join("crates")).map_err(|error| error.to_string())?;
    manifests.extend(
        crates
            .flatten()
            .map(|entry| entry.path().join("Cargo.toml")),
    );
    let mut found = BTreeMap::new();
    for manifest in manifests {
        let shown = manifest.display();
        let text =
            std::fs::read_to_string(&manifest).map_err(|error| format!("{shown}: {error}"))?;
        let table: toml::Table = text.parse().map_err(|error| format!("{shown}: {error}"))?;
        let name = table
            .get("package")
            .and_then(|p| p.get("name"))
            .and_then(|n| n.as_str());
        let name = name.ok_or_else(|| format!("{shown}: no package name"))?;
        let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
        let used = sections
            .iter()
            .filter_map(|s| table.get(*s))
            .filter_map(|t| t.as_table());
        let used = used
            .flat_map(|t| t.keys())
            .filter(|k| k.starts_with("cobden"))
            .cloned();
        found.insert(name.to_owned(), used.collect());
    }
    Ok(found)
}

/// A chain of crates that comes back to its first, if there is one.
fn cycle(uses: &BTreeMap<String, Vec<String>>) -> Option<Vec<String>> {
    fn walk(at: &str, path: &mut Vec<String>, uses: &BTreeMap<String, Vec<String>>) -> bool {
        if path.iter().any(|before| before == at) {
            path.push(at.to_owned());
            return true;
        }
        path.push(at.to_owned());
        let next = uses.get(at).map(Vec::as_slice).unwrap_or_default();
        if next.iter().any(|used| walk(used, path, uses)) {
            return true;
        }
        path.pop();
        false
    }
    uses.keys().find_map(|start| {
        let mut path = Vec::new();
        walk(start, &mut path, uses).then_some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_keeps_its_direction() {
        check(&crate::root()).unwrap();
    }

    #[test]
    fn cycles_are_found() {
        let uses = |list: &[(&str, &[&str])]| {
            let entry = |(name, used): &(&str, &[&str])| {
                (
                    (*name).to_owned(),
                    used.iter().map(|u| (*u).to_owned()).collect(),
                )
            };
            list.iter()
                .map(entry)
                .collect::<BTreeMap<String, Vec<String>>>()
        };
        assert_eq!(
            cycle(&uses(&[("a", &["b"]), ("b", &["c"]), ("c", &[])])),
            None
        );
        assert!(cycle(&uses(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"])])).is_some());
    }
}
