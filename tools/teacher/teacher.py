#!/usr/bin/env python3
"""Fine-tunes a transformer on labelled sentences and writes soft labels for unlabelled ones.

Usage: teacher.py train {target,sentence} DATA WORK --encoder DIR [--seed N] [--epochs N]
       teacher.py label {target,sentence} DATA WORK --encoder DIR

`target` judges the tone towards one masked mention, `sentence` has several heads for a sentence.
`train` writes WORK/target-SEED.pt and prints the figures of the held-out parts, on which nothing
is chosen; temperatures are fitted on a part split off the training data. `label` averages over
every seed that was trained, and writes WORK/target_soft.jsonl or WORK/sentence_soft.jsonl.
"""

import argparse
import json
import math
import os
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
import xxhash
from safetensors.torch import load_file
from scipy.stats import pearsonr
from sklearn.metrics import f1_score, roc_auc_score
from tokenizers import Tokenizer
from torch import nn

LENGTH = 72  # wordpieces of a sentence at most
BATCH = 32
LABEL_TOKENS = 4096  # wordpieces of a batch when labelling

# Head: outputs, weight of its loss, kind of loss.
HEADS = {
    "target": {"target": (3, 1.0, "class")},
    "sentence": {
        "tone": (3, 1.0, "class"),  # negative, neutral, positive
        "score": (1, 5.0, "number"),
        "event": (1, 5.0, "number"),
        "bias": (2, 1.0, "share"),  # unbiased, biased
        "subjective": (2, 1.0, "class"),
        "wiki": (2, 1.0, "class"),
        "opinion": (3, 1.0, "class"),  # factual, mixed, opinion
    },
}
FIELDS = {"tone": "tone_p", "score": "score", "event": "event", "bias": "bias_p",
          "subjective": "subjective_p", "wiki": "wiki_p", "opinion": "opinion_p"}


# ---- the encoder

