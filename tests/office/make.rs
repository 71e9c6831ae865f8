//! Files of word processors, books and mail, made for the tests.
#![expect(clippy::format_push_string, reason = "what a test makes is small")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip file of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // A file that says what the others are is stored as it is.
        let stored = *name == "mimetype";
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap_or_else(|e| panic!("{e}"));
        zip.write_all(bytes).unwrap_or_else(|e| panic!("{e}"));
    }
    zip.finish().unwrap_or_else(|e| panic!("{e}")).into_inner()
}

const W: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:wps=\"x\" xmlns:mc=\"y\"";

/// A Word document of this body; further parts by name (`footnotes`, `styles` …) and content.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let head =
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    let root = format!(
        "{head}<Relationship Id=\"rId1\" Type=\"{kind}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut own = head.to_owned();
    for (i, (name, _)) in parts.iter().enumerate() {
        own += &format!("<Relationship Id=\"rId{}\" Type=\"{kind}/{name}\" Target=\"{name}.xml\"/>", i + 1);
    }
    own += "</Relationships>";
    let document = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), types.into()),
        ("_rels/.rels".into(), root.into()),
        ("word/document.xml".into(), document.into()),
        ("word/_rels/document.xml.rels".into(), own.into()),
    ];
    for (name, content) in parts {
        let xml = format!("<?xml version=\"1.0\"?><w:{name} {W}>{content}</w:{name}>");
        files.push((format!("word/{name}.xml"), xml.into()));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&files)
}

/// A paragraph of plain words.
pub(crate) fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

const ODF: &str = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:draw=\"d\" xmlns:dc=\"dc\"";

/// An `OpenDocument` text of these automatic styles and this body.
pub(crate) fn odt(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mime = b"application/vnd.oasis.opendocument.text";
    zip(&[("mimetype", mime), ("content.xml", content.as_bytes())])
}

/// A book of these pages, the second before the first in the order of the files.
pub(crate) fn epub(pages: &[&str]) -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>";
    let (mut items, mut spine) = (String::new(), String::new());
    let mut files: Vec<(String, Vec<u8>)> = vec![("mimetype".into(), b"application/epub+zip".to_vec())];
    files.push(("META-INF/container.xml".into(), container.into()));
    for (i, page) in pages.iter().enumerate() {
        items += &format!("<item id=\"p{i}\" href=\"text/page%20{i}.xhtml\"/>");
        spine += &format!("<itemref idref=\"p{i}\"/>");
        let page = format!("<?xml version=\"1.0\"?><html><head><title/></head><body>{page}</body></html>");
        files.insert(2, (format!("OEBPS/text/page {i}.xhtml"), page.into()));
    }
    let opf = format!(
        "<package><metadata xmlns:dc=\"d\"><dc:title>A handbook</dc:title><dc:date>2019-05-02</dc:date></metadata>\
         <manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    files.push(("OEBPS/book.opf".into(), opf.into()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&files)
}

/// A message in two forms, with a file attached and another message.
pub(crate) fn mail(file: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = String::from(
        "Return-Path: <a@firm.example>\r\nFrom: =?utf-8?Q?Ren=C3=A9e_Roe?= <roe@firm.example>\r\nTo: b@firm.example\r\n\
         Subject: Draft on 12 U.S.C. =?iso-8859-1?Q?=A7?= 1831\r\nDate: Tue, 3 May 2022 10:00:00 +0200\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n\
         Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n\
         Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         See =A7 1831(a) of that title, =93insured bank=94, which goes on in a long li=\r\nne.\r\n\r\n> Which section?\r\n--inner\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<p>See only in HTML</p>\r\n--inner--\r\n--outer\r\n",
    );
    out += &format!(
        "Content-Type: application/octet-stream; name=\"{file}\"\r\nContent-Disposition: attachment; filename=\"{file}\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--outer\r\n\
         Content-Type: message/rfc822\r\n\r\nFrom: c@firm.example\r\nSubject: Earlier\r\nMessage-ID: <1@x>\r\n\r\n31 C.F.R. part 501 applies.\r\n--outer--\r\n",
        base64(bytes)
    );
    out.into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let held = chunk.iter().fold(0_u32, |held, byte| (held << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let sign = SIGNS[((held >> (18 - 6 * i)) & 63) as usize];
            out.push(if i <= chunk.len() { char::from(sign) } else { '=' });
        }
        if out.len() % 77 == 76 {
            out.push_str("\r\n");
        }
    }
    out
}
