//! The forms of regular English verbs and nouns.

/// The forms of a verb.
pub(super) struct Forms {
    pub(super) third: String,
    pub(super) past: String,
    pub(super) participle: String,
    pub(super) gerund: String,
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// `carry` gives `carries`, `push` gives `pushes`, `tariff` gives `tariffs`.
pub(super) fn with_s(word: &str) -> String {
    let bytes = word.as_bytes();
    let last = bytes.last().copied().unwrap_or(b'x');
    let before = bytes
        .len()
        .checked_sub(2)
        .and_then(|index| bytes.get(index))
        .copied()
        .unwrap_or(b'x');
    if last == b'y' && !is_vowel(before) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    if matches!(last, b's' | b'x' | b'z')
        || (last == b'h' && matches!(before, b's' | b'c'))
        || word == "go"
        || word == "do"
        || word == "veto"
        || word == "echo"
    {
        return format!("{word}es");
    }
    format!("{word}s")
}

/// The forms of a verb that follows the rules; `double` says that its last letter is doubled.
pub(super) fn regular(base: &str, double: bool) -> Forms {
    let past = if base.ends_with('e') {
        format!("{base}d")
    } else if double {
        format!("{base}{}ed", &base[base.len() - 1..])
    } else if let Some(stem) = base
        .strip_suffix('y')
        .filter(|stem| !stem.bytes().last().is_some_and(is_vowel))
    {
        format!("{stem}ied")
    } else {
        format!("{base}ed")
    };
    Forms {
        third: with_s(base),
        participle: past.clone(),
        past,
        gerund: gerund(base, double),
    }
}

/// `make` gives `making`, `see` gives `seeing`, `lie` gives `lying`, `cut` gives `cutting`.
pub(super) fn gerund(base: &str, double: bool) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if double || irregular_doubling(base) {
        return format!("{base}{}ing", &base[base.len() - 1..]);
    }
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && !base.ends_with("oe") && base != "be" => {
            format!("{stem}ing")
        }
        _ => format!("{base}ing"),
    }
}

/// Irregular verbs whose last letter is doubled before `-ing`.
fn irregular_doubling(base: &str) -> bool {
    matches!(
        base,
        "begin"
            | "bet"
            | "bid"
            | "cut"
            | "dig"
            | "forget"
            | "get"
            | "hit"
            | "let"
            | "put"
            | "quit"
            | "run"
            | "set"
            | "shed"
            | "shut"
            | "sit"
            | "spin"
            | "split"
            | "swim"
            | "undercut"
            | "upset"
            | "win"
    )
}
