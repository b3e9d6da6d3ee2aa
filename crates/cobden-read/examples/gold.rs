//! Reads every file of a folder and writes its facts, one a line, to another.
use cobden_read::{DocumentNote, gold, layout::Declared, read};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, from, to, prefix] = arguments.as_slice() else {
        panic!("FROM TO PREFIX")
    };
    std::fs::create_dir_all(to)?;
    let mut files: Vec<_> = std::fs::read_dir(from)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    files.sort();
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
        let name = file
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let found = read(&text, &Declared::default());
        let note = DocumentNote {
            name: name.clone(),
            ..DocumentNote::default()
        };
        let reading = found.written(&text, note);
        let number: String = name.chars().take_while(char::is_ascii_digit).collect();
        std::fs::write(
            format!("{to}/{prefix}-{number}.jsonl"),
            gold::lines(&found, &reading, &text),
        )?;
    }
    Ok(())
}
