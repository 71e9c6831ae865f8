//! What the registry knows of one instrument, and of the ties between instruments.

use super::Authority;
use crate::provision::{ProvisionId, split_at_section};

/// What is known of an instrument; empty strings where nothing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Title or short title.
    pub title: &'static str,
    /// Date of signing, adoption or enactment, `YYYY-MM-DD`.
    pub date: &'static str,
    /// Federal Register or Statutes at Large page, as `81/14943`.
    pub page: &'static str,
    /// Who made it.
    pub by: &'static str,
    /// For a resolution, the year written after its number.
    pub year: &'static str,
    /// For a resolution, how many operative paragraphs it has; for a treaty, how many articles.
    pub parts: &'static str,
}

/// A bill and the law that came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillTie {
    /// The law as `114/122`.
    pub law: &'static str,
    /// Day of introduction.
    pub introduced: &'static str,
    /// Day of enactment.
    pub enacted: &'static str,
    /// What to beware of.
    pub note: &'static str,
}

impl Authority {
    /// Facts of the instrument at the head of an id; `None` when the registry doesn't list it.
    #[must_use]
    pub fn facts(&self, id: &ProvisionId) -> Option<Facts> {
        let parts: Vec<&str> = id.parts().collect();
        match parts.as_slice() {
            ["us", "eo", number, ..] => self.orders.get(number).next().map(|r| Facts {
                title: r.field(5),
                date: r.field(1),
                page: r.field(2),
                by: r.field(3),
                ..Facts::default()
            }),
            ["us", "pl", congress, number, ..] => self.laws.get(&format!("{congress}/{number}")).next().map(|r| Facts {
                title: r.field(4),
                date: r.field(1),
                page: r.field(2),
                ..Facts::default()
            }),
            ["un", "sc", "res", number, ..] => self.resolutions.get(number).next().map(|r| Facts {
                title: r.field(4),
                date: r.field(2),
                year: r.field(1),
                parts: r.field(3),
                ..Facts::default()
            }),
            ["treaty", slug, ..] => self.treaties.get(slug).next().map(treaty),
            ["un", "charter", ..] => self.treaties.get("un-charter").next().map(treaty),
            ["us", "usc", title, section, ..] => {
                let key = format!("{}/{}", title.strip_prefix('t')?, section.strip_prefix('s')?);
                self.sections.get(&key).next().map(|r| Facts { title: r.field(2), ..Facts::default() })
            }
            _ => None,
        }
    }

    /// The number of the only instrument of a table that has this title.
    #[must_use]
    pub fn number_by_title(&self, table: &str, title: &str) -> Option<&'static str> {
        let titles = match table {
            "executive-orders" => &self.orders_by_title,
            _ => return None,
        };
        let mut rows = titles.get(&crate::text::fold(title.trim_end_matches([',', '.', ';', ' '])));
        let number = rows.next()?.field(0);
        rows.next().is_none().then_some(number)
    }

    /// Whether the U.S. Code has this section; `title` as in an id without the `t`: `22`, `50a`.
    #[must_use]
    pub fn has_usc_section(&self, title: &str, section: &str) -> bool {
        self.sections.get(&format!("{title}/{section}")).next().is_some()
    }

    /// Whether an instrument may have a section of this number: `false` only where the registry has all its sections.
    #[must_use]
    pub fn may_have_section(&self, instrument: &str, number: &str) -> bool {
        match instrument.strip_prefix("/us/usc/t") {
            Some(title) => self.has_usc_section(title, number),
            None => true,
        }
    }

    /// Where a provision of a law stands in the U.S. Code, to the depth cited; or, for a U.S. Code provision, the
    /// law's own number for it.
    #[must_use]
    pub fn counterpart(&self, id: &ProvisionId) -> Option<ProvisionId> {
        let (stem, below) = split_at_section(id.as_str())?;
        let other = self.counterpart_of_section(stem).filter(|_| !below.starts_with("/note"))?;
        format!("{other}{below}").parse().ok()
    }

    /// The same for a whole section, as a path.
    #[must_use]
    pub fn counterpart_of_section(&self, section: &str) -> Option<String> {
        if let Some(code) = section.strip_prefix("/us/usc/t") {
            let (title, number) = code.split_once("/s")?;
            let source = self.sections.get(&format!("{title}/{number}")).next()?.field(1);
            // Only a whole section of a law: what a paragraph enacted is numbered otherwise.
            let (law, deeper) = split_at_section(source)?;
            return deeper.is_empty().then(|| law.to_owned());
        }
        let mut rows = self.law_to_usc.get(section);
        let row = rows.next()?;
        rows.next().is_none().then(|| row.field(1).to_owned())
    }

    /// Where an instrument was printed: its Federal Register or Statutes at Large page.
    #[must_use]
    pub fn printed(&self, id: &ProvisionId) -> Option<ProvisionId> {
        let page = self.facts(id)?.page;
        let series = if id.as_str().starts_with("/us/pl/") { "stat" } else { "fr" };
        (!page.is_empty()).then(|| format!("/us/{series}/{page}").parse().ok())?
    }

    /// The names that the registry has for an instrument, the most used first.
    #[must_use]
    pub fn names_of(&self, id: &ProvisionId) -> Vec<&'static str> {
        let mut names: Vec<(u32, &'static str)> = self.all_names().filter(|e| e.id == id.as_str()).map(|e| (e.references, e.name)).collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        names.dedup_by(|a, b| a.1 == b.1);
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// What to beware of in citing an instrument: a bill whose law is numbered otherwise, an order since revoked.
    #[must_use]
    pub fn cautions(&self, id: &ProvisionId) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(bill) = id.as_str().strip_prefix("/us/bill/") {
            let key: String = bill.split('/').take(3).collect::<Vec<_>>().join("/");
            if let Some(tie) = self.law_of_bill(&key) {
                notes.push(format!("this is the bill; the law that came of it is /us/pl/{} ({})", tie.law, tie.enacted));
                if !tie.note.is_empty() {
                    notes.push(tie.note.to_owned());
                }
            }
        }
        if let Some(number) = id.as_str().strip_prefix("/us/eo/")
            && let Some(row) = self.orders.get(number.split('/').next().unwrap_or("")).next()
            && !row.field(4).is_empty()
        {
            notes.push(format!("revoked by {}", row.field(4)));
        }
        notes
    }

    /// The law that came of a bill, `bill` as in `114/hr/757`.
    #[must_use]
    pub fn law_of_bill(&self, bill: &str) -> Option<BillTie> {
        self.bills.get(bill).next().map(|r| BillTie { law: r.field(1), introduced: r.field(2), enacted: r.field(3), note: r.field(4) })
    }

    /// The Congresses in which the registry knows a bill of this type and number.
    #[must_use]
    pub fn congresses_of_bill(&self, kind: &str, number: &str) -> Vec<u32> {
        let known = |congress: &u32| self.bills.get(&format!("{congress}/{kind}/{number}")).next().is_some();
        (90..=125).filter(known).collect()
    }
}

fn treaty(row: super::table::Row) -> Facts {
    Facts { title: row.field(1), date: row.field(3), parts: row.field(4), ..Facts::default() }
}
