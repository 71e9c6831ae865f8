#!/usr/bin/env python3
"""Turn a folder of fresh registry tables into the tables that pincite ships.

  python3 corpus/authorities/update.py ../shared/registry

Python 3.11, standard library only. Reads the *.tsv.gz of the folder given, writes the *.tsv beside this
script. The build packs those into the binary (build.rs); nothing else has to be run. Tables that are kept
by hand (names-curated.tsv, bills.tsv) are never touched. Every column is described in README.md here.
"""
import csv
import gzip
import pathlib
import re
import sys

# The day to which the laws of the open Congress are held.
AS_OF = "2026-08-22"
# The Congresses that are over and whose bills are all known.
CLOSED = {str(congress) for congress in range(113, 119)}
KEPT_BACK = "a number that was kept back and never given to a bill"
HERE = pathlib.Path(__file__).resolve().parent
csv.field_size_limit(1 << 30)


def rows(folder, name):
    """The rows of a gzipped, tab-separated table with a header, as dictionaries."""
    with gzip.open(folder / f"{name}.tsv.gz", "rt", encoding="utf8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t")


def clean(text):
    """One line, no tab, no soft hyphen, one space between words."""
    return re.sub(r"\s+", " ", (text or "").replace("\u00ad", "")).strip()


def dash(text):
    """Section numbers as pincite writes them: every dash a hyphen."""
    return re.sub("[\u2010-\u2015\u2212]", "-", text or "")


def write(name, header, lines):
    """Write a table; the first column is its key, rows come sorted."""
    lines = sorted({"\t".join(clean(c) for c in line) for line in lines})
    (HERE / name).write_text("\n".join(["# " + "\t".join(header), *lines]) + "\n", encoding="utf8")
    print(f"{name}: {len(lines)} rows, {(HERE / name).stat().st_size / 1e6:.2f} MB")


def page_id(series, volume, page):
    return f"/us/{series}/{volume}/{page.replace(',', '')}" if volume and page else ""


def provision_paths(folder):
    """Every provision of the Code down to the item, one id a line, sorted: compressed, for it is long."""
    with gzip.open(folder / "usc_provision_paths.txt.gz", "rt", encoding="utf8") as handle:
        paths = sorted({dash(line.strip()) for line in handle if line.strip()}, key=lambda p: p.encode())
    target = HERE / "usc-paths.txt.gz"
    with open(target, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0) as out:
        out.write(("\n".join(paths) + "\n").encode())
    print(f"{target.name}: {len(paths)} rows, {target.stat().st_size / 1e6:.2f} MB")


def executive_orders(folder):
    held = set()
    all_orders = list(rows(folder, "executive_orders"))
    revoked = revocations(all_orders)
    for r in all_orders:
        held.add(r["number"])
        match = re.match(r"(\d+) (?:FR|Fed\. Reg\.) ([\d,]+)", r["fr_citation"] or "")
        volume, page = (r["fr_volume"], r["fr_page"]) if r["fr_page"] else match.groups() if match else ("", "")
        yield f"/us/eo/{r['number']}", r["title"], r["signing_date"], page_id("fr", volume, page), r["president"], " ".join(sorted(revoked.get(r["number"], ()))), orders(r["amended_by"]), superseded(r["disposition_notes"])
    for r in rows(folder, "executive_orders_added"):
        if r["number"] not in held:
            yield f"/us/eo/{r['number']}", r["title"], r["signing_date"], page_id("fr", r["fr_volume"], r["fr_page"]), "", " ".join(sorted(revoked.get(r["number"], ()))), "", ""


LABELS = re.compile(r"((?:(?:Superseded|Revoked|Rescinded)(?: or (?:revoked|superseded))?|Amended|Modified|Terminated|Continued|Supplemented)(?: in part)? by|(?:Revokes|Rescinds|Supersedes)(?: or [Rr]evokes)?(?: in part)?|Amends|Supplements|See|Note): ")


def ties(note):
    """What a disposition note says of each order in it: the label that it stands under, `(in part)` included."""
    pieces = LABELS.split(note)
    out = {}
    for label, orders_of in zip(pieces[1::2], pieces[2::2]):
        for found in re.finditer(r"EO (\d+(?:-[A-Z])?)\b([^;]*)", orders_of):
            out.setdefault(found[1], []).append(label.lower() + (" in part" if "in part" in found[2] else ""))
    return out


