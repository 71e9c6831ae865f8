//! What files made here are read as.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use crate::read::{Document, Kind, ReadError, ReadOptions, read_bytes};

/// A PDF being made: pages of text in Times.
#[derive(Default)]
struct Made {
    pages: Vec<String>,
    /// Entries of the catalog and of the trailer.
    catalog: &'static str,
    trailer: &'static str,
}

/// A page's width and height.
const PAGE: (f32, f32) = (612.0, 792.0);

impl Made {
    fn page(&mut self) -> &mut Self {
        self.pages.push(String::new());
        self
    }

    /// Writes text from a place on, counted from the upper left corner.
    fn text(&mut self, x: f32, y: f32, size: f32, text: &str) -> &mut Self {
        let escaped = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)").replace('’', "\\222");
        if let Some(page) = self.pages.last_mut() {
            let _ = writeln!(page, "BT /F {size} Tf {x} {} Td ({escaped}) Tj ET", PAGE.1 - y);
        }
        self
    }

    /// Lines below one another.
    fn lines(&mut self, x: f32, y: f32, size: f32, lines: &[&str]) -> &mut Self {
        for (at, line) in lines.iter().enumerate() {
            self.text(x, y + at as f32 * size * 1.2, size, line);
        }
        self
    }

    fn draw(&mut self, operators: &str) -> &mut Self {
        if let Some(page) = self.pages.last_mut() {
            page.push_str(operators);
        }
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut objects = vec![
            format!("<</Type /Catalog /Pages 2 0 R {}>>", self.catalog),
            String::new(),
            "<</Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding>>".to_owned(),
            "<</Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1>> \
             stream\n0\nendstream"
                .to_owned(),
        ];
        let mut kids = String::new();
        for page in &self.pages {
            let number = objects.len() + 1;
            let _ = write!(kids, "{number} 0 R ");
            objects.push(format!(
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents {} 0 R \
                 /Resources <</Font <</F 3 0 R>> /XObject <</I 4 0 R>>>>>>",
                PAGE.0,
                PAGE.1,
                number + 1
            ));
            objects.push(format!("<</Length {}>> stream\n{page}\nendstream", page.len() + 1));
        }
        objects[1] = format!("<</Type /Pages /Kids [{kids}] /Count {}>>", self.pages.len());
        let mut out = String::from("%PDF-1.7\n");
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(out.len());
            let _ = writeln!(out, "{} 0 obj {object} endobj", at + 1);
        }
        let start = out.len();
        let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for place in places {
            let _ = writeln!(out, "{place:010} 00000 n ");
        }
        let _ = write!(
            out,
            "trailer <</Size {} /Root 1 0 R {}>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1,
            self.trailer
        );
        out.into_bytes()
    }

    fn read(&self) -> Result<Document, ReadError> {
        read(self.bytes())
    }
}

fn read(bytes: Vec<u8>) -> Result<Document, ReadError> {
    let mut out = None;
    let options = ReadOptions { max_seconds: 20, ..ReadOptions::default() };
    let _ = read_bytes("brief.pdf", Kind::Unknown, bytes, &options, &mut |document| {
        out = Some(document);
        ControlFlow::Continue(())
    });
    out.unwrap_or_else(|| Err(ReadError::NoRecords { path: String::new() }))
}

fn text(made: &Made) -> String {
    made.read().map_or_else(|error| error.to_string(), |document| document.text)
}

