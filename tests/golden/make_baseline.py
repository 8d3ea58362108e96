#!/usr/bin/env python3
"""Golden values of the linear baseline, from SciPy and NumPy: writes baseline.json beside this file.

    /usr/bin/python3 tests/golden/make_baseline.py

Needs scipy (Debian's python3-scipy)."""
import json, os
import numpy as np
import scipy
from scipy.signal import butter, find_peaks, sosfilt

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "baseline.json")
random = np.random.default_rng(10)
SECONDS, WINDOW, HOP = 150, 10, 5


def signals():
    t = np.arange(SECONDS * 64) / 64
    phase = np.cumsum(2 * np.pi * (1.2 + 0.2 * np.sin(t / 9) + 0.05 * random.normal(0, 1, len(t))) / 64)
    pulse = 40 * np.sin(phase) + 15 * np.sin(2 * phase + 1) + random.normal(0, 4, len(t))
    pulse[40 * 64:53 * 64] = 3  # no pulse for a while: no heart rate
    s = np.arange(SECONDS * 4) / 4
    eda = 2 + 0.3 * np.sin(s / 20) + 0.2 * np.abs(np.sin(s / 3)) ** 4 + random.normal(0, 0.01, len(s))
    temperature = 33 + 0.002 * s + random.normal(0, 0.02, len(s))
    return np.round(pulse, 2), np.round(eda, 4), np.round(temperature, 3)


def pulse_features(x, fs=64):
    p, _ = find_peaks(x, distance=int(.4 * fs), prominence=.5 * np.std(x) + 1e-9)
    i = np.diff(p) / fs
    i = i[(i > .33) & (i < 1.7)]
    return (60 / np.median(i), np.log(np.std(np.diff(i)) * 1000 + 1)) if len(i) > 3 else (np.nan, np.nan)


def features(pulse, eda, temperature):
    x = sosfilt(butter(3, [.7, 3.5], "band", fs=64, output="sos"), pulse)
    rows = []
    for a in range(0, SECONDS - WINDOW + 1, HOP):
        e, t, s = eda[a * 4:(a + WINDOW) * 4], temperature[a * 4:(a + WINDOW) * 4], np.arange(WINDOW * 4) / 4
        k = min(41, len(e) // 2 * 2 - 1)
        fast = e - np.convolve(np.pad(e, (k // 2, k // 2), "edge"), np.ones(k) / k, "valid")
        rows.append([*pulse_features(x[a * 64:(a + WINDOW) * 64]), e.mean(), np.log(max(e.mean(), .01)), e.std(), np.polyfit(s, e, 1)[0],
                     np.abs(fast).mean(), (np.diff(e) > .01).mean(), t.mean(), np.polyfit(s, t, 1)[0]])
    rows = np.array(rows)
    assert np.isnan(rows[:, 0]).any()
    for j in range(10):
        last = np.nanmedian(rows[:, j])
        for i in range(len(rows)):
            last = rows[i, j] = last if np.isnan(rows[i, j]) else rows[i, j]
    return rows


def running(r):
    return np.array([(r[i] - r[:i + 1].mean(0)) / ((r[:i + 1].std(0) if i > 2 else 1) + 1e-9) for i in range(len(r))])


def discriminant():
    x = random.normal(0, 1, (60, 4)) @ random.normal(0, 1, (4, 4))
    x[3] *= 20  # beyond the limit
    y = (x[:, 0] + random.normal(0, 1, 60) > 0.3).astype(int)
    train, test = slice(0, 40), slice(40, None)
    m, g = x[train].mean(0), x[train].std(0) + 1e-9
    z, q, t = np.clip((x[train] - m) / g, -5, 5), np.clip((x[test] - m) / g, -5, 5), y[train]
    m0, m1 = z[t == 0].mean(0), z[t == 1].mean(0)
    s = (np.cov(z[t == 0].T) * (t == 0).sum() + np.cov(z[t == 1].T) * (t == 1).sum()) / len(t)
    return dict(rows=x.tolist(), labels=y.tolist(), training=40, scores=((q - (m0 + m1) / 2) @ np.linalg.solve(s + 1e-2 * np.eye(4), m1 - m0)).tolist())


pulse, eda, temperature = signals()
raw = features(pulse, eda, temperature)
session = (raw - raw.mean(0)) / (raw.std(0) + 1e-9)
with open(OUT, "w") as file:
    json.dump(dict(versions=f"scipy {scipy.__version__}, numpy {np.__version__}", pulse=pulse.tolist(), eda=eda.tolist(), temperature=temperature.tolist(),
                   windowSeconds=WINDOW, hopSeconds=HOP, none=raw.ravel().tolist(), session=session.ravel().tolist(), running=running(raw).ravel().tolist(),
                   discriminant=discriminant()), file)
    file.write("\n")