def revocations(all_orders):
    """Who revoked whom, from both sides: a tie counts only from the later order to the earlier, and is one `in part` (the id has
    `?` behind it) where either note says so, or the earlier one knows only of an amendment."""
    number = lambda n: int(re.match(r"\d+", n)[0])
    says = {r["number"]: ties(r["disposition_notes"]) for r in all_orders}
    pairs = {(r["number"], by) for r in all_orders for by in r["revoked_by"].split()}
    pairs |= {(gone, r["number"]) for r in all_orders for gone in r["revokes"].split()}
    out = {}
    for gone, by in pairs:
        if not (gone[:1].isdigit() and by[:1].isdigit()) or number(by) <= number(gone):
            continue
        earlier, later = says.get(gone, {}).get(by, []), says.get(by, {}).get(gone, [])
        ended = any(("revoked" in l or "superseded" in l or "rescinded" in l) and "in part" not in l for l in earlier)
        ends = lambda l: "revok" in l or "supersed" in l or "rescind" in l
        if (earlier or later) and not any(map(ends, earlier + later)):
            # What is amended or supplemented goes on.
            continue
        partly = not ended and (bool(earlier) or any("in part" in l for l in later))
        out.setdefault(gone, set()).add(f"/us/eo/{by}" + ("?" if partly else ""))
    return out


def orders(numbers):
    """Several orders, each with its id."""
    return " ".join(f"/us/eo/{n}" for n in numbers.split())


def superseded(notes):
    """The order that a disposition note names as the one in its place."""
    found = re.search(r"Superseded by: (?:EO|E\.O\.) (\d+)", notes or "")
    return f"/us/eo/{found[1]}" if found else ""


def security_council(folder):
    for r in rows(folder, "unsc_resolutions"):
        yield f"/un/sc/res/{r['number']}", r["subject"], r["adoption_date"], r["n_operative_paragraphs"]


def public_laws(folder):
    """Every law that either table holds: the complete one's day, volume and first page go before what the Code says."""
    complete = {r["id"]: r for r in rows(folder, "us_public_laws_complete")}
    for r in rows(folder, "us_public_laws"):
        first = r["stat_page_is_first"] == "yes"
        volume, page, date, title = r["stat_volume"], r["stat_page"] if first else "", r["date_enacted"], r["short_title"]
        if whole := complete.pop(r["id"], None):
            # Where the Code prints another day, either may be right: none is better.
            date = "" if whole["date_usc"] else whole["date"] or date
            volume, page = whole["volume"] or volume, whole["page"] or page
        yield r["id"], title, date, page_id("stat", volume, page), f"/us/stat/{volume}" if volume else ""
    for r in complete.values():
        title = r["title"] if len(r["title"]) < 90 else ""
        volume = f"/us/stat/{r['volume']}" if r["volume"] else ""
        yield r["id"], title, "" if r["date_usc"] else r["date"], page_id("stat", r["volume"], r["page"]), volume


def bills_enacted(folder, by_hand):
    """The bills that became laws; of those kept by hand that table says more."""
    out = {}
    for r in rows(folder, "us_public_laws_complete"):
        if r["bill"]:
            out[r["bill"]] = ("", r["id"])
    for r in rows(folder, "us_bills"):
        if r["law"].startswith("/us/pl/"):
            out[r["id"]] = (r["introduced"], r["law"])
    for bill, (date, law) in out.items():
        if bill not in by_hand:
            yield bill, date, law


KINDS = {"hr": "House bills", "s": "Senate bills", "hjres": "House joint resolutions", "sjres": "Senate joint resolutions", "hconres": "House concurrent resolutions", "sconres": "Senate concurrent resolutions", "hres": "House resolutions", "sres": "Senate resolutions"}


