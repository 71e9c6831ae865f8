//! Files that people have: what is read of them, what their readers call its places, and that none of them can hurt.
#![cfg(feature = "office")]

#[path = "office/make.rs"]
mod make;

use std::ops::ControlFlow;

use make::{docx, epub, mail, odt, p, zip};
use pincite::read::{Document, Kind, ReadOptions, read_bytes};

/// Each document, or error, in its order.
fn read(path: &str, bytes: Vec<u8>) -> Vec<Result<Document, String>> {
    with(path, bytes, &ReadOptions::default())
}

fn with(path: &str, bytes: Vec<u8>, options: &ReadOptions) -> Vec<Result<Document, String>> {
    let mut seen = Vec::new();
    let _ = read_bytes(path, Kind::of(path), bytes, options, &mut |document| {
        seen.push(document.map_err(|error| error.to_string()));
        ControlFlow::Continue(())
    });
    seen
}

/// `path: text` of each document, or the error.
fn texts(path: &str, bytes: Vec<u8>) -> Vec<String> {
    let shown = |read: Result<Document, String>| read.map_or_else(|e| e, |d| format!("{}: {}", d.path, d.text));
    read(path, bytes).into_iter().map(shown).collect()
}

fn one(path: &str, bytes: Vec<u8>) -> Document {
    let mut all = read(path, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_word_document_is_its_words_as_shown() {
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr><w:r><w:t>A memorandum</w:t></w:r></w:p>",
        // Runs, a deleted and an inserted word, a field, a hidden word, a sign, a hyphen.
        "<w:p><w:r><w:t xml:space=\"preserve\">Under 4</w:t></w:r><w:r><w:t xml:space=\"preserve\">9 U.S.C. </w:t></w:r>\
         <w:del><w:r><w:delText>§ 1</w:delText></w:r></w:del><w:ins><w:r><w:sym w:font=\"Times\" w:char=\"F0A7\"/><w:t xml:space=\"preserve\"> 30101 </w:t></w:r></w:ins>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>not shown</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>and</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:hyperlink><w:r><w:t xml:space=\"preserve\"> sub</w:t></w:r></w:hyperlink>\
         <w:smartTag><w:r><w:noBreakHyphen/><w:t>part</w:t></w:r></w:smartTag></w:p>",
        "<w:p><w:pPr><w:ind w:left=\"720\" w:right=\"720\"/></w:pPr><w:r><w:t>(a) words quoted</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Act</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1990</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>Rule</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">joined </w:t></w:r></w:p>",
        &p("to this"),
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>around it</w:t></w:r></w:p>",
    ]
    .concat();
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>";
    let document = one("m.docx", docx(&body, &[("styles", styles)]));
    assert_eq!(
        document.text,
        "A memorandum\n\nUnder 49 U.S.C. § 30101 and sub-part\n\n> (a) words quoted\n\nAct\t1990\nRule\n\njoined to this\n\n\
         around it\n\nin a box\n"
    );
    assert_eq!(document.title.as_deref(), Some("A memorandum"));
    assert_eq!(document.places.headings.len(), 1);
    let at = document.text.find("joined").unwrap_or_default();
    assert_eq!(document.places.name(at).as_deref(), Some("¶ 7"));
}

#[test]
fn lists_have_their_numbers_as_word_prints_them() {
    let level = |at: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"6\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>",
        level(0, "upperRoman", "Section %1."),
        level(1, "lowerLetter", "(%2)"),
        level(2, "decimal", "%1.%2.%3")
    );
    let item = |list: usize, at: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item(5, 0, "a"),
        item(5, 1, "b"),
        item(5, 1, "c"),
        item(5, 2, "d"),
        item(5, 0, "e"),
        item(5, 1, "f"),
        item(6, 0, "g"),
    ];
    let document = one("l.docx", docx(&body.concat(), &[("numbering", &numbering)]));
    assert_eq!(
        document.text,
        "Section I. a\n\n(a) b\n\n(b) c\n\nI.b.1 d\n\nSection II. e\n\n(a) f\n\nSection VII. g\n"
    );
}

