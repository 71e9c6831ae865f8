//! `pincite law fetch` against a server of our own: texts, errors, redirects, answers cut off, what has not changed.

mod program;
mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use program::{code, folder, pincite, stderr, stdout, write};
use support::shared;

fn main() {
    support::run!(
        a_text_is_fetched_imported_and_not_asked_for_twice,
        a_busy_source_is_asked_again_and_a_broken_answer_is_not_imported,
        another_text_than_the_one_asked_for_is_not_imported,
        what_a_document_cites_is_fetched_as_far_as_it_is_not_there,
        a_title_comes_in_an_archive,
        what_has_its_text_under_another_id_is_fetched_once,
        what_is_left_out_is_said_and_the_rest_is_there;
        shared: the_shared_laws_come_from_a_mirror
    )
}

/// What the server answers at a path, one answer after the other; the last stays.
#[derive(Clone, Debug)]
enum Reply {
    Text(Vec<u8>),
    Status(u16),
    Redirect(String),
    /// So many bytes less than it says.
    CutOff(Vec<u8>),
}

type Replies = Arc<Mutex<BTreeMap<String, Vec<Reply>>>>;
type Asked = Arc<Mutex<Vec<String>>>;

/// A server on a port of its own. It answers one request after the other, and notes what it was asked.
fn serve(replies: BTreeMap<String, Vec<Reply>>) -> (String, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|e| panic!("{e}"));
    let address = listener.local_addr().unwrap_or_else(|e| panic!("{e}"));
    let (replies, asked): (Replies, Asked) = (Arc::new(Mutex::new(replies)), Asked::default());
    let noted = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answer(&stream, &replies, &noted);
        }
    });
    (format!("http://{address}"), asked)
}

fn answer(mut stream: &TcpStream, replies: &Replies, asked: &Asked) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let headers: Vec<String> = lines.map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let since = headers.iter().any(|h| h.to_ascii_lowercase().starts_with("if-modified-since:"));
    if let Ok(mut asked) = asked.lock() {
        asked.push(format!("{path}{}", if since { " since" } else { "" }));
    }
    let reply = replies.lock().ok().and_then(|mut replies| {
        let list = replies.get_mut(&path)?;
        if list.len() > 1 { Some(list.remove(0)) } else { list.first().cloned() }
    });
    let close = "Connection: close\r\n";
    match reply {
        None => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n{close}\r\n")?,
        Some(Reply::Text(_)) if since => write!(stream, "HTTP/1.1 304 Not Modified\r\n{close}\r\n")?,
        Some(Reply::Text(body)) => {
            let modified = "Last-Modified: Tue, 15 Mar 2016 00:00:00 GMT\r\n";
            write!(stream, "HTTP/1.1 200 OK\r\n{modified}Content-Length: {}\r\n{close}\r\n", body.len())?;
            stream.write_all(&body)?;
        }
        Some(Reply::Status(status)) => {
            write!(stream, "HTTP/1.1 {status} No\r\nContent-Length: 0\r\nRetry-After: 0\r\n{close}\r\n")?;
        }
        Some(Reply::Redirect(to)) => {
            write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n{close}\r\n")?;
        }
        Some(Reply::CutOff(body)) => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{close}\r\n", body.len() + 100)?;
            stream.write_all(&body)?;
        }
    }
    stream.flush()
}

const ORDER: &str = "/www.federalregister.gov/executive-order/13722";

fn order(number: u32) -> Vec<u8> {
    format!(
        "<PRESDOCU><EXECORD><EXECORDR>Executive Order {number} of March 15, 2016</EXECORDR><HD>Harbour dues</HD>\
         <FP>Section 1. (a) No vessel shall leave the harbour before its master pays the dues in full.</FP></EXECORD></PRESDOCU>"
    )
    .into_bytes()
}

fn fetch(dir: &tempfile::TempDir, mirror: &str, arguments: &[&str]) -> std::process::Output {
    let mut all = vec!["law", "fetch", "--mirror", mirror, "--pause", "1", "--retries", "2"];
    all.extend(arguments);
    pincite(&all, dir.path())
}