def ordinal(number):
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def series(folder):
    """Numbered series: the last number that there is, from which day, complete to which, and whether more can come."""
    for r in rows(folder, "us_congresses"):
        congress, state = int(r["congress"]), "open" if r["public_laws"] == "open" else "closed"
        of = f"of the {ordinal(congress)} Congress"
        until = r["ends"] if state == "closed" else AS_OF
        if r["public_laws"] in ("closed", "open"):
            yield f"/us/pl/{congress}", r["last_public_law"], r["starts"], until, state, f"public laws {of}"
        for kind, words in KINDS.items():
            if r[f"last_{kind}"]:
                # The measures of the open Congress are held to a day of their own.
                yield f"/us/bill/{congress}/{kind}", r[f"last_{kind}"], r["starts"], until if state == "closed" else "2026-08-22", state, f"{words} {of}"
        # Numbers that were kept back for leaders of the House and never given to a bill.
        if state == "closed" and r["public_laws"] == "closed":
            for number in r["hr_never_introduced"].split():
                yield f"/us/bill/{congress}/hr/{number}", "0", "", "", "closed", KEPT_BACK
    for r in rows(folder, "us_bills"):
        if r["status"] == "reserved" and r["id"].split("/")[3] in CLOSED:
            yield r["id"], "0", "", "", "closed", KEPT_BACK
    private = {}
    for r in rows(folder, "us_private_laws"):
        private[int(r["congress"])] = max(private.get(int(r["congress"]), 0), int(r["number"]))
    for congress, number in private.items():
        yield f"/us/pvtl/{congress}", str(number), "", "", "closed", f"private laws of the {ordinal(congress)} Congress"
    last = max((int(r["number"]), r["signing_date"]) for r in rows(folder, "executive_orders") if r["number"].isdigit())
    yield "/us/eo", str(last[0]), "", last[1], "open", "executive orders"
    last = max((int(r["number"]), r["adoption_date"]) for r in rows(folder, "unsc_resolutions") if r["number"].isdigit())
    yield "/un/sc/res", str(last[0]), "", last[1], "open", "resolutions of the Security Council"
    acts = {}
    for r in rows(folder, "uk_acts"):
        if found := re.fullmatch(r"/uk/ukpga/(\d{4})/(\d+)", r["id"]):
            acts.setdefault(int(found[1]), []).append(int(found[2]))
    for year in range(1988, 2017):
        yield f"/uk/ukpga/{year}", str(max(acts[year])), f"{year}-01-01", f"{year}-12-31", "closed", f"public general Acts of {year}"
    for r in rows(folder, "stat_volumes"):
        yield f"/us/stat/{r['volume']}", r["last_page_seen"], r["first_date"], r["last_date"], "pages", f"volume {r['volume']} of the Statutes at Large"
    for r in rows(folder, "structure_counts"):
        unit = {"rules": "/r", "articles": "/art", "amendments": "/amend", "sections": "/s", "clauses": "/cl"}.get(r["unit"])
        # Courts write a clause of an article without sections as a section.
        if unit is not None and r["count"] != "0":
            yield r["id"] + unit, r["count"], "", "", "closed", r["unit"]
    yield "/us/cfr/t35", "0", "2001-01-01", "", "closed", "sections of title 35, which is reserved"
    for title in range(1, 55):
        # Titles that have, or had, an appendix.
        if title not in (5, 10, 11, 18, 26, 28, 38, 40, 46, 49, 50):
            yield f"/us/usc/t{title}a", "0", "", "", "closed", f"sections of an appendix to title {title}, which has none"
    yield "/us/usc/t53", "0", "", "", "closed", "sections of title 53, which is reserved"
    # What counts sessions: how many years each has, from which on, and on which day one begins.
    yield "/us/pl", "", "1789", "01-03", "2", "Congress"
    yield "/us/pvtl", "", "1789", "01-03", "2", "Congress"
    yield "/us/bill", "", "1789", "01-03", "2", "Congress"
    yield "/us/crpt", "", "1789", "01-03", "2", "Congress"
    yield "/us/fr", "", "1936", "01-01", "1", "volume of the Federal Register"
    yield "/un/ga/res", "", "1946", "09-01", "1", "session of the General Assembly"


# Titles whose sections were given other numbers after they had been enacted, as the notes of the table say.
RENUMBERED = {"10": "2021-01-01", "14": "2018-12-04", "38": "1991-08-06"}


def numbers_between(first, last):
    """The numbers of a range that can be counted out: `12` to `15`, `78a` to `78d`; none otherwise."""
    if first.isdigit() and last.isdigit():
        return [str(n) for n in range(int(first), int(last) + 1)]
    a, b = re.fullmatch(r"(\d+)([a-z]?)", first), re.fullmatch(r"(\d+)([a-z])", last)
    if a and b and a[1] == b[1]:
        return [a[1] + (chr(c) if c > 96 else "") for c in range(ord(a[2] or "`"), ord(b[2]) + 1)]
    return []


