"""The arithmetic of tools/evaluate-stories: runs slant, reads its rows, prints figures."""
import datetime
import gzip
import json
import math
import os
import random
import re
import resource
import subprocess
import sys
import time
import zlib

SLANT, WORK, DATA = sys.argv[1:4]
PARTS = sys.argv[4:]
FEATURES = ("words", "names", "title", "embedding")


def read(*path):
    name = os.path.join(DATA, *path)
    with (gzip.open(name, "rt") if name.endswith(".gz") else open(name, encoding="utf-8")) as lines:
        return [json.loads(line) for line in lines]


def write(name, records):
    path = os.path.join(WORK, name)
    with open(path, "w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record) + "\n")
    return path


def slant(*arguments):
    done = subprocess.run([SLANT, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit("slant " + " ".join(arguments) + "\n" + done.stderr.decode())
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def stories(path, *arguments):
    return slant("stories", "--format", "jsonl", *arguments, path)


def labelled():
    """Articles of SEESAW and MoralEvents, each once, with `gold`, its triple, and `part`: fit for
    SEESAW's training triples, held for its other ones and those that only MoralEvents has."""
    found, titles = {}, {}
    for name in ("seesaw", "moral_events"):
        for x in read(name, "articles.jsonl"):
            sentences = [s if isinstance(s, str) else s["text"] for s in x["sentences"]]
            gold = x["triple"]
            key = (gold, x["title"])
            if key in found:
                found[key]["sets"].append(name)
                continue
            part = "fit" if x.get("split") == "train" or gold in titles else "held"
            if x.get("split") == "train":
                titles[gold] = True
            found[key] = {"outlet": x["outlet"], "date": x["date"], "title": x["title"], "url": x["url"],
                          "text": "\n\n".join(sentences), "gold": gold, "part": part, "sets": [name]}
    records = list(found.values())
    for i, record in enumerate(records):
        record["id"] = "a%05d" % i
    return records


def events(taken):
    """NeuS-AllSides: the articles of each event.  Those whose title one article of Article-Bias has are
    that article, with its text and date, in `full`; all are title and some sentences without a date, in
    `snippets`.  Events that share a title with `taken` or an event before are left out.  Every second
    event of train.jsonl is fit."""
    by_title = {}
    for name in ("train", "valid", "unsplit"):
        for x in read("article_bias", "random_%s.jsonl.gz" % name):
            by_title.setdefault(x["title"], []).append(x)
    full, snippets, seen = [], [], set(taken)
    for name in ("train", "val"):
        for number, event in enumerate(read("neus_allsides_triples", name + ".jsonl")):
            titles = {s["title"] for s in event["sources"]}
            if titles & seen:
                continue
            seen |= titles
            part = "fit" if name == "train" and number % 2 == 0 else "held"
            for k, source in enumerate(event["sources"]):
                own = {"id": "%s-%d" % (event["id"], k), "title": source["title"], "gold": event["id"],
                       "part": part}
                snippets.append(dict(own, text=source["text"]))
                same = by_title.get(source["title"], [])
                if len(same) == 1 and re.match(r"\d{4}-", same[0]["date"] or ""):
                    full.append(dict(own, text=same[0]["text"], date=same[0]["date"], outlet=same[0]["outlet"]))
    return full, snippets


def sets():
    """Name, articles, with dates?"""
    records = labelled()
    full, snippets = events({r["title"] for r in records})
    return (("SEESAW, MoralEvents", records, True), ("NeuS-AllSides, articles", full, True),
            ("SEESAW, MoralEvents", without("date", records), False),
            ("NeuS-AllSides, articles", without("date", full), False),
            ("NeuS-AllSides, snippets", snippets, False))


def pairwise(truth, found):
    """Precision, recall and F1 over pairs of articles; both map an article to its story."""
    def pairs(sizes):
        return sum(n * (n - 1) // 2 for n in sizes)

    def sizes(keys):
        counts = {}
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        return counts.values()

    both = pairs(sizes((truth[a], found[a]) for a in truth))
    precision = both / max(pairs(sizes(found[a] for a in truth)), 1)
    recall = both / max(pairs(sizes(truth.values())), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def shown(what, truth, rows):
    found = {r["article"]: r["story"] for r in rows if r["article"] in truth}
    print("%-78s P %.3f R %.3f F1 %.3f" % ((what,) + pairwise(truth, found)))
    sys.stdout.flush()


def gold_of(records):
    return {r["id"]: r["gold"] for r in records}


def without(field, records):
    return [{k: v for k, v in r.items() if k != field} for r in records]


def jittered(records):
    """Dates moved by -1, 0 or 1 day, by the hash of the id: outlets do not publish on one day."""
    out = []
    for r in records:
        day = datetime.date.fromisoformat(r["date"])
        move = datetime.timedelta(days=zlib.crc32(r["id"].encode()) % 3 - 1)
        out.append(dict(r, date=(day + move).isoformat()))
    return out


def quality():
    for name, records, dated in sets():
        for part in ("held", "fit"):
            chosen = [r for r in records if r["part"] == part]
            truth = gold_of(chosen)
            shown("%s, %s, %d of %d stories, %s" % (
                name, part, len(chosen), len(set(truth.values())), "dates" if dated else "no dates"),
                truth, stories(write("a.jsonl", chosen)))
            if dated and part == "held":
                shown("  among those of both parts", truth, stories(write("a.jsonl", records)))
                shown("  dates moved by a day up or down", truth,
                      stories(write("a.jsonl", jittered(chosen))))
    records = labelled()
    for name in ("seesaw", "moral_events"):
        for part in ("held", "all"):
            chosen = [r for r in records if name in r["sets"] and part in ("all", r["part"])]
            shown("%s, %s, %d articles" % (name, part, len(chosen)), gold_of(chosen),
                  stories(write("a.jsonl", chosen)))


def solve(matrix, vector):
    n = len(vector)
    rows = [list(matrix[i]) + [vector[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def logistic(samples, ridge=1e-3):
    """Newton's method; samples are (features, label, weight)."""
    n = len(samples[0][0]) + 1
    w = [0.0] * n
    for _ in range(25):
        gradient = [0.0] * n
        hessian = [[0.0] * n for _ in range(n)]
        for features, label, weight in samples:
            x = (1.0,) + features
            p = 1 / (1 + math.exp(-max(min(sum(a * b for a, b in zip(w, x)), 30), -30)))
            g, h = weight * (label - p), weight * p * (1 - p)
            for i in range(n):
                gradient[i] += g * x[i]
                for j in range(n):
                    hessian[i][j] += h * x[i] * x[j]
        for i in range(n):
            gradient[i] -= ridge * w[i]
            hessian[i][i] += ridge
        step = solve(hessian, gradient)
        w = [a + b for a, b in zip(w, step)]
        if max(abs(s) for s in step) < 1e-6:
            break
    return w


def crowd(records):
    """DayDecay's crowd: ln of 1 + the mean number of other articles within the window of three days, or of
    all articles without dates."""
    days = sorted(datetime.date.fromisoformat(r["date"]).toordinal() for r in records if "date" in r)
    if not days:
        return math.log(len(records))
    near = low = 0
    for i, day in enumerate(days):
        while days[low] < day - 3:
            low += 1
        near += 2 * (i - low)
    return math.log(1 + near / len(records))


def fit():
    """The constants of SimilarityWeights, on the parts called fit."""
    every = []
    for name, records, dated in sets():
        chosen = [r for r in records if r["part"] == "fit"]
        truth = gold_of(chosen)
        rows = slant("stories", "--format", "pairs", write("a.jsonl", chosen))
        same = sum(truth[r["a"]] == truth[r["b"]] for r in rows)
        near = crowd(chosen)
        print("%-24s %d articles, %d pairs, %d of one story, crowd %.2f" % (
            name, len(chosen), len(rows), same, near))
        # Each set counts as much as the others: as 1,000 pairs of one story.
        samples = [(tuple(r[f] for f in FEATURES), truth[r["a"]] == truth[r["b"]], 1000 / same) for r in rows]
        print("  alone: bias %s" % " ".join("%s %.2f" % pair for pair in zip(("", *FEATURES), logistic(samples))))
        sys.stdout.flush()
        every += [((-near,) + f, y, w) for f, y, w in samples]
    print("bias %s" % " ".join("%s %.2f" % pair for pair in zip(("", "crowd", *FEATURES), logistic(every))))
    sys.stdout.flush()


if __name__ == "__main__":
    for part in PARTS:
        globals()[part]()