fn listed(dir: &tempfile::TempDir) -> usize {
    stdout(&pincite(&["law", "list", "--format", "jsonl"], dir.path())).lines().count()
}

fn a_text_is_fetched_imported_and_not_asked_for_twice() {
    let dir = folder();
    let (mirror, asked) = serve(BTreeMap::from([(ORDER.to_owned(), vec![Reply::Text(order(13722))])]));
    let dry = fetch(&dir, &mirror, &["--dry-run", "E.O. 13722"]);
    assert_eq!(stdout(&dry), format!("/us/eo/13722  {mirror}{ORDER}\n"));
    assert!(asked.lock().is_ok_and(|a| a.is_empty()), "a dry run asks nobody");
    // Two citations of one text are one request.
    let first = fetch(&dir, &mirror, &["E.O. 13722", "section 1(a) of Executive Order 13722"]);
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    assert!(stdout(&first).contains("/us/eo/13722  2016-03-15"), "{}", stdout(&first));
    let shown = stdout(&pincite(&["show", "E.O. 13722 § 1(a)", "--text"], dir.path()));
    assert!(shown.contains("No vessel shall leave"), "{shown}");
    let again = fetch(&dir, &mirror, &["E.O. 13722"]);
    assert!(stdout(&again).contains("unchanged"), "{}", stdout(&again));
    assert_eq!(asked.lock().map(|a| a.clone()).unwrap_or_default(), [ORDER.to_owned(), format!("{ORDER} since")]);
    // What was taken out is asked for as if it had never been there.
    assert_eq!(code(&pincite(&["law", "remove", "/us/eo/13722"], dir.path())), 0);
    assert_eq!(code(&fetch(&dir, &mirror, &["E.O. 13722"])), 0);
    assert_eq!(listed(&dir), 1);
}

fn a_busy_source_is_asked_again_and_a_broken_answer_is_not_imported() {
    let dir = folder();
    let answers = |list: Vec<Reply>| serve(BTreeMap::from([(ORDER.to_owned(), list)]));
    let (busy, asked) = answers(vec![Reply::Status(503), Reply::Status(429), Reply::Text(order(13722))]);
    let tried = fetch(&dir, &busy, &["E.O. 13722"]);
    assert_eq!(code(&tried), 0, "{}", stderr(&tried));
    assert_eq!(asked.lock().map(|a| a.len()).unwrap_or_default(), 3);
    let dir = folder();
    let mut half = order(13722);
    half.truncate(90);
    let cases: [(Vec<Reply>, &str, usize); 5] = [
        (vec![Reply::Status(500)], "the source answers 500, 3 times", 3),
        (vec![Reply::Status(403)], "the source answers 403", 1),
        (vec![Reply::CutOff(order(13722))], "3 times", 3),
        // Cut off without a word of it: the text itself says so.
        (vec![Reply::Text(half)], "the rest is missing", 1),
        (vec![Reply::Redirect(ORDER.to_owned())], "redirect", 6),
    ];
    for (list, wanted, requests) in cases {
        let (mirror, asked) = answers(list.clone());
        let tried = fetch(&dir, &mirror, &["E.O. 13722"]);
        assert_eq!(code(&tried), 3, "{list:?}");
        assert!(stderr(&tried).contains(wanted), "{list:?}: {}", stderr(&tried));
        assert_eq!(asked.lock().map(|a| a.len()).unwrap_or_default(), requests, "{list:?}");
        assert_eq!(listed(&dir), 0);
    }
    // A redirect that leads somewhere is followed.
    let elsewhere = "/elsewhere";
    let (mirror, _) = serve(BTreeMap::from([
        (ORDER.to_owned(), vec![Reply::Redirect(elsewhere.to_owned())]),
        (elsewhere.to_owned(), vec![Reply::Text(order(13722))]),
    ]));
    assert_eq!(code(&fetch(&dir, &mirror, &["E.O. 13722"])), 0);
    assert_eq!(listed(&dir), 1);
}

