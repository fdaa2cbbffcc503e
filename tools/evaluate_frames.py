"""The arithmetic of tools/evaluate-frames: runs slant, reads its rows, prints figures."""
import os
import resource
import sys
import zlib

from evaluation_run import DATA, PARTS, WORK, read, rows_of, run, write

GROWN = os.path.join(WORK, "grown.slant")
FOLDS = 5


def frames(path, *arguments, model=GROWN, rows="sentences", unit="sentence"):
    return rows_of("frames", "--model", model, "--rows", rows, "--unit", unit, "--axes", "none", *arguments, path)


def auc(scores, truth):
    """Mann and Whitney's U over n1 n2, ties count half."""
    order = sorted(zip(scores, truth))
    rank_sum, i = 0.0, 0
    while i < len(order):
        j = i
        while j < len(order) and order[j][0] == order[i][0]:
            j += 1
        rank_sum += sum(t for _, t in order[i:j]) * (i + j + 1) / 2
        i = j
    positive = sum(truth)
    negative = len(truth) - positive
    return (rank_sum - positive * (positive + 1) / 2) / (positive * negative)


def average_precision(scores, truth):
    """Ties share the precision at their end."""
    order = sorted(zip(scores, truth), key=lambda pair: -pair[0])
    total, hits, i = 0.0, 0, 0
    while i < len(order):
        j = i
        while j < len(order) and order[j][0] == order[i][0]:
            j += 1
        new = sum(t for _, t in order[i:j])
        hits += new
        total += new * hits / j
        i = j
    return total / max(hits, 1)


def f1(shown, truth):
    both = sum(1 for s, t in zip(shown, truth) if s and t)
    return 2 * both / max(sum(shown) + sum(truth), 1)


def fold_of(text):
    return zlib.crc32(text.encode()) % FOLDS


def cross_validate(task, records, label, group, *options):
    """Rows of slant for each record, by a classifier that saw no record of its fold."""
    rows = [None] * len(records)
    for fold in range(FOLDS):
        seen = [r for r in records if fold_of(r[group]) != fold]
        held = [i for i, r in enumerate(records) if fold_of(r[group]) == fold]
        model = os.path.join(WORK, "fold.slant")
        run("train", "--task", task, "--model", GROWN, "--label", label, "--group", group,
            *options, "-o", model, write("seen.jsonl", seen))
        held_records = [dict(records[i], id=str(i)) for i in held]
        for row in frames(write("held.jsonl", held_records), model=model):
            rows[int(row["article"])] = row
    return rows


def us_economic_news():
    records = read("us_economic_news", "all.jsonl")
    for i, r in enumerate(records):
        r["id"] = str(i)
        r["frames"] = ["economic"] if r["label"] == 1 else []
    truth = [r["label"] for r in records]
    path = write("economic.jsonl", records)
    rows = frames(path, rows="articles", unit="article")
    print("us_economic_news, AUC of policy.economic, seeds alone: %.3f (strength) %.3f (share)" % (
        auc([r["frames"]["policy.economic"]["strength"] for r in rows], truth),
        auc([r["frames"]["policy.economic"]["all"] for r in rows], truth)))
    rows = cross_validate("frame", records, "frames", "text", "--missing-is-none")
    print("us_economic_news, AUC of policy.economic, trained, 5 folds:  %.3f" % auc(
        [r["frames"]["policy.economic"] for r in rows], truth))


# The nine frames of the corpus in the terms of the codebook (Boydstun et al. 2014): race and culture
# are both its cultural identity.
GVFC = {
    "politics": "political", "gun control/regulation": "policy", "public opinion": "public-opinion",
    "school or public space safety": "security", "race/ethnicity": "cultural-identity",
    "economic consequences": "economic", "mental health": "health",
    "gun/2nd amendment rights": "legality", "society/culture": "cultural-identity",
}


def gvfc():
    records = [r for r in read("gvfc", "headlines.jsonl") if r["relevant"] == 1 and r["frames"]]
    names = sorted(set(GVFC.values()))
    for i, r in enumerate(records):
        r["id"] = str(i)
        r["raw"] = r["frames"]
        r["frames"] = sorted({GVFC[f] for f in r["raw"]})
    print("gvfc: %d headlines with a frame, nine frames as eight of ours" % len(records))

    def report(what, rows, labels, field):
        scores = [f1([field + n in r["shows"] for r in rows], [n in l for l in labels])
                  for n, _ in names_of]
        print("  macro-F1, %s: %.3f  %s" % (what, sum(scores) / len(scores), " ".join(
            "%s %.2f" % (n, s) for (n, _), s in zip(names_of, scores))))

    names_of = [(n, 0) for n in names]
    labels = [r["frames"] for r in records]
    report("seeds alone", frames(write("gvfc.jsonl", records)), labels, "policy.")
    report("trained, 5 folds", cross_validate("frame", records, "frames", "text"), labels,
           "policy.")
    # The nine as they are, as names of a user's own.
    for r in records:
        r["own"] = ["gvfc " + f for f in r["raw"]]
    nine = sorted({f for r in records for f in r["raw"]})
    names_of = [("".join(c if c.isalnum() else "-" for c in "gvfc " + f), 0) for f in nine]
    labels = [["".join(c if c.isalnum() else "-" for c in "gvfc " + f) for f in r["raw"]]
              for r in records]
    report("all nine, trained, 5 folds", cross_validate("frame", records, "own", "text"), labels,
           "own.")


