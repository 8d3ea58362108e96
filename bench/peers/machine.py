"""What a measurement was taken on, and what is missing for it."""
import datetime
import importlib.util
import os
import platform
import shutil
import subprocess


def output(*command, **options):
    """A command's output, or None if it cannot be run or fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def cpu_model():
    with open("/proc/cpuinfo") as info:
        return next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine())


def python_version(module):
    if importlib.util.find_spec(module) is None:
        return None
    return __import__(module).__version__


def onnxruntime_version(node_path):
    return output("node", "-p", "require('onnxruntime-node/package.json').version", env={**os.environ, "NODE_PATH": node_path}) \
        if shutil.which("node") else None


def describe(node_path, root):
    return {
        "date": datetime.date.today().isoformat(),
        "commit": output("git", "-C", root, "describe", "--always", "--dirty"),
        "cpu": cpu_model(),
        "cores": len(os.sched_getaffinity(0)),
        "os": platform.platform(),
        "loadAtStart": round(os.getloadavg()[0], 1),
        "dotnet": output("dotnet", "--version", cwd=root),
        "python": platform.python_version(),
        "torch": python_version("torch"),
        "scipy": python_version("scipy"),
        "numpy": python_version("numpy"),
        "node": output("node", "--version"),
        "onnxruntime-node": onnxruntime_version(node_path),
    }


HOW_TO_GET = {
    "torch": "PyTorch: apt-get install python3-torch, and run this with Debian's /usr/bin/python3",
    "scipy": "SciPy: apt-get install python3-scipy, and run this with Debian's /usr/bin/python3",
    "numpy": "NumPy: apt-get install python3-numpy, and run this with Debian's /usr/bin/python3",
    "onnxruntime-node": "ONNX Runtime: npm install --prefix DIR --ignore-scripts onnxruntime-node@1.30, then --node-modules DIR/node_modules",
}


def missing(machine, peers):
    return [peer for peer in peers if machine[peer] is None]
