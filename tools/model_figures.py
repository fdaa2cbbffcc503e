"""What the default model is measured on: shared by tools/evaluate-model and tools/model-card.

Nothing here was trained on.  Folds and the parts called dev or valid are left out by tools/training-data.
"""
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from typing import NamedTuple

TOP = pathlib.Path(__file__).resolve().parent.parent
SLANT = os.environ.get("SLANT", str(TOP / "build/release/bin/slant"))
GOLD = TOP / "corpora/gold/sentences.jsonl"


class Evaluation(NamedTuple):
    key: str
    name: str       # of the test set, as the card says it
    options: list   # of slant eval
    files: list     # below DATA, or made by Data


def read(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


class Data:
    """The folder of labelled data, and files that are filtered from it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        if not self.folder.is_dir():
            sys.exit(f"there is no folder '{folder}'")
        self._scratch = tempfile.TemporaryDirectory()
        self.scratch = pathlib.Path(self._scratch.name)

    def path(self, name):
        return self.folder / name

    def write(self, name, records):
        path = self.scratch / name
        with open(path, "w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record) + "\n")
        return path

    def seesaw(self):
        """Sentences of SEESAW's valid part whose stances are all negative or all positive."""
        return self.write("seesaw_valid_polar.jsonl", (
            {"text": r["text"], "article": r["article"], "tone": r["sentence_label"]}
            for r in read(self.path("seesaw/sentences.jsonl"))
            if r["split"] == "valid" and r["sentence_label"] in (-1, 1)))

    def factual(self):
        """What BABE's experts call unbiased and factual, labelled neutral."""
        return self.write("babe_factual.jsonl", (
            {"id": r["id"], "text": r["text"], "url": r["url"], "tone": 0}
            for r in read(self.path("babe/babe.jsonl")) if r["label"] == 0 and r["opinion"] == "factual"))

    def shown(self, argument):
        """An argument as a reader of the record should see it."""
        return (str(argument).replace(str(self.scratch), "FILTERED").replace(str(self.folder), "DATA")
                .replace(str(TOP) + "/", ""))


def evaluations(data):
    """All evaluations with one model, in the order of the card."""
    news, nyt = data.path("newsmtsc"), data.path("vader_gt/nyt.jsonl")
    babe, subjective = data.path("babe/babe.jsonl"), data.path("news_subjectivity/checkthat25_dev.jsonl")
    fold = ["--group", "url", "--fold", "0/5"]
    return [
        Evaluation("target", "NewsMTSC rw_dev and mt_dev", ["--task", "target", "--group", "article"],
                   [news / "rw_dev.jsonl", news / "mt_dev.jsonl"]),
        Evaluation("target_rw", "NewsMTSC rw_dev", ["--task", "target", "--group", "article"],
                   [news / "rw_dev.jsonl"]),
        Evaluation("tone_rw", "NewsMTSC rw_dev", ["--task", "tone", "--label", "sentence_label", "--group", "article"],
                   [news / "rw_dev.jsonl"]),
        Evaluation("tone_mt", "NewsMTSC mt_dev", ["--task", "tone", "--label", "sentence_label", "--group", "article"],
                   [news / "mt_dev.jsonl"]),
        Evaluation("tone_seesaw", "SEESAW valid, negative against positive",
                   ["--task", "tone", "--label", "tone", "--polar", "--group", "article"], [data.seesaw()]),
        Evaluation("score_nyt", "New York Times, fold 0 of 5",
                   ["--task", "score", "--label", "score", "--scale=-2,2", "--group", "doc", "--fold", "0/5"], [nyt]),
        Evaluation("event_emobank", "EmoBank dev, news and headlines",
                   ["--task", "event", "--label", "reader_valence", "--scale", "2,4", "--group", "document",
                    "--where", "category=newspaper,SemEval"], [data.path("emobank/dev.jsonl")]),
        Evaluation("bias_babe", "BABE, fold 0 of 5 by article",
                   ["--task", "bias", "--label", "label", *fold, "--within", "outlet", "--by", "outlet,topic"], [babe]),
        Evaluation("opinion_babe", "BABE, fold 0 of 5 by article", ["--task", "opinion", "--label", "opinion", *fold],
                   [babe]),
        Evaluation("bias_subjectivity", "CheckThat 2025 dev (subjective sentences)",
                   ["--task", "bias", "--label", "label"], [subjective]),
        Evaluation("tone_gold", "corpora/gold", ["--task", "tone", "--label", "tone"], [GOLD]),
        Evaluation("score_gold", "corpora/gold", ["--task", "score", "--label", "score"], [GOLD]),
        Evaluation("event_gold", "corpora/gold", ["--task", "event", "--label", "event_valence"], [GOLD]),
        Evaluation("bias_gold", "corpora/gold", ["--task", "bias", "--label", "bias"], [GOLD]),
    ]


def splits(data, options):
    """Trainings anew for each fold; `options` are those of slant train."""
    babe = [data.path("babe/babe.jsonl")]
    bias = ["--task", "bias", "--label", "label", "--group", "url", "--within", "outlet", "--probe", "outlet"]
    return [
        Evaluation("babe_random", "BABE, five folds by article", [*bias, "--split", "random", *options], babe),
        Evaluation("babe_outlet", "BABE, one outlet left out", [*bias, "--split", "outlet", *options], babe),
        Evaluation("babe_topic", "BABE, one topic left out", [*bias, "--split", "topic", *options], babe),
        Evaluation("nyt_random", "New York Times, five folds by article",
                   ["--task", "score", "--label", "score", "--scale=-2,2", "--group", "doc", "--split", "random",
                    *options], [data.path("vader_gt/nyt.jsonl")]),
        Evaluation("newsmtsc_random", "NewsMTSC train, five folds by article",
                   ["--task", "target", "--group", "article", "--split", "random", *options],
                   [data.path("newsmtsc/train.jsonl")]),
    ]


class NoClassifier(Exception):
    """The model has no classifier for a task that it may lack."""


def run(arguments, **more):
    done = subprocess.run([SLANT, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **more)
    if "has no classifier" in done.stderr:
        raise NoClassifier(done.stderr.strip())
    if done.returncode != 0:
        sys.exit(f"{done.stderr.strip()}\nslant {' '.join(map(str, arguments))} ended with {done.returncode}")
    return done.stdout


def arguments_of(evaluation, model, form="text"):
    return ["eval", "--model", model, "--format", form, *evaluation.options, *evaluation.files]


def evaluate(evaluation, model):
    """The report, or nothing if the model has no classifier for the task."""
    try:
        return json.loads(run(arguments_of(evaluation, model, "json")))
    except NoClassifier:
        return None


def score(model, texts, only=()):
    """Rows of slant.sentence/1, one a text, each taken as one sentence; `only` names the tasks to run."""
    records = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
    rows = {}
    for line in run(["score", "--model", model, "--unit", "sentence", "--format", "jsonl", *only, "-"],
                    input=records).splitlines():
        row = json.loads(line)
        rows[int(row["article"])] = row
    if len(rows) != len(texts):
        sys.exit(f"{len(texts)} sentences, but {len(rows)} rows")
    return [rows[i] for i in range(len(texts))]


def neutrality(data, model, rules=(), held_out=False):
    """(not neutral, all) of what experts call factual and unbiased; `rules` in the place of the model."""
    fold = ("--group", "url", "--fold", "0/5") if held_out else ()
    row = json.loads(run(["eval", "--model", model, "--task", "tone", "--label", "tone", *rules, *fold,
                          "--format", "json", data.factual()]))
    said = row["classes"]["neutral"]["predicted_as"]
    return said["negative"] + said["positive"], sum(said.values())


def area(scores, labels):
    """Area under the ROC curve, ties counting half; nothing without both labels."""
    wins = zeros = ones = 0
    for _, tied in itertools.groupby(sorted(zip(scores, labels)), key=lambda pair: pair[0]):
        tied = [label for _, label in tied]
        positives = sum(tied)
        negatives = len(tied) - positives
        wins += positives * (zeros + negatives / 2)
        zeros += negatives
        ones += positives
    return wins / (zeros * ones) if zeros and ones else None


def opinion_areas(data, model):
    """How well p(opinion), and p(mixed) + p(opinion), rank subjective sentences; nothing if the model has no such
    classifier."""
    records = list(read(data.path("news_subjectivity/checkthat25_dev.jsonl")))
    rows = score(model, [r["text"] for r in records], ("--only", "opinion"))
    if any(not isinstance(r.get("opinion"), dict) for r in rows):
        return None
    labels = [r["label"] for r in records]
    return area([r["opinion"]["p"][2] for r in rows], labels), area([1 - r["opinion"]["p"][0] for r in rows], labels)


def roundups(data, model):
    """(events in which the neutral roundup is less biased than the mean of the three snippets, all events): by the mean
    probability of the narrated sentences and the headline."""
    articles, events = [], 0
    for part in ("train", "val"):
        for record in read(data.path(f"neus_allsides_triples/{part}.jsonl")):
            articles.append({"id": f"{events} neutral", "title": record["neutral_title"],
                             "text": record["neutral_text"]})
            articles += [{"id": f"{events} {i}", "title": s["title"], "text": s["text"]}
                         for i, s in enumerate(record["sources"])]
            events += 1
    path = data.write("neus.jsonl", articles)
    means = {}
    for line in run(["score", "--model", model, "--rows", "articles", "--format", "jsonl", path]).splitlines():
        row = json.loads(line)
        if row["schema"] == "slant.article/1" and row["bias"]["mean_p"] is not None:
            means[row["article"]] = row["bias"]["mean_p"]
    less = counted = 0
    for event in range(events):
        slanted = [means[f"{event} {i}"] for i in range(3) if f"{event} {i}" in means]
        if f"{event} neutral" in means and slanted:
            counted += 1
            less += means[f"{event} neutral"] < sum(slanted) / len(slanted)
    return less, counted
