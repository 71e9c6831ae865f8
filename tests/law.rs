//! Texts of the law from the formats in which they are published: each in a few words of our own, then the official
//! samples, every one of which is imported or refused with a reason.

mod support;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use pincite::law::{Hints, Law, Refusal, import};
use pincite::read::Kind;
use pincite::resolve::Resolver;
use support::shared;

fn main() {
    support::run!(
        uslm_of_the_code_carries_its_own_ids,
        uslm_of_a_public_law_is_named_by_its_metadata,
        a_bill_in_the_chambers_xml,
        regulations_as_ecfr_and_in_the_annual_edition,
        an_executive_order_of_the_federal_register,
        acts_of_the_union_in_formex_akoma_ntoso_and_html,
        an_act_of_the_united_kingdom,
        markdown_plain_text_and_rows,
        the_day_of_a_text_is_read_from_its_file,
        what_a_text_says_it_is_decides_and_its_name_is_a_witness,
        what_is_no_law_is_refused_with_the_reason;
        shared: the_official_samples_are_imported_or_refused
    )
}

fn resolver() -> Resolver {
    Resolver::builtin().unwrap_or_else(|e| panic!("{e}"))
}

fn read(name: &str, bytes: &[u8]) -> Result<Vec<Law>, Refusal> {
    let hints = Hints { name: name.to_owned(), ..Hints::default() };
    import(bytes, Kind::of(name), &resolver(), &hints)
}

