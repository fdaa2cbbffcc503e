"""The arithmetic of tools/evaluate-stories: runs slant, reads its rows, prints figures."""
import datetime
import hashlib
import math
import os
import random
import re
import sys
import zlib

from evaluation_run import PARTS, WORK, read, read_rows, rows_of, timed, write

FEATURES = ("words", "names", "title", "embedding")


def stories(path, *arguments):
    return rows_of("stories", *arguments, path)


def labelled():
    """Articles of SEESAW and MoralEvents, each once, with `gold`, its triple, and `part`: fit for
    SEESAW's training triples, held for its other ones and those that only MoralEvents has."""
    found, titles, stories_seen = {}, {}, {}
    for name in ("seesaw", "moral_events"):
        articles = read(name, "articles.jsonl")
        by_triple = {}
        for x in articles:
            by_triple.setdefault(x["triple"], set()).add(x["title"])
        for x in articles:
            # MoralEvents has four triples twice, under two ids.
            same = stories_seen.setdefault(frozenset(by_triple[x["triple"]]), x["triple"])
            if same != x["triple"]:
                continue
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
        rows = rows_of("stories", write("a.jsonl", chosen), form="pairs")
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


def everything():
    """Article-Bias as its articles came: 36,254, of which some are the articles whose story is known."""
    out = []
    for name in ("train", "valid", "unsplit"):
        for x in read("article_bias", "random_%s.jsonl.gz" % name):
            out.append({k: x[k] for k in ("id", "outlet", "date", "title", "url", "text") if x[k]})
    return out


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).digest()


def corpus():
    """Time and memory, and the known stories among everything else that was published."""
    records = everything()
    output, clock, processor, memory = timed("stories", write("everything.jsonl", records))
    rows = read_rows(output)
    sizes, outlets = {}, {}
    for r in rows:
        sizes[r["story"]] = sizes.get(r["story"], 0) + 1
        outlets.setdefault(r["story"], set()).add(r["outlet"])
    print("article_bias: %d articles in %.0f s (%.0f s of processor time), %.0f MB; %d stories of more than "
          "one article, %d of more than one outlet, the largest has %d; %d copies" % (
              len(rows), clock, processor, memory, sum(n > 1 for n in sizes.values()),
              sum(len(o) > 1 for o in outlets.values()), max(sizes.values()),
              sum(r["copy_of"] is not None for r in rows)))
    ids = {}
    for r in records:
        ids.setdefault(r["title"], []).append(r["id"])
    known = labelled()
    full, _ = events({r["title"] for r in known})
    for name, chosen in (("SEESAW, MoralEvents", known), ("NeuS-AllSides", full)):
        for part in ("held", "fit"):
            truth = {ids[r["title"]][0]: r["gold"] for r in chosen
                     if r["part"] == part and len(ids.get(r["title"], ())) == 1}
            shown("  of these %s, %s, %d articles" % (name, part, len(truth)), truth, rows)
    digests = [digest(output),
               digest(timed("stories", "--threads", "1", os.path.join(WORK, "everything.jsonl"))[0])]
    print("  one thread: %s" % ("the same rows" if digests[0] == digests[1] else "OTHER ROWS"))
    # A hundred thousand: the same articles again as they would have been 30 and 60 years later.
    thrice = []
    for years in (0, 30, 60):
        for r in records:
            r = {k: v for k, v in r.items() if k != "url"}
            r["id"] += "-%d" % years
            if re.match(r"\d{4}-", r.get("date", "")):
                r["date"] = "%d%s" % (int(r["date"][:4]) + years, r["date"][4:].replace("-02-29", "-02-28"))
            thrice.append(r)
    output, clock, processor, memory = timed("stories", write("thrice.jsonl", thrice))
    print("article_bias thrice, %d articles: %.0f s (%.0f s of processor time), %.0f MB" % (
        len(read_rows(output)), clock, processor, memory))


def shingles(text, size=5):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i:i + size]) for i in range(len(words) - size + 1)}


def copies():
    """Copies that are made: another title, outlet and byline, a later date, and 10 % of words changed."""
    rng = random.Random(20261125)
    pool = [x for x in read("article_bias", "random_valid.jsonl.gz") if x["date"]]
    words = [w for x in pool[:300] for w in x["text"].split()]
    records = [{k: x[k] for k in ("id", "outlet", "date", "title", "url", "text")} for x in pool]
    chosen = rng.sample(records, 1500)
    made, edits = {}, []
    for share in (0.1, 0.2, 0.3):
        for original in chosen[:500] if share > 0.1 else chosen:
            text = original["text"].split(" ")
            for i in rng.sample(range(len(text)), int(share * len(text))):
                text[i] = rng.choice(words)
            other = rng.choice(records)
            copy = {"id": "copy%d-%s" % (100 * share, original["id"]), "outlet": "Another Paper",
                    "date": original["date"], "title": other["title"],
                    "text": "By %s for Another Paper\n\n%s" % (other["outlet"], " ".join(text))}
            edits.append(copy)
            made[copy["id"]] = (share, original["id"])
    rows = {r["article"]: r for r in stories(write("copies.jsonl", records + edits))}

    def root(article):
        return rows[article]["copy_of"] or article

    for share in (0.1, 0.2, 0.3):
        ids = [c for c, (s, _) in made.items() if s == share]
        found = sum(root(c) == root(made[c][1]) for c in ids)
        print("copies with another title and byline and %.0f %% of words changed: %d of %d found (%.1f %%)" % (
            100 * share, found, len(ids), 100 * found / len(ids)))
    # A false alarm: an article that is no copy is called one.  Exact shares of five-word shingles judge.
    truth = {r["id"]: r for r in records}
    rows = stories(write("pool.jsonl", records))
    flagged = [r for r in rows if r["copy_of"]]
    wrong = []
    groups = {}
    for r in rows:
        groups.setdefault(r["copy_of"] or r["article"], []).append(r["article"])
    for r in flagged:
        own = shingles(truth[r["article"]]["text"])
        best = max(len(own & other) / max(min(len(own), len(other)), 1) for other in (
            shingles(truth[a]["text"]) for a in groups[r["copy_of"]] if a != r["article"]))
        if best < 0.3:
            wrong.append((best, r))
    print("article_bias, random_valid, %d articles as they are: %d called copies, %d of them share less than "
          "30 %% of their shingles with the original: %.2f %% false alarms" % (
              len(records), len(flagged), len(wrong), 100 * len(wrong) / len(records)))
    chosen = labelled()
    rows = stories(write("a.jsonl", chosen))
    called = [r for r in rows if r["copy_of"]]
    print("SEESAW and MoralEvents, %d articles by different outlets on the same events: %d called copies (%.2f %%)" % (
        len(rows), len(called), 100 * len(called) / len(rows)))
    sys.stdout.flush()


if __name__ == "__main__":
    for part in PARTS:
        globals()[part]()
