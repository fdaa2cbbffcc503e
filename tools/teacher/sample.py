#!/usr/bin/env python3
"""Draws unlabelled news sentences for a teacher to label.

Usage: sample.py DATA WORK --slant PROGRAM [--targets N] [--sentences N]

Articles of DATA/article_bias/random_train.jsonl.gz are cut by `slant segment`, so that sentences
and names are those which slant will meet. Writes

    WORK/targets.jsonl     {"text", "article", "targets": [{"from", "to", "mention", "kind"}]}
    WORK/sentences.jsonl   {"text", "article"}

Offsets are characters. Sentences which stand in a labelled file of DATA are left out.
"""

import argparse
import gzip
import json
import pathlib
import random
import re
import subprocess
import tempfile

PER_ARTICLE = 6  # sentences of an article at most
TOKENS = range(6, 61)  # length of a sentence
EDGE = 50  # characters; a sentence that begins or ends as a labelled one is taken for that one
UNLABELLED = {"article_bias", "lexicons", "html_extraction", "outlet_labels"}
SHARES = {"person": 0.75, "organization": 0.15, "other words": 0.10}  # of the targets


def normalised(text):
    """Lower-case letters and digits only."""
    return "".join(c for c in text.lower() if c.isalnum())


def lines(path):
    """The records of a JSON Lines file, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def strings(value):
    """All strings inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        value = value.values()
    if not isinstance(value, (str, int, float, type(None))):
        for inner in value:
            yield from strings(inner)


def segmented(slant, records):
    """Pairs of a text as bytes and what `slant segment` saw in it."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        texts = {}
        for record in records:
            texts[record["id"]] = record["text"].encode()
            file.write(json.dumps({"id": record["id"], "text": record["text"]}) + "\n")
        file.flush()
        command = [slant, "segment", "--format", "jsonl", file.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                seen = json.loads(line)
                if seen["article"] in texts:
                    yield texts[seen["article"]], seen
        if process.returncode:
            raise SystemExit(f"{slant} segment failed")


def labelled(data, slant):
    """Normalised sentences of every labelled file: as they stand, and as slant would cut them."""
    found = set()
    for path in sorted(data.glob("*/*.jsonl*")):
        if path.parent.name not in UNLABELLED:
            found.update(s for record in lines(path) for s in strings(record) if len(s) > 20)
    documents = [{"id": str(i), "text": t} for i, t in enumerate(sorted(found)) if len(t) > 250]
    for text, seen in segmented(slant, documents):
        found.update(text[s["start"]:s["end"]].decode() for s in seen["sentences"])
    return {normalised(s) for s in found}


def candidates(text, seen):
    """The sentences of an article that are long enough, with the mentions in each."""
    mentions = []
    for name in seen["names"]:
        for mention in name["mentions"]:
            kind = name["kind"] if mention["kind"] == "name" else "other words"
            if kind in SHARES and (mention["kind"] == "name" or name["kind"] == "person"):
                mentions.append((mention["start"], mention["end"], kind))
    starts = [t["start"] for t in seen["tokens"]]
    for sentence in seen["sentences"]:
        start, end = sentence["start"], sentence["end"]
        if sum(start <= s < end for s in starts) in TOKENS:
            words = text[start:end].decode()
            inside = [(len(text[start:a].decode()), len(text[start:b].decode()), kind)
                      for a, b, kind in mentions if start <= a and b <= end]
            yield re.sub(r"\s", " ", words), inside


def pick(rng, mentions):
    """One mention: its kind is drawn by its share, then one of that kind."""
    kinds = sorted({kind for *_, kind in mentions})
    kind = rng.choices(kinds, [SHARES[k] for k in kinds])[0]
    return rng.choice([m for m in mentions if m[2] == kind])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--slant", default="slant")
    parser.add_argument("--targets", type=int, default=80000)
    parser.add_argument("--sentences", type=int, default=60000)
    options = parser.parse_args()
    rng = random.Random(1)

    taken = labelled(options.data, options.slant)
    edges = {s[:EDGE] for s in taken if len(s) > EDGE} | {s[-EDGE:] for s in taken if len(s) > EDGE}
    print(f"{len(taken)} labelled sentences")

    with_target, plain = [], []
    articles = lines(options.data / "article_bias" / "random_train.jsonl.gz")
    for text, seen in segmented(options.slant, articles):
        found = list(candidates(text, seen))
        rng.shuffle(found)
        targets = sentences = 0
        for words, mentions in found:
            key = normalised(words)
            if key in taken or key[:EDGE] in edges or key[-EDGE:] in edges:
                continue
            record = {"text": words, "article": seen["article"]}
            if mentions and targets < PER_ARTICLE:
                start, end, kind = pick(rng, mentions)
                target = {"from": start, "to": end, "mention": words[start:end], "kind": kind}
                with_target.append(record | {"targets": [target]})
                targets += 1
                taken.add(key)
            elif sentences < PER_ARTICLE:
                plain.append(record)
                sentences += 1
                taken.add(key)

    options.work.mkdir(parents=True, exist_ok=True)
    chosen = []
    for kind, share in SHARES.items():
        pool = [r for r in with_target if r["targets"][0]["kind"] == kind]
        chosen += rng.sample(pool, min(len(pool), round(share * options.targets)))
        print(f"{kind}: {len(pool)} to choose from")
    spare = {id(r) for r in chosen}
    plain += [{"text": r["text"], "article": r["article"]} for r in with_target if id(r) not in spare]
    parts = {"targets": chosen, "sentences": rng.sample(plain, min(len(plain), options.sentences))}
    for name, records in parts.items():
        rng.shuffle(records)
        with open(options.work / f"{name}.jsonl", "w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        print(f"{name}: {len(records)}")


if __name__ == "__main__":
    main()
