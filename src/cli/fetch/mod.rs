//! `pincite law fetch`: official texts over the network into the law library. The one verb that opens a connection, and only
//! when it is asked for.

mod client;
mod seen;
mod unzip;

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;
use std::time::Duration;

use anyhow::Result;

use super::Outcome;
use super::args::LawFetch;
use super::law::Taken;
use super::out::Told;
use super::session::{Session, Usage};
use crate::grammar::DAY;
use crate::index::LawIndex;
use crate::law::{Hints, Law, Refusal, import};
use crate::library::ContentHash;
use crate::provision::ProvisionId;
use crate::read::{Kind, ReadOptions};
use crate::resolve::Resolver;
use client::{Answer, Client};
use seen::Seen;

/// A text to be asked for.
#[derive(Clone, Debug)]
struct Wanted {
    /// What it is wanted for.
    id: ProvisionId,
    /// Where it is had.
    url: String,
}

/// What is to be asked for, and what can't be.
#[derive(Debug, Default)]
struct Asked {
    wanted: Vec<Wanted>,
    /// What has no source.
    nowhere: Vec<ProvisionId>,
    /// How many documents couldn't be read.
    unread: u64,
}

pub(super) fn run(session: &Session, args: &LawFetch) -> Result<Outcome> {
    let Asked { wanted, nowhere, unread } = asked(session, args)?;
    let mut out = session.unpaged();
    for id in &nowhere {
        writeln!(Told, "pincite: {id}: no official source of its text is known")?;
    }
    let failed = unread + nowhere.len() as u64;
    let mirror = args.mirror.clone().or_else(|| std::env::var("PINCITE_MIRROR").ok()).filter(|m| !m.is_empty());
    if args.dry_run || wanted.is_empty() {
        for text in &wanted {
            writeln!(out, "{}  {}", text.id, mirrored(mirror.as_deref(), &text.url))?;
        }
        if wanted.is_empty() && failed == 0 {
            writeln!(out, "there is nothing to fetch: what is cited and has a source is in the law library")?;
        }
        out.flush()?;
        return Ok(Outcome::read(failed));
    }
    let client = Client::new(mirror.as_deref(), Duration::from_millis(args.pause), args.retries);
    let library = session.law_words()?;
    let seen = Seen::read(library.laws().dir())?;
    let mut fetching = Fetching { session, client, library, seen, taken: Taken::default() };
    let mut failed = failed;
    for text in &wanted {
        let address = mirrored(mirror.as_deref(), &text.url);
        match fetching.one(text, &address) {
            Ok(lines) => lines.iter().try_for_each(|line| writeln!(out, "{line}"))?,
            Err(reason) => {
                failed += 1;
                writeln!(Told, "pincite: {}: {address}: {reason}", text.id)?;
            }
        }
        out.flush()?;
    }
    if fetching.taken.added > 0 {
        fetching.library.laws().write_additions()?;
    }
    fetching.taken.warn()?;
    Ok(Outcome::read(failed + fetching.taken.left_out as u64))
}

/// Texts on their way into the library.
struct Fetching<'s> {
    session: &'s Session,
    client: Client,
    library: LawIndex,
    seen: Seen,
    taken: Taken,
}

impl Fetching<'_> {
    /// Asks for one text and imports it. The lines say what came; the error why nothing did.
    fn one(&mut self, text: &Wanted, address: &str) -> Result<Vec<String>> {
        // What was taken out of the library since is asked for anew.
        let there = self.library.laws().entries().iter().any(|e| e.source == text.url);
        let answer = self.client.get(address, self.seen.of(&text.url).filter(|_| there))?;
        let Answer::Text { bytes, modified, tag } = answer else {
            return Ok(vec![format!("{}  unchanged since it was fetched", text.id)]);
        };
        let resolver = self.session.desk()?.resolver();
        let hash = ContentHash::of_bytes(&bytes);
        let files = match unzip::files(&bytes)? {
            Some(files) => files,
            None => vec![(text.url.clone(), bytes)],
        };
        let mut laws = Vec::new();
        for (name, bytes) in &files {
            laws.extend(read(bytes, name, &text.id, resolver)?);
        }
        // What the answer says it is decides: another text isn't taken for the one that was asked for.
        let holds = |law: &Law| law.id.contains(&text.id) || text.id.contains(&law.id) || law.part(&text.id).is_some();
        if !laws.iter().any(holds) {
            let other = laws.first().map_or_else(String::new, |law| law.id.to_string());
            anyhow::bail!("the answer is a text of {other}; it isn't imported");
        }
        let left_out = self.taken.left_out;
        let lines = self.taken.take(self.session, &mut self.library, &[(text.url.clone(), hash, laws)])?;
        // At once: what is had stays had, whatever becomes of the next. What was left out is asked for again.
        if self.taken.left_out == left_out {
            self.seen.keep(&text.url, modified, tag);
            self.seen.write()?;
        }
        Ok(lines)
    }
}

