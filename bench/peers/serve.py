"""The other half of run.py: says "ready", then, for each line it is sent, does the work once and says how long it took."""
import json
import sys
import time


def peak_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def serve(work, amount, **about):
    """work() gives a figure that the two sides must agree on, or None; amount is what one run of it does."""
    print(json.dumps({"ready": True, **about}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        check = work()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "work": amount, "check": (check() if callable(check) else check) or 0,
                          "peakBytes": peak_bytes()}), flush=True)