#[test]
fn notes_stand_behind_their_paragraph_and_comments_apart() {
    let body = "<w:p><w:r><w:t>First</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> and more.</w:t></w:r>\
        <w:r><w:endnoteReference w:id=\"1\"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Second</w:t></w:r></w:p>";
    let footnotes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}{}</w:footnote>",
        p("—"),
        p("See 5 U.S.C. § 552."),
        p("And more.")
    );
    let endnotes = format!("<w:endnote w:id=\"1\">{}</w:endnote>", p("At the end."));
    let comments = format!(
        "<w:comment w:id=\"0\" w:author=\"R. Roe\" w:date=\"2022-05-03T10:00:00Z\">{}</w:comment>",
        p("Is this right?")
    );
    let all =
        read("n.docx", docx(body, &[("footnotes", &footnotes), ("endnotes", &endnotes), ("comments", &comments)]));
    let [Ok(document), Ok(apart)] = &all[..] else { panic!("{all:?}") };
    assert_eq!(
        document.text,
        "First[1] and more.[i]\n\n[1] See 5 U.S.C. § 552.\n\nAnd more.\n\n[i] At the end.\n\nSecond\n"
    );
    assert_eq!(
        (apart.path.as_str(), apart.text.as_str()),
        ("n.docx#comments", "R. Roe, 2022-05-03\n\nIs this right?\n")
    );
    assert!(apart.aside && !document.aside);
    let place = |words: &str| document.places.name(document.text.find(words).unwrap_or_default());
    assert_eq!(place("First").as_deref(), Some("p. 1 ¶ 1"));
    assert_eq!(place("552").as_deref(), Some("p. 1 n. 1"));
    assert_eq!(place("Second").as_deref(), Some("p. 2 ¶ 2"));
    let note = &document.places.notes[0];
    assert_eq!((note.at, note.span.of(&document.text)), (5, "[1] See 5 U.S.C. § 552.\n\nAnd more."));
}

#[test]
fn what_a_note_names_is_nothing_to_the_text_behind_it() {
    use pincite::resolve::{Context, Resolver};
    let body = "<w:p><w:r><w:t>Property is blocked under section 1 of Executive Order 13810.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:r><w:t>Section 2 of that order says more.</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>";
    let notes = format!(
        "<w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote>",
        p("Section 3 of that order is another matter; see 31 C.F.R. § 501.603."),
        p("Id. § 501.604.")
    );
    let document = one("n.docx", docx(body, &[("footnotes", &notes)]));
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let context = Context { notes: &document.places.notes, ..Context::default() };
    let mentions = resolver.resolve(&document.text, context);
    let of = |words: &str| {
        let at = document.text.find(words).unwrap_or_default();
        let found = mentions.iter().find(|m| m.span.start == at);
        found.and_then(|m| m.id.as_ref()).map(ToString::to_string)
    };
    assert_eq!(of("Section 2 of that order").as_deref(), Some("/us/eo/13810/s2"), "{mentions:#?}");
    assert_eq!(of("Section 3 of that order").as_deref(), Some("/us/eo/13810/s3"));
    assert_eq!(of("§ 501.604").as_deref(), Some("/us/cfr/t31/s501.604"), "{mentions:#?}");
}

