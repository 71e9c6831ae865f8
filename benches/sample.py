#!/usr/bin/env python3
"""How often a build is right on real text: mentions drawn by seed, judged by a reader, the verdicts kept.

  python3 benches/sample.py draw 100 --bin PINCITE [--by form|rule|class|family] [--only VALUE] [--seed 1] > SHEET.md
  python3 benches/sample.py record SHEET.md
  python3 benches/sample.py score --bin PINCITE [--by form|rule|class|family]

`draw` takes mentions that have an id, as many of each stratum as of the others while it has them, no row that has been
judged already, and at most `--per-document` of a stratum from one text (a text's rows are right or wrong together).
The judge reads each place in the worksheet, writes `right`, `wrong` or `unclear` behind `verdict:`, and may write a note.
Who judges did not write the rule.
`record` puts the verdicts into benches/judged.tsv: places and ids, no texts.
`score` counts the verdicts on rows that the build gives still, at the same place with the same id, and prints the precision
of each stratum as that build names it, with Wilson's 95 % interval; and which verdicts have lost their row."""
import argparse
import collections
import csv
import datetime
import math
import pathlib
import re
import sys
import tempfile

import texts

JUDGED = texts.ROOT / "benches/judged.tsv"
COLUMNS = ("source", "record", "start", "end", "text", "form", "rule", "id", "verdict", "seed", "date")
VERDICTS = ("right", "wrong", "unclear")


def classes():
    """The class of each rule, by the rule's name, as its file says."""
    rules = (p.read_text(encoding="utf8") for p in (texts.ROOT / "src/resolve/rules").glob("*.rs"))
    said = (re.search(r'\bname: "([^"]+)",.*?\bclass: Class::(\w+),', rule, flags=re.S) for rule in rules)
    return {rule[1]: rule[2] for rule in said if rule}


CLASSES = classes()
BY = {
    "form": lambda row: row.get("form") or "",
    "rule": texts.rule,
    "class": lambda row: CLASSES.get(texts.rule(row), texts.rule(row)),
    "family": texts.family,
}


