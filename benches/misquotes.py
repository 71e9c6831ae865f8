"""Quotations for `mutations.py`: provisions of the texts in ../shared/law, quoted as they are, and with one thing bent.

The texts are imported into a library of their own; what a provision says is asked of the build itself (`show --text`)."""
import datetime
import json
import re
import subprocess
import sys

# How a citation and a quotation are put together: the sentence says whose the words are.
SHAPES = (
    "As {c} has it, “{q}.” So much for that.",
    "{C} provides that “{q}.”",
    "{C} provides: “{q}.”",
    "It is so. “{q}.” {C}.",
    "“{q},” says {c}, and nobody doubts it.",
    "Under {c}, “{q}.”",
    "{C} reads as follows: “{q}.”",
    "{C} (“{q}”) is plain.",
    "See {c} (“{q}”).",
    "According to {c}, “{q}.”",
    "{C} states, in relevant part, that “{q}.”",
    "{C} states:\n\n“{q}.”\n\nThat is all.",
    "The text of {c} is plain: “{q}.”",
    "{C} is clear. It says: “{q}.”",
    "In the words of {c}, “{q}.”",
    "“{q}” ({c}).",
    "{C} says \"{q}.\"",
    "\"{q}.\" {C}.",
    "{C} requires that “{q}.”",
    "By the terms of {c}, “{q}.”",
    "> “{q}.”\n>\n> — {c}\n",
    "“{q}.”[3]\n\n[3] {C}.\n",
    "{C}, which provides that “{q},” is the basis.",
    "{C} directs that “{q}.”",
)
SWAPS = (("shall", "may"), ("may", "shall"), ("must", "may"), ("or", "and"), ("and", "or"), ("all", "some"), ("any", "no"), ("every", "any"), ("not", ""), ("before", "after"), ("within", "beyond"), ("at least", "at most"), ("more than", "less than"))
INVENTED = (
    "a bank that learns of such a payment shall within ten days report it to the harbour office and keep the money apart",
    "no lantern may be sold to a minor unless its maker has been licensed for at least five years by the council of ports",
    "every keeper of bees shall, before the first day of March, declare to the registrar the number and place of his hives",
    "the tenant may withhold one half of the rent until the roof has been mended to the satisfaction of two neighbours",
)


def show(binary, library, citation):
    run = subprocess.run([binary, "show", "--library", library, "--text", "--format", "json", citation], capture_output=True, text=True)
    try:
        return json.loads(run.stdout)
    except ValueError:
        return None


def plain(text):
    """The words of a provision that can stand in a sentence: one paragraph, without its mark; none where it isn't that simple."""
    text = " ".join(text.split())
    text = re.sub(r"^(?:§ ?\S+ |\(\w{1,4}\) ?|\d{1,3}\. ?|Article \d+\.? ?)+", "", text)
    if re.search(r"[“”\"\[\]…*]|\(\w{1,3}\) .*\(\w{1,3}\) ", text) or not text[:1].isalpha():
        return None
    return text.rstrip(".;:, ")


def citations(rng):
    """What may be in ../shared/law, in the ways that people cite it; whether it is, is asked."""
    marks = ("", "(a)", "(b)", "(c)", "(a)(1)", "(b)(1)", "(a)(2)")
    code = [(18, s) for s in (2, 3, 4, 241, 242, 371, 545, 1001, 1341, 1343, 1344, 1503, 1589, 1590, 1591, 1595, 1956, 2332, 2339)] + [(22, s) for s in range(9201, 9256)] + [(22, s) for s in range(7101, 7115)] + [(50, s) for s in (1601, 1621, 1622, 1631, 1641, 1701, 1702, 1703, 1704, 1705, 1706)] + [(19, 1307), (28, 1331), (42, 1983), (5, 552), (5, 553), (5, 706)]
    found = [(f"{t} U.S.C. § {s}{m}", f"section {s}{m} of title {t}, United States Code") for t, s in code for m in marks]
    found += [(f"section {s}{m} of Executive Order {n}", f"Executive Order {n}, § {s}{m}") for n in (13382, 13466, 13551, 13570, 13687, 13722, 13810) for s in range(1, 9) for m in ("", "(a)", "(b)", "(c)", "(a)(i)")]
    found += [(f"section {s}{m} of Public Law {n}", f"Pub. L. {n}, § {s}{m}") for n in ("114-122", "95-223", "94-412", "115-44", "107-56") for s in (*range(101, 112), *range(201, 212), *range(301, 307)) for m in ("", "(a)", "(b)", "(a)(1)")]
    treaties = ("Vienna Convention on the Law of Treaties", "Convention on the Rights of the Child", "International Covenant on Civil and Political Rights", "Rome Statute of the International Criminal Court", "Vienna Convention on Diplomatic Relations", "Charter of the United Nations", "Convention on the Rights of Persons with Disabilities", "United Nations Convention on the Law of the Sea")
    found += [(f"article {k}{m} of the {t}", f"{t}, art. {k}{m}") for t in treaties for k in range(1, 54) for m in ("", "(1)", "(2)")]
    found += [(f"paragraph {k} of resolution {n}", f"resolution {n}, para. {k}") for n in (1373, 1540, 1718, 1874, 2094, 2231, 2270, 2321, 2371, 2375, 2397) for k in range(1, 30)]
    rng.shuffle(found)
    return found