def gwsd():
    records = read("gwsd_climate_stance", "all.jsonl")
    for i, r in enumerate(records):
        r["id"] = str(i)
    rows = frames(write("gwsd.jsonl", records))
    opinions = [(row, r["label"]) for row, r in zip(rows, records) if r["label"] != "neutral"]
    for name, side in (("moral.harm", "agree"), ("generic.responsibility", "agree"),
                       ("moral.cheating", "disagree"), ("generic.conflict", "disagree")):
        print("gwsd_climate_stance, AUC of %s for '%s' against the other side: %.3f" % (
            name, side, auc([row["frames"][name] for row, _ in opinions],
                            [int(label == side) for _, label in opinions])))


def narrative_frames():
    records = read("narrative_frames", "articles.jsonl")
    path = write("narrative.jsonl", records)
    rows = frames(path, "--roles", rows="articles", unit="article")
    ours = {"conflict": "generic.conflict", "human interest": "generic.human-interest",
            "moral": "generic.morality", "economic": "generic.economic-consequences",
            "resolution": "generic.responsibility"}
    for frame, name in ours.items():
        print("narrative_frames, AUC of %s for '%s': %.3f" % (name, frame, auc(
            [row["frames"][name]["strength"] for row in rows],
            [int(frame in r["frames"]) for r in records])))
    right = named = told = 0
    for row, record in zip(rows, records):
        roles = {role["name"].lower(): role["role"] for role in row["roles"]}
        for gold in record["roles"]:
            entity = gold["entity"].lower()
            match = [n for n in roles if n == entity or n.endswith(" " + entity.split()[-1])
                     or entity.endswith(" " + n)] if entity else []
            if match and gold["role"] in ("hero", "villain", "victim"):
                named += 1
                role = roles[sorted(match)[0]]
                told += role != "none"
                right += role == gold["role"]
    print("narrative_frames, roles: %d of the annotated entities are found as names, %d get a "
          "role, %d of those the annotated one (%.2f; always 'villain': 0.39 of all annotated roles)" % (
              named, told, right, right / max(told, 1)))
    print("narrative_frames, null: " + run(
        "frames", "--model", GROWN, "--rows", "outlets", "--null", "200", "--permutations", "999",
        path).strip() + "; allowed: 0.05 and two standard errors")


FOUNDATIONS = (("care", "harm"), ("fairness", "cheating"), ("loyalty", "betrayal"),
               ("authority", "subversion"), ("sanctity", "degradation"))


def moral_events():
    records = read("moral_events", "sentences.jsonl")
    for i, r in enumerate(records):
        r["id"] = str(i)
    truth = [[int(any(m.lower() in pair for m in r["morality"])) for r in records]
             for pair in FOUNDATIONS]
    print("moral_events: %d sentences, %d stories; positives %s" % (
        len(records), len({r["triple"] for r in records}),
        " ".join("%s %d" % (p[0], sum(t)) for p, t in zip(FOUNDATIONS, truth))))
    path = write("moral.jsonl", records)

    def report(what, scores):
        ap = [average_precision(s, t) for s, t in zip(scores, truth)]
        area = [auc(s, t) for s, t in zip(scores, truth)]
        print("  %-28s AP %s  macro %.3f  AUC %s  macro %.3f" % (
            what, " ".join("%.3f" % a for a in ap), sum(ap) / 5,
            " ".join("%.3f" % a for a in area), sum(area) / 5))

    def by_frames(rows):
        return [[1 - (1 - r["frames"]["moral." + a]) * (1 - r["frames"]["moral." + b])
                 for r in rows] for a, b in FOUNDATIONS]

    rows = frames(path, "--lexicon", os.path.join(DATA, "lexicons", "emfd.jsonl"))
    report("eMFD word average", [[r["lists"]["emfd"][a + "_p"] for r in rows]
                                 for a, _ in FOUNDATIONS])
    report("seeds alone", by_frames(rows))
    report("trained, held out by story", by_frames(
        cross_validate("moral", records, "morality", "triple", "--missing-is-none")))


def speed():
    """Processor time of the sentences alone: of nine times the articles, less that of the articles
    once, which takes opening the model out."""
    records = read("narrative_frames", "articles.jsonl")
    once = write("once.jsonl", records)
    often = write("often.jsonl", records * 9)
    used = {}
    for _ in range(3):
        for options in ((), ("--frames",)):
            for path in (once, often):
                before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                run("score", "--model", GROWN, "--rows", "articles", "--format", "csv",
                    "--threads", "1", *options, path)
                seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
                used[options, path] = min(used.get((options, path), 1e9), seconds)
    off = used[(), often] - used[(), once]
    on = used[("--frames",), often] - used[("--frames",), once]
    print("speed: slant score --rows articles, %d articles: frames off %.2f s, on %.2f s of "
          "processor time: %+.0f %%; opening frames takes %.2f s more" % (
              8 * len(records), off, on, 100 * (on / off - 1),
              used[("--frames",), once] - used[(), once] - (on - off) / 8))


for part in (us_economic_news, gvfc, gwsd, narrative_frames, moral_events, speed):
    if not PARTS or part.__name__ in PARTS:
        part()
        sys.stdout.flush()