def judged():
    """The verdicts kept, by place: (document, start, end, target)."""
    if not JUDGED.exists():
        return {}
    with open(JUDGED, encoding="utf8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {place(r["source"], r["record"], int(r["start"]), int(r["end"]), r["id"]): r for r in found}


def place(source, record, start, end, id):
    return f"{source}#{record}" if record else source, start, end, id


def places(rows):
    return {(document, r["start"], r["end"], texts.target(r)): r for document, found in rows.items() for r in found}


def read(o, wanted=None):
    with tempfile.TemporaryDirectory() as td:
        folder = pathlib.Path(td)
        drawn = texts.draw(o.shared, o.source, texts.share_of_one(o.share), o.seed, folder, wanted)
        return drawn, texts.rows(texts.start(o.bin, folder, "rows")) if drawn else {}


def draw(o):
    documents, found = read(o)
    known = judged()
    strata = collections.defaultdict(list)
    for key, row in places(found).items():
        if row.get("id") and key not in known and (not o.only or o.only in BY[o.by](row)):
            strata[BY[o.by](row)].append((texts.score(o.seed, *key), key, row))
    for name, rows in strata.items():
        taken, kept = collections.Counter(), []
        for entry in sorted(rows, key=lambda e: e[:2]):
            taken[entry[1][0]] += 1
            if not o.per_document or taken[entry[1][0]] <= o.per_document:
                kept.append(entry)
        strata[name] = kept
    drawn, depth = [], 0
    while len(drawn) < o.number and any(len(rows) > depth for rows in strata.values()):
        level = sorted(rows[depth] for rows in strata.values() if len(rows) > depth)
        drawn += level[: o.number - len(drawn)]
        depth += 1
    antecedents = {(document, r["start"]): r for document, rows in found.items() for r in rows}
    print(f"# {len(drawn)} mentions to judge, seed {o.seed}\n")
    print("Does the marked ⟦citation⟧ mean the provision of this id, no more and no less? Write `right`, `wrong` or `unclear` behind `verdict:`.")
    for number, (_, (document, start, end, target), row) in enumerate(sorted(drawn, key=lambda d: (BY[o.by](d[2]), d[0])), 1):
        print(f"\n## {number}\n")
        for name, value in (("document", document), ("place", f"{start}-{end}"), ("words", words(row)), ("form", row.get("form")), ("rule", texts.rule(row)), ("id", target), ("seed", o.seed)):
            print(f"- {name}: {value}")
        print("\n> " + texts.shown(documents[document], start, end, o.around))
        before = antecedents.get((document, row.get("antecedent")))
        if before:
            print(f"\nIts antecedent, at {before['start']}, read as {texts.target(before)}:\n")
            print("> " + texts.shown(documents[document], before["start"], before["end"], o.around // 3))
        print("\nverdict:\nnote:")


def words(row):
    return " ".join(row["text"].split())


def record(o):
    known = judged()
    counts = collections.Counter()
    for sheet in o.sheets:
        for entry in re.split(r"^## ", sheet.read_text(encoding="utf8"), flags=re.M)[1:]:
            field = dict(re.findall(r"^- (\w+): (.*)$", entry, flags=re.M))
            verdict = re.search(r"^verdict:[ \t]*(\S*)", entry, flags=re.M)
            verdict = verdict[1].strip("`.").lower() if verdict else ""
            if not verdict:
                counts["without a verdict"] += 1
                continue
            if verdict not in VERDICTS:
                sys.exit(f"{sheet}, {entry.split()[0]}: “{verdict}” is no verdict")
            start, end = map(int, field["place"].split("-"))
            source, _, id = field["document"].partition("#")
            row = dict(source=source, record=id, start=start, end=end, text=field["words"], form=field["form"], rule=field["rule"], id=field["id"], verdict=verdict, seed=field["seed"], date=datetime.date.today().isoformat())
            key = place(source, id, start, end, field["id"])
            counts["judged again" if key in known else verdict] += 1
            known[key] = row
    with open(JUDGED, "w", encoding="utf8") as out:
        out.write("\t".join(COLUMNS) + "\n")
        for key in sorted(known):
            out.write("\t".join(str(known[key][c]).replace("\t", " ") for c in COLUMNS) + "\n")
    print(f"{len(known)} verdicts in {JUDGED.relative_to(texts.ROOT)}: " + ", ".join(f"{n} {k}" for k, n in counts.items()))


def wilson(right, n, z=1.96):
    """The interval in which the share lies, of `right` in `n`."""
    if not n:
        return 0.0, 1.0
    share, turn = right / n, z * z / n
    middle, half = share + turn / 2, z * math.sqrt(share * (1 - share) / n + turn / (4 * n))
    return max(0.0, (middle - half) / (1 + turn)), min(1.0, (middle + half) / (1 + turn))


def score(o):
    known = judged()
    if not known:
        sys.exit(f"no verdicts: {JUDGED} is not there")
    _, found = read(o, {key[0] for key in known})
    given = places(found)
    kept = [(row["verdict"], given[key]) for key, row in known.items() if key in given]
    for by in o.by:
        counts = collections.defaultdict(collections.Counter)
        for verdict, row in kept:
            counts[BY[by](row)][verdict] += 1
        print(f"\n{'by ' + by:<62}{'right':>7}{'wrong':>7}{'unclear':>9}{'precision':>11}   95 %")
        for name, c in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
            n = c["right"] + c["wrong"]
            low, high = wilson(c["right"], n)
            precision = f"{c['right'] / n:.3f}" if n else "–"
            print(f"{name:<62}{c['right']:>7}{c['wrong']:>7}{c['unclear']:>9}{precision:>11}   {low:.2f}–{high:.2f}")
    lost = collections.Counter(row["verdict"] for key, row in known.items() if key not in given)
    print(f"\n{len(kept)} of {len(known)} verdicts are on rows that this build gives still; no longer given: " + ", ".join(f"{lost[v]} {v}" for v in VERDICTS))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = ap.add_subparsers(dest="verb", required=True)
    build = str(texts.ROOT / "target/release/pincite")
    d = verbs.add_parser("draw")
    d.add_argument("number", type=int, help="how many mentions")
    d.add_argument("--by", choices=BY, default="form")
    d.add_argument("--only", help="only strata that hold these words")
    d.add_argument("--per-document", type=int, default=2, help="most of a stratum from one text; 0 for any number (default 2)")
    d.add_argument("--around", type=int, default=600, help="bytes of context to either side (default 600)")
    r = verbs.add_parser("record")
    r.add_argument("sheets", nargs="+", type=pathlib.Path)
    s = verbs.add_parser("score")
    s.add_argument("--by", choices=BY, action="append")
    for verb in (d, s):
        verb.add_argument("--bin", default=build, help="the build (default target/release/pincite)")
        texts.add_arguments(verb, 0.1)
    o = ap.parse_args()
    if o.verb == "score":
        o.by = o.by or ["form", "rule"]
    {"draw": draw, "record": record, "score": score}[o.verb](o)


if __name__ == "__main__":
    main()
