#!/usr/bin/env python3
"""What the checker finds of citations and quotations made wrong in one thing, by kind and by the document's date.

  python3 benches/mutations.py --bin PINCITE [--quoted] [--each 40] [--seed 1] [--only KIND] [--misses FILE] [--min R]

True facts are drawn by seed from the tables in ../shared/registry: a law's number, day, page, bill, name; an order's; a resolution's;
sections of the Code. Each is cited as it is, and with one thing bent, in turns of phrase that change from case to case, in documents written on the
law's day, two years and eight years after it, and beyond the last day that the registry knows. With `--quoted` provisions of the texts in
../shared/law are quoted, as `benches/misquotes.py` says. Of each kind the table has how many of the
bent ones have an error or a warning of a fitting rule (with Wilson's 95 % interval), and how many of the true ones have any.
Python 3.11, standard library only."""
import argparse
import collections
import csv
import datetime
import gzip
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import misquotes

ROOT = pathlib.Path(__file__).resolve().parent.parent
# As of when the tables are; a document of later is `beyond`.
LAST = datetime.date(2026, 8, 1)
AGES = ("on", "+2", "+8", "beyond")

MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()


def table(name):
    csv.field_size_limit(10**7)
    with gzip.open(SHARED / "registry" / f"{name}.tsv.gz", "rt", encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def day(text):
    return datetime.date.fromisoformat(text)


def american(d):
    return f"{MONTHS[d.month - 1]} {d.day}, {d.year}"


def abbreviated(d):
    return f"{SHORT[d.month - 1]} {d.day}, {d.year}"


def european(d):
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def ordinal(n):
    n = int(n)
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def comma(n):
    return f"{int(n):,}"


# Sentences around one citation. What stands before and behind has nothing to do with it.
SENTENCES = (
    "The agency acted under {c}.",
    "{c} requires a report each spring.",
    "See {c}; the rest is unchanged.",
    "It rests on more than one ground ({c}).",
    "Authority: {c}.",
    "The duty was laid down in {c}, and the tribunal enforced it.",
    "Sources:\n\n• {c}\n• the rules of the department\n",
    "| Source | Note |\n|---|---|\n| {c} | read |\n",
    "The report is due.[4]\n\n[4] See {c}.\n",
    "As {c}\nprovides, the report is due in spring.",
    "“The report is due,” he wrote, citing {c}, “and always was.”",
    "Under {c}, as amended, the report is due.",
    "WHEREAS, pursuant to {c}, the report is due; and",
    "Cf. {c} (requiring a report).",
    "The memorandum quotes {c} at length. Nobody answered it.",
)


class Case:
    """`right` and `wrong` are texts without the sentence; `age` says which documents can be asked."""

    def __init__(self, kind, codes, right, wrong, made, ages=AGES, until=None, sentences=SENTENCES):
        self.kind, self.codes, self.right, self.wrong, self.made = kind, codes, right, wrong, made
        self.ages, self.until, self.sentences = ages, until, sentences


def draw(rows, rng, n):
    rows = list(rows)
    return rng.sample(rows, min(n, len(rows)))


LAW_FORMS = ("Public Law {c}-{n}", "Pub. L. No. {c}-{n}", "Pub. L. {c}–{n}", "P.L. {c}-{n}", "Public Law No. {c}–{n}", "Pub. L. No. {c}-{n}, § 3", "section 3 of Public Law {c}-{n}", "Pub. L. {c}-{n}, title I", "sec. 4(a) of Pub. L. {c}-{n}")
ORDER_FORMS = ("Executive Order {n}", "Exec. Order No. {k}", "E.O. {n}", "EO {n}", "Executive Order No. {n}", "section 2 of Executive Order {n}", "Exec. Order {n}, § 3", "Executive Order (E.O.) {n}")
BILL_NAMES = {"hr": ("H.R. {n}", "House bill {n}", "H. R. {n}"), "s": ("S. {n}", "Senate bill {n}"), "hjres": ("H.J. Res. {n}", "H.J.Res. {n}"), "sjres": ("S.J. Res. {n}", "S.J.Res. {n}"), "hconres": ("H. Con. Res. {n}", "H.Con.Res. {n}"), "sconres": ("S. Con. Res. {n}",), "hres": ("H. Res. {n}", "H.Res. {n}", "House Resolution {n}"), "sres": ("S. Res. {n}", "S.Res. {n}")}
BILL_FORMS = ("{b}, {o} Cong.", "{b}, {o} Cong. § 3 ({y})", "{b} ({o} Congress)", "{b} of the {o} Congress", "{b}, {o} Cong. ({y})", "{b} ({o} Cong.)")


def laws():
    return [r for r in table("us_public_laws_complete") if r["date"] and r["volume"] and r["page"].isdigit()]


def kinds(rng, n):
    law_rows = laws()
    by_law = {r["id"]: r for r in law_rows}
    congresses = {int(r["congress"]): r for r in table("us_congresses")}
    standing = [r for r in table("executive_orders") if not r["revoked_by"] and r["number"].isdigit() and int(r["number"]) > 11000 and "oked" not in r["disposition_notes"] and "ersed" not in r["disposition_notes"]]
    closed = [c for c, r in congresses.items() if r["public_laws"] == "closed" and c >= 82]

    # Numbers beyond the last of a series.
    for _ in range(n):
        c = rng.choice(closed)
        last = int(congresses[c]["last_public_law"])
        form = rng.choice(LAW_FORMS)
        cite = lambda k: form.format(c=c, n=k)
        yield Case("law beyond the last", "PC105 PC101", cite(rng.randint(max(1, last // 2), last)), cite(last + rng.randint(2, 250)), day(congresses[c]["ends"]))
    for _ in range(n):
        c = rng.choice([c for c in closed if c >= 113])
        row = congresses[c]
        kind = rng.choice(list(BILL_NAMES))
        last = int(row[f"last_{kind}"])
        form, name, year = rng.choice(BILL_FORMS), rng.choice(BILL_NAMES[kind]), int(row["starts"][:4])
        cite = lambda k: form.format(b=name.format(n=k), o=ordinal(c), y=year)
        yield Case("bill beyond the last", "PC105 PC101", cite(rng.randint(21, last)), cite(last + rng.randint(5, 900)), day(row["starts"]) + datetime.timedelta(600))
    for _ in range(n):
        number = rng.randint(14369, 19999) if rng.random() < 0.6 else rng.randint(20001, 99999)
        form = rng.choice(ORDER_FORMS)
        cite = lambda k: form.format(n=k, k=comma(k))
        right = rng.choice([r for r in standing if int(r["number"]) < 13300])["number"]
        made = datetime.date(rng.randint(2008, 2024), rng.randint(1, 12), 9)
        yield Case("order beyond the last", "PC105 PC101", cite(right), cite(number), made, ("on",))
    for _ in range(n):
        title = rng.choice((53, 55, 56, 58, 60, 61, 70, 88))
        right = rng.choice(((18, 1001), (29, 1001), (5, 552), (28, 1331), (22, 2151)))
        form = rng.choice(("{t} U.S.C. {s}", "{t} U.S.C. § {s}", "{t} USC {s}", "section {s} of title {t}, United States Code", "{t} U.S.C. §§ {s}, {u}", "§ {s} of Title {t} of the U.S. Code", "{t} U.S. Code § {s}", "{t} U.S.C.A. § {s}", "sec. {s}, title {t}, U.S.C."))
        cite = lambda t, s: form.format(t=t, s=s, u=s + 1)
        yield Case("title of the Code", "PC105 PC101", cite(*right), cite(title, rng.randint(100, 3000)), datetime.date(2015, 3, 2))
    for _ in range(n):
        form = rng.choice(("{t} C.F.R. § {s}", "{t} CFR {s}", "{t} CFR part {p}", "{t} C.F.R. pt. {p}", "part {p} of title {t}, Code of Federal Regulations", "{t} C.F.R. parts {p} and {q}", "title {t}, C.F.R., section {s}"))
        cite = lambda t, p: form.format(t=t, p=p, q=p + 2, s=f"{p}.4")
        yield Case("title of the C.F.R.", "PC105 PC101", cite(22, 120), cite(rng.choice((35, 51, 52, 55, 60, 88)), rng.randint(10, 400)), datetime.date(2015, 3, 2))
    titles = [r for r in table("cfr_titles") if r["status"] == "complete"]
    parts = collections.defaultdict(set)
    for r in table("cfr_parts"):
        parts[r["title"]].add(r["part"])
    for _ in range(n):
        t = rng.choice(titles)["title"]
        have = sorted(int(p) for p in parts[t] if p.isdigit())
        gone = [p for p in range(have[0], have[-1] + 200) if str(p) not in parts[t]]
        form = rng.choice(("{t} CFR part {p}", "{t} C.F.R. pt. {p}", "part {p} of title {t} of the Code of Federal Regulations", "{t} C.F.R. § {p}.12", "{t} CFR Part {p}, subpart B", "{t} C.F.R. § {p}.3(a)"))
        live = form.format(t=t, p=rng.choice(have)) if "§" not in form else f"{t} CFR part {rng.choice(have)}"
        yield Case("part of the C.F.R.", "PC101 PC105", live, form.format(t=t, p=rng.choice(gone)), datetime.date(2024, 6, 3), ("on", "+2"))
    sections = [r for r in table("usc_sections") if re.fullmatch(r"\d+", r["section"])]
    newer = {r["id"] for r in table("usc_section_first_seen")}
    anew = {r["title"] for r in table("usc_title_enacted")}
    dead = collections.defaultdict(set)
    for r in table("usc_dead_sections"):
        dead[r["title"]].update((r["from"], r["to"], *r["members"].split()))
        if r["to"].isdigit() and r["from"].isdigit() and int(r["to"]) - int(r["from"]) < 3000:
            dead[r["title"]].update(map(str, range(int(r["from"]), int(r["to"]) + 1)))
    every = collections.defaultdict(set)
    for r in table("usc_sections") + [{"title": r["id"].split("/")[3][1:], "section": r["id"].rsplit("/s", 1)[1]} for r in table("usc_sections_delta")]:
        every[r["title"]].add(r["section"].replace("–", "-"))
    for row in draw((r for r in sections if r["title"] not in anew and r["identifier"].replace("–", "-") not in newer), rng, n):
        t, s = row["title"], int(row["section"])
        other = next((f"{s}{x}" for x in "vwxyzq" if f"{s}{x}" not in every[t] and f"{s}{x}" not in dead[t]), None)
        lower = next((str(k) for k in range(s + 1, s + 400) if str(k) not in every[t] and str(k) not in dead[t]), None)
        form = rng.choice(("{t} U.S.C. § {s}", "{t} U.S.C. {s}", "section {s} of title {t}, United States Code", "{t} U.S.C. § {s}(a)", "{t} USC {s}", "{t} U.S.C. § {s} (2018)", "Title {t}, U.S. Code, Section {s}"))
        wrong = rng.choice([w for w in (other, lower) if w] or [f"{s}zz"])
        right = form.replace("(a)", "").format(t=t, s=s)
        made = datetime.date(2014, 5, 5)
        yield Case("section that never was", "PC101 PC105", right, form.format(t=t, s=wrong), made, ("on", "+2", "+8"))
    for _ in range(n):
        v = rng.randint(62, 90)
        form = rng.choice(("{v} Fed. Reg. {k}", "{v} FR {p}", "{v} F.R. {p}", "{v} Fed. Reg. {k}, {l}", "{v} Fed. Reg. at {k}"))
        p = rng.randint(2000, 30000)
        cite = lambda v: form.format(v=v, p=p, k=comma(p), l=comma(p + 2))
        yield Case("volume not printed yet", "PC105 PC120 PC110", cite(v), cite(v + rng.randint(9, 60)), datetime.date(v + 1935, 11, 5), ("on", "+2", "+8"))
    amendments = (("I", "XXVIII"), ("XIV", "XXIX"), ("V", "XXXI"), ("XIV, § 1", "XIV, § 6"), ("XXV, § 4", "XXV, § 5"), ("XIII, § 2", "XIII, § 3"))
    articles = (("I, § 8", "I, § 11"), ("II, § 2", "II, § 5"), ("III, § 2", "III, § 4"), ("I, § 8, cl. 3", "I, § 8, cl. 19"), ("IV, § 2", "IV, § 5"), ("VI", "VIII"), ("I, § 9, cl. 7", "I, § 9, cl. 9"))
    for _ in range(n):
        (a, b), word = rng.choice([(x, "amend.") for x in amendments] + [(x, "art.") for x in articles])
        form = rng.choice(("U.S. Const. {w} {x}", "U.S. CONST. {w} {x}", "U. S. Const., {w} {x}"))
        yield Case("constitution beyond the last", "PC105 PC101 PC102", form.format(w=word, x=a), form.format(w=word, x=b), datetime.date(2012, 2, 1))
    treaties = {"Vienna Convention on the Law of Treaties": 85, "Convention on the Rights of the Child": 54, "International Covenant on Civil and Political Rights": 53, "Rome Statute of the International Criminal Court": 128, "Treaty on the Functioning of the European Union": 358, "Vienna Convention on Diplomatic Relations": 53, "European Convention on Human Rights": 59, "Charter of the United Nations": 111, "Convention against Torture": 33, "United Nations Convention on the Law of the Sea": 320, "Treaty on European Union": 55, "Universal Declaration of Human Rights": 30, "ICCPR": 53, "TFEU": 358, "VCLT": 85, "General Data Protection Regulation": 99, "GDPR": 99, "Regulation (EU) 2016/679": 99, "UN Charter": 111, "Digital Services Act": 93}
    for _ in range(n):
        name, last = rng.choice(list(treaties.items()))
        the = "" if name.isupper() or name.startswith("Reg") else "the "
        form = rng.choice(("article {k} of {the}{name}", "Article {k}(1) of {the}{name}", "{name}, art. {k}", "Art. {k} {name}", "{name}, Article {k}", "articles {k} and {l} of {the}{name}", "{name} art. {k}(2)"))
        cite = lambda k: form.format(k=k, l=k + 1, the=the, name=name)
        yield Case("article beyond the last", "PC101 PC105", cite(rng.randint(2, min(last - 2, 26))), cite(last + rng.randint(3, 90)), datetime.date(2018, 4, 4))
    resolutions = [r for r in table("unsc_resolutions") if r["adoption_date"]]
    for _ in range(n):
        form = rng.choice(("Security Council resolution {k}", "UNSCR {k}", "S/RES/{k}", "UN Security Council Resolution {k} ({y})", "resolution {k} ({y}) of the Security Council", "S.C. Res. {k}", "UNSC Res {k} ({y})", "Security Council resolutions 1718 (2006) and {k} ({y})", "S/RES/{k} ({y})"))
        made = datetime.date(rng.randint(2010, 2023), 5, 6)
        row = rng.choice([r for r in resolutions if r["adoption_date"] < str(made)])
        cite = lambda k, y: form.format(k=k, y=y)
        yield Case("resolution beyond the last", "PC105 PC101 PC120", cite(row["number"], row["year"]), cite(rng.randint(2900, 9999), made.year), made, ("on",))
    acts = collections.defaultdict(dict)
    for r in table("uk_acts"):
        m = re.fullmatch(r"/uk/ukpga/(\d{4})/(\d+)", r["id"])
        if m and 1988 <= int(m[1]) <= 2016:
            acts[int(m[1])][int(m[2])] = r["title"]
    for _ in range(n):
        y = rng.choice(list(acts))
        last = max(acts[y])
        form = rng.choice(("{y} c. {k}", "{y} c {k}", "the {name} {y} (c. {k})", "chapter {k} of {y}"))
        if "c" == form[4:5] or "chapter" in form:
            form = "the Harbour Dues Act {y} (c. {k})"
        k = rng.choice(list(acts[y]))
        right = f"the {acts[y][k]} (c. {k})"
        yield Case("UK chapter beyond the last", "PC105 PC101 PC111", right, form.format(y=y, k=last + rng.randint(3, 40), name="Harbour Dues Act"), datetime.date(y, 12, 30))
    for _ in range(n):
        c = rng.choice([c for c in range(82, 118) if congresses[c]["last_private_law"]])
        last = int(congresses[c]["last_private_law"])
        form = rng.choice(("Private Law {c}-{n}", "Priv. L. No. {c}-{n}", "Priv. L. {c}–{n}", "Pvt. L. {c}-{n}"))
        yield Case("private law beyond the last", "PC105 PC101", form.format(c=c, n=rng.randint(1, last)), form.format(c=c, n=last + rng.randint(2, 90)), day(congresses[c]["ends"]))
    for _ in range(n):
        rules = (("Fed. R. Civ. P.", 60, 87), ("Fed. R. Crim. P.", 50, 62), ("Fed. R. App. P.", 40, 48))
        name, low, last = rng.choice(rules)
        form = rng.choice(("{n} {k}", "{n} {k}(a)", "{n} {k}(b)(2)"))
        if rng.random() < 0.3:
            form = "Rule {k} of the Federal Rules of {w} Procedure"
        word = {"Fed. R. Civ. P.": "Civil", "Fed. R. Crim. P.": "Criminal", "Fed. R. App. P.": "Appellate"}[name]
        cite = lambda k: form.format(n=name, k=k, w=word)
        yield Case("rule beyond the last", "PC105 PC101", cite(rng.choice((4, 8, 12, 23, 26, 32))), cite(last + rng.randint(1, 11)), datetime.date(2016, 2, 2))
    for _ in range(n):
        s = rng.randint(45, 75)
        form = rng.choice(("General Assembly resolution {s}/{k}", "A/RES/{s}/{k}", "UNGA Res {s}/{k}", "G.A. Res. {s}/{k}", "resolution {s}/{k} of the General Assembly"))
        k = rng.randint(10, 190)
        cite = lambda s: form.format(s=s, k=k)
        yield Case("session not opened yet", "PC105 PC120 PC110", cite(s), cite(s + rng.randint(9, 22)), datetime.date(1945 + s, 12, 20), ("on", "+2"))
    for _ in range(n):
        y = rng.randint(2008, 2022)
        k = rng.randint(100, 1400)
        form = rng.choice(("Regulation (EU) {y}/{k}", "Directive (EU) {y}/{k}", "Council Decision (EU) {y}/{k}", "Commission Implementing Regulation (EU) {y}/{k}"))
        z = rng.randint(2027, 2039)
        yield Case("EU act of a year to come", "PC105 PC120 PC110", form.format(y=2016, k=679) if "Reg" in form and "Imp" not in form else "Regulation (EU) 2016/679", form.format(y=z, k=k), datetime.date(max(y, 2017), 4, 4), ("on", "+2"))

    # A number and a day or year.
    orders = [r for r in table("executive_orders") if r["signing_date"] and r["fr_page"].isdigit() and r["number"].isdigit() and int(r["number"]) >= 9000]
    date_forms = ("{c} of {a}", "{c} ({a})", "{c} (signed {a})", "{c}, dated {a}", "{c} of {e}", "{c}, which was signed on {a}", "{c} ({s})", "{c}, {a}", "{c}, issued on {a}", "{c} (issued {e})", "{c} was signed on {a}", "{c}, signed by the President on {s}", "{c} ({y})", "on {a}, the President signed {c}", "in {m} {y} the President issued {c}", "{c} [{a}]", "{c} (dated {s})", "{c} of {m} {y}")
    dated = lambda form, c, d: form.format(c=c, a=american(d), e=european(d), s=abbreviated(d), m=MONTHS[d.month - 1], y=d.year)
    plain = ("Executive Order {n}", "Exec. Order No. {k}", "E.O. {n}", "EO {n}", "Executive Order No. {n}")
    frames = ("The list was drawn up after {c}.", "{c}, the members recalled, is the basis.", "They rely on {c}.", "See {c}.", "- {c}\n- the notice\n", "(See {c}.)", "Basis: {c}; nothing else.")
    for row in draw(orders, rng, n):
        d = day(row["signing_date"])
        other = d.replace(year=d.year + rng.choice((-3, -1, 1, 2)), day=min(d.day, 28)) if rng.random() < 0.6 else d + datetime.timedelta(rng.choice((-75, 100, 45)))
        form = rng.choice(date_forms)
        if form in ("{c} ({y})", "in {m} {y} the President issued {c}", "{c} of {m} {y}") and (other.year, other.month) == (d.year, d.month) or form == "{c} ({y})" and other.year == d.year:
            form = "{c} of {a}"
        c = rng.choice(plain).format(n=row["number"], k=comma(row["number"]))
        yield Case("order and day", "PC110 PC120", dated(form, c, d), dated(form, c, other), max(d, other), sentences=frames)
    for row in draw([r for r in law_rows if not r["date_usc"] and int(r["congress"]) >= 93], rng, n):
        d = day(row["date"])
        other = d.replace(year=d.year + rng.choice((-4, -1, 1, 3)), day=min(d.day, 28)) if rng.random() < 0.6 else d + datetime.timedelta(rng.choice((-75, 100)))
        form = rng.choice([f.replace("the President issued", "Congress enacted").replace("the President signed", "Congress passed").replace("issued on", "enacted on").replace("(issued", "(enacted") for f in date_forms] + ["Act of {s}, {c}", "{c}, approved {a}", "the Act of {a} ({c})"])
        if ("{y}" in form and "{a}" not in form) and other.year == d.year:
            form = "{c} of {a}"
        c = rng.choice(LAW_FORMS[:5]).format(c=row["congress"], n=row["number"])
        yield Case("law and day", "PC110 PC120", dated(form, c, d), dated(form, c, other), max(d, other), sentences=frames)
    for row in draw([r for r in resolutions if int(r["number"]) > 300], rng, n):
        d = day(row["adoption_date"])
        other = d.replace(year=d.year + rng.choice((-3, -1, 1, 2)), day=min(d.day, 28))
        form = rng.choice(("resolution {k} ({y})", "Security Council resolution {k} of {e}", "S/RES/{k} ({y})", "UNSCR {k} ({y})", "Security Council resolution {k} (adopted on {e})", "resolution {k} ({y}) of the Security Council", "Security Council resolution {k}, adopted on {a}", "S.C. Res. {k} ({s})", "UN Security Council Resolution {k} of {y}", "in {y} the Security Council adopted resolution {k}", "S.C. Res. {k}, U.N. Doc. S/RES/{k} ({s})", "paragraph 8 of resolution {k} ({y})"))
        cite = lambda d: form.format(k=row["number"], y=d.year, e=european(d), a=american(d), s=abbreviated(d))
        yield Case("resolution and year", "PC110 PC120", cite(d), cite(other), max(d, other), sentences=frames)
    pages = [r for r in table("fr_pages") if int(r["witnesses"]) >= 2 and int(r["volume"]) > 40]
    for row in draw(pages, rng, n):
        d = day(row["date"])
        other = d.replace(year=d.year + rng.choice((-2, -1, 1, 3)), day=min(d.day, 28))
        p = int(row["first_page_seen"])
        form = rng.choice(("{v} Fed. Reg. {k} ({s})", "{v} FR {p}, {a}", "{v} FR {p} ({a})", "{v} Fed. Reg. {k}, {l} ({s})", "{v} Fed. Reg. {k} ({y})", "{v} FR {p} (published {a})", "{v} Fed. Reg. at {k} ({s})", "{v} FR {p}; {a}", "{v} FR {p} [{a}]", "[{v} FR {p}, {s}]", "the notice published on {a} ({v} FR {p})", "the notice published at {v} Fed. Reg. {k} on {a}", "{a}, {v} FR {p}"))
        cite = lambda d: form.format(v=row["volume"], p=p, k=comma(p), l=comma(p + 1), a=american(d), s=abbreviated(d), y=d.year)
        yield Case("page and day", "PC110 PC120", cite(d), cite(other), max(d, other), sentences=frames)
    for row in draw([r for r in law_rows if int(r["congress"]) >= 90], rng, n):
        d, v = day(row["date"]), row["volume"]
        form = rng.choice(("{v} Stat. {p} ({y})", "{v} Stat. {p}, {q} ({y})", "{v} Stat. at {p} ({y})", "Pub. L. No. {c}-{k}, {v} Stat. {p} ({y})", "Pub. L. {c}-{k}, {v} Stat. {p}, {q} ({y})"))
        cite = lambda y: form.format(v=v, p=row["page"], q=int(row["page"]) + 2, y=y, c=row["congress"], k=row["number"])
        wrong = d.year + rng.choice((-4, -2, 3, 5))
        yield Case("volume and year", "PC110 PC120 PC112", cite(d.year), cite(wrong), datetime.date(max(wrong, d.year), 12, 31), sentences=frames)
    for _ in range(n):
        c = rng.choice(range(95, 118))
        y = int(congresses[c]["starts"][:4]) + rng.choice((0, 1))
        form = rng.choice(("H.R. {k}, {o} Cong. ({y})", "S. {k}, {o} Cong. § 2 ({y})", "H.R. {k} ({o} Congress, {y})", "H.R. {k}, {o} Cong., 1st Sess. ({y})", "H. Res. {k}, {o} Cong. ({y})", "S. {k}, {o} Cong. ({m} {y})"))
        k = rng.randint(21, 600)
        wrong = y + rng.choice((-6, -3, 4, 8))
        cite = lambda y: form.format(k=k, o=ordinal(c), y=y, m="May")
        yield Case("bill and year", "PC110 PC120 PC105", cite(y), cite(wrong), datetime.date(max(y, wrong), 12, 30), sentences=frames)
    for _ in range(n):
        s = rng.randint(35, 72)
        y = 1945 + s
        form = rng.choice(("General Assembly resolution {s}/{k} of {e}", "A/RES/{s}/{k} ({y})", "G.A. Res. {s}/{k} ({d})", "General Assembly resolution {s}/{k}, adopted on {e}", "UNGA Res {s}/{k} ({e})", "A/RES/{s}/{k} of {e}"))
        k = rng.randint(10, 190)
        cite = lambda y: form.format(s=s, k=k, y=y, e=f"{rng.randint(3, 20)} December {y}", d=f"Dec. 10, {y}")
        wrong = y + rng.choice((-5, -3, 3, 6))
        yield Case("session and year", "PC110 PC120 PC105", cite(y), cite(wrong), datetime.date(max(y, wrong), 12, 30), sentences=frames)

    # A number and a name, a title, a subject.
    names = [r for r in table("popular_names") if re.fullmatch(r"/us/pl/\d+/\d+", r["law_id"]) and r["scope"] == "This Act" and float(r["share_of_name"] or 0) == 1 and int(r["n_refs"] or 0) >= 2 and len(r["name"].split()) >= 4 and r["enacted"] and r["law_id"] in by_law and r["law_path"].count("/") <= 5 and "mendment" not in r["name"]]
    joints = ("{name}, {c}", "{name} ({c})", "{c} ({name})", "{c}, the {name}", "{c} (the “{name}”)", "{name} [{c}]", "{name}—{c}", "{name}, enacted as {c}", "{c}, known as the {name}", "{c} (hereinafter the {name})", "{name} (“the Act”), {c}", "{c} – {name}", "{c}, also called the {name}", "{name}: {c}", "{c}, better known as the {name}", "{name} (i.e., {c})", "the “{name},” {c}", "{c} is the {name}", "The {name} is {c}")
    for row in draw(names, rng, n):
        congress, number = row["law_id"].split("/")[3:]
        last = int(congresses[int(congress)]["last_public_law"])
        others = [k for k in range(1, last + 1) if abs(k - int(number)) > 1]
        swapped = [k for k in (int(str(number)[::-1]), int(number) + 10, int(number) + 1) if k in others]
        wrong = rng.choice(swapped or others)
        form, law = rng.choice(joints), rng.choice(LAW_FORMS[:5])
        the = lambda text: text if text.startswith(("Pub", "P.L", "The ", "the ")) else "the " + text
        cite = lambda k: the(form.format(name=row["name"], c=law.format(c=congress, n=k)))
        yield Case("law and name", "PC111 PC112 PC110 PC120", cite(number), cite(wrong), day(row["enacted"]) + datetime.timedelta(200), sentences=frames)
    titled = [r for r in orders if len(r["title"].split()) >= 6 and int(r["number"]) > 11000 and not re.search(r"[;:“\"()]|Amend", r["title"])]
    joints = ("{c}, “{t}”", "{c} (“{t}”)", "{c}, “{t},”", "{c} ({t})", "{c}, {t}", "{c} of {d}, “{t},”", "{c}—{t}", "“{t}” ({c})", "{c}, entitled “{t}”", "{c} ({d}), “{t}”", "{c}: {t}", "{t} ({c})", "{c} titled “{t}”", "the order “{t},” {c}", "{c}, *{t}*", "“{t},” {c}")
    for row in draw(titled, rng, n):
        other = rng.choice(titled)
        near = min(titled, key=lambda r: (abs(int(r["number"]) - int(row["number"])) < 2, abs(int(r["number"]) - int(row["number"]))))
        other = near if rng.random() < 0.5 and near is not row and near["title"] != row["title"] else other
        if other["title"] == row["title"]:
            continue
        form, name = rng.choice(joints), rng.choice(plain)
        cite = lambda r: form.format(c=name.format(n=r["number"], k=comma(r["number"])), t=row["title"], d=american(day(r["signing_date"])))
        yield Case("order and title", "PC111 PC110 PC120", cite(row), cite(other), max(day(row["signing_date"]), day(other["signing_date"])), sentences=frames)
    joints = ("{name} (c. {k})", "{name}, c. {k}", "{name} ({y} c. {k})", "{y} c. {k} ({name})", "{name} (chapter {k})", "{name} [{y} c {k}]", "{name} c.{k}")
    for _ in range(n):
        y = rng.choice([y for y in acts if y >= 1990])
        k = rng.choice(list(acts[y]))
        wrong = rng.choice([x for x in acts[y] if x != k])
        form = rng.choice(joints)
        cite = lambda k2: form.format(name="the " + acts[y][k] if form.startswith("{name}") else acts[y][k], y=y, k=k2)
        yield Case("UK Act and chapter", "PC111 PC112 PC110", cite(k), cite(wrong), datetime.date(y, 12, 30), sentences=frames)
    nick = [r for r in table("nicknames") if r["id"].startswith("/eu/") and " " not in r["alias"] and int(r["id"].split("/")[3]) >= 2009]
    full = {"GDPR": "General Data Protection Regulation", "DSA": "Digital Services Act", "DMA": "Digital Markets Act", "AI Act": "Artificial Intelligence Act"}
    joints = ("{name} ({c})", "{c} ({name})", "{c} (the {name})", "{c} (“{name}”)", "{name}, {c}", "{c}, the {name}", "{c} – {name}", "{name} (i.e. {c})", "the {name} [{c}]")
    for _ in range(n):
        row = rng.choice(nick)
        name = full.get(row["alias"], row["alias"]) if rng.random() < 0.4 else row["alias"]
        number = row["name"]
        digits = re.search(r"(\d+)(?=/(?:EC|EU)$|$|/20\d\d$)", number)
        k = int(digits[1])
        wrong = number[: digits.start()] + str(k + rng.choice((1, 3, 10))) + number[digits.end() :]
        form = rng.choice(joints)
        year = int(row["id"].split("/")[3])
        yield Case("EU act and name", "PC111 PC110 PC112", form.format(name=name, c=number), form.format(name=name, c=wrong), datetime.date(max(year, 2012) + 1, 1, 4), ("on", "+2"), sentences=frames)
    crimes = {"wire fraud": 1343, "bank fraud": 1344, "mail fraud": 1341, "money laundering": 1956, "false statements": 1001, "perjury": 1621, "bank robbery": 2113, "kidnapping": 1201, "carjacking": 2119, "health care fraud": 1347, "aggravated identity theft": "1028A", "tampering with a witness": 1512}
    joints = ("{c} ({n})", "{n}, {c}", "{n} ({c})", "{n} in violation of {c}", "{n}, in violation of {c}", "{c}, {n}", "{n} under {c}", "convicted of {n} under {c}", "charged with {n}, a violation of {c}", "{c} (criminalizing {n})", "{n} as defined in {c}", "{n}, as defined in {c}", "{c}, the {n} statute", "the {n} statute, {c}", "{c}—{n}", "{c} prohibits {n}", "{n} [{c}]", "{c} – {n}", "{c}: {n}")
    for _ in range(n):
        (a, k), (b, other) = rng.sample(list(crimes.items()), 2)
        if {a, b} == {"perjury", "false statements"}:
            other = 1344
        form = rng.choice(joints)
        frame = ("The count alleges {c}.", "Count One: {c}.", "He was indicted for {c}.", "See {c}.", "She pleaded guilty to {c}.") if form.startswith("{n}") else ("See {c}.", "Statute: {c}.", "They rely on {c}.", "Count Two cites {c}.")
        cite = lambda k: form.format(c=rng_form.format(k=k), n=a)
        rng_form = rng.choice(("18 U.S.C. § {k}", "18 U.S.C. {k}", "18 USC § {k}", "18 U.S.C. Section {k}"))
        if form.startswith("convicted") or form.startswith("charged"):
            frame = ("He was {c}.",)
        yield Case("offence and section", "PC113", cite(k), cite(other), datetime.date(2012, 5, 5), sentences=frame)
    topics = [r for r in resolutions if int(r["number"]) > 1000 and r["subject"] in ("Women and peace and security", "Children and armed conflict", "Non-proliferation/Democratic People's Republic of Korea", "Threats to international peace and security caused by terrorist acts", "Protection of civilians in armed conflict", "Cyprus", "Somalia", "Haiti", "Liberia", "Lebanon")]
    joints = ("resolution {k} ({y}) on {t}", "resolution {k} ({y}), on {t}", "resolution {k} ({y}) concerning {t}", "{t} (resolution {k} ({y}))", "resolution {k} ({t})", "on {t} in resolution {k} ({y})", "resolution {k} ({y}) ({t})", "resolution {k} ({y}) regarding {t}", "resolution {k} ({y}) – {t}")
    for _ in range(n):
        a, b = rng.sample(topics, 2)
        if a["subject"] == b["subject"]:
            continue
        form = "Security Council " + rng.choice([j for j in joints if j.startswith("res")])
        cite = lambda r: form.format(k=r["number"], y=r["year"], t=a["subject"] if a["subject"].count(" ") == 0 else a["subject"][0].lower() + a["subject"][1:])
        yield Case("resolution and subject", "PC113", cite(a), cite(b), max(day(a["adoption_date"]), day(b["adoption_date"])), sentences=frames)

    # Parallel citations.
    joints = ("{a}, {b}", "{a} ({b})", "{a}; {b}", "{a}, reprinted at {b}", "{a} [{b}]", "{a}, codified at {b}", "{a} (codified at {b})", "{a} (found at {b})", "{a} = {b}", "{a} / {b}", "{a}, printed at {b}", "{b}, {a}", "{a}, see {b}", "{a} (see {b})", "{a} (published at {b})", "{a}, at {b}")
    for row in draw([r for r in law_rows if int(r["congress"]) >= 85 and int(r["congress"]) < 118], rng, n):
        form, law = rng.choice([j for j in joints if "codified" not in j]), rng.choice(LAW_FORMS[:5]).format(c=row["congress"], n=row["number"])
        p, v = int(row["page"]), int(row["volume"])
        wv, wp = (v + rng.choice((-2, -1, 1, 2)), p) if rng.random() < 0.6 else (v, max(1, p + rng.choice((-300, 4000, -1200))))
        if wp < 2:
            wv, wp = v + 1, p
        stat = rng.choice(("{v} Stat. {p}", "{v} STAT. {p}", "{v} Stat. {p} ({y})"))
        y = row["date"][:4]
        yield Case("law and page", "PC112 PC110", form.format(a=law, b=stat.format(v=v, p=p, y=y)), form.format(a=law, b=stat.format(v=wv, p=wp, y=y)), day(row["date"]) + datetime.timedelta(300), sentences=frames)
    for row in draw([r for r in orders if int(r["number"]) > 10500], rng, n):
        form = rng.choice([j for j in joints if "codified" not in j])
        name = rng.choice(plain).format(n=row["number"], k=comma(row["number"]))
        v, p = int(row["fr_volume"]), int(row["fr_page"])
        wv, wp = (v + rng.choice((-2, -1, 1)), p) if rng.random() < 0.6 else (v, p + rng.choice((-1500, 2400)))
        wp = wp if wp > 0 else p + 2000
        page = rng.choice(("{v} Fed. Reg. {k}", "{v} FR {p}", "{v} F.R. {p}"))
        text = lambda v, p: form.format(a=name, b=page.format(v=v, p=p, k=comma(p)))
        yield Case("order and page", "PC112 PC110 PC120 PC105", text(v, p), text(wv, wp), day(row["fr_date"] or row["signing_date"]).replace(month=12, day=30) + datetime.timedelta(700), sentences=frames)
    credits = collections.defaultdict(list)
    for r in table("usc_source_credits"):
        m = re.fullmatch(r"/us/pl/(\d+)/(\d+)(?:/t[IVX]+)?/s(\d+)", r["law_path"])
        u = re.fullmatch(r"/us/usc/t(\d+)/s(\d+[a-z]?)", r["usc"].replace("–", "-"))
        if m and u and r["seq"] == "1":
            credits[m[1], m[2]].append((m[3], u[1], u[2], r["date"]))
    pool = [(row, credits[tuple(row["law_id"].split("/")[3:])]) for row in names]
    pool = [(row, [x for x in rows if x[3] and sum(y[0] == x[0] for y in rows) == 1]) for row, rows in pool]
    pool = [(row, rows) for row, rows in pool if len(rows) >= 3]
    joints = ("section {s} of the {name}, {u}", "section {s} of the {name} ({u})", "{name} § {s}, {u}", "section {s} of the {name}, codified at {u}", "section {s} of the {name} (codified at {u})", "{u} (section {s} of the {name})", "section {s} of the {name} [{u}]", "{name}, sec. {s} ({u})", "section {s} of the {name}; {u}", "§ {s} of the {name} (codified as amended at {u})", "section {s} of the {name} (now {u})", "{u}, which is section {s} of the {name}", "section {s} of {pl} ({u})", "{pl}, § {s} (codified at {u})", "section {s} of {pl}, {u}")
    for _ in range(n):
        row, rows = rng.choice(pool)
        a, b = rng.sample(rows, 2)
        form, usc = rng.choice(joints), rng.choice(("{t} U.S.C. § {x}", "{t} U.S.C. {x}", "{t} USC {x}"))
        congress, number = row["law_id"].split("/")[3:]
        cite = lambda r: form.format(s=a[0], name=row["name"], u=usc.format(t=r[1], x=r[2]), pl=f"Public Law {congress}-{number}")
        yield Case("law's section and the Code's", "PC112 PC104", cite(a), cite(b), day(row["enacted"]) + datetime.timedelta(400), sentences=frames)
    enacted = [r for r in table("us_bills") if r["law"]]
    joints = ("{b} became {l}", "{b}, which became {l}", "{b} (enacted as {l})", "{l} ({b})", "{b}, enacted as {l}", "{b} (now {l})", "{b} was enacted as {l}", "{l}, originally {b}", "{b} (became {l})", "{b}, signed into law as {l}", "{l} (introduced as {b})", "{b} ({l})")
    for row in draw(enacted, rng, n):
        _, _, _, congress, kind, number = row["id"].split("/")
        name = rng.choice(BILL_NAMES[kind]).format(n=number) + rng.choice((", {} Cong.", " ({} Congress)", ", {} Cong.")).format(ordinal(congress))
        if "pl" not in row["law"]:
            continue
        c, k = row["law"].split("/")[3:]
        last = int(congresses[int(c)]["last_public_law"])
        wrong = rng.choice([x for x in range(1, last) if x != int(k)])
        form = rng.choice(joints)
        cite = lambda k: form.format(b=name, l=f"Public Law {c}-{k}")
        yield Case("bill and law", "PC112", cite(k), cite(wrong), min(day(congresses[int(c)]["ends"]), LAST), ("on", "+2", "+8"), sentences=frames)

    # What was no law, or is none any more.
    never = [r for r in table("us_bills") if not r["law"] and not r["status"] and r["id"].split("/")[4] in ("hr", "s") and int(r["id"].split("/")[3]) <= 118]
    as_law = ("Under {b}, which is now law, employers must file each year.", "{b} became law and requires a report each spring.", "{b}, signed into law, requires a yearly report.", "The duty was enacted by {b}.", "Congress enacted {b}, and employers have had to file ever since.", "{b} was signed into law by the President.", "As the law now stands ({b}), employers must file.", "{b} took effect the next year and binds every employer.", "Employers are required by {b} to file.", "The statute ({b}) requires employers to file.")
    as_bill = ("{b} would require employers to file.", "{b} was introduced and died in committee.", "A bill ({b}) proposed that employers file.", "{b} never became law.", "The sponsors of {b} wanted employers to file.", "Had {b} been enacted, employers would have to file.", "The House passed {b}; the Senate took no action.")
    for row in draw(never, rng, n):
        _, _, _, congress, kind, number = row["id"].split("/")
        b = rng.choice(BILL_NAMES[kind][:1]).format(n=number) + rng.choice((", {} Cong.", " ({} Congress)", " of the {} Congress")).format(ordinal(congress))
        case = Case("bill as law", "PC125", b, b, day(congresses[int(congress)]["ends"]))
        case.pair = (rng.choice(as_bill).format(b=b), rng.choice(as_law).format(b=b))
        yield case
    revoked = [r for r in orders if re.fullmatch(r"\d+", r["revoked_by"].strip()) and "in part" not in r["disposition_notes"].lower() and int(r["revoked_by"]) > int(r["number"])]
    by_number = {r["number"]: r for r in orders}
    relying = ("Agencies must comply with {c}.", "{c} remains in force.", "The contractor shall comply with {c} at all times.", "{c} requires agencies to report each year.", "Under {c}, agencies must report each year.", "Pursuant to {c}, the committee is hereby directed to report.", "The requirement now in force is that of {c}.")
    telling = ("{c}, since revoked, required agencies to report.", "{c} was revoked.", "The former {c} required agencies to report.", "The President signed {c} that year, which was later revoked.")
    for row in draw([r for r in revoked if r["revoked_by"] in by_number], rng, n):
        by = by_number[row["revoked_by"]]
        c = rng.choice(plain).format(n=row["number"], k=comma(row["number"]))
        case = Case("revoked order relied on", "PC122 PC121", c, c, day(by["signing_date"]) + datetime.timedelta(30))
        case.pair = (rng.choice(telling).format(c=c), rng.choice(relying).format(c=c))
        yield case
    gone = [r for r in table("usc_dead_sections") if r["status"] == "repealed" and r["date"] and "1980" < r["date"] < "2016" and not r["to"] and not r["members"] and r["from"].isdigit()]
    for row in draw(gone, rng, n):
        if row["from"] in every[row["title"]]:
            continue
        c = f"{row['title']} U.S.C. § {row['from']}"
        case = Case("repealed section relied on", "PC122 PC123 PC124", c, c, day(row["date"]))
        case.pair = (rng.choice(("The former {c} required a report.", "{c} (repealed) required a report.", "{c}, since repealed, required a report.")).format(c=c), rng.choice(("Under {c}, agencies must report each year.", "{c} requires agencies to report each year.", "Agencies must comply with {c}.")).format(c=c))
        case.ages = ("+8", "beyond")
        yield case


def wilson(hit, of):
    if not of:
        return 0, 0, 0
    p, z = hit / of, 1.96
    middle, width = (p + z * z / (2 * of)) / (1 + z * z / of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return p, max(0, middle - width), min(1, middle + width)


def when(case, age):
    if age == "beyond":
        return datetime.date(2028, 3, 1)
    made = case.made + datetime.timedelta(5)
    made = made.replace(year=made.year + (0 if age == "on" else int(age[1:])), day=made.day if age == "on" else min(made.day, 28))
    return made if made <= LAST else None


def cited(rng, each):
    """(kind, codes, age, whether it is bent, text, date) of citations."""
    for case in kinds(rng, each):
        sentence = rng.choice(case.sentences)
        right, wrong = getattr(case, "pair", None) or (sentence.format(c=case.right), sentence.format(c=case.wrong))
        for age in case.ages:
            date = when(case, age)
            for bent, text in ((False, right), (True, wrong)) if date else ():
                yield case.kind, case.codes, age, bent, text[:1].upper() + text[1:], str(date)


def main():
    global SHARED
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="the build that is asked")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared")
    parser.add_argument("--each", type=int, default=40, help="facts a kind (default 40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quoted", action="store_true", help="quotations instead of citations")
    parser.add_argument("--min", type=float, default=0, help="fail where less than this share is found in all, or a true one in fifty is alarmed")
    parser.add_argument("--only", help="kinds that have this in their name")
    parser.add_argument("--misses", type=pathlib.Path, help="where to write what wasn't found, and what was alarmed without cause")
    options = parser.parse_args()
    SHARED = options.shared
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        made = misquotes.cases(options.bin, folder, SHARED, rng, options.each) if options.quoted else cited(rng, options.each)
        asked = [row for row in made if not options.only or options.only in row[0]]
        path = pathlib.Path(folder) / "cases.jsonl"
        records = ({"id": str(at), "date": date, "text": text} for at, (*_, text, date) in enumerate(asked))
        path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf8")
        run = subprocess.run([options.bin, "check", "--format", "jsonl", "--library", folder, str(path)], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f"{options.bin} ended with {run.returncode}: {run.stderr[-500:]}")
    found = collections.defaultdict(list)
    for line in run.stdout.splitlines():
        row = json.loads(line)
        found[int(row["path"].rsplit("#", 1)[1])].append(row)
    rates = collections.OrderedDict()
    misses = []
    for at, (kind, codes, age, bent, text, date) in enumerate(asked):
        loud = [f for f in found[at] if f["severity"] in ("error", "warning")]
        rate = rates.setdefault(kind, collections.defaultdict(lambda: [0, 0, 0, 0]))[age]
        if bent:
            hit = any(f["code"] in codes.split() for f in loud)
            rate[0] += hit
            rate[1] += 1
            if not hit:
                misses.append(f"MISS  {kind} {age} {date} | {text!r} | {[(f['code'], f['severity'], f['message'][:80]) for f in found[at]]}")
        else:
            rate[2] += bool(loud)
            rate[3] += 1
            if loud:
                misses.append(f"ALARM {kind} {age} {date} | {text!r} | {[(f['code'], f['message'][:110]) for f in loud]}")
    if options.misses:
        options.misses.write_text("\n".join(misses) + "\n", encoding="utf8")
    print("| made wrong | " + " | ".join(AGES) + " | in all | alarms on true ones |\n|---|" + "---|" * (len(AGES) + 2))
    total = collections.defaultdict(lambda: [0, 0, 0, 0])
    for kind, by_age in rates.items():
        cells = []
        for age in AGES:
            hit, of, *_ = rate = by_age[age]
            total[age] = [a + b for a, b in zip(total[age], rate)]
            cells.append(f"{hit}/{of}" if of else "–")
        hit, of, alarms, true = (sum(r[i] for r in by_age.values()) for i in range(4))
        p, low, high = wilson(hit, of)
        print(f"| {kind} | {' | '.join(cells)} | {p:.2f} ({low:.2f}–{high:.2f}) | {alarms}/{true} |")
    cells = []
    for age in AGES:
        p, low, high = wilson(total[age][0], total[age][1])
        cells.append(f"{p:.2f} ({low:.2f}–{high:.2f})")
    hit, of, alarms, true = (sum(t[i] for t in total.values()) for i in range(4))
    p, low, high = wilson(hit, of)
    print(f"| **all** | {' | '.join(cells)} | {p:.2f} ({low:.2f}–{high:.2f}) | {alarms}/{true} |")
    sys.exit(p < options.min or options.min > 0 and alarms * 50 > true)


if __name__ == "__main__":
    main()
