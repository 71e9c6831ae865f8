//! Title and date that a page states of itself.

use super::feed::Attributes;
use crate::read::date;

/// The candidates met so far; of each kind the first counts.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// `og:title`, which leaves the site's name out.
    social_title: Option<String>,
    /// `<title>`.
    page_title: Option<String>,
    /// The first `<h1>` outside menus and the like.
    heading: Option<String>,
    /// A `<meta>` date of publication.
    meta_date: Option<String>,
    /// A `<time>` marked as that of publication.
    published: Option<String>,
    /// The first `<time>` outside menus and the like.
    time: Option<String>,
}

impl Facts {
    pub(super) fn meta(&mut self, attributes: &Attributes) {
        const DATES: &[&str] = &[
            "article:published_time",
            "citation_publication_date",
            "date",
            "datepublished",
            "dc.date",
            "dc.date.issued",
            "dcterms.date",
            "dcterms.issued",
        ];
        let Some(content) = attributes.get("content") else { return };
        for name in ["property", "name", "itemprop"].iter().filter_map(|key| attributes.get(key)) {
            let name = name.trim().to_ascii_lowercase();
            if DATES.contains(&name.as_str()) {
                self.meta_date = self.meta_date.take().or_else(|| date::parse(content));
            } else if name == "og:title" {
                self.social_title = self.social_title.take().or_else(|| title(content));
            }
        }
    }

    /// A `<time>`; `aside` when it stands in a menu, a footer or the like.
    pub(super) fn time(&mut self, attributes: &Attributes, aside: bool) {
        let Some(date) = attributes.get("datetime").and_then(date::parse) else { return };
        let published = attributes.get("pubdate").is_some()
            || attributes.get("itemprop").is_some_and(|value| value.eq_ignore_ascii_case("datePublished"))
            || attributes.get("class").is_some_and(|value| value.split_ascii_whitespace().any(|c| c == "published"));
        if published {
            self.published.get_or_insert(date);
        } else if !aside {
            self.time.get_or_insert(date);
        }
    }

    pub(super) fn page_title(&mut self, text: &[u8]) {
        self.page_title = self.page_title.take().or_else(|| title(&String::from_utf8_lossy(text)));
    }

    pub(super) fn heading(&mut self, text: &[u8]) {
        self.heading = self.heading.take().or_else(|| title(&String::from_utf8_lossy(text)));
    }

    pub(super) fn title_and_date(self) -> (Option<String>, Option<String>) {
        (self.social_title.or(self.page_title).or(self.heading), self.meta_date.or(self.published).or(self.time))
    }
}

/// The charset that a page declares in its first KiB, in a `<meta>` or an XML declaration.
pub(in crate::read) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let at = memchr::memmem::find(&head, key.as_bytes())? + key.len();
        let value = head[at..].trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let len = value.iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_:".contains(b)).count();
        std::str::from_utf8(&value[..len]).ok().filter(|label| !label.is_empty()).map(str::to_owned)
    })
}

/// The words of a title; none where it runs on, as when its tag isn't closed.
fn title(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty() && text.len() < 2000).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::declared_charset;
    use crate::read::html::document;

    fn facts(html: &str) -> (String, String) {
        let document = document("p", html.into(), false, None).unwrap_or_default();
        (document.title.unwrap_or_default(), document.date.unwrap_or_default())
    }

    #[test]
    fn titles_from_the_clearest_to_the_vaguest() {
        let og = "<meta property='og:title' content='The Act'>";
        assert_eq!(facts(&format!("<title>The Act | Site</title>{og}<h1>Site</h1>")).0, "The Act");
        assert_eq!(facts("<h1>Site</h1><title>\n The&nbsp;&amp; <Act>\n</title>").0, "The & <Act>");
        assert_eq!(facts("<header><h1>Site</h1></header><h1>The <i>Act</i></h1>").0, "The Act");
        assert_eq!(facts("<svg><title>Logo</title></svg><p>text").0, "");
    }

    #[test]
    fn dates_from_the_clearest_to_the_vaguest() {
        let meta = "<meta name=DC.date.issued content='2016-02-18'>";
        let time = "<nav><time datetime=2001-01-01></nav><time datetime='2016-03-02T10:00Z'>";
        let published = "<time class='entry-date published' datetime=2016-03-01>";
        assert_eq!(facts(&[time, published, meta].concat()).1, "2016-02-18");
        assert_eq!(facts(&[time, published].concat()).1, "2016-03-01");
        assert_eq!(facts(time).1, "2016-03-02");
        assert_eq!(facts("<time datetime=PT2H><meta name=date content=2016>").1, "");
    }

    #[test]
    fn charsets_as_declared() {
        let of = |html: &str| declared_charset(html.as_bytes());
        assert_eq!(of("<META content=\"text/html; charset=ISO-8859-1\">").as_deref(), Some("iso-8859-1"));
        assert_eq!(of("<?xml version='1.0' encoding='windows-1252'?>").as_deref(), Some("windows-1252"));
        assert_eq!(of("<meta charset=>"), None);
    }
}
