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
    for r in rows(folder, "executive_orders"):
        match = re.match(r"(\d+) (?:FR|Fed\. Reg\.) ([\d,]+)", r["fr_citation"] or "")
        volume, page = (r["fr_volume"], r["fr_page"]) if r["fr_page"] else match.groups() if match else ("", "")
        yield f"/us/eo/{r['number']}", r["title"], r["signing_date"], page_id("fr", volume, page), r["president"], orders(r["revoked_by"]), orders(r["amended_by"]), superseded(r["disposition_notes"])


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
    for r in rows(folder, "us_public_laws"):
        first = r["stat_page_is_first"] == "yes"
        yield r["id"], r["short_title"], r["date_enacted"], page_id("stat", r["stat_volume"], r["stat_page"]) if first else "", f"/us/stat/{r['stat_volume']}" if r["stat_volume"] else ""


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
    provision_paths(folder)


if __name__ == "__main__":
    main()
