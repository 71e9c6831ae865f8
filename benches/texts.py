"""The real texts that `diff.py` and `sample.py` read, what a build finds in them, and how a place in them is shown.

Texts are drawn by a hash of seed, file and line: the same seed draws the same texts whatever else is asked, and a larger
share draws those of the smaller one and more. Python 3.11, standard library only."""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# Of the publishers' texts those that the benchmark has nothing like; their links play no part here.
PUBLISHERS = ("canada", "dc-code", "dc-laws", "eu-oj", "uk-clml", "un-pairs")


def score(seed, *what):
    """A number in [0, 1) that belongs to these words and this seed."""
    digest = hashlib.blake2b("\0".join(map(str, (seed, *what))).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def add_arguments(parser, share):
    parser.add_argument("--shared", type=pathlib.Path, default=SHARED, help="folder with bench/, documents/ and gold/ (default ../shared)")
    parser.add_argument("--source", choices=("bench", "documents", "all"), default="all", help="which texts; `documents` are the smaller sets, publishers' texts among them")
    parser.add_argument("--share", type=float, default=share, help=f"share of the benchmark's records that is read; the smaller sets are read whole (default {share})")
    parser.add_argument("--seed", type=int, default=1)


def sources(shared, source):
    """(name, file, whether a share of it is enough)."""
    if source in ("bench", "all"):
        yield from ((f"bench/{p.name.split('.')[0]}", p, True) for p in sorted((shared / "bench").glob("*.jsonl.gz")))
    if source in ("documents", "all"):
        yield from ((f"documents/{p.stem}", p, False) for p in sorted((shared / "documents").glob("*.txt")))
        yield from ((f"documents/{p.name.split('.')[0]}", p, False) for p in sorted((shared / "documents").glob("*.jsonl.gz")))
        found = (shared / "gold/publisher-links" / f"{name}.jsonl.gz" for name in PUBLISHERS)
        yield from ((f"links/{p.name.split('.')[0]}", p, False) for p in found if p.exists())


RECORD_ID = re.compile(r'\{"id": ?("(?:[^"\\]|\\.)*")')


def draw(shared, source, share, seed, folder, wanted=None):
    """Writes the texts drawn below `folder`, as a build reads them; returns document → text in bytes, in order.
    With `wanted` those documents are drawn and no others."""
    texts = {}
    for name, path, sampled in sources(shared, source):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".txt":
            if wanted is not None and f"{name}.txt" not in wanted:
                continue
            data = path.read_bytes()
            (folder / f"{name}.txt").write_bytes(data)
            texts[f"{name}.txt"] = data
            continue
        with gzip.open(path, "rt", encoding="utf8") as lines, open(f"{target}.jsonl", "w", encoding="utf8") as out:
            seen = set()
            for number, line in enumerate(lines):
                id = json.loads(RECORD_ID.match(line)[1])
                # Two records of one id could not be told apart in the rows.
                id = f"{id}~{number}" if id in seen else id
                seen.add(id)
                key = f"{name}.jsonl#{id}"
                if (sampled and score(seed, name, number) >= share) if wanted is None else key not in wanted:
                    continue
                record = json.loads(line) | {"id": id}
                record.pop("spans", None)
                texts[key] = record["text"].encode()
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    if not texts and wanted is None:
        sys.exit(f"no texts in {shared}")
    return texts


def start(binary, folder, name):
    """Begins to read the texts below `folder` with a build; `rows` waits for it."""
    command = [str(pathlib.Path(binary).resolve()), "cite", "--explain", "--format", "jsonl"]
    command += [group for group in ("bench", "documents", "links") if (folder / group).is_dir()]
    with open(folder / f"rows-{name}", "wb") as out:
        return subprocess.Popen(command, cwd=folder, stdout=out, stdin=subprocess.DEVNULL), out.name, binary


def rows(started):
    """document → rows in text order."""
    process, name, binary = started
    if process.wait() > 1:
        sys.exit(f"{binary} ended with {process.returncode}")
    found = collections.defaultdict(list)
    with open(name, encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["path"].removeprefix("./")].append(row)
    return found


def family(row):
    """The first components of an id: `/us/usc`, `/un/sc`, `/treaty`."""
    if not row.get("id"):
        return "(none)"
    parts = row["id"].split("/")
    return "/".join(parts[:2] if parts[1] == "treaty" else parts[:3])


def rule(row):
    """The rule that decided; of a build that names none the reason that it gives, without the words that it quotes."""
    if row.get("rule"):
        return row["rule"]
    why = re.sub(r"“[^”]*”", "“…”", row.get("why") or "(no reason given)")
    why = re.sub(r"/\S*\w", "/…", why)
    return re.sub(r"\d+", "N", why)[:60]


def target(row):
    ids = (row.get("id"), row.get("range_end"))
    return "–".join(i for i in ids if i) or "no id"


def shown(text, start, end, around):
    """The span in its context, as one paragraph; `⟦ ⟧` are its ends."""
    cut = lambda a, b: text[max(a, 0):b].decode("utf8", "ignore")
    before, words, after = cut(start - around, start), cut(start, end), cut(end, end + around)
    line = f"{'…' if start > around else ''}{before}⟦{words}⟧{after}{'…' if end + around < len(text) else ''}"
    return re.sub(r"[ \t]*\n\s*", " ⏎ ", line.strip()).strip()


def share_of_one(text):
    value = float(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError("a share is above 0 and at most 1")
    return value
