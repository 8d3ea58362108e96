"""features_worker.py PICKLE: SciPy's side of the features of an hour of ECG and EDA (tests/golden/make_features.py)."""
import os
import sys

import numpy as np

from scipy_worker import RATE, read
from serve import serve

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "golden"))
from make_features import heart, skin_parts, skin_rows

SECONDS, STARTS = 3600, np.arange(0, 3541, 30.0)


def work(ecg, eda):
    rows = np.hstack([heart(ecg, RATE, True, STARTS), skin_rows(*skin_parts(eda, RATE, "highpass"), STARTS)])
    return lambda: float(np.nansum(np.abs(rows)))


if __name__ == "__main__":
    hour = [np.resize(np.ascontiguousarray(array), SECONDS * RATE) for array in read(sys.argv[1])[:2]]
    serve(lambda: work(*hour), 1)
