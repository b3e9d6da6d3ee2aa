use std::fmt::Write;

use proptest::prelude::*;

use crate::{Document, DocumentError, Limits, Origin, PagePlace, PdfFault};

/// A file of objects, the first of them the catalog; no table, as none is needed.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    for (index, object) in objects.iter().enumerate() {
        write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    out.push_str("trailer << /Root 1 0 R >>\n");
    out.into_bytes()
}

fn stream(content: &str) -> String {
    format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}

/// A file with a page for each content, in Helvetica.
fn pages(contents: &[&str]) -> Vec<u8> {
    let kids: String = (0..contents.len())
        .map(|n| format!("{} 0 R ", 4 + 2 * n))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} /Resources << /Font << /F 3 0 R >> >> >>",
            contents.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>",
            5 + 2 * index
        ));
        objects.push(stream(content));
    }
    file(&objects)
}

/// Lines of 10 points, 12 apart.
fn lines(lines: &[&str]) -> String {
    let shown: String = lines
        .iter()
        .map(|line| format!("({line}) Tj T* "))
        .collect();
    format!("BT /F 10 Tf 12 TL 72 700 Td {shown} ET")
}

fn open(bytes: Vec<u8>) -> Result<Document, DocumentError> {
    Document::open("a.pdf", bytes, &Limits::default())
}

#[test]
fn paragraphs_and_hyphens() {
    let page = format!(
        "{} BT /F 10 Tf 12 TL 72 600 Td (A well-known case: the rate is a well-) Tj T* (known one of 25%.) Tj ET",
        lines(&[
            "The ministry said that tar-",
            "iffs on steel would rise",
            "to \\22325%\\224 in June."
        ])
    );
    let document = open(pages(&[&page])).unwrap();
    assert_eq!(
        document.text,
        "The ministry said that tariffs on steel would rise to “25%” in June.\n\n\
         A well-known case: the rate is a well-known one of 25%."
    );
    assert_eq!(document.declared.language.as_deref(), Some("en-GB"));
}

#[test]
fn gaps_between_words_and_columns() {
    let page = "BT /F 10 Tf 72 700 Td [(Du)-20(ty)-300(on)] TJ 0 -12 Td (Steel) Tj 100 0 Td (25%) Tj \
                -100 -12 Td (Tin) Tj 100 0 Td (5%) Tj ET";
    assert_eq!(
        open(pages(&[page])).unwrap().text,
        "Duty on\nSteel\t25%\nTin\t5%"
    );
}

#[test]
fn pages_and_the_way_back() {
    let head = |n: usize, text: &str| {
        format!(
            "BT /F 8 Tf 72 780 Td (Gazette, page {n}) Tj ET {}",
            lines(&[text])
        )
    };
    let contents = [
        head(1, "Duties rise on"),
        head(2, "steel and tin."),
        head(3, "Others fall."),
    ];
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let document = open(pages(&contents)).unwrap();
    assert_eq!(
        document.text,
        "Duties rise on steel and tin.\n\nOthers fall."
    );
    assert_eq!(
        document.notices,
        ["3 running heads and feet of pages were left out"]
    );
    assert_eq!(document.page(2), Some("steel and tin.\n\n"));
    assert_eq!(document.page(4), None);
    let place = |page, offset| PagePlace { page, offset };
    let span = document.text.find("on steel").unwrap();
    assert_eq!(
        document.original(span..span + 8),
        Origin::Pages {
            from: place(1, 12),
            to: place(2, 5)
        }
    );
    assert_eq!(
        document.original(0..6),
        Origin::Pages {
            from: place(1, 0),
            to: place(1, 6)
        }
    );
}