def sections_amended(folder):
    """Sections of the Code with the day of the last law that its credit names; those whose last law has no day are left out. What
    was added later has its day on the row of the law that added it."""
    last = {}
    for r in rows(folder, "usc_source_credits"):
        last.setdefault(r["usc"].replace("–", "-"), []).append((int(r["seq"]), r["date"]))
    yield "/us/usc", "2026-07-01"
    for section, laws in last.items():
        days = [date for _, date in sorted(laws)]
        if len(days[-1]) == 10:
            yield section, max(days)


def sections_gone(folder):
    """What became of sections of the Code: one row a number, and one a title for each range that can't be counted out; when a
    section was first seen; when a title was enacted anew."""
    for r in rows(folder, "usc_dead_sections"):
        title, status = r["id"].rsplit("/", 1)[0], "repealed" if r["status"] == "status" else r["status"]
        rest = status, r["date"], r["by"], dash(r["now"]), dash(r["see"])
        first, last = dash(r["from"]), dash(r["to"])
        numbers = dash(r["members"]).split() + numbers_between(first, last)
        for number in {first, *([last] if last else []), *numbers}:
            # Where a range went as a range, each of its numbers went somewhere in it.
            yield f"{title}/s{number}", *rest
        if last and not numbers:
            yield title, "between", first, last, "", ""
    for r in rows(folder, "usc_section_first_seen"):
        yield dash(r["id"]), "seen", r["release_date"], "", "", ""
    for r in rows(folder, "usc_title_enacted"):
        yield f"/us/usc/t{r['title']}", "anew", RENUMBERED.get(r["title"], r["enacted_anew"]), "", "", ""


def cfr_parts(folder):
    for r in rows(folder, "cfr_parts"):
        if not r["edition"].startswith("cited"):
            yield r["id"], r["heading"], "reserved" if r["reserved"] == "1" else ""


def cfr_coverage(folder):
    """Of each title of the C.F.R. whether its parts are all known, or which aren't."""
    for r in rows(folder, "cfr_titles"):
        gaps = "everything" if r["status"] == "none" else " ".join(re.findall(r"\d+-\d+", r["parts_not_covered"]))
        yield f"/us/cfr/t{r['title']}", r["status"], gaps


# The rules of evidence, article by article: their numbers have gaps, so that none above a last one is told.
EVIDENCE = [(101, 106), (201, 201), (301, 302), (401, 415), (501, 502), (601, 615), (701, 706), (801, 807), (901, 903), (1001, 1008), (1101, 1103)]


def cfr_sections(folder):
    """Every section of the C.F.R. that is or was, and the rules of evidence, one id a line, sorted: compressed, for it is long."""
    ids = {dash(r["id"]) for r in rows(folder, "cfr_sections")}
    ids |= {f"/us/rules/evid/r{n}" for first, last in EVIDENCE for n in range(first, last + 1)}
    # Parts that were seen cited, or stand in older editions, are or were.
    ids |= {dash(r["id"]) for r in rows(folder, "cfr_parts") if r["reserved"] != "1"}
    ids = sorted(ids, key=lambda p: p.encode())
    target = HERE / "cfr-sections.txt.gz"
    with open(target, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0) as out:
        out.write(("\n".join(ids) + "\n").encode())
    print(f"{target.name}: {len(ids)} rows, {target.stat().st_size / 1e6:.2f} MB")


def register_days(folder):
    """Of each volume of the Federal Register its days, each with the first and the last page seen; only days that two texts or
    more bear witness to."""
    days = {}
    for r in rows(folder, "fr_pages"):
        if int(r["witnesses"]) > 1:
            days.setdefault(r["volume"], []).append((r["date"], r["first_page_seen"], r["last_page_seen"]))
    for volume, seen in days.items():
        yield f"/us/fr/{volume}", " ".join(f"{day}:{first}:{last}" for day, first, last in sorted(seen))


SECTION = re.compile(r"s\d")
NAMES_A_LAW = re.compile(r"\b(Acts?|Code|Amendments?|Laws?|Resolution|Program|Extension|Charter|Bill of Rights)\b")