#[test]
fn an_opendocument_text_is_its_words_as_shown() {
    let styles = "<style:style style:name=\"Q\" style:family=\"paragraph\" style:parent-style-name=\"Quotations\"/>\
        <style:style style:name=\"H\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"a\" style:num-prefix=\"(\" style:num-suffix=\")\"/></text:list-style>";
    let body = "<text:tracked-changes><text:deletion><text:p>deleted</text:p></text:deletion></text:tracked-changes>\
        <text:h text:outline-level=\"1\">Part one</text:h>\
        <text:p>Under<text:s/>§<text:span>\u{a0}12</text:span><text:span text:style-name=\"H\">hidden</text:span><text:note text:id=\"n\"><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>See 7 C.F.R. § 1.1.</text:p></text:note-body></text:note>, so.<office:annotation><dc:creator>R. Roe</dc:creator><text:p>Why?</text:p></office:annotation></text:p>\
        <text:list text:style-name=\"L\"><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p><text:p>more</text:p></text:list-item></text:list>\
        <text:p text:style-name=\"Q\">quoted</text:p>\
        <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>";
    let all = read("m.odt", odt(styles, body));
    let [Ok(document), Ok(apart)] = &all[..] else { panic!("{all:?}") };
    assert_eq!(
        document.text,
        "Part one\n\nUnder §\u{a0}12[1], so.\n\n[1] See 7 C.F.R. § 1.1.\n\n(a) one\n\n(b) two\n\nmore\n\n> quoted\n\na\tb\n"
    );
    assert_eq!(apart.text, "R. Roe\n\nWhy?\n");
    assert_eq!(document.places.name(document.text.find("7 C.F.R.").unwrap_or_default()).as_deref(), Some("n. 1"));
}

#[test]
fn rich_text_is_its_words_as_shown() {
    let rtf = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 Times;}}{\\colortbl;\\red0;}\
        {\\info{\\title A letter}}{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}\\pard\\s1 Facts\\par\\pard Under \\'a7\\~7 {\\b of} it\\u8212?so\
        {\\footnote\\pard {\\super\\chftn} See 8 U.S.C. \\'a7 1182.}{\\deleted gone}{\\v hidden}{\\*\\unknown stuff}, \\ldblquote x\\rdblquote .\\par\
        {\\field{\\*\\fldinst{HYPERLINK \"x\"}}{\\fldrslt{a link}}} {\\f1\\'ef\\'f0} {\\pntext\\tab}\\par\
        \\pard\\li720\\ri720 quoted\\par\\pard\\trowd\\intbl a\\cell b\\cell\\row\\pard end{\\super 2}\\par}"
        .to_vec();
    let document = one("m.rtf", rtf);
    assert_eq!(
        document.text,
        "Facts\n\nUnder §\u{a0}7 of it—so[1], “x”.\n\n[1] See 8 U.S.C. § 1182.\n\na link пр\n\n> quoted\n\na\tb\n\nend[2]\n"
    );
    assert_eq!((document.title.as_deref(), document.places.notes.len()), (Some("A letter"), 1));
}

/// The parts of a package by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap_or_else(|e| panic!("{e}"));
    let mut out = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap_or_else(|e| panic!("{e}"));
        let (name, mut bytes) = (file.name().map(std::borrow::Cow::into_owned).unwrap_or_default(), Vec::new());
        file.read_to_end(&mut bytes).unwrap_or_else(|e| panic!("{e}"));
        out.push((name, bytes));
    }
    out
}