/// A brief of two pages in two columns, with heads, a note on each page, and a word broken at a column's end.
fn columns() -> Made {
    let mut made = Made::default();
    let head = |made: &mut Made, page: usize| {
        made.page().text(250.0, 40.0, 9.0, "Harbour Board v. Mills").text(560.0, 40.0, 9.0, &page.to_string());
    };
    head(&mut made, 1);
    made.text(200.0, 80.0, 14.0, "Opinion of the Harbour Board");
    made.lines(
        60.0,
        120.0,
        10.0,
        &[
            "    The Board may close a berth under section 12",
            "of the Pilots Act, and it did so on the third day",
            "of the storm. The owners say that 15 U.S.C. 78o-",
            "3 has nothing to do with berths. They are right,",
            "and the Board does not say otherwise; what it re-",
            "lies on is the order of its own master, which is",
            "in the record and which nobody has attacked, nei-",
        ],
    );
    made.lines(
        330.0,
        // Set a little lower than the column beside it.
        123.0,
        10.0,
        &[
            "ther before the Board nor here. The master’s or-",
            "der stands, therefore, as far as it goes, and it",
            "goes as far as the outer mole",
        ],
    );
    made.text(448.5, 143.0, 6.0, "1").text(452.0, 147.0, 10.0, ". Beyond it the");
    made.lines(
        330.0,
        159.0,
        10.0,
        &["owners are free to lie where they like, and the", "Board has no say in it, as was held long ago in"],
    );
    made.text(60.0, 690.0, 6.0, "1").text(64.0, 694.0, 8.0, "The mole was built under 33 U.S.C. 401 and was never");
    made.text(60.0, 704.0, 8.0, "taken down.");
    head(&mut made, 2);
    made.lines(60.0, 80.0, 10.0, &["the Cases of the Two Lighters, which nobody doubts.", "    It is so ordered."]);
    made
}

#[test]
fn columns_heads_and_notes() {
    assert_eq!(
        text(&columns()),
        "Opinion of the Harbour Board\n\n\
         The Board may close a berth under section 12 of the Pilots Act, and it did so on the third day of the storm. The \
         owners say that 15 U.S.C. 78o-3 has nothing to do with berths. They are right, and the Board does not say otherwise; \
         what it relies on is the order of its own master, which is in the record and which nobody has attacked, neither \
         before the Board nor here. The master’s order stands, therefore, as far as it goes, and it goes as far as the outer \
         mole[1]. Beyond it the owners are free to lie where they like, and the Board has no say in it, as was held long ago \
         in the Cases of the Two Lighters, which nobody doubts.\n\n\
         [1] The mole was built under 33 U.S.C. 401 and was never taken down.\n\n\
         It is so ordered.\n"
    );
}

#[test]
fn places_have_their_pages_and_notes_those_of_their_marks() {
    let made = Made { catalog: "/PageLabels <</Nums [0 <</S /r /St 4>> 1 <</S /D /P (A-)>>]>>", ..columns() };
    let document = made.read().unwrap_or_default();
    let place = |words: &str| {
        let at = document.text.find(words).unwrap_or_default();
        (document.places.page(at).map(|page| (page.number(), page.label.clone())), document.places.name(at))
    };
    assert_eq!(place("78o-3"), (Some((Some(1), "iv".into())), Some("p. 1 (iv)".into())));
    assert_eq!(place("Two Lighters"), (Some((Some(2), "A-1".into())), Some("p. 2 (A-1)".into())));
    assert_eq!(place("33 U.S.C."), (Some((Some(1), "iv".into())), Some("p. 1 (iv) n. 1".into())));
}

#[test]
fn numbers_of_lines_stay_in_the_margin() {
    let mut made = Made::default();
    for page in 0..2 {
        made.page();
        for line in 1..=25 {
            let y = 60.0 + line as f32 * 24.0;
            made.text(if line < 10 { 65.0 } else { 60.0 }, y, 12.0, &line.to_string());
            made.text(
                110.0,
                y,
                12.0,
                &format!("the words of line {} of page {page} go on over the page and", line + 100),
            );
        }
    }
    let text = text(&made);
    assert!(
        text.starts_with("the words of line 101 of page 0 go on over the page and the words of line 102 of"),
        "{text}"
    );
    assert!(!text.contains('\n') || text.matches('\n').count() == 1, "{text}");
}