def samples(binary, library, rng, wanted):
    """(citations, words, the day from which on it is the text, words of a neighbour) of provisions, several of each kind of law."""
    out, by_kind = [], {}
    tried = 0
    for pair in citations(rng):
        kind = next((k for k in ("U.S.C.", "Executive", "Public Law", "paragraph", "article") if k in pair[0]), "")
        if by_kind.get(kind, 0) * 5 >= wanted or len(out) >= wanted:
            continue
        tried += 1
        if tried > 12 * wanted:
            break
        row = show(binary, library, pair[0])
        words = plain(row["text"]) if row and row.get("text") else None
        if words is None or not 14 <= len(words.split()) <= 130:
            continue
        by_kind[kind] = by_kind.get(kind, 0) + 1
        out.append((pair, words, row.get("from") or "2010-01-01", row["id"]))
    return out


def clause(words, rng):
    """Whole, or a run of it that is long enough."""
    parts = words.split()
    if len(parts) <= 45 or rng.random() < 0.3:
        return words
    start = rng.randrange(0, len(parts) - 30)
    return " ".join(parts[start : start + rng.randint(16, 30)]).rstrip(",;:.")


def bends(quoted, whole, others, rng):
    """(kind, codes, words) of what is made wrong."""
    parts = quoted.split()
    swaps = [(a, b) for a, b in SWAPS if f" {a} " in f" {quoted} "]
    if swaps:
        a, b = rng.choice(swaps)
        yield "one word for another", "PC201 PC207", re.sub(r"\s+", " ", f" {quoted} ".replace(f" {a} ", f" {b} ", 1)).strip()
    middle = [i for i in range(2, len(parts) - 2) if len(parts[i]) > 6 and parts[i].isalpha() and parts[i].islower()]
    if middle:
        i = rng.choice(middle)
        yield "another noun", "PC201 PC207", " ".join([*parts[:i], "windmill", *parts[i + 1 :]])
        yield "a word put in", "PC201 PC207", " ".join([*parts[:i], "never", *parts[i:]])
        yield "a bracket that turns", "PC203 PC201 PC207", " ".join([*parts[:i], "[not]", *parts[i:]])
    if (m := re.search(r"\b(?:except|unless|provided that|only if)\b", quoted)) and len(quoted[m.start() :].split()) >= 4 and len(quoted[: m.start()].split()) >= 8:
        yield "an exception left out", "PC203 PC201", quoted[: m.start()].rstrip(" ,;") + " …"
    if len(parts) >= 24:
        third = len(parts) // 3
        yield "pieces in another order", "PC203 PC201 PC207", " ".join(parts[2 * third :]).rstrip(",;") + " … " + " ".join(parts[:third]).rstrip(",;")
    other = rng.choice(others)
    yield "another provision's words", "PC204 PC207", clause(other, rng)
    yield "two provisions in one", "PC203 PC207 PC201", " ".join(parts[:14]).rstrip(",;") + " " + " ".join(other.split()[:14]).rstrip(",;")
    yield "words that no law has", "PC207 PC201", rng.choice(INVENTED)


def keeps(quoted, rng):
    """(kind, words) of what is right."""
    parts = quoted.split()
    yield "as it is", quoted
    yield "a letter in brackets", f"[{parts[0][0].swapcase()}]{quoted[1:]}"
    i = rng.randrange(3, len(parts) - 3)
    weighty = {"not", "no", "except", "unless", "only", "if", "but", "nor", "provided", "neither", "never", "nothing", "other", "cannot", "none", "excluding", "save"}
    if not weighty & {w.strip(",;").lower() for w in parts[i - 1 : i + 4]}:
        yield "an ellipsis", " ".join([*parts[:i], "…", *parts[i + 2 :]])
    yield "a line's end", " ".join(parts[:i]) + "\n" + " ".join(parts[i:])
    yield "letters misread", quoted.replace("m", "rn", 1) if " m" not in quoted[:40] else quoted


def library(binary, folder, shared):
    """Imports the texts, as official as they are."""
    law = shared / "law"
    of_its_day = [str(p) for p in sorted((law / "eo").glob("*.xml"))] + [str(law / d) for d in ("public-laws", "treaties", "unsc")]
    for files, more in ((of_its_day, ()), ([str(law / "usc")], ("--from", "2024-01-01"))):
        run = subprocess.run([binary, "law", "add", "-q", "--library", folder, *more, *files], capture_output=True, text=True)
        if run.returncode not in (0, 3):
            sys.exit(f"law add ended with {run.returncode}: {run.stderr[-300:]}")


def cases(binary, folder, shared, rng, each):
    """(kind, codes, age, whether it is bent, text, date) of quotations."""
    library(binary, folder, shared)
    drawn = samples(binary, folder, rng, 3 * each)
    for pair, words, since, id in drawn:
        others = [w for _, w, _, other in drawn if not (other + "/").startswith(id + "/") and not (id + "/").startswith(other + "/")]
        quoted = clause(words, rng)
        made = [(kind, codes, True, text) for kind, codes, text in bends(quoted, words, others, rng)]
        made += [(f"true: {kind}", "", False, text) for kind, text in keeps(quoted, rng)]
        for kind, codes, bent, text in made:
            citation = rng.choice(pair)
            text = rng.choice(SHAPES).format(c=citation, C=citation[:1].upper() + citation[1:], q=text)
            for age, years in (("on", 0), ("+2", 2), ("+8", 8)):
                date = since if not years else f"{int(since[:4]) + years}-03-01"
                if date <= str(datetime.date(2026, 8, 1)):
                    yield kind, codes, age, bent, text, date
