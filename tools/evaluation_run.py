"""Shared by evaluate_comparison.py, evaluate_frames.py and evaluate_stories.py: the program, the folder of labelled data
and a folder to work in, as the three first arguments name them; the arguments after them, which name parts."""
import gzip
import json
import os
import subprocess
import sys
import time

SLANT, WORK, DATA = sys.argv[1:4]
PARTS = sys.argv[4:]


def read(*path):
    """The records of a file of JSON Lines below DATA, gzip or not."""
    name = os.path.join(DATA, *path)
    with (gzip.open if name.endswith(".gz") else open)(name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write(name, records):
    """A file of WORK with a record a line; its path."""
    path = os.path.join(WORK, name)
    with open(path, "w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record) + "\n")
    return path


def run(*arguments):
    """What `slant ARGUMENTS` prints; ends with its message if it fails."""
    done = subprocess.run([SLANT, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit("slant " + " ".join(arguments) + "\n" + done.stderr.decode())
    return done.stdout.decode()


def rows_of(*arguments, form="jsonl"):
    """The rows of JSON that `slant ARGUMENTS --format FORM` prints."""
    return [json.loads(line) for line in run(*arguments, "--format", form).splitlines()]


def timed(*arguments):
    """The file of rows that `slant ARGUMENTS` prints, seconds by the clock, seconds of processor time, and the most
    memory in MB."""
    # From a small process: the peak of a child begins with that of the process that starts it.
    script = ("import resource,subprocess,sys;p=subprocess.run(sys.argv[1:],stderr=subprocess.DEVNULL);"
              "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
              "print(u.ru_utime+u.ru_stime,u.ru_maxrss/1024,file=sys.stderr);sys.exit(p.returncode)")
    path = os.path.join(WORK, "rows.jsonl")
    began = time.time()
    with open(path, "wb") as out:
        done = subprocess.run([sys.executable, "-c", script, SLANT, *arguments, "--format", "jsonl"], stdout=out,
                              stderr=subprocess.PIPE, check=False)
    clock = time.time() - began
    if done.returncode != 0:
        sys.exit("slant " + " ".join(arguments) + f" ended with {done.returncode}")
    processor, memory = map(float, done.stderr.split())
    return path, clock, processor, memory


def read_rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