fn another_text_than_the_one_asked_for_is_not_imported() {
    let dir = folder();
    let (mirror, _) = serve(BTreeMap::from([(ORDER.to_owned(), vec![Reply::Text(order(13687))])]));
    let tried = fetch(&dir, &mirror, &["E.O. 13722"]);
    assert_eq!(code(&tried), 3);
    assert!(stderr(&tried).contains("the answer is a text of /us/eo/13687"), "{}", stderr(&tried));
    assert_eq!(listed(&dir), 0);
    let nowhere = fetch(&dir, &mirror, &["UN Charter art. 2"]);
    assert_eq!(code(&nowhere), 3);
    assert!(stderr(&nowhere).contains("no official source"), "{}", stderr(&nowhere));
    assert_eq!(code(&fetch(&dir, &mirror, &["nothing at all"])), 2);
}

fn what_a_document_cites_is_fetched_as_far_as_it_is_not_there() {
    let dir = folder();
    write(
        &dir,
        "brief.txt",
        "See E.O. 13722, § 1(a), and E.O. 13722 again; the UN Charter; and 31 C.F.R. § 510.201.\n",
    );
    let part = "/www.ecfr.gov/api/versioner/v1/full/2024-05-17/title-31.xml?part=510&section=510.201";
    let section = "<DIV8 N=\"510.201\" TYPE=\"SECTION\" hierarchy_metadata=\"{&quot;path&quot;:&quot;/on/2024-05-17/title-31/section-510.201&quot;}\"><HEAD>§ 510.201 Dues.</HEAD><P>(a) Dues are due.</P></DIV8>";
    let (mirror, asked) = serve(BTreeMap::from([
        (ORDER.to_owned(), vec![Reply::Text(order(13722))]),
        (part.to_owned(), vec![Reply::Text(section.as_bytes().to_vec())]),
    ]));
    let first = fetch(&dir, &mirror, &["--as-of", "2024-05-17", "--for", "brief.txt"]);
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    assert_eq!(asked.lock().map(|a| a.len()).unwrap_or_default(), 2, "{:?}", asked.lock());
    let second = fetch(&dir, &mirror, &["--as-of", "2024-05-17", "--for", "brief.txt"]);
    assert_eq!(asked.lock().map(|a| a.len()).unwrap_or_default(), 2, "{}", stdout(&second));
}

