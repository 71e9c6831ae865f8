#!/usr/bin/env python3
"""Speed of `pincite cite`, as a rate and as a ratio to `rg -j1 -o -b` with ten provision patterns, in the same run.

  python3 benches/speed.py [SHARED] [--runs N] [--index]

Python 3.11, standard library only; needs `rg` and a release build. SHARED is the folder with bench/ and corpus/
(default ../shared). Each pair of commands runs in turn, N times; the medians are quoted. What is timed is the whole
process: read, scan, resolve, JSON lines out to /dev/null, on one thread. With --index, `pincite index` over the whole
benchmark text and `pincite find` on it are timed too."""
import argparse
import gzip
import json
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PINCITE = ROOT / "target/release/pincite"


def timed(command):
    begun = time.perf_counter()
    code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    took = time.perf_counter() - begun
    if code > 1:
        sys.exit(f"{command[0]} ended with {code}")
    return took


def inputs(shared, folder):
    for name in ("statutes_at_large", "federal_register", "appellate_opinions", "uscode"):
        target = folder / f"{name}.jsonl"
        with gzip.open(shared / f"bench/{name}.jsonl.gz") as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out)
        yield name, target
    page = (shared / "corpus/archive-page.txt").read_bytes() + b"\n"
    target = folder / "archive.txt"
    target.write_bytes(page * (50_000_000 // len(page) + 1))
    yield "archive x550", target


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared", nargs="?", type=pathlib.Path, default=ROOT.parent / "shared")
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--index", action="store_true")
    o = ap.parse_args()
    if not PINCITE.exists():
        sys.exit("build first: cargo build --release")
    with tempfile.TemporaryDirectory() as td:
        folder = pathlib.Path(td)
        print(f"{'':20} {'MB':>6} {'pincite':>9} {'rg':>9} {'ratio':>7}   (MB/s, medians of {o.runs})")
        files = []
        for name, path in inputs(o.shared, folder):
            files.append(path)
            size = path.stat().st_size / 1e6
            cite = [PINCITE, "cite", "--threads", "1", "--format", "jsonl", path]
            grep = ["rg", "-j1", "-o", "-b", "-f", ROOT / "benches/patterns.txt", path]
            pairs = [(timed(cite), timed(grep)) for _ in range(o.runs + 1)][1:]
            ours, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
            ratio = statistics.median(t / u for u, t in pairs)
            print(f"{name:20} {size:6.1f} {size / ours:9.1f} {size / theirs:9.1f} {ratio:7.2f}")
        start = statistics.median(timed([PINCITE, "--version"]) for _ in range(9))
        small = folder / "small.txt"
        small.write_text("Executive Order 13722")
        cite = statistics.median(timed([PINCITE, "cite", small]) for _ in range(9))
        print(f"start-up: --version {start * 1e3:.1f} ms, cite of one line {cite * 1e3:.1f} ms")
        if o.index:
            index(folder, [p for p in files if p.suffix == ".jsonl"])


def index(folder, files):
    library = folder / "library"
    begun = time.perf_counter()
    subprocess.run([PINCITE, "index", "--library", library, *files], check=True)
    took = time.perf_counter() - begun
    text = sum(len(json.loads(l)["text"].encode()) for f in files for l in open(f, encoding="utf8"))
    disk = sum(p.stat().st_size for p in library.rglob("*") if p.is_file())
    print(f"index: {text / 1e6:.1f} MB of text in {took:.1f} s, {text / 1e6 / took:.1f} MB/s; {disk / text:.2f} x text on disk")
    random.seed(1)
    asked = [f"/us/usc/t{random.randint(1, 50)}/s{random.randint(1, 3000)}" for _ in range(30)]
    asked += ["/us/usc/t42", "/us/usc/t5", "/us/cfr/t40", "/us/pl/111/148", "/us/usc/t10"]
    times = sorted(timed([PINCITE, "find", "--library", library, "--limit", "20", "--format", "jsonl", i]) for i in asked * 3)
    print(f"find, the whole command: median {statistics.median(times) * 1e3:.1f} ms, p99 {times[int(len(times) * .99)] * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