#[test]
fn forms_marks_notes_and_bold() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Resources << /Font << /F 3 0 R >> /XObject << /X 6 0 R >> >> >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /f_i /eacute] >> >>".to_owned(),
        "<< /Type /Page /Contents [5 0 R] >>".to_owned(),
        stream(
            "/Artifact BMC BT /F 10 Tf 72 20 Td (foot) Tj ET EMC BT /F 10 Tf 72 700 Td (bold) Tj ET \
             BT /F 10 Tf 72.2 700 Td (bold) Tj /F 6 Tf 4 Ts (12) Tj 0 Ts ET /X Do \
             BI /W 1 ID \x01(not) Tj EI BT /F 10 Tf 72 600 Td (AB) Tj ET",
        ),
        format!(
            "<< /Subtype /Form /Matrix [1 0 0 1 0 100] /Length 48 >>\nstream\n{:48}\nendstream",
            "BT /F 10 Tf 72 550 Td (form) Tj ET /X Do"
        ),
    ];
    let document = open(file(&objects)).unwrap();
    assert!(
        document.text.starts_with("bold¹²\n\nform"),
        "{}",
        document.text
    );
    assert!(document.text.ends_with("fié"), "{}", document.text);
}

/// Everything but the file's first words packed away, as newer programs write it.
fn packed(content: &[u8]) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] >>",
        "<< /Type /Page /Contents 9 0 R /Resources << /Font << /F 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 8 0 R >>",
    ];
    let mut table = String::new();
    let mut offset = 0;
    for (index, object) in objects.iter().enumerate() {
        write!(table, "{} {offset} ", index + 1).unwrap();
        offset += object.len() + 1;
    }
    let all = format!("{table}{}", objects.join("\n"));
    let first = table.len();
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut add = |number: u32, dict: String, data: &[u8]| {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(data, 9);
        let head = format!(
            "{number} 0 obj << {dict} /Filter /FlateDecode /Length {} >> stream\n",
            packed.len()
        );
        out.extend(head.bytes());
        out.extend(packed);
        out.extend(b"\nendstream endobj\n");
    };
    add(
        7,
        format!("/Type /ObjStm /N 4 /First {first}"),
        all.as_bytes(),
    );
    let map = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <001A> <0061> endbfrange";
    add(8, String::new(), map);
    add(9, String::new(), content);
    add(10, "/Type /XRef /Root 1 0 R".to_owned(), b"");
    out
}

#[test]
fn packed_objects_and_maps() {
    let document = open(packed(
        b"BT /F 10 Tf 72 700 Td <000400150014002000190099> Tj ET",
    ))
    .unwrap();
    assert_eq!(document.text, "dut\u{FFFD}y\u{FFFD}");
    assert_eq!(
        document.notices,
        ["2 of 6 characters cannot be told from their fonts and are shown as U+FFFD"]
    );
}

#[test]
fn a_bomb_is_left_out() {
    let start = std::time::Instant::now();
    let mut bomb = b"BT /F 10 Tf <0004> Tj ET".to_vec();
    bomb.resize(200_000_000, b' ');
    let error = open(packed(&bomb)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("pages 1 expand beyond the limit"),
        "{error}"
    );
    // Pages that share a bomb cannot add up either.
    let small = Limits {
        stream: 1 << 20,
        inflated: 1 << 20,
        ..Limits::default()
    };
    bomb.truncate(2 << 20);
    assert!(Document::open("a", packed(&bomb), &small).is_err());
    assert!(start.elapsed().as_secs() < 60);
}

#[test]
fn a_map_of_codes_without_end() {
    let map = "<0000> <FFFFFFFF> <0041> endbfrange\n".repeat(200_000);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Resources << /Font << /F 5 0 R >> >> >>".to_owned(),
        "<< /Type /Page /Contents 4 0 R >>".to_owned(),
        stream(&lines(&["\\000"])),
        "<< /Type /Font /ToUnicode 6 0 R >>".to_owned(),
        stream(&map),
    ];
    assert_eq!(open(file(&objects)).unwrap().text, "A");
}

