#!/usr/bin/env python3
"""What a change gains, loses and changes on real text: two builds over the same texts, rows matched by place.

  python3 benches/diff.py OLD NEW [--share 0.1] [--seed 1] [--samples 30] [--source bench|documents|all]
                          [--kind K] [--form F] [--family /us/usc] [--rule R] [--json]

OLD and NEW are builds of pincite. Rows that both give, equal in span and target, are `same` (or `form` where only the form
or the range of what is beside it changed). Of the others, those whose spans overlap are one row changed:
  target    another id than before          given     an id where there was none
  withheld  none where there was an id      span      the same id, other words
and the rest is `gained` or `lost` (`gained-null`, `lost-null`: mentions without an id). Rules change their names more often
than their work, so a new name of a rule alone is no change.
Counts by form, family and rule count the row as NEW has it, lost ones as OLD had it. Samples are drawn by seed."""
import argparse
import collections
import json
import pathlib
import tempfile

import texts

KINDS = ("target", "withheld", "lost", "given", "gained", "span", "form", "gained-null", "lost-null")


def place(row):
    return row["start"], row["end"]


def compared(old, new):
    """(kind, old row, new row) of one document, `same` left out; and how many are the same."""
    key = lambda r: (*place(r), r.get("id"), r.get("range_end"))
    waiting = collections.defaultdict(list)
    for row in old:
        waiting[key(row)].append(row)
    same, rest, out = 0, [], []
    for row in new:
        if waiting[key(row)]:
            before = waiting[key(row)].pop(0)
            if before.get("form") == row.get("form"):
                same += 1
            else:
                out.append(("form", before, row))
        else:
            rest.append(row)
    left = sorted((r for rows in waiting.values() for r in rows), key=place)
    # Pairs that share most words first; equal ids before others.
    pairs, first = [], 0
    for i, row in enumerate(rest):
        while first < len(left) and left[first]["end"] <= row["start"] - 4000:
            first += 1
        for j in range(first, len(left)):
            before = left[j]
            if before["start"] >= row["end"]:
                break
            shared = min(before["end"], row["end"]) - max(before["start"], row["start"])
            if shared > 0:
                pairs.append((texts.target(before) != texts.target(row), -shared, i, j))
    ours, theirs = set(), set()
    for other, _, i, j in sorted(pairs):
        if i in ours or j in theirs:
            continue
        ours.add(i), theirs.add(j)
        before, row = left[j], rest[i]
        kind = "span" if not other else "given" if not before.get("id") else "withheld" if not row.get("id") else "target"
        out.append((kind, before, row))
    out.extend(("gained" if r.get("id") else "gained-null", None, r) for i, r in enumerate(rest) if i not in ours)
    out.extend(("lost" if r.get("id") else "lost-null", r, None) for j, r in enumerate(left) if j not in theirs)
    return same, out


def table(title, changes, of):
    counts = collections.defaultdict(collections.Counter)
    for change in changes:
        counts[of(change["new"] or change["old"])][change["kind"]] += 1
    print(f"\n{title:<62}" + "".join(f"{k:>12}" for k in KINDS))
    for name, c in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        print(f"{name:<62}" + "".join(f"{c[k] or '·':>12}" for k in KINDS))


def said(row):
    return f"{texts.target(row)}  [{row.get('form')}; {texts.rule(row)}]"


def sample(change, around=120):
    """A change in readable lines."""
    old, new = change["old"], change["new"]
    row = new or old
    lines = [f"{change['document']}:{row['start']}", "    " + texts.shown(change["bytes"], *place(row), around)]
    if old and new and place(old) != place(new):
        lines.append("    was ⟦" + " ".join(old["text"].split()) + "⟧")
    if old:
        lines.append("  − " + said(old))
    if new:
        lines.append("  + " + said(new))
    return "\n".join(lines)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("old")
    ap.add_argument("new")
    texts.add_arguments(ap, 0.1)
    ap.add_argument("--samples", type=int, default=30, help="samples of each kind (default 30)")
    ap.add_argument("--kind", choices=KINDS, action="append", help="only this kind; may be repeated")
    ap.add_argument("--form")
    ap.add_argument("--family", help="only ids that begin so")
    ap.add_argument("--rule", help="only rules (or reasons) that hold these words")
    ap.add_argument("--json", action="store_true", help="one JSON object: totals and samples")
    o = ap.parse_args()

    with tempfile.TemporaryDirectory() as td:
        folder = pathlib.Path(td)
        read = texts.draw(o.shared, o.source, texts.share_of_one(o.share), o.seed, folder)
        started = [texts.start(binary, folder, name) for name, binary in (("old", o.old), ("new", o.new))]
        before, after = map(texts.rows, started)

    same, changes = 0, []
    for document in read:
        equal, found = compared(before.get(document, []), after.get(document, []))
        same += equal
        changes += [{"kind": k, "old": a, "new": b, "document": document, "bytes": read[document]} for k, a, b in found]
    for change in changes:
        row = change["new"] or change["old"]
        change["order"] = texts.score(o.seed, change["kind"], change["document"], row["start"], row["end"])

    def asked(change):
        sides = [r for r in (change["old"], change["new"]) if r]
        return (not o.kind or change["kind"] in o.kind) and any(
            (not o.form or r.get("form") == o.form)
            and (not o.family or (r.get("id") or "(none)").startswith(o.family))
            and (not o.rule or o.rule in texts.rule(r))
            for r in sides
        )

    changes = sorted(filter(asked, changes), key=lambda c: c["order"])
    counts = collections.Counter(c["kind"] for c in changes)
    with_id = [sum(bool(r.get("id")) for rows in side.values() for r in rows) for side in (before, after)]
    every = [sum(map(len, side.values())) for side in (before, after)]
    totals = {"documents": len(read), "bytes": sum(map(len, read.values())), "rows": every, "with_id": with_id, "same": same}
    drawn = {k: [c for c in changes if c["kind"] == k][: o.samples] for k in KINDS}
    if o.json:
        plain = lambda c: {k: c[k] for k in ("kind", "document", "old", "new")} | {
            "context": texts.shown(c["bytes"], *place(c["new"] or c["old"]), 120)
        }
        print(json.dumps(totals | {"changes": counts, "samples": {k: list(map(plain, v)) for k, v in drawn.items()}}, ensure_ascii=False, indent=1))
        return
    print(f"{totals['documents']} documents, {totals['bytes'] / 1e6:.1f} MB, seed {o.seed}, share {o.share}")
    print(f"rows {every[0]} → {every[1]}, with an id {with_id[0]} → {with_id[1]}; {same} the same")
    print(", ".join(f"{k} {counts[k]}" for k in KINDS))
    if not changes:
        return
    table("by form", changes, lambda r: r.get("form") or "")
    table("by family", changes, texts.family)
    table("by rule", changes, texts.rule)
    for kind in KINDS:
        if drawn[kind]:
            print(f"\n== {kind}: {len(drawn[kind])} of {counts[kind]}")
            for number, change in enumerate(drawn[kind], 1):
                print(f"\n[{number}] {sample(change)}")


if __name__ == "__main__":
    main()
