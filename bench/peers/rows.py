"""The rows: what is compared, and what ours must reach. A ratio is ours over the peer's; a time or a size counts as its inverse."""
from dataclasses import dataclass, field

LARGE, SMALL = "32,64,128", "16,32,64"
WINDOWS = 96  # of one worker, each time: about half a second


@dataclass
class Row:
    name: str
    ours: list
    peer: list  # the worker's command; "ours" as the first word for our own
    needs: list = field(default_factory=list)
    floor: float = None
    aim: float = None
    unit: str = "windows/s"
    by: str = "rate"  # rate, operations (work times check) or memory
    repeats: int = None


def training(widths, workers, style, floor=None, aim=None):
    threads = "one thread" if workers == 1 else f"{workers} folds in parallel, PyTorch with {workers} threads"
    return Row(f"training step, batch 16, {widths.replace(',', '/')}, {threads}; PyTorch {style}",
               ["train", widths, str(workers), "3"],
               ["torch_worker.py", "train", "{" + widths + "}", style, str(workers), str(WINDOWS // 16)], ["torch", "numpy"], floor, aim)


def inference(batch, style, floor=None, aim=None):
    rounds = str(max(1, 192 // batch))
    return Row(f"inference, batch {batch}, one thread; ONNX Runtime {style}", ["infer", "{" + LARGE + "}", str(batch), rounds],
               ["onnx_worker.js", "{" + LARGE + "}", style, str(batch), rounds], ["torch", "numpy", "onnxruntime-node"], floor, aim)


def rows(cores, pickle):
    """The rows of a machine with so many cores; pickle: a subject's file."""
    read = ["read", pickle], ["scipy_worker.py", "read", pickle], ["numpy"]
    table = []
    for style, judged in (("plain", True), ("tuned", False)):
        goals = [(LARGE, 1, (2.2, 3)), (SMALL, 1, (3, 4))]
        if cores > 1:
            goals += [(LARGE, cores, (2.8, 4)), (SMALL, cores, (2.8, 4))]
        table += [training(widths, workers, style, *(goal if judged else ())) for widths, workers, goal in goals]
        table += [inference(batch, style, *((1.8, 2.5) if judged else ())) for batch in (1, 16)]
    table += [
        Row("training step, 32/64/128, share of one core's multiply-add peak", ["train", LARGE, "1", "3"], ["ours", "fma"],
            [], 0.6, 0.8, "GFLOP/s", "operations"),
        Row("read a subject (ECG, EDA, labels), page cache warm; pickle.load", *read, 5, 10, "s", repeats=3),
        Row("the same, peak memory of the process after one reading", *read, 5, None, "MB", "memory", repeats=1),
        Row("preprocess the subject, one thread; SciPy", ["preprocess", pickle], ["scipy_worker.py", "preprocess", pickle],
            ["numpy", "scipy"], 2.5, 4, "s"),
        Row("features of an hour of ECG and EDA at 700 Hz, one thread; SciPy", ["features", pickle], ["features_worker.py", pickle],
            ["numpy", "scipy"], 5, None, "s"),
    ]
    if cores > 1:
        for widths in (LARGE, SMALL):
            table.append(Row(f"folds in parallel, {widths.replace(',', '/')}: 2 workers over 1 worker", ["train", widths, "2", "3"],
                             ["ours", "train", widths, "1", "3"], [], 1.9, 2))
    return table