#[test]
fn remarks_become_comments_and_nothing_else_changes() {
    use pincite::read::{Remark, annotate_docx};
    use pincite::text::Span;
    let body = "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>See 22 U.S.C. &amp; 92</w:t></w:r><w:r><w:t>14, and more</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p("A note."));
    for comments in [None, Some(format!("<w:comment w:id=\"4\" w:author=\"R\">{}</w:comment>", p("held")))] {
        let mut held = vec![("footnotes", notes.as_str())];
        held.extend(comments.as_deref().map(|comments| ("comments", comments)));
        let before = docx(body, &held);
        let document = read("c.docx", before.clone()).remove(0).unwrap_or_else(|e| panic!("{e}"));
        let remark = |words: &str, says: &str| {
            let at = document.text.find(words).unwrap_or_default();
            Remark { span: Span::new(at, at + words.len()), words: says.to_owned() }
        };
        let remarks = [
            remark("22 U.S.C. & 9214", "first <>"),
            remark("U.S.C.", "second\nline"),
            remark("A note", "third"),
            remark("a box", "fourth"),
        ];
        let (after, left) = annotate_docx("c.docx", &before, &remarks).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(left, 0);
        let all = read("c.docx", after.clone());
        let [Ok(again), Ok(apart)] = &all[..] else { panic!("{all:?}") };
        assert_eq!((&again.text, &again.places), (&document.text, &document.places));
        let said: Vec<&str> =
            apart.text.lines().filter(|line| !line.is_empty() && *line != "pincite" && *line != "R").collect();
        let wanted = ["first <>", "second", "line", "third", "fourth"];
        assert_eq!(said[said.len() - 5..], wanted, "{}", apart.text);
        assert_eq!(said.len(), 5 + usize::from(comments.is_some()));
        let main = |parts: &[(String, Vec<u8>)]| {
            let main = parts.iter().find(|(name, _)| name == "word/document.xml").map(|(_, bytes)| bytes.clone());
            String::from_utf8(main.unwrap_or_default()).unwrap_or_default()
        };
        let (held, given) = (parts(&before), parts(&after));
        let first = if comments.is_some() { 5 } else { 0 };
        let marked = main(&given);
        let start = format!(
            "<w:commentRangeStart w:id=\"{first}\"/><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">22 "
        );
        assert!(marked.contains(&start), "{marked}");
        let end = format!(
            ">14</w:t></w:r><w:commentRangeEnd w:id=\"{first}\"/><w:r><w:commentReference w:id=\"{first}\"/></w:r><w:r>"
        );
        assert!(marked.contains(&end), "{marked}");
        let on_box = format!("<w:commentRangeStart w:id=\"{}\"/><w:r><w:pict>", first + 3);
        assert!(marked.contains(&on_box), "{marked}");
        let changes = ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"];
        for (name, bytes) in &held {
            let same = given.iter().any(|(other, now)| other == name && now == bytes);
            assert!(same || changes.contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn a_book_is_read_in_the_order_of_its_spine() {
    let document = one("b.epub", epub(&["<h1>One</h1><p>§ 1</p>", "<p>§ 2</p>"]));
    assert_eq!(document.text, "One\n\n§ 1\n\n§ 2\n");
    assert_eq!((document.title.as_deref(), document.date.as_deref()), (Some("A handbook"), Some("2019-05-02")));
}

#[test]
fn mail_gives_its_body_and_what_is_attached() {
    let file = docx(&p("Section 5 applies."), &[]);
    let letter = mail("Brief.docx", &file);
    let seen = texts("l.eml", letter.clone());
    assert_eq!(
        seen[0],
        "l.eml: From: Renée Roe <roe@firm.example>\nTo: b@firm.example\nDate: 2022-05-03\nSubject: Draft on 12 U.S.C. § 1831\n\n\
         See § 1831(a) of that title, “insured bank”, which goes on in a long line.\n\n> Which section?\n"
    );
    assert_eq!(seen[1], "l.eml!Brief.docx: Section 5 applies.\n");
    assert!(
        seen[2].starts_with("l.eml!Earlier: From: c@firm.example\nSubject: Earlier\n\n31 C.F.R. part 501"),
        "{}",
        seen[2]
    );
    assert_eq!(seen.len(), 3);
    let mbox =
        [b"From a@x Tue May  3\n".as_slice(), &letter, b"\n\nFrom b@x Wed\nFrom: b@x\nSubject: Two\n\n>From here\n"]
            .concat();
    let seen = texts("m.mbox", mbox);
    assert_eq!(seen.len(), 4);
    assert!(seen[1].starts_with("m.mbox#1!Brief.docx: Section 5"), "{}", seen[1]);
    assert_eq!(seen[3], "m.mbox#2: From: b@x\nSubject: Two\n\nFrom here\n");
}

#[test]
fn archives_give_their_files_by_name() {
    let inner = zip(&[("deep/c.txt", b"three")]);
    let outer = zip(&[
        ("a.docx", &docx(&p("one"), &[])),
        ("notes.md", b"two"),
        ("picture.png", b"\x89PNG"),
        ("__MACOSX/._a.docx", b"junk"),
        ("inner.zip", &inner),
        ("broken.docx", b"PK\x03\x04 broken"),
        ("other.xml", b"<some><xml/></some>"),
    ]);
    let seen = texts("z.zip", outer.clone());
    assert_eq!(seen[..3], ["z.zip!a.docx: one\n", "z.zip!notes.md: two", "z.zip!inner.zip!deep/c.txt: three"]);
    assert!(seen[3].starts_with("z.zip!broken.docx: no readable DOCX"), "{}", seen[3]);
    assert_eq!(seen.len(), 4);
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in [("d/one.txt", b"one".as_slice()), ("all.zip", &outer)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, name, bytes).unwrap_or_else(|e| panic!("{e}"));
    }
    let tar = tar.into_inner().unwrap_or_default();
    let packed = zstd::encode_all(tar.as_slice(), 1).unwrap_or_default();
    for (name, bytes) in [("t.tar", tar.clone()), ("t", tar), ("t.zst", packed)] {
        let seen = texts(name, bytes);
        assert_eq!(seen[0], format!("{name}!d/one.txt: one"));
        assert_eq!(seen[1], format!("{name}!all.zip!a.docx: one\n"));
    }
    assert_eq!(texts("e.zip", zip(&[])), ["e.zip: holds no document of a format that is read"]);
}

#[test]
fn legislation_keeps_its_structure() {
    let uslm = "<?xml version=\"1.0\"?><pLaw xmlns=\"x\" xmlns:dc=\"y\"><meta><dc:title>A law</dc:title></meta><main><section><num value=\"2\">SEC. 2. </num><heading>FINDINGS.</heading>\
        <subsection><num value=\"a\">(a) </num><heading>In general.—</heading><content>The Congress finds<footnote><num>1</num><p>So in law.</p></footnote> it.</content></subsection>\
        <subsection><num>(b) </num><chapeau>Section 5 is amended—</chapeau><paragraph><num>(1) </num><content>by adding <quotedContent><subsection><num>“(c) </num><heading>More.—</heading><content>Words.”</content></subsection></quotedContent></content></paragraph></subsection></section></main></pLaw>";
    let document = one("l.xml", uslm.into());
    assert_eq!(
        document.text,
        "SEC. 2. FINDINGS.\n\n(a) In general.—The Congress finds[1] it.\n\n[1] So in law.\n\n(b) Section 5 is amended—\n\n(1) by adding\n\n> “(c) More.—Words.”\n"
    );
    assert_eq!(document.title.as_deref(), Some("A law"));
    let map = document.source.as_ref().and_then(|map| {
        let at = document.text.find("Congress")?;
        map.to_source(pincite::text::Span::new(at, at + 8))
    });
    assert_eq!(map.map(|span| span.of(uslm)), Some("Congress"));
    let fr = "<RULE><PREAMB><SUBJECT>A rule</SUBJECT></PREAMB><PRTPAGE P=\"77\"/><P>Text <SU>3</SU><FTREF/> on.</P><FTNT><P><SU>3</SU> See it.</P></FTNT><SECTION><SECTNO>§ 5.1</SECTNO><SUBJECT>Scope.</SUBJECT><P>(a) One.</P></SECTION></RULE>";
    let document = one("r.xml", fr.into());
    assert_eq!(document.text, "A rule\n\nText [3] on.\n\n[3] See it.\n\n§ 5.1 Scope.\n\n(a) One.\n");
    assert_eq!(document.places.name(document.text.find("on.").unwrap_or_default()).as_deref(), Some("p. 77 ¶ 2"));
    assert_eq!(document.places.name(document.text.find("See").unwrap_or_default()).as_deref(), Some("p. 77 n. 3"));
    assert_eq!(
        texts("o.xml", b"<office/>".to_vec()),
        ["o.xml: XML of no markup of legislation that is known; convert it to text, HTML or JSONL"]
    );
}

#[test]
fn what_could_hurt_costs_itself_alone() {
    let options = ReadOptions { max_bytes: 40 << 20, ..ReadOptions::default() };
    let bomb = zip(&[("big.txt", &vec![b' '; 30 << 20])]);
    let nested = |depth: usize| (0..depth).fold(zip(&[("a.txt", b"a")]), |inner, _| zip(&[("z.zip", &inner)]));
    assert!(texts("n.zip", nested(7))[0].ends_with("a.txt: a"));
    assert!(texts("n.zip", nested(8))[0].contains("nest more than 8 deep"));
    let seen: Vec<_> = with("b.zip", bomb, &options).into_iter().map(|read| read.err().unwrap_or_default()).collect();
    assert!(seen[0].contains("grows more than 500-fold"), "{seen:?}");
    let word = docx(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(41 << 20)), &[]);
    let seen = with("w.docx", word, &options);
    assert!(
        seen[0].as_ref().is_err_and(|e| e.contains("larger than the limit") || e.contains("grows more than")),
        "{seen:?}"
    );
    let deep = docx(&"<w:sdt>".repeat(9000), &[]);
    assert!(texts("d.docx", deep)[0].contains("elements nest more than 512 deep"));
    let cut = docx("<w:p><w:r><w:t>half", &[]);
    let seen = texts("c.docx", cut);
    assert!(seen[0].starts_with("c.docx: no readable DOCX in word/document.xml, line 1 ("), "{}", seen[0]);
    assert!(
        texts("d.rtf", [b"{\\rtf1 ".to_vec(), b"{".repeat(9999)].concat())[0]
            .contains("groups nest more than 1000 deep")
    );
    assert_eq!(
        texts("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec()),
        ["old.doc: an older Word file, or one that is locked by a password; save it as .docx without a password"]
    );
    assert!(texts("x.docx", b"no package".to_vec())[0].starts_with("x.docx: no readable DOCX"));
}

#[test]
fn every_verb_reads_them() -> std::io::Result<()> {
    use std::process::Command;
    let folder = tempfile::tempdir()?;
    let brief = docx(
        "<w:p><w:r><w:t>Under Executive Order 13722 of June 1, 2012, and 31 C.F.R. § 510.201.</w:t></w:r></w:p>\
         <w:p><w:r><w:lastRenderedPageBreak/><w:t>Section 2 of that order.</w:t></w:r></w:p>",
        &[],
    );
    std::fs::write(folder.path().join("brief.docx"), &brief)?;
    std::fs::write(folder.path().join("all.zip"), zip(&[("in/brief.docx", &brief)]))?;
    let run = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_pincite")).args(args).current_dir(folder.path()).output();
        out.map(|out| (out.status.code(), out.stdout, String::from_utf8_lossy(&out.stderr).into_owned()))
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();

    let (code, out, err) = run(&["check", "brief.docx", "--annotate", "checked.docx"])?;
    assert_eq!(code, Some(1), "{err}");
    assert!(text(&out).contains("PC110") && err.contains("1 comment in checked.docx"), "{err}");
    assert_eq!(std::fs::read(folder.path().join("brief.docx"))?, brief);
    let checked = read("checked.docx", std::fs::read(folder.path().join("checked.docx"))?);
    assert!(matches!(&checked[..], [Ok(_), Ok(apart)] if apart.text.contains("PC110 error")), "{checked:?}");
    let (code, _, err) = run(&["check", "brief.docx", "--annotate", "./brief.docx"])?;
    assert!(code == Some(2) && err.contains("never overwritten"), "{err}");

    let (_, out, _) = run(&["toa", "brief.docx"])?;
    let line = text(&out).lines().find(|line| line.starts_with("E.O. 13722 § 2")).map(str::to_owned);
    assert!(
        line.as_ref().is_some_and(|line| line.ends_with(". 2") && text(&out).contains("Page(s)")),
        "{}",
        text(&out)
    );
    let (_, out, _) = run(&["toa", "--format", "docx", "--style", "bluebook", "brief.docx"])?;
    assert!(one("toa.docx", out).text.contains("Exec. Order No. 13,722, § 2\t2"));
    let (_, out, _) = run(&["cite", "--html", "brief.docx"])?;
    assert!(
        text(&out).contains("<a class=\"pincite\"") && text(&out).contains("<p class=\"page\">p. 2</p>"),
        "{}",
        text(&out)
    );
    let (_, out, _) = run(&["find", "E.O. 13722", "--in", "all.zip", "--format", "jsonl"])?;
    assert!(text(&out).contains("all.zip!in/brief.docx"), "{}", text(&out));
    Ok(())
}

/// A file with a few bytes changed, taken out or doubled, by a seed.
fn mutated(bytes: &[u8], seed: u64) -> Vec<u8> {
    let (mut out, mut state) = (bytes.to_vec(), seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for _ in 0..=next(6) {
        let at = next(out.len());
        match next(5) {
            0 => out[at] = next(256) as u8,
            1 => out[at] ^= 1 << next(8),
            2 => out.truncate(at.max(8)),
            3 => drop(out.drain(at..(at + next(40)).min(out.len()))),
            _ => {
                let piece = out[at..(at + next(60)).min(out.len())].to_vec();
                out.splice(at..at, piece);
            }
        }
        if out.is_empty() {
            out.push(0);
        }
    }
    out
}

#[test]
fn no_damage_is_too_odd() {
    let rounds: u64 = std::env::var("PINCITE_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let note = format!("<w:footnote w:id=\"2\">{}</w:footnote>", p("note"));
    let body = format!(
        "{}<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("§ 5"),
        p("x")
    );
    let word = docx(&body, &[("footnotes", &note)]);
    // The XML within, too: what is packed is mostly refused by its checksums.
    let samples: Vec<(&str, Vec<u8>)> = vec![
        ("a.docx", word.clone()),
        ("a.odt", odt("<style:style style:name=\"Q\"/>", "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p>")),
        ("a.fodt", format!("<office:document xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>{}</office:text></office:body></office:document>", "<text:list><text:list-item><text:p>a<text:s text:c=\"3\"/></text:p></text:list-item></text:list>").into_bytes()),
        ("a.rtf", b"{\\rtf1{\\fonttbl{\\f0\\fcharset128 x;}}\\f0 a\\'82\\'a0\\u-10179?\\u-8704?{\\footnote n}\\par\\trowd\\intbl a\\cell\\row{\\*\\x y}\\bin3 abc}".to_vec()),
        ("a.epub", epub(&["<p>a</p>"])),
        ("a.eml", mail("a.docx", &word)),
        ("a.mbox", [b"From x\n".to_vec(), mail("a.rtf", b"{\\rtf1 a}")].concat()),
        ("a.zip", zip(&[("a.docx", &word), ("b.eml", &mail("c.txt", b"c"))])),
        ("a.xml", b"<pLaw><section><num>SEC. 2.</num><heading>H</heading><content>a<footnote><p>n</p></footnote></content></section></pLaw>".to_vec()),
    ];
    let options = ReadOptions { max_bytes: 64 << 20, max_seconds: 20, ..ReadOptions::default() };
    for seed in 0..rounds {
        let changed = |part: &str| String::from_utf8_lossy(&mutated(part.as_bytes(), seed)).into_owned();
        let word = docx(&changed(&body), &[("footnotes", &changed(&note))]);
        let open = odt(
            "",
            &changed("<text:p>a<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p>"),
        );
        for read in [with("a.docx", word, &options), with("a.odt", open, &options)] {
            assert!(!read.is_empty());
        }
    }
    for (path, bytes) in &samples {
        assert!(with(path, bytes.clone(), &options).iter().all(Result::is_ok), "{path}");
        for seed in 0..rounds {
            for document in with(path, mutated(bytes, seed), &options).into_iter().flatten() {
                let text = &document.text;
                let places = &document.places;
                assert!(
                    places.pages.is_sorted_by_key(|page| page.start) && places.paragraphs.is_sorted(),
                    "{path} {seed}"
                );
                for note in &places.notes {
                    assert!(text.get(note.span.start..note.span.end).is_some(), "{path} {seed}");
                }
            }
        }
    }
}
