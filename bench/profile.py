#!/usr/bin/env python3
"""Where a training step's time goes: samples the program with Linux' perf (cpu-clock, 1000 a second) while it trains, and prints
the kernels' shares as Markdown. The .NET runtime names its compiled methods to perf (DOTNET_PerfMapEnabled).

    bench/profile.py [WIDTHS] [peer arguments …]        by default: train 32,64,128 1 6
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(HERE, "..", "artifacts", "bin", "AttX.Benchmarks", "release", "AttX.Benchmarks")
TURNS = 20  # enough for the start not to count
SETUP = ("Rng::", "NoiseWindows", "QuickJitted", "PreStub")  # not a step's


def record(arguments, path):
    environment = {**os.environ, "DOTNET_PerfMapEnabled": "1", "DOTNET_EnableWriteXorExecute": "0"}
    perf = subprocess.Popen(["perf", "record", "-q", "-e", "cpu-clock", "-F", "1000", "-o", path, OURS, "peer", *arguments],
                            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment, text=True)
    perf.communicate("\n" * TURNS)
    return subprocess.run(["perf", "script", "-i", path, "-F", "pid,ip,sym,dso"], capture_output=True, text=True, check=True).stdout


def kernel(symbol):
    """AttX.Nn.Kernels.Convolution::Tile8x2(…) is Convolution; what is not ours goes by where it belongs."""
    if found := re.search(r"AttX\.Nn\.Kernels\.(\w+)", symbol):
        return found[1]
    if found := re.search(r"AttX\.[\w.]*?(\w+(?:\+\w+)?)::(\w+)", symbol):
        return f"{found[1]}.{found[2]}"
    if "VectorMath" in symbol:
        return "ModalitySoftmax"
    if re.search("mem(set|move|cpy)", symbol, re.IGNORECASE):
        return "clearing and copying"
    if "libcrypto" in symbol:
        return "SHA-256 (libcrypto)"
    return "operating system" if "[kernel" in symbol else "runtime"


def main():
    arguments = sys.argv[1:] or ["train", "32,64,128", "1", "6"]
    with tempfile.TemporaryDirectory() as folder:
        lines = [line.split(None, 2) for line in record(arguments, os.path.join(folder, "perf.data")).splitlines() if line.strip()]
    for pid in {line[1] for line in lines}:
        if os.path.exists(f"/tmp/perf-{pid}.map"):
            os.remove(f"/tmp/perf-{pid}.map")
    symbols = [line[2] if len(line) > 2 else "" for line in lines]
    counts = collections.Counter(kernel(symbol) for symbol in symbols if not any(word in symbol for word in SETUP))
    total = sum(counts.values())
    print(f"`peer {' '.join(arguments)}`, {total} samples\n\n| kernel | share of time |\n|---|---|")
    for name, count in counts.most_common():
        if count >= 0.003 * total:
            print(f"| {name} | {100 * count / total:.1f} % |")


if __name__ == "__main__":
    main()