/// An archive with one file in it, stored as it is.
fn archive(name: &str, whole: &[u8]) -> Vec<u8> {
    let size = u32::try_from(whole.len()).unwrap_or_default().to_le_bytes();
    let length = u16::try_from(name.len()).unwrap_or_default().to_le_bytes();
    let mut out = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    for part in [&size[..], &size, &length, &[0, 0], name.as_bytes(), whole] {
        out.extend_from_slice(part);
    }
    let at = u32::try_from(out.len()).unwrap_or_default().to_le_bytes();
    out.extend_from_slice(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
    for part in [&size[..], &size, &length, &[0; 16], name.as_bytes()] {
        out.extend_from_slice(part);
    }
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0");
    out.extend_from_slice(&at);
    out.extend_from_slice(&[0, 0]);
    out
}

const TITLE_22: &str = "/uscode.house.gov/download/releasepoints/us/pl/119/102/xml_usc22@119-102.zip";

fn a_title_comes_in_an_archive() {
    let dir = folder();
    let title = r#"<uscDoc identifier="/us/usc/t22"><meta><docPublicationName>Online@115-44</docPublicationName></meta><main>
        <section identifier="/us/usc/t22/s9214"><num value="9214">§ 9214.</num><content>Dues are due.</content></section></main></uscDoc>"#;
    let whole = archive("usc22.xml", title.as_bytes());
    let cut = whole[..whole.len() - 40].to_vec();
    let (mirror, _) = serve(BTreeMap::from([(TITLE_22.to_owned(), vec![Reply::Text(cut), Reply::Text(whole)])]));
    let tried = fetch(&dir, &mirror, &["22 U.S.C. 9214"]);
    assert_eq!(code(&tried), 3);
    assert!(stderr(&tried).contains("the archive is cut off"), "{}", stderr(&tried));
    let tried = fetch(&dir, &mirror, &["22 U.S.C. 9214"]);
    assert_eq!(code(&tried), 0, "{}", stderr(&tried));
    assert!(stdout(&tried).contains("2017-08-02 (current through Pub. L. 115-44)"), "{}", stdout(&tried));
}

fn title(number: u32, section: &str, words: &str) -> Vec<u8> {
    let id = format!("/us/usc/t{number}");
    format!(
        r#"<uscDoc identifier="{id}"><meta><docPublicationName>Online@115-44</docPublicationName></meta><main>
        <section identifier="{id}/s{section}"><num value="{section}">§ {section}.</num><content>{words}</content></section></main></uscDoc>"#
    )
    .into_bytes()
}

fn what_has_its_text_under_another_id_is_fetched_once() {
    let dir = folder();
    let address = TITLE_22.replace("22@", "29@");
    let (mirror, asked) = serve(BTreeMap::from([(address, vec![Reply::Text(title(29, "157", "Dues are due."))])]));
    let first = fetch(&dir, &mirror, &["section 7 of the National Labor Relations Act", "29 U.S.C. 157"]);
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    assert!(stdout(&first).contains("2017-08-02"), "{}", stdout(&first));
    write(&dir, "brief.txt", "See section 7 of the National Labor Relations Act, and 29 U.S.C. § 157.\n");
    let second = fetch(&dir, &mirror, &["--for", "brief.txt"]);
    assert_eq!(code(&second), 0, "{}", stderr(&second));
    assert!(stdout(&second).contains("there is nothing to fetch"), "{}", stdout(&second));
    assert_eq!(asked.lock().map(|a| a.len()).unwrap_or_default(), 1, "{:?}", asked.lock());
    // A document that can't be read is no document that cites nothing.
    assert_eq!(code(&fetch(&dir, &mirror, &["--for", "nosuch.txt"])), 3);
}

fn what_is_left_out_is_said_and_the_rest_is_there() {
    let dir = folder();
    let row =
        |text: &str| format!("{{\"id\": \"/us/usc/t22/s9214\", \"text\": \"{text}\", \"from\": \"2017-08-02\"}}\n");
    write(&dir, "mine.jsonl", row("A pilot goes on board before the bar and leaves the vessel behind the last buoy."));
    assert_eq!(code(&pincite(&["law", "add", "mine.jsonl"], dir.path())), 0);
    let rows = row("Dues are due at noon, and are paid in coin to the harbour master by the owner.")
        + "{\"id\": \"/us/usc/t22/s9215\", \"text\": \"Buoys are painted every spring.\"}\n";
    let (mirror, _) = serve(BTreeMap::from([(TITLE_22.to_owned(), vec![Reply::Text(rows.into_bytes())])]));
    let tried = fetch(&dir, &mirror, &["22 U.S.C. 9214"]);
    assert_eq!(code(&tried), 3, "{}", stderr(&tried));
    assert!(
        stderr(&tried).contains("there is another text of /us/usc/t22 of 2017-08-02, from mine.jsonl"),
        "{}",
        stderr(&tried)
    );
    assert!(stderr(&tried).contains("1 text says no day"), "{}", stderr(&tried));
    assert!(stdout(&tried).starts_with("/us/usc/t22  no date  1 provisions"), "{}", stdout(&tried));
    assert_eq!(listed(&dir), 2);
}

fn the_shared_laws_come_from_a_mirror() {
    let dir = folder();
    let text = |path: &str| {
        let file = shared().join("law").join(path);
        vec![Reply::Text(std::fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())))]
    };
    let (mirror, _) = serve(BTreeMap::from([
        (ORDER.to_owned(), text("eo/EO_13722.xml")),
        (TITLE_22.to_owned(), text("usc/22/9214.xml")),
        (
            "/www.govinfo.gov/link/plaw/114/public/122?link-type=uslm".to_owned(),
            text("public-laws/public-law-114-122.md"),
        ),
    ]));
    let tried = fetch(&dir, &mirror, &["22 U.S.C. 9214", "E.O. 13722", "Pub. L. 114-122"]);
    assert_eq!(code(&tried), 0, "{}", stderr(&tried));
    assert_eq!(listed(&dir), 3);
    let shown = stdout(&pincite(&["show", "22 U.S.C. 9214(a)(1)", "--text"], dir.path()));
    assert!(shown.contains("(1)"), "{shown}");
}