def named_part(law_id, path, scope):
    """What a short title names: the whole law, or the title, division or section that says `this title`."""
    if scope in ("", "This Act") or not path:
        return law_id
    parts = path.split("/")
    if scope.lower() == "this section":
        keep = max((i for i, p in enumerate(parts) if SECTION.match(p)), default=len(parts) - 1)
        return "/".join(parts[: keep + 1])
    last = max((i for i, p in enumerate(parts) if SECTION.match(p)), default=None)
    if last is not None and not any(re.match(r"(d|t|st|ch|p)[A-Z0-9]", p) for p in parts[last + 1:]):
        parts = parts[:last]
    return "/".join(parts)


def names(folder):
    for r in rows(folder, "popular_names"):
        name = clean(re.sub(r"\[sic\]|[\[\]]", "", r["name"])).strip(" ,.’'")
        # A name that the note's own quotation marks cut short ("Disabled Veterans") has no word for a law in it.
        if not r["law_id"] or not (NAMES_A_LAW.search(name) or re.fullmatch(r"[A-Z–-]{5,}(–21)?", name)):
            continue
        target = named_part(r["law_id"], r["law_path"], r["scope"])
        usc = dash(r["usc_classified_to"].split(";")[0])
        share = f"{float(r['share_of_name'] or 1):.2f}"
        yield name, dash(target), r["enacted"], r["n_refs"], share, usc, r["stat"]


def usc_sections(folder):
    # Only what came first is the section's source; the enacted titles' own re-enactments are kept too.
    source = {}
    for r in rows(folder, "usc_source_credits"):
        source.setdefault(r["usc"], dash(r["law_path"]))
    for r in rows(folder, "usc_sections"):
        yield dash(r["identifier"]), r["heading"], source.get(r["identifier"], "")
    for r in rows(folder, "usc_sections_delta"):
        if not re.search(r"\b(Omitted|Repealed|Transferred|Renumbered)\b", r["heading"]):
            yield dash(r["id"]), r["heading"].rstrip("]"), ""


def usc_chapters(folder):
    seen = set()
    for r in rows(folder, "usc_chapters"):
        if r["id"] not in seen:
            seen.add(r["id"])
            yield dash(r["id"]), r["heading"]


def uk_acts(folder):
    """Acts of the United Kingdom and of its parts, by their names with the year. A name without one is no name here."""
    for r in rows(folder, "uk_acts"):
        title = clean(r["title"]).removeprefix("The ")
        if re.search(r"\bAct\b.* (1[89]|20)\d\d$", title) and title[:1].isupper():
            yield dash(r["id"]), title, r["year"]


def treaties(folder):
    for r in rows(folder, "treaties"):
        slug = r["id"].rsplit("/", 1)[1]
        yield "/un/charter" if slug == "un-charter" else f"/treaty/{slug}", r["name"], r["adopted"], r["n_articles"], r["short_names"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    write("executive-orders.tsv", ["id", "title", "date", "page", "by", "revoked", "amended", "superseded"], executive_orders(folder))
    write("security-council.tsv", ["id", "title", "date", "parts"], security_council(folder))
    write("public-laws.tsv", ["id", "title", "date", "page", "volume"], public_laws(folder))
    write("usc-sections.tsv", ["id", "title", "source"], usc_sections(folder))
    write("usc-chapters.tsv", ["id", "title"], usc_chapters(folder))
    write("uk-acts.tsv", ["id", "title", "year"], uk_acts(folder))
    write("treaties.tsv", ["id", "title", "date", "parts", "short"], treaties(folder))
    write("names.tsv", ["name", "id", "date", "references", "share", "usc", "stat"], names(folder))
    by_hand = {line.split("\t")[0] for line in (HERE / "bills.tsv").read_text(encoding="utf8").splitlines()}
    write("bills-enacted.tsv", ["id", "date", "became"], bills_enacted(folder, by_hand))
    write("numbered.tsv", ["numbered", "last", "from", "until", "state", "what"], series(folder))
    write("sections-amended.tsv", ["section", "date"], sections_amended(folder))
    write("sections-gone.tsv", ["section", "status", "date", "by", "now", "see"], sections_gone(folder))
    write("cfr-parts.tsv", ["id", "title", "note"], cfr_parts(folder))
    write("cfr-coverage.tsv", ["covered", "status", "not"], cfr_coverage(folder))
    write("register-days.tsv", ["days", "pages"], register_days(folder))
    cfr_sections(folder)
    provision_paths(folder)


if __name__ == "__main__":
    main()