#[test]
fn paragraphs_are_told_by_space_indents_and_short_lines() {
    let mut made = Made::default();
    made.page().lines(
        72.0,
        72.0,
        12.0,
        &[
            "Sec. 2. The Board shall keep a list of berths, and it shall show the list to",
            "whoever asks for it on a day of business.",
            "(a) The list has the name of each berth.",
            "(b) It has no names of ships, other than those that have lain in a berth for",
            "more than a year, and those that the Board has given a name under subsection",
            "(c) of section 9.",
        ],
    );
    made.text(72.0, 180.0, 12.0, "A paragraph that stands apart.");
    assert_eq!(
        text(&made),
        "Sec. 2. The Board shall keep a list of berths, and it shall show the list to whoever asks for it on a day of \
         business.\n\n(a) The list has the name of each berth.\n\n(b) It has no names of ships, other than those that have \
         lain in a berth for more than a year, and those that the Board has given a name under subsection (c) of section 9.\n\nA paragraph that stands apart.\n"
    );
}

#[test]
fn text_across_the_page_and_text_drawn_twice() {
    let mut made = Made::default();
    made.page().text(72.0, 72.0, 12.0, "Read this, and then what follows it on the page.").text(
        72.2,
        72.0,
        12.0,
        "Read this, and then what follows it on the page.",
    );
    // A stamp up the margin.
    made.draw("BT /F 8 Tf 0 1 -1 0 20 300 Tm (stamped with a machine) Tj ET\n");
    assert_eq!(text(&made), "Read this, and then what follows it on the page.\n");
    // A page that lies on its side.
    let mut made = Made::default();
    made.page().draw("BT /F 12 Tf 0 1 -1 0 100 100 Tm (It lies on its side,) Tj ET\n");
    made.draw("BT /F 12 Tf 0 1 -1 0 114 100 Tm (and is read.) Tj ET\n");
    assert_eq!(text(&made), "It lies on its side, and is read.\n");
}

#[test]
fn a_scan_says_that_it_is_one() {
    let mut made = Made::default();
    made.page().draw("q 612 0 0 792 0 0 cm /I Do Q\n").text(72.0, 20.0, 8.0, "Filed 01/02/2020");
    assert!(text(&made).starts_with("brief.pdf: a scan, images of pages without text; recognise its text first"));
    made.page().text(72.0, 72.0, 12.0, "A page with text.");
    let document = made.read().unwrap_or_default();
    assert_eq!(document.notice.as_deref(), Some("page 1 is an image without text"));
}

#[test]
fn what_cannot_be_read_costs_its_own_error() {
    let locked = Made {
        trailer: "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt <</Filter /Standard \
                  /V 1 /R 2 /Length 40 /P -4 /O <00000000000000000000000000000000000000000000000000000000000000ff> \
                  /U <00000000000000000000000000000000000000000000000000000000000000ff>>>",
        ..columns()
    };
    assert!(text(&locked).starts_with("brief.pdf: a PDF that is locked by a password;"), "{}", text(&locked));
    let error = |bytes: &[u8]| read(bytes.to_vec()).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error(b"%PDF-1.7\nnothing").contains("no readable PDF"), "{}", error(b"%PDF-1.7\nnothing"));
    // A file cut off keeps the pages that are still in it.
    let whole = columns().bytes();
    let half = read(whole[..whole.len() * 3 / 4].to_vec());
    assert!(half.is_ok_and(|document| document.text.contains("15 U.S.C. 78o-3")));
    let mut deep = Made::default();
    deep.page().draw(&format!("{}{}", "[".repeat(200_000), "<<".repeat(100_000)));
    assert!(deep.read().is_ok_and(|document| document.text.is_empty()));
}

#[test]
fn broken_files_neither_panic_nor_hang() {
    let whole = Made { catalog: "/PageLabels <</Nums [0 <</S /r>>]>>", ..columns() }.bytes();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap_or_default()
    };
    for round in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..=random(12) {
            let at = random(bytes.len());
            bytes[at] = match random(3) {
                0 => random(256) as u8,
                1 => bytes[at] ^ (1 << random(8)),
                _ => *b"0123456789[]<>()/ ".get(random(18)).unwrap_or(&b' '),
            };
        }
        if round % 3 == 0 {
            bytes.truncate(random(bytes.len()) + 9);
        }
        let began = std::time::Instant::now();
        let message = read(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(!message.contains("too broken to be interpreted"), "round {round} panicked");
        assert!(began.elapsed().as_secs() < 10, "round {round} hung");
    }
}