/// What is imported, a provision a line: its id and the first of its own words.
fn outline(name: &str, text: &str) -> String {
    let laws = read(name, text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut out = String::new();
    for law in &laws {
        let _ = writeln!(out, "{} from {:?}", law.id, law.from);
        for part in &law.parts {
            let inner =
                law.parts.iter().find(|p| p.start > part.start && p.end <= part.end).map_or(part.end, |p| p.start);
            let words = law.text[part.words..inner].trim().replace('\n', " / ");
            let heading = if part.heading.is_empty() { String::new() } else { format!(" [{}]", part.heading) };
            let _ = writeln!(out, "  {}{heading} {words}", &part.id.as_str()[law.id.as_str().len()..]);
        }
    }
    out
}

fn uslm_of_the_code_carries_its_own_ids() {
    let xml = r#"<section xmlns="http://xml.house.gov/schemas/uslm/1.0" identifier="/us/usc/t22/s9214a"><num value="9214a">§ 9214a.</num>
        <heading> Harbour dues</heading><chapeau>The master pays—</chapeau>
        <paragraph identifier="/us/usc/t22/s9214a/1"><num value="1">(1)</num><content> on entry; and</content></paragraph>
        <paragraph identifier="/us/usc/t22/s9214a/2"><num value="2">(2)</num><content> on leaving.</content></paragraph>
        <sourceCredit>(Pub. L. 1-1)</sourceCredit><notes><note><p>Old notes</p></note></notes></section>"#;
    assert_eq!(
        outline("usc.xml", xml),
        "/us/usc/t22/s9214a from \"\"\n   [Harbour dues] The master pays—\n  /1 on entry; and\n  /2 on leaving.\n"
    );
}

fn uslm_of_a_public_law_is_named_by_its_metadata() {
    let xml = r#"<pLaw><meta><title>Public Law 115–9: A title</title><citableAs>Public Law 115–9</citableAs><approvedDate>2017-03-13</approvedDate></meta>
        <main><title><num value="I">TITLE I—</num><heading>HARBOURS</heading>
        <section><num value="101">SEC. 101. </num><heading>DUES.</heading><subsection><num value="a">(a) </num><heading>In general</heading>
        <content>Section 3 is amended by adding “<quotedContent><paragraph><num value="9">“(9)</num><content>new.</content></paragraph></quotedContent>”.</content></subsection></section></title></main></pLaw>"#;
    assert_eq!(
        outline("law.xml", xml),
        "/us/pl/115/9 from \"2017-03-13\"\n  /tI [HARBOURS] \n  /s101 [DUES.] \n  /s101/a [In general] Section 3 is amended by adding “ / “(9) new. / ”.\n"
    );
}

fn a_bill_in_the_chambers_xml() {
    let xml = r"<bill><form><congress>119th CONGRESS</congress><legis-num>H. R. 22</legis-num><official-title>To do good.</official-title></form>
        <legis-body><section><enum>2.</enum><header>Dues</header><subsection><enum>(a)</enum><text>By striking <quote>may</quote>:</text>
        <quoted-block><paragraph><enum>(4)</enum><text>shall</text></paragraph></quoted-block></subsection></section></legis-body></bill>";
    assert_eq!(
        outline("bill.xml", xml),
        "/us/bill/119/hr/22 from \"\"\n  /s2 [Dues] \n  /s2/a By striking “may”: / “(4) shall / ”\n"
    );
}

fn regulations_as_ecfr_and_in_the_annual_edition() {
    let ecfr = r#"<DLPSTEXTCLASS><DIV1 N="33" TYPE="TITLE"><DIV5 N="401" TYPE="PART"><HEAD>PART 401—SEAWAY</HEAD>
        <DIV8 N="§ 401.7" TYPE="SECTION"><HEAD>§ 401.7   Speed.</HEAD><P>(a) A vessel keeps to <I>6 knots</I>.
        </P><P>(1) In locks, 3.</P><P>(b) Tugs are free.</P><CITA>[1 FR 2]</CITA></DIV8></DIV5></DIV1></DLPSTEXTCLASS>"#;
    let wanted = "  /p401 [PART 401—SEAWAY] \n  /s401.7 [Speed.] \n  /s401.7/a A vessel keeps to 6 knots.\n  /s401.7/a/1 In locks, 3.\n  /s401.7/b Tugs are free.\n";
    assert_eq!(outline("ecfr.xml", ecfr), format!("/us/cfr/t33 from \"\"\n{wanted}"));
    let annual = r#"<CFRDOC><FMTR><TITLEPG><TITLENUM>Title 33</TITLENUM><DATE>As of January 1, 2015</DATE></TITLEPG></FMTR><TITLE><PART><HD SOURCE="HED">PART 401—SEAWAY</HD>
        <SECTION><SECTNO>§ 401.7</SECTNO><SUBJECT>Speed.</SUBJECT><P>(a) A vessel keeps to 6 knots.</P><P>(1) In locks, 3.</P><P>(b) Tugs are free.</P></SECTION></PART></TITLE></CFRDOC>"#;
    assert_eq!(outline("cfr.xml", annual).split_once('\n').map_or("", |(_, rest)| rest), wanted);
}

fn an_executive_order_of_the_federal_register() {
    let xml = r#"<PRESDOCU><EXECORD><EXECORDR>Executive Order 13722 of March 15, 2016</EXECORDR><HD SOURCE="HED">A title</HD>
        <FP>By the authority vested in me</FP><FP><E T="04">Section 1.</E> (a) All dues are blocked:</FP><FP SOURCE="FP1">(i) of ships;</FP><FP>(ii) of crews.</FP>
        <FP><E T="04">Sec. 2.</E> It takes effect at noon.</FP><PSIG>X</PSIG></EXECORD></PRESDOCU>"#;
    assert_eq!(
        outline("eo.xml", xml),
        "/us/eo/13722 from \"2016-03-15\"\n  /s1 \n  /s1/a All dues are blocked:\n  /s1/a/i of ships;\n  /s1/a/ii of crews.\n  /s2 [It takes effect at noon.] \n"
    );
}

fn acts_of_the_union_in_formex_akoma_ntoso_and_html() {
    let formex = r#"<ACT><BIB.INSTANCE><DATE ISO="20170830">20170830</DATE></BIB.INSTANCE><TITLE><TI><P>Council Regulation (EU) 2017/1509 on dues</P></TI></TITLE>
        <ENACTING.TERMS><ARTICLE IDENTIFIER="005"><TI.ART>Article 5</TI.ART><STI.ART>Dues</STI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>They are:</P>
        <LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>light dues;</TXT></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE></ENACTING.TERMS></ACT>"#;
    let wanted = "  /art5 [Dues] \n  /art5/1 They are:\n  /art5/1/a light dues;\n";
    assert_eq!(outline("act.xml", formex), format!("/eu/reg/2017/1509 from \"2017-08-30\"\n{wanted}"));
    let akn = r#"<akomaNtoso><act><meta><identification><FRBRWork><FRBRuri value="/akn/eu/act/regulation/2017/1509"/><FRBRdate date="2017-08-30"/></FRBRWork></identification></meta>
        <body><article><num>Article 5</num><heading>Dues</heading><paragraph><num>1.</num><content><p>They are:</p></content><point><num>(a)</num><content><p>light dues;</p></content></point></paragraph></article></body></act></akomaNtoso>"#;
    assert_eq!(outline("act.akn", akn), format!("/eu/reg/2017/1509 from \"2017-08-30\"\n{wanted}"));
    let html = "<html><body><p>L 224/1</p><p>COUNCIL REGULATION (EU) 2017/1509</p><p>Article\u{a0}5</p><p>Dues</p><p>1.   They are:</p><table><tr><td><p>(a)</p></td><td><p>light dues;</p></td></tr></table></body></html>";
    let found = outline("act.html", html);
    assert!(found.contains("/art5/1 They are:\n") && found.contains("/art5/1/a light dues;"), "{found}");
}

fn an_act_of_the_united_kingdom() {
    let xml = r#"<Legislation DocumentURI="http://www.legislation.gov.uk/ukpga/2018/13" RestrictStartDate="2018-05-23"><Metadata><title>Sanctions Act 2018</title></Metadata>
        <Primary><Body><P1 DocumentURI="http://www.legislation.gov.uk/ukpga/2018/13/section/1"><Pnumber>1</Pnumber><P1para>
        <P2 DocumentURI="http://www.legislation.gov.uk/ukpga/2018/13/section/1/2"><Pnumber>2</Pnumber><P2para><Text>Dues are due.</Text></P2para></P2></P1para></P1></Body>
        <Schedules><Schedule DocumentURI="http://www.legislation.gov.uk/ukpga/2018/13/schedule/1"><Number>SCHEDULE 1</Number>
        <P1 DocumentURI="http://www.legislation.gov.uk/ukpga/2018/13/schedule/1/paragraph/3"><Pnumber>3</Pnumber><P1para><Text>Pay it.</Text></P1para></P1></Schedule></Schedules></Primary></Legislation>"#;
    assert_eq!(
        outline("act.xml", xml),
        "/uk/ukpga/2018/13 from \"2018-05-23\"\n  /s1 \n  /s1/2 Dues are due.\n  /sch1 \n  /sch1/p3 Pay it.\n"
    );
}

fn markdown_plain_text_and_rows() {
    let markdown = "---\ncongress: 114\n---\n# Public Law 114–122\n\n- Sec. 104. Dues.\n\n## § 104. DUES.\n\n- **(a)** *In general.—* The master\n- **(1)** pays; and\n- **(2)** leaves.\n> “(3) a quoted paragraph\n";
    assert_eq!(
        outline("law.md", markdown),
        "/us/pl/114/122 from \"2016-02-18\"\n  /s104 [DUES.] \n  /s104/a In general.— The master\n  /s104/a/1 pays; and\n  /s104/a/2 leaves. / > “(3) a quoted paragraph\n"
    );
    let resolution = "RESOLUTION 2270 (2016)\n\nThe Security Council,\n\nRecalling its concern,\n\n1. Decides on dues;\n\n2. Asks all States:\n\n(a) to pay;\n\nAnnex\n\n1. A list\n";
    assert_eq!(
        outline("res.txt", resolution),
        "/un/sc/res/2270 from \"2016-03-02\"\n  /op1 Decides on dues;\n  /op2 Asks all States:\n  /op2/a to pay;\n"
    );
    let rows = "{\"id\": \"/us/usc/t22/s9214\", \"heading\": \"Dues\", \"text\": \"(a) All pay.\\n(1) Twice.\", \"from\": \"2016-02-18\", \"to\": \"2018-01-01\"}\n{\"id\": \"/us/usc/t22/s9215\", \"text\": \"None.\", \"from\": \"2016-02-18\", \"to\": \"2018-01-01\"}\n";
    assert_eq!(
        outline("rows.jsonl", rows),
        "/us/usc/t22 from \"2016-02-18\"\n  /s9214 [Dues] \n  /s9214/a All pay.\n  /s9214/a/1 Twice.\n  /s9215 None.\n"
    );
}

fn the_day_of_a_text_is_read_from_its_file() {
    let dated = |name: &str, text: &str| {
        let law = read(name, text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}")).remove(0);
        (law.from, law.dated_by)
    };
    let code = |meta: &str, id: &str| {
        format!(
            r#"<uscDoc identifier="/us/usc/t22">{meta}<main><section{id} identifier="/us/usc/t22/s9214a"><num value="9214a">§ 9214a.</num><content>Dues.</content></section></main></uscDoc>"#
        )
    };
    let meta =
        "<meta><docPublicationName>Online@115-44</docPublicationName><created>2017-10-03T05:15:53</created></meta>";
    let by_law = ("2017-08-02".to_owned(), "current through Pub. L. 115-44".to_owned());
    assert_eq!(dated("a.xml", &code(meta, "")), by_law);
    let meta = "<meta><created>2017-10-03T05:15:53</created></meta>";
    assert_eq!(dated("a.xml", &code(meta, "")).0, "2017-10-03");
    assert_eq!(dated("usc22-2019-05-06.xml", &code("", "")), ("2019-05-06".to_owned(), "the file's name".to_owned()));
    assert_eq!(dated("a.xml", &code("", "")), (String::new(), String::new()));
    // A section alone: when the marks of its file were made, and since when it reads so by its credits.
    let section = r#"<section id="idb906f9c2-47c4-11f1-9a61-b1559996dfe8" identifier="/us/usc/t22/s9214a"><num value="9214a">§ 9214a.</num>
        <content>Dues.</content><sourceCredit>(Pub. L. 114-122, <date date="2016-02-18">Feb. 18, 2016</date>.)</sourceCredit></section>"#;
    assert_eq!(dated("a.xml", section).0, "2026-05-04");
    let law = read("a.xml", section.as_bytes()).unwrap_or_else(|e| panic!("{e}")).remove(0);
    assert_eq!(law.amended_of(&law.parts[0].id), Some("2016-02-18"));
}

fn what_a_text_says_it_is_decides_and_its_name_is_a_witness() {
    let named = |name: &str, text: &str| {
        let law = read(name, text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}")).remove(0);
        (law.id.to_string(), law.remarks.len())
    };
    let body = "The Security Council,\n\nRecalling resolution 1718 (2006) of 14 October 2006,\n\n1. Decides that dues are paid;\n";
    // It begins with its number, and names another after it.
    let own = format!("1747 (2007). Resolution of 24 March 2007\n\n{body}");
    assert_eq!(named("S_RES_1747_2007_EN.txt", &own), ("/un/sc/res/1747".to_owned(), 0));
    // Its name is another's: its own words decide, and that is said.
    let other = format!("Resolution 1747 (2007)\n\nof 24 March 2007\n\n{body}");
    assert_eq!(named("S_RES_1803_2008_EN.txt", &other), ("/un/sc/res/1747".to_owned(), 1));
    assert_eq!(named("S_RES_1747_2007_EN.txt", &other), ("/un/sc/res/1747".to_owned(), 0));
    // Rows make the provisions that hold them.
    let rows = "{\"id\": \"/us/usc/t22/s9214/a/1\", \"text\": \"on entry\"}\n{\"id\": \"/us/usc/t22/s9214/a/2\", \"text\": \"on leaving\"}\n";
    assert_eq!(
        outline("rows.jsonl", rows),
        "/us/usc/t22 from \"\"\n  /s9214 on entry\n  /s9214/a on entry\n  /s9214/a/1 on entry\n  /s9214/a/2 on leaving\n"
    );
}

fn what_is_no_law_is_refused_with_the_reason() {
    let reason = |name: &str, text: &str| read(name, text.as_bytes()).err().map(|e| e.to_string()).unwrap_or_default();
    assert_eq!(reason("sdn.xml", "<sdnList><sdnEntry/></sdnList>"), "a list of sanctioned persons, not a law");
    assert_eq!(reason("x.xml", "<recipe/>"), "XML of <recipe> is no format that pincite knows");
    assert_eq!(reason("x.xml", "<pLaw>\n<main>\n"), "line 3: it ends inside <main>: the rest is missing");
    assert_eq!(
        reason("note.txt", "Dear all,\n\nthe harbour closes at six."),
        "it doesn't say which instrument it is (it begins “Dear all,”); say it with `--id`"
    );
    assert!(reason("r.jsonl", "{\"text\": 1}").starts_with("line 1: not a row {id, text}"));
}

fn the_official_samples_are_imported_or_refused() {
    let shared = shared();
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in fs::read_dir(shared.join("formats")).into_iter().flatten().flatten() {
        files.extend(fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|e| e.path()));
    }
    files.sort();
    assert!(files.len() > 50, "the samples are missing");
    // Annexes without their act, drafts without a number, lists, schemas, manuals, formats not known.
    let refused = [
        "eu_DIR-en",
        "C-27_E",
        "pipeda",
        "User-Guide",
        "5cca93ee",
        "e115172d",
        "circia",
        "sanctions",
        "consolidated",
        "FR-2017",
        ".dtd",
        ".xsd",
    ];
    for file in files {
        let name = file.to_string_lossy().into_owned();
        let bytes = fs::read(&file).unwrap_or_else(|e| panic!("{name}: {e}"));
        let may_fail = refused.iter().any(|r| name.contains(r));
        match read(&name, &bytes) {
            Ok(laws) => {
                assert!(!may_fail, "{name} was imported as {}", laws[0].id);
                for law in &laws {
                    sound(&name, law);
                }
            }
            Err(reason) => assert!(may_fail, "{name}: {reason}"),
        }
    }
}

/// Every part lies in the text, inner ones within outer ones, ids below the law's and each once.
fn sound(name: &str, law: &Law) {
    let mut seen = std::collections::HashSet::new();
    for part in &law.parts {
        assert!(part.start <= part.words && part.words <= part.end && part.end <= law.text.len(), "{name}: {part:?}");
        assert!(law.text.is_char_boundary(part.start) && law.text.is_char_boundary(part.end), "{name}: {part:?}");
        assert!(law.id.contains(&part.id), "{name}: {} in {}", part.id, law.id);
        assert!(seen.insert(part.id.clone()), "{name}: {} twice", part.id);
    }
    for (i, outer) in law.parts.iter().enumerate() {
        let inner = law.parts[i + 1..].iter().take_while(|p| p.start < outer.end);
        for part in inner.take(50) {
            assert!(part.end <= outer.end, "{name}: {} leaves {}", part.id, outer.id);
        }
    }
}