class Layer(nn.Module):
    """A layer: attention with a given bias of each pair of places, then two linear maps."""

    def __init__(self, size, heads, inner, eps):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=eps)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=eps)

    def forward(self, x, bias, drop):
        rows, length, size = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(2, 3) * (size // self.heads) ** -0.5 + bias, 3)
        y = weights.to(v.dtype) @ v
        y = self.out(y.transpose(1, 2).reshape(rows, length, size))
        x = self.norm1(x + F.dropout(y, drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, drop, self.training))


class Teacher(nn.Module):
    """MPNet or BERT, and linear heads on a mark's state and the mean state.

    The embeddings and some lower layers stay as they are, which halves the time of training.
    """

    def __init__(self, folder, heads, frozen=0):
        super().__init__()
        config = json.loads((folder / "config.json").read_text())
        size, count = config["hidden_size"], config["num_attention_heads"]
        self.mpnet = config["model_type"] == "mpnet"
        self.pad = config["pad_token_id"]
        self.words = nn.Embedding(config["vocab_size"], size)
        self.places = nn.Embedding(config["max_position_embeddings"], size)
        self.norm = nn.LayerNorm(size, eps=config["layer_norm_eps"])
        self.relative = nn.Embedding(config.get("relative_attention_num_buckets", 1), count)
        self.layers = nn.ModuleList(
            Layer(size, count, config["intermediate_size"], config["layer_norm_eps"])
            for _ in range(config["num_hidden_layers"]))
        self.heads = nn.ModuleDict({h: nn.Linear(2 * size, n) for h, (n, _, _) in heads.items()})
        self.drop = 0.1
        self.load(load_file(folder / "model.safetensors"))
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.frozen = frozen
        for part in (self.words, self.places, self.relative, self.norm, *self.layers[:frozen]):
            part.requires_grad_(False)

    @torch.no_grad()
    def load(self, given):
        """Copies the published weights; query, key and value become one matrix."""
        def take(module, *names):
            for part, parameter in module.named_parameters():
                parameter.copy_(torch.cat([given[f"{name}.{part}"] for name in names]))

        take(self.words, "embeddings.word_embeddings")
        take(self.places, "embeddings.position_embeddings")
        take(self.norm, "embeddings.LayerNorm")
        if self.mpnet:
            take(self.relative, "encoder.relative_attention_bias")
            attention = ["attn.q", "attn.k", "attn.v", "attn.o", "LayerNorm"]
        else:
            self.words.weight += given["embeddings.token_type_embeddings.weight"][0]
            nn.init.zeros_(self.relative.weight)
            attention = ["self.query", "self.key", "self.value", "output.dense", "output.LayerNorm"]
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            *qkv, out, norm = (f"{at}attention.{name}" for name in attention)
            take(layer.qkv, *qkv)
            take(layer.out, out)
            take(layer.norm1, norm)
            take(layer.up, at + "intermediate.dense")
            take(layer.down, at + "output.dense")
            take(layer.norm2, at + "output.LayerNorm")

    def position_bias(self, length):
        """What attention adds for the distance of two places (MPNet): exact near, coarse far."""
        if not self.mpnet:
            return self.relative(torch.zeros(length, length, dtype=torch.long))
        half = self.relative.num_embeddings // 2
        exact = half // 2
        place = torch.arange(length)
        distance = place[None, :] - place[:, None]
        far = distance.abs().clamp(min=1)
        coarse = exact + (torch.log(far / exact) / math.log(128 / exact) * (half - exact)).long()
        bucket = torch.where(far < exact, distance.abs(), coarse.clamp(max=half - 1))
        return self.relative(bucket + half * (distance > 0))

    def encode(self, ids):
        """The last states of a batch of wordpieces, and which are not padding."""
        there = ids != self.pad
        place = torch.arange(ids.shape[1]) + (self.pad + 1 if self.mpnet else 0)
        x = self.norm(self.words(ids) + self.places(place))
        bias = self.position_bias(ids.shape[1]).permute(2, 0, 1)[None]
        bias = bias.masked_fill(~there[:, None, None, :], -1e4).to(torch.bfloat16)
        with torch.no_grad():
            for layer in self.layers[:self.frozen]:
                x = layer(x.to(torch.bfloat16), bias, 0.0)
        for layer in self.layers[self.frozen:]:
            x = layer(x.to(torch.bfloat16), bias, self.drop)
        return x, there

    def forward(self, ids, marks, head_names):
        """Outputs of some heads; marks are the places of the masked mention, or 0."""
        x, there = self.encode(ids)
        x = x.float()
        mean = (x * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        both = torch.cat([x[torch.arange(len(ids)), marks], mean], 1)
        both = F.dropout(both, self.drop, self.training)
        with torch.autocast("cpu", enabled=False):
            return {h: F.linear(both, self.heads[h].weight.float(), self.heads[h].bias.float())
                    for h in head_names}


# ---- the examples

def records(path):
    """The records of a JSON Lines file."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def fold(group, count=5, seed=0):
    """The part of the data to which a group (an article, a document, a page) belongs."""
    return xxhash.xxh3_64_intdigest(str(group).encode(), seed=seed) % count


def normalised(text):
    """Lower-case letters and digits only."""
    return "".join(c for c in text.lower() if c.isalnum())


class Reader:
    """Turns texts into wordpieces."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        special = json.loads((folder / "special_tokens_map.json").read_text())
        text = {k: v["content"] if isinstance(v, dict) else v for k, v in special.items()}
        self.sign = text["mask_token"]
        self.start, self.stop, self.pad, self.mask = (
            self.tokenizer.token_to_id(text[k])
            for k in ("cls_token", "sep_token", "pad_token", "mask_token"))

    def masked(self, text, target):
        """Wordpieces with one mask for the mention, and the place of the mask."""
        return self.read(text[:target["from"]] + self.sign + text[target["to"]:])

    def read(self, text):
        """Wordpieces, and the place of a mask (0 if there is none); long texts are cut round it."""
        ids = self.tokenizer.encode(text, add_special_tokens=False).ids
        mark = ids.index(self.mask) if self.mask in ids else 0
        first = max(0, min(mark - LENGTH // 2, len(ids) - (LENGTH - 2)))
        ids = ids[first:first + LENGTH - 2]
        return [self.start, *ids, self.stop], (mark - first + 1 if self.mask in ids else 0)


class Example:
    """A text read by a Reader, with what one head should answer."""

    def __init__(self, head, read, answer, group, text, held=False, **more):
        self.head, self.answer, self.group, self.text, self.held = head, answer, group, text, held
        self.ids, self.mark = read
        self.more = more


def target_examples(data, reader):
    """NewsMTSC: the tone of a sentence towards each target."""
    for part in ("train", "rw_dev", "mt_dev"):
        for r in records(data / "newsmtsc" / f"{part}.jsonl"):
            for t in r["targets"]:
                yield Example("target", reader.masked(r["text"], t), t["label"] + 1, r["article"],
                              r["text"], part != "train", part=part)


def sentence_examples(data, reader):
    """Every set that a head of the sentence teacher learns from or is tested on.

    Of the large sets only a part is learned from, to save time.
    """
    rng = random.Random(1)

    def make(head, record, answer, group, held=False, **more):
        text = record["text"]
        return Example(head, reader.read(text), answer, group, text, held, **more)

    for part in ("train", "rw_dev"):
        for r in records(data / "newsmtsc" / f"{part}.jsonl"):
            if r["sentence_label"] is not None and (part != "train" or rng.random() < 0.35):
                yield make("tone", r, r["sentence_label"] + 1, r["article"], part != "train",
                           part=part)
    seesaw = [r for r in records(data / "seesaw" / "sentences.jsonl")
              if r["sentence_label"] is not None]
    train = [r for r in seesaw if r["split"] == "train"]
    valid = [r for r in seesaw if r["split"] == "valid"]
    for r in rng.sample(train, 2000) + valid:
        answer = 1 if r["sentence_label"] == "none" else r["sentence_label"] + 1
        yield make("tone", r, answer, r["triple"], r["split"] == "valid", part="seesaw")

    for r in records(data / "babe" / "babe.jsonl"):
        if not r["url"]:
            continue
        held = fold(r["url"]) == 0
        if r["label"] is not None:
            yield make("bias", r, r["score"], r["url"], held, label=r["label"], outlet=r["outlet"])
        if r["opinion"] and (held or rng.random() < 0.5):
            answer = ("factual", "mixed", "opinion").index(r["opinion"])
            yield make("opinion", r, answer, r["url"], held)
        if r["label"] == 0 and r["opinion"] == "factual":
            yield make("tone", r, 1, r["url"], held, part="babe")

    for r in records(data / "vader_gt" / "nyt.jsonl"):
        answer = max(-1, min(1, r["score"] / 2))
        yield make("score", r, answer, r["doc"], fold(r["doc"]) == 0, score=r["score"])

    news = {"newspaper", "SemEval"}
    emobank = records(data / "emobank" / "train.jsonl")
    other = [r for r in emobank if r["category"] not in news]
    held = [r for r in records(data / "emobank" / "dev.jsonl") if r["category"] in news]
    for r in [r for r in emobank if r["category"] in news] + rng.sample(other, 800):
        yield make("event", r, max(-1, min(1, r["reader_valence"] - 3)), r["document"])
    for r in held:
        yield make("event", r, max(-1, min(1, r["reader_valence"] - 3)), r["document"], True)

    for part in ("train", "dev"):
        for r in records(data / "news_subjectivity" / f"checkthat25_{part}.jsonl"):
            yield make("subjective", r, r["label"], r["id"], part == "dev")

    biased = records(data / "wiki_npov" / "statements_biased.jsonl")
    neutral = records(data / "wiki_npov" / "statements_neutral_cw-hard.jsonl")
    for r in rng.sample(biased, 400) + rng.sample(neutral, 400):
        yield make("wiki", r, r["label"], r["id"])


def divided(examples):
    """Training, split-off and held-out examples; no held-out text is left among the others."""
    held = [e for e in examples if e.held]
    texts = {normalised(e.text) for e in held}
    rest = [e for e in examples if not e.held and normalised(e.text) not in texts]
    off = [e for e in rest if fold(e.group, 16, seed=1) == 0]
    return [e for e in rest if fold(e.group, 16, seed=1) != 0], off, held


def batch(examples, pad):
    """Padded wordpieces and the places of the marks."""
    width = max(len(e.ids) for e in examples)
    ids = torch.full((len(examples), width), pad)
    for row, e in zip(ids, examples):
        row[:len(e.ids)] = torch.tensor(e.ids)
    return ids, torch.tensor([e.mark for e in examples])


# ---- training

def batches(examples, rng):
    """An epoch's batches: one head each, of like length, in random order."""
    made = []
    for head in sorted({e.head for e in examples}):
        own = [e for e in examples if e.head == head]
        rng.shuffle(own)
        own.sort(key=lambda e: len(e.ids) + rng.uniform(0, 6))
        made += [own[i:i + BATCH] for i in range(0, len(own), BATCH)]
    rng.shuffle(made)
    return made


def loss_of(kind, output, answers):
    """The loss of a batch for a head: classes, shares of two classes, or numbers."""
    if kind == "class":
        return F.cross_entropy(output, torch.tensor(answers), label_smoothing=0.05)
    answers = torch.tensor(answers, dtype=torch.float)
    if kind == "share":
        return F.cross_entropy(output, torch.stack([1 - answers, answers], 1))
    return F.mse_loss(output[:, 0], answers)


def fit(model, heads, examples, epochs, rate, rng):
    """Trains with warm-up and linear decay."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": [p for p in parameters if p.dim() > 1], "weight_decay": 0.01},
              {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=rate, fused=True)
    plan = [b for _ in range(epochs) for b in batches(examples, rng)]
    warm = max(1, len(plan) // 12)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, (len(plan) - s) / (len(plan) - warm)))
    model.train()
    begun, mean = time.time(), None
    for step, chosen in enumerate(plan, 1):
        head = chosen[0].head
        _, weight, kind = heads[head]
        ids, marks = batch(chosen, model.pad)
        with torch.autocast("cpu", torch.bfloat16):
            output = model(ids, marks, [head])[head]
        loss = weight * loss_of(kind, output, [e.answer for e in chosen])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        schedule.step()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            spent = time.time() - begun
            print(f"step {step} of {len(plan)}, loss {mean:.3f}, "
                  f"{spent:.0f} s, {spent / step * (len(plan) - step):.0f} s to go", flush=True)


def outputs(model, examples, head_names):
    """Outputs of the heads for examples, as arrays in their order; long batches, bf16 weights."""
    order = sorted(range(len(examples)), key=lambda i: -len(examples[i].ids))
    found = {h: np.zeros((len(examples), model.heads[h].out_features), np.float32) for h in head_names}
    begun = time.time()
    at = told = 0
    with torch.inference_mode():
        while at < len(order):
            rows = order[at:at + max(1, LABEL_TOKENS // len(examples[order[at]].ids))]
            ids, marks = batch([examples[i] for i in rows], model.pad)
            for head, output in model(ids, marks, head_names).items():
                found[head][rows] = output.float().numpy()
            at += len(rows)
            if at - told >= 5000:
                told = at
                print(f"{at} of {len(order)}, {time.time() - begun:.0f} s", flush=True)
    return found


def softmax(logits, temperature=1.0):
    """Probabilities of rows of logits."""
    z = logits / temperature
    z = np.exp(z - z.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


def temperature_of(logits, answers, kind):
    """The temperature of least log loss."""
    answers = np.array(answers)
    wanted = np.stack([1 - answers, answers], 1) if kind == "share" else np.eye(logits.shape[1])[answers]

    def cost(t):
        return -(wanted * np.log(softmax(logits, t) + 1e-9)).sum(1).mean()
    return float(min(np.geomspace(0.4, 4, 60), key=cost))


# ---- held-out figures

def macro_f1(answers, logits):
    """Macro-F1 of the likeliest class."""
    return f1_score(answers, logits.argmax(1), average="macro")


def target_figures(held, found):
    """NewsMTSC development parts, each and together."""
    logits, answers = found["target"], np.array([e.answer for e in held])
    part = np.array([e.more["part"] for e in held])
    yield "target macro-F1, rw_dev and mt_dev", macro_f1(answers, logits)
    for name in ("rw_dev", "mt_dev"):
        yield f"target macro-F1, {name}", macro_f1(answers[part == name], logits[part == name])


def sentence_figures(held, found):
    """A figure or two for each head of the sentence teacher."""
    def of(head, part=None):
        rows = [i for i, e in enumerate(held) if e.head == head and part in (None, e.more.get("part"))]
        return found[head][rows], np.array([held[i].answer for i in rows]), [held[i].more for i in rows]

    logits, answers, _ = of("tone", "rw_dev")
    yield "tone macro-F1, rw_dev", macro_f1(answers, logits)
    logits, answers, _ = of("tone", "babe")
    yield "tone, share of factual unbiased BABE called not neutral", (logits.argmax(1) != 1).mean()
    logits, answers, _ = of("tone", "seesaw")
    polar = answers != 1
    yield ("tone, accuracy on polar SEESAW, forced",
           ((logits[polar, 2] > logits[polar, 0]) == (answers[polar] == 2)).mean())
    yield "tone macro-F1, SEESAW", macro_f1(answers, logits)
    logits, _, more = of("score")
    yield "score r, NYT", pearsonr(logits[:, 0], [m["score"] for m in more])[0]
    logits, answers, _ = of("event")
    yield "event r, EmoBank news", pearsonr(logits[:, 0], answers)[0]
    logits, _, more = of("bias")
    label = np.array([m["label"] for m in more])
    outlet = np.array([m["outlet"] for m in more])
    yield "bias macro-F1, BABE", macro_f1(label, logits)
    margin = logits[:, 1] - logits[:, 0]
    yield "bias AUC, BABE", roc_auc_score(label, margin)
    areas = [roc_auc_score(label[outlet == o], margin[outlet == o]) for o in sorted(set(outlet))
             if min((label[outlet == o] == 0).sum(), (label[outlet == o] == 1).sum()) >= 5]
    yield f"bias mean AUC within an outlet, BABE ({len(areas)} outlets)", float(np.mean(areas))
    logits, answers, _ = of("opinion")
    yield "opinion macro-F1, BABE", macro_f1(answers, logits)
    logits, answers, _ = of("subjective")
    yield "subjective AUC, CheckThat", roc_auc_score(answers, logits[:, 1] - logits[:, 0])
    yield "subjective macro-F1, CheckThat", macro_f1(answers, logits)


TASKS = {"target": (target_examples, target_figures), "sentence": (sentence_examples, sentence_figures)}


# ---- the commands

def train(options):
    """Trains one teacher, reports on held-out parts, fits temperatures and saves it."""
    heads = HEADS[options.task]
    torch.manual_seed(options.seed)
    read, figures = TASKS[options.task]
    training, off, held = divided(list(read(options.data, Reader(options.encoder))))
    print(f"{len(training)} to train on, {len(off)} split off, {len(held)} held out")
    model = Teacher(options.encoder, heads, options.frozen)
    fit(model, heads, training, options.epochs, options.rate, random.Random(options.seed))

    model.eval().bfloat16()
    found = outputs(model, off, list(heads))
    temperatures = {}
    for head, (_, _, kind) in heads.items():
        rows = [i for i, e in enumerate(off) if e.head == head]
        logits, answers = found[head][rows], [off[i].answer for i in rows]
        if kind == "number":
            print(f"split off: {head} r {pearsonr(logits[:, 0], answers)[0]:.3f} of {len(rows)}")
        else:
            temperatures[head] = temperature_of(logits, answers, kind)
            right = (logits.argmax(1) == np.round(answers)).mean()
            print(f"split off: {head} accuracy {right:.3f} of {len(rows)}, "
                  f"temperature {temperatures[head]:.2f}")
    torch.save({"weights": model.state_dict(), "temperatures": temperatures},
               options.work / f"{options.task}-{options.seed}.pt")
    for name, value in figures(held, outputs(model, held, list(heads))):
        print(f"held out: {name} {value:.4f}")


def answers_of(path, options, examples):
    """What a saved teacher answers: probabilities or numbers of each head; kept in a file."""
    kept = path.with_suffix(".npz")
    if not kept.exists():
        saved = torch.load(path)
        model = Teacher(options.encoder, HEADS[options.task]).eval().bfloat16()
        model.load_state_dict(saved["weights"])
        found = outputs(model, examples, list(model.heads))
        np.savez(kept, **{h: softmax(v, saved["temperatures"][h]) if h in saved["temperatures"] else v
                          for h, v in found.items()})
    return np.load(kept)


def label(options):
    """Writes the mean answers of all trained teachers for the unlabelled sentences."""
    reader = Reader(options.encoder)
    given = records(options.work / ("targets.jsonl" if options.task == "target" else "sentences.jsonl"))
    examples = []
    for r in given:
        text, target = r["text"], options.task == "target"
        read = reader.masked(text, r["targets"][0]) if target else reader.read(text)
        examples.append(Example(None, read, None, r["article"], text))
    paths = sorted(options.work.glob(f"{options.task}-*.pt"))
    if not paths:
        raise SystemExit(f"no {options.task}-SEED.pt in {options.work}: train first")
    answers = [answers_of(p, options, examples) for p in paths]
    mean = {h: np.mean([a[h] for a in answers], 0) for h in HEADS[options.task]}

    part = options.work / f"{options.task}_soft.jsonl.part"
    with open(part, "w", encoding="utf-8") as file:
        for i, r in enumerate(given):
            soft = {h: [round(float(x), 4) for x in mean[h][i]] for h in mean}
            if options.task == "target":
                t = r["targets"][0]
                r["targets"] = [{"from": t["from"], "to": t["to"], "mention": t["mention"],
                                 "p": soft["target"]}]
            else:
                for head, field in FIELDS.items():
                    value = soft[head]
                    r[field] = value if len(value) > 1 else max(-1.0, min(1.0, value[0]))
            file.write(json.dumps(r, ensure_ascii=False) + "\n")
    os.replace(part, part.with_suffix(""))
    print(f"{len(given)} labelled by {len(paths)} teachers")
    for head, values in mean.items():
        print(head, "mean", np.round(values.mean(0), 3), "deviation", np.round(values.std(0), 3))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=["train", "label"])
    parser.add_argument("task", choices=sorted(HEADS))
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--encoder", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--frozen", type=int, default=6, help="lower layers left as they are")
    options = parser.parse_args()
    {"train": train, "label": label}[options.command](options)


if __name__ == "__main__":
    main()
