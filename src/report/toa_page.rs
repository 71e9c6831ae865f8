//! A table of authorities as it is put before a brief: in text with dots to the pages, in Markdown, as a page, as a Word document.

use std::fmt::Write as _;

use super::Authorities;
use super::annotate::escape;
use super::toa::PASSIM;

const TITLE: &str = "Table of authorities";

impl Authorities {
    /// The table as text, so many columns wide.
    #[must_use]
    pub fn text(&self, passim: usize, width: usize) -> String {
        let width = width.clamp(40, 80);
        let mut out = format!("{}\n", TITLE.to_uppercase());
        let mut unit = self.unit();
        for (group, lines) in self.printed(passim) {
            let room = width.saturating_sub(group.chars().count() + unit.chars().count()).max(1);
            let _ = writeln!(out, "\n{group}{}{unit}", if unit.is_empty() { String::new() } else { " ".repeat(room) });
            out.truncate(out.trim_end().len());
            out.push_str("\n\n");
            // It is said once.
            unit = "";
            for line in lines {
                dotted(line.words, &line.places, width, &mut out);
            }
        }
        super::clean(&out).into_owned()
    }

    /// The table as Markdown.
    #[must_use]
    pub fn markdown(&self, passim: usize) -> String {
        let mut out = format!("# {TITLE}\n");
        for (group, lines) in self.printed(passim) {
            let _ = writeln!(out, "\n## {group}\n\n| Authority | {} |\n|---|---|", self.unit());
            for line in lines {
                let places = if line.places == PASSIM { "*passim*" } else { &line.places };
                let _ = writeln!(out, "| {} | {places} |", line.words.replace('|', "\\|"));
            }
        }
        super::clean(&out).into_owned()
    }

    /// The table as a page.
    #[must_use]
    pub fn html(&self, passim: usize) -> String {
        let mut out = format!(
            "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{TITLE}</title>\n\
             <style>body{{max-width:44em;margin:2em auto;font:1em/1.4 serif}}h1{{text-align:center}}table{{width:100%}}\
             td{{vertical-align:top;padding:.2em 0}}td+td,th+th{{text-align:right;padding-left:2em}}th{{text-align:left}}</style>\n\
             </head>\n<body>\n<h1>{TITLE}</h1>\n"
        );
        for (group, lines) in self.printed(passim) {
            let _ = writeln!(out, "<table>\n<tr><th>{group}</th><th>{}</th></tr>", self.unit());
            for line in lines {
                out.push_str("<tr><td>");
                escape(line.words, &mut out);
                out.push_str("</td><td>");
                if line.places == PASSIM {
                    out.push_str("<i>passim</i>");
                } else {
                    escape(&line.places, &mut out);
                }
                out.push_str("</td></tr>\n");
            }
            out.push_str("</table>\n");
        }
        out.push_str("</body>\n</html>\n");
        out
    }

    /// The table as a Word document, with dots to the pages.
    ///
    /// # Errors
    ///
    /// When it can't be packed.
    #[cfg(feature = "office")]
    pub fn docx(&self, passim: usize) -> std::io::Result<Vec<u8>> {
        use std::io::{Cursor, Write as _};
        let mut body =
            paragraph("<w:pPr><w:pStyle w:val=\"Title\"/><w:jc w:val=\"center\"/></w:pPr>", &[(TITLE, false)]);
        for (group, lines) in self.printed(passim) {
            let unit = format!("\t{}", self.unit());
            body += &paragraph(
                &format!("<w:pPr><w:pStyle w:val=\"Heading1\"/>{TABS}</w:pPr>"),
                &[(group, false), (&unit, false)],
            );
            for line in lines {
                let places = format!("\t{}", line.places);
                let style =
                    format!("<w:pPr>{DOTTED}<w:ind w:left=\"720\" w:right=\"1440\" w:hanging=\"720\"/></w:pPr>");
                body += &paragraph(&style, &[(line.words, false), (&places, line.places == PASSIM)]);
            }
        }
        let document = format!(
            "{XML}<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"12240\" w:h=\"15840\"/>\
             <w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
             </w:sectPr></w:body></w:document>"
        );
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", document.as_str()),
            ("word/_rels/document.xml.rels", OWN_RELATIONS),
            ("word/styles.xml", STYLES),
        ] {
            out.start_file(name, zip::write::SimpleFileOptions::default()).map_err(std::io::Error::other)?;
            out.write_all(part.as_bytes())?;
        }
        Ok(out.finish().map_err(std::io::Error::other)?.into_inner())
    }
}

/// An authority with dots to its places; both may take several lines.
fn dotted(words: &str, places: &str, width: usize, out: &mut String) {
    let length = |s: &str| s.chars().count();
    let places: Vec<String> = wrapped(places, width / 3);
    let most = places.iter().map(|line| length(line)).max().unwrap_or_default();
    let left = width - most - 4;
    let mut lines: Vec<String> = wrapped(words, left);
    if lines.is_empty() {
        lines.push(String::new());
    }
    let last = lines.len() - 1;
    for (number, line) in lines.iter().enumerate() {
        let line = if number == 0 { line.clone() } else { format!("  {line}") };
        if number < last {
            let _ = writeln!(out, "{line}");
            continue;
        }
        for (number, place) in places.iter().enumerate() {
            let line = if number == 0 { line.as_str() } else { "" };
            let room = width.saturating_sub(length(line) + length(place) + 2).max(2);
            let fill = if number == 0 { ".".repeat(room) } else { " ".repeat(room) };
            let _ = writeln!(out, "{line} {fill} {place}");
        }
    }
}

/// Words in lines of at most so many characters, none cut.
fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        match out.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width.saturating_sub(2) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}

#[cfg(feature = "office")]
fn paragraph(properties: &str, runs: &[(&str, bool)]) -> String {
    let mut out = format!("<w:p>{properties}");
    for (words, italic) in runs {
        out.push_str("<w:r>");
        if *italic {
            out.push_str("<w:rPr><w:i/></w:rPr>");
        }
        for (number, words) in words.split('\t').enumerate() {
            if number > 0 {
                out.push_str("<w:tab/>");
            }
            out.push_str("<w:t xml:space=\"preserve\">");
            escape(words, &mut out);
            out.push_str("</w:t>");
        }
        out.push_str("</w:r>");
    }
    out + "</w:p>"
}

#[cfg(feature = "office")]
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
#[cfg(feature = "office")]
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
#[cfg(feature = "office")]
const TABS: &str = "<w:tabs><w:tab w:val=\"right\" w:pos=\"9360\"/></w:tabs>";
#[cfg(feature = "office")]
const DOTTED: &str = "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9360\"/></w:tabs>";
#[cfg(feature = "office")]
const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
#[cfg(feature = "office")]
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
#[cfg(feature = "office")]
const OWN_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
#[cfg(feature = "office")]
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"24\"/></w:rPr></w:rPrDefault>\
    <w:pPrDefault><w:pPr><w:spacing w:after=\"120\"/></w:pPr></w:pPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/><w:caps/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>";
