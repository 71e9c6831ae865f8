#!/usr/bin/env python3
"""Turn a folder of fresh registry tables into the gazetteer that pincite ships.

  python3 corpus/entities/update.py ../shared/registry

Python 3.11, standard library only. Writes states.tsv and agencies.tsv beside this script; curated.tsv and metonyms.tsv are
kept by hand and never touched. Columns are described in README.md here.
"""
import csv
import gzip
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
csv.field_size_limit(1 << 30)


def rows(folder, name):
    with gzip.open(folder / f"{name}.tsv.gz", "rt", encoding="utf8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t")


def write(name, header, lines):
    lines = sorted({"\t".join(line) for line in lines})
    (HERE / name).write_text("\n".join(["# " + "\t".join(header), *lines]) + "\n", encoding="utf8")
    print(f"{name}: {len(lines)} rows")


def latin(name):
    """A name that English texts may write: no other script, no bare code."""
    return bool(name) and re.fullmatch(r"[A-Za-zÀ-ž' .,()&-]+", name) and len(name) > 3


def states(folder):
    for r in rows(folder, "countries"):
        if r["un_member"] != "True" and r["name_common"] not in ("Taiwan", "Kosovo", "Palestine", "Vatican City", "Hong Kong"):
            continue
        spelled = [r["name_official"], *[s.strip() for s in r["alt_spellings"].split(";")]]
        names = {n for n in spelled if latin(n) and "," not in n and n != r["name_common"]}
        # Names in the state's own language are left out: few texts in English have them, and some are words.
        names = {n for n in names if n == r["name_official"] or n.split()[0] in ("Republic", "Kingdom", "State", "Democratic", "People's", "United", "Great", "Islamic", "Russian", "Burma")}
        capital = r["capital"] if latin(r["capital"]) and r["capital"] != r["name_common"] else ""
        yield r["name_common"], "state", "|".join(sorted(names)), "", r["demonym_m"], capital.replace(" D.C.", "")


HEAD = re.compile(r"^(.*) (Department|Bureau|Office|Administration|Agency|Commission|Service|Board|Council|Corps)$")


def agencies(folder):
    seen = set()
    for r in rows(folder, "us_agencies"):
        name = re.sub(r"\s+", " ", r["name"]).strip()
        if name in seen or len(name) < 8 or "," in name or name == "Action":
            continue
        # A word or two of no agency alone: `Coast Guard` is one, `Peace Corps` is, `Judicial Conference` is.
        if len(name.split()) < 2:
            continue
        seen.add(name)
        aliases = set()
        match = HEAD.match(name)
        if match and match[2] in ("Department", "Bureau", "Office"):
            the = "the " if match[1] in ("Treasury", "Interior", "Army", "Navy", "Air Force", "Census") else ""
            aliases.add(f"{match[2]} of {the}{match[1]}")
        yield name, "agency", "|".join(sorted(aliases)), "", "", ""


def main():
    folder = pathlib.Path(sys.argv[1])
    header = ["name", "kind", "aliases", "of", "demonym", "capital"]
    write("states.tsv", header, states(folder))
    write("agencies.tsv", header, agencies(folder))


main()
