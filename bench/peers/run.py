#!/usr/bin/env python3
"""Ours beside its peers, in the same run and by turns: training beside PyTorch, inference beside ONNX Runtime, reading and
preprocessing beside pickle and SciPy. Prints ratios; writes results.json and README.md. Installs nothing: a row whose peer is
missing is skipped, and how to get it is said.

    /usr/bin/python3 bench/peers/run.py --out bench/results/this-machine [--pickle WESAD/S2/S2.pkl] [--node-modules DIR/node_modules]
"""
import argparse
import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

import machine
from rows import LARGE, SMALL, rows

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OURS = os.path.join(ROOT, "artifacts", "bin", "AttX.Benchmarks", "release", "AttX.Benchmarks")
ATTX = os.path.join(ROOT, "artifacts", "bin", "AttX.Cli", "release", "attx")


class Worker:
    """A process that does its work once for each line it is sent."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(self.process.args)} ended with {self.process.wait()}")
        return json.loads(line)

    def go(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def command(words, folders, ours=False):
    words = [folders[word[1:-1]] if re.fullmatch(r"\{.*\}", word) else word for word in words]
    if ours or words[0] == "ours":
        return [OURS, "peer", *(words if ours else words[1:])]
    return ["node" if words[0].endswith(".js") else sys.executable, os.path.join(HERE, words[0]), *words[1:]]


def value(row, answer, ours):
    """What is compared, more being better, and what is printed."""
    if row.by == "memory":
        return 1 / answer["peakBytes"], answer["peakBytes"] / 1e6
    work = answer["work"] * (answer["check"] if row.by == "operations" and ours else 1)
    rate = work / answer["seconds"]
    return rate, answer["seconds"] if row.unit == "s" else rate / 1e9 if row.unit == "GFLOP/s" else rate


def jiffies(*workers):
    """What all processes used so far, what was to be had, and what the workers used."""
    with open("/proc/stat") as file:
        every = [int(word) for word in file.readline().split()[1:9]]
    own = 0
    for worker in workers:
        with open(f"/proc/{worker.process.pid}/stat") as file:
            own += sum(int(word) for word in file.read().rsplit(")", 1)[1].split()[11:13])
    return sum(every) - every[3] - every[4], sum(every), own


def measure(row, repeats, folders, environment):
    with Worker(command(row.ours, folders, ours=True), environment) as ours, Worker(command(row.peer, folders), environment) as peer:
        pairs = []
        warm = 0 if row.by == "memory" else 2
        before = jiffies(ours, peer)
        for repeat in range(warm + (row.repeats or repeats)):
            first = repeat % 2 == 0  # take turns at being first, too
            answers = (ours.go(), peer.go()) if first else (peer.go(), ours.go())[::-1]
            if repeat >= warm:
                pairs.append(answers)
        busy, total, workers = (after - then for after, then in zip(jiffies(ours, peer), before))
    for a, b in pairs:
        if row.by == "rate" and a["check"] and b["check"] and abs(a["check"] / b["check"] - 1) > 1e-6 and row.peer[0] != "ours":
            raise RuntimeError(f"{row.name}: the results differ: {a['check']} and {b['check']}")
    own, other = [value(row, a, True) for a, _ in pairs], [value(row, b, False) for _, b in pairs]
    return {
        "ours": statistics.median(shown for _, shown in own),
        "peer": statistics.median(shown for _, shown in other),
        "ratio": statistics.median(a / b for (a, _), (b, _) in zip(own, other)),
        "repeats": len(pairs),
        "othersShareOfCpu": round(max(0, busy - workers) / total, 3),
    }


def figure(number):
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.3f}"


def verdict(row, ratio):
    if row.floor is None:
        return ""
    return "aim met" if row.aim and ratio >= row.aim else "met" if ratio >= row.floor else "BELOW"


def markdown(about, results, skipped):
    lines = [f"# {about['cpu']}, {about['cores']} cores", "",
             "Written by `" + about["command"] + "`; ours and the peer's by turns, medians of repeats, the ratio the median of pairs.", "",
             "| work | ours | peer | unit | ratio | at least | aim | | others' share of the CPU |",
             "|---|---|---|---|---|---|---|---|---|"]
    for row, r in results:
        lines.append(f"| {row.name} | {figure(r['ours'])} | {figure(r['peer'])} | {row.unit} | **{r['ratio']:.2f}** | "
                     f"{row.floor or ''} | {row.aim or ''} | {verdict(row, r['ratio'])} | {100 * r['othersShareOfCpu']:.0f} % |")
    lines += [f"| {row.name} | | | | skipped: no {', '.join(why)} | | | | |" for row, why in skipped]
    lines += ["", "PyTorch and ONNX Runtime run the same function twice: *plain*, the paper's equations operator by operator, and *tuned*, as "
              "someone who profiles would write it (bench/peers/attx_torch.py). Floors and aims are set on *plain*.", ""]
    lines += ["| | |", "|---|---|"] + [f"| {key} | {text} |" for key, text in about.items() if key != "command"]
    return "\n".join(lines) + "\n"


def prepare(folder, options):
    """Our networks for the peers, and a subject's file."""
    folders = {}
    for widths in (LARGE, SMALL):
        folders[widths] = os.path.join(folder, widths.replace(",", "-"))
        subprocess.run([OURS, "peer", "export", folders[widths], widths], check=True)
    pickle = options.pickle
    if not pickle:
        print("No --pickle: writing a synthetic subject of full size (about 0.9 GB) to the temporary folder.", file=sys.stderr)
        subprocess.run([ATTX, "synth", "--out", os.path.join(folder, "cohort"), "--subjects", "1", "--minutes", "101.3"],
                       check=True, stdout=subprocess.DEVNULL)
        pickle = os.path.join(folder, "cohort", "S2", "S2.pkl")
    return folders, os.path.abspath(pickle)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, help="folder for results.json and README.md")
    parser.add_argument("--pickle", help="a full-size SX.pkl of protocol 0; one is made if not given")
    parser.add_argument("--node-modules", default=os.environ.get("NODE_PATH", ""), help="where npm put onnxruntime-node")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--only", default="", help="rows whose name contains this")
    options = parser.parse_args()
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", os.path.join(ROOT, "bench", "AttX.Benchmarks")],
                   check=True, stdout=sys.stderr)
    about = {**machine.describe(options.node_modules, ROOT), "pickleBytes": None,
             "command": "bench/peers/run.py" + (f" --repeats {options.repeats}" if options.repeats != 9 else "")}
    environment = {**os.environ, "NODE_PATH": options.node_modules}
    results, skipped = [], []
    with contextlib.ExitStack() as stack:
        folders, pickle = prepare(stack.enter_context(tempfile.TemporaryDirectory(prefix="attx-peers-")), options)
        about["pickleBytes"] = os.path.getsize(pickle)
        if about["torch"] and about["numpy"]:
            for style in ("plain", "tuned"):
                subprocess.run([sys.executable, os.path.join(HERE, "torch_worker.py"), "export", folders[LARGE], style],
                               check=True, stderr=subprocess.DEVNULL)
        for row in (r for r in rows(about["cores"], pickle) if options.only in r.name):
            if absent := machine.missing(about, row.needs):
                skipped.append((row, absent))
                continue
            results.append((row, r := measure(row, options.repeats, folders, environment)))
            print(f"{r['ratio']:6.2f}  {verdict(row, r['ratio']):8}{row.name}: {figure(r['ours'])} and {figure(r['peer'])} {row.unit}", flush=True)
            if r["othersShareOfCpu"] > 0.05:
                print(f"        (other programs used {100 * r['othersShareOfCpu']:.0f} % of the CPU: rows of several threads mean little)", flush=True)
    for peer in sorted({peer for _, absent in skipped for peer in absent}):
        print(f"Missing, so that rows were skipped. {machine.HOW_TO_GET[peer]}", file=sys.stderr)
    os.makedirs(options.out, exist_ok=True)
    with open(os.path.join(options.out, "results.json"), "w") as file:
        json.dump({"machine": about, "rows": [{"name": row.name, "unit": row.unit, "floor": row.floor, "aim": row.aim, **r}
                                              for row, r in results], "skipped": [row.name for row, _ in skipped]}, file, indent=2)
        file.write("\n")
    with open(os.path.join(options.out, "README.md"), "w") as file:
        file.write(markdown(about, results, skipped))


if __name__ == "__main__":
    main()