/// The laws in an answer; where it doesn't say which it is, it is what was asked for.
fn read(bytes: &[u8], name: &str, id: &ProvisionId, resolver: &Resolver) -> Result<Vec<Law>, Refusal> {
    let hints = Hints { name: name.to_owned(), ..Hints::default() };
    // An address ends in nothing that says a format: what is in the answer does.
    let kind = Kind::Unknown;
    match import(bytes, kind, resolver, &hints) {
        Err(Refusal::Unnamed(_)) => {
            let id = Some(resolver.instrument_of(id));
            import(bytes, kind, resolver, &Hints { id, ..hints })
        }
        read => read,
    }
}

/// What is to be asked for, each address once; and what has none.
fn asked(session: &Session, args: &LawFetch) -> Result<Asked> {
    let desk = session.desk()?;
    let resolver = desk.resolver();
    let mut ids: Vec<ProvisionId> = Vec::new();
    for words in &args.provisions {
        match resolver.provisions(words).into_iter().next() {
            Some((id, _)) => ids.push(id),
            None => return Err(Usage(format!("“{words}” names no provision that pincite knows")).into()),
        }
    }
    if ids.is_empty() && args.for_.is_empty() {
        return Err(Usage("say which texts: citations, or documents with `--for`".to_owned()).into());
    }
    let asked = ids.len();
    let laws = session.laws()?;
    let options = ReadOptions::default();
    let mut out = Asked::default();
    if !args.for_.is_empty() {
        let tally = session.files(&args.for_, &options).each(
            |document| desk.mentions(document),
            |_, mentions| {
                ids.extend(mentions.into_iter().filter_map(|m| m.id));
                anyhow::Ok(ControlFlow::Continue(()))
            },
        )?;
        out.unread = tally.unread;
    }
    let day = args.as_of.clone().unwrap_or_else(a_week_ago);
    let mut seen = BTreeSet::new();
    for (i, id) in ids.into_iter().enumerate() {
        if !seen.insert(id.clone()) {
            continue;
        }
        // A provision is had under whichever of its ids has a source, its own first.
        let tied = resolver.tied(&id);
        // What a document cites and the library has is there.
        if i >= asked && tied.iter().any(|(id, _)| matches!(laws.provision(id, None), Ok(Some(_)))) {
            continue;
        }
        let link = tied.into_iter().find_map(|(id, _)| Some((resolver.grammar().text_link(&id)?, id)));
        match link {
            Some((url, id)) => {
                let url = url.replace(DAY, &day);
                if !out.wanted.iter().any(|w| w.url == url) {
                    out.wanted.push(Wanted { id, url });
                }
            }
            None if i < asked => out.nowhere.push(id),
            None => {}
        }
    }
    Ok(out)
}

/// The address at a mirror: the official host and path behind the mirror's own.
fn mirrored(mirror: Option<&str>, url: &str) -> String {
    let bare = url.strip_prefix("https://").unwrap_or(url);
    mirror.map_or_else(|| url.to_owned(), |mirror| format!("{}/{bare}", mirror.trim_end_matches('/')))
}

/// Sources that keep a text by day are some days behind.
fn a_week_ago() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(now / 86_400).unwrap_or_default() - 7;
    let day = jiff::Span::new().try_days(days).and_then(|days| jiff::civil::date(1970, 1, 1).checked_add(days));
    day.map_or_else(|_| String::new(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::mirrored;

    #[test]
    fn a_mirror_has_the_official_hosts_below_it() {
        let url = "https://law.example/acts/1.xml?part=2";
        assert_eq!(mirrored(None, url), url);
        assert_eq!(mirrored(Some("http://127.0.0.1:8/m/"), url), "http://127.0.0.1:8/m/law.example/acts/1.xml?part=2");
    }
}