#[test]
fn loops_end() {
    // A page list, a form, a length and an array that hold themselves.
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [2 0 R 3 0 R 3 0 R] /Resources 5 0 R >>".to_owned(),
        "<< /Type /Page /Contents 4 0 R >>".to_owned(),
        format!(
            "<< /Length 4 0 R >>\nstream\n{} /X Do\nendstream",
            lines(&["once"])
        ),
        "<< /Font << /F 6 0 R >> /XObject << /X 7 0 R >> >>".to_owned(),
        "<< /Type /Font /Encoding 6 0 R /ToUnicode 6 0 R /Widths [8 0 R] >>".to_owned(),
        "<< /Subtype /Form /Length 15 >>\nstream\n/X Do /X Do /X \nendstream".to_owned(),
        "8 0 R".to_owned(),
    ];
    assert_eq!(open(file(&objects)).unwrap().text, "once");
    let limits = Limits {
        operations: 2,
        ..Limits::default()
    };
    let error = Document::open("a", file(&objects), &limits).unwrap_err();
    assert!(
        error.to_string().contains("after 2 drawing operations"),
        "{error}"
    );
}

#[test]
fn time_is_bounded() {
    for unit in [
        "1 0 obj ",
        "1 0 obj (",
        "1 0 obj [",
        "1 0 obj << /A ",
        "1 0 obj << >> stream\n",
        "trailer << ",
    ] {
        let start = std::time::Instant::now();
        let bytes = format!("%PDF-1.4\n{}", unit.repeat(2_000_000 / unit.len()));
        assert!(open(bytes.into_bytes()).is_err());
        assert!(start.elapsed().as_secs() < 20, "{unit}");
    }
    let limits = Limits {
        seconds: 0,
        ..Limits::default()
    };
    let error = Document::open("a", pages(&["BT ET"]), &limits).unwrap_err();
    assert!(matches!(error, DocumentError::TooSlow { .. }), "{error}");
}

#[test]
fn errors() {
    let fault = |bytes: &[u8]| open(bytes.to_vec()).unwrap_err();
    assert!(matches!(
        fault(b"%PDF-1.4\n"),
        DocumentError::BrokenPdf {
            fault: PdfFault::NoObjects,
            ..
        }
    ));
    assert!(matches!(
        fault(b"%PDF-1.4\n1 0 obj 5 endobj"),
        DocumentError::BrokenPdf {
            fault: PdfFault::NoPages,
            ..
        }
    ));
    assert!(matches!(
        fault(&pages(&["0 0 m"])),
        DocumentError::NoPdfText { pages: 1, .. }
    ));
    let mut encrypted = pages(&["BT ET"]);
    encrypted.extend(b"trailer << /Root 1 0 R /Encrypt << /V 5 >> >>");
    assert!(matches!(fault(&encrypted), DocumentError::Encrypted { .. }));
}

#[test]
fn a_lost_list_of_pages() {
    let whole = String::from_utf8(pages(&[&lines(&["kept"])])).unwrap();
    let lost = whole.replace("/Kids", "/Lost").replace(
        "/Type /Page /Parent 2 0 R",
        "/Type /Page /Resources << /Font << /F 3 0 R >> >>",
    );
    let document = open(lost.into_bytes()).unwrap();
    assert_eq!(document.text, "kept");
    assert_eq!(document.notices.len(), 1);
}

proptest! {
    /// Damage never brings the reader down.
    #[test]
    fn damaged_files(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), packed_one: bool) {
        let content = lines(&["Some words that stand on a page,", "and others below them."]);
        let mut bytes = if packed_one { packed(content.as_bytes()) } else { pages(&[&content, &content]) };
        for (at, byte) in cuts {
            let at = 8 + at.index(bytes.len() - 8);
            bytes[at] = byte;
        }
        let _ = open(bytes);
    }

    #[test]
    fn any_content(content in "([0-9/\\[\\]()<>TdjmfJ'\" .\n-]|BT|ET| Tj| Td| Tm| cm|\\(a b\\)){0,200}") {
        if let Ok(document) = open(pages(&[&format!("BT /F 10 Tf {content}")])) {
            for (at, _) in document.text.char_indices() {
                let _ = document.original(at..document.text.len());
            }
        }
    }
}
