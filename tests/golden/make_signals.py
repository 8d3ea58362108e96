#!/usr/bin/env python3
"""Golden values of the signal chain, from SciPy: writes signals/*.npz beside this file.

    /usr/bin/python3 tests/golden/make_signals.py

Inputs are not stored: both sides compute them (here `noise` and `signal`, there SyntheticSignal). Outputs are thinned to
stay small. Needs numpy and scipy (Debian's python3-scipy)."""
import math, os
import numpy as np
import scipy
from scipy.signal import butter, resample_poly, sosfilt, sosfilt_zi, sosfiltfilt

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "signals")


def noise(n, seed):
    """Uniform in [-1, 1), one hash per index (splitmix64), the same bits in every language."""
    with np.errstate(over="ignore"):
        z = (np.arange(1, n + 1, dtype=np.uint64) + np.uint64(seed) * np.uint64(1_000_003)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype("f8") / 2.0**52 - 1


def signal(n, rate, seed, level):
    """A slow drift about a level, a pulse-like oscillation, and noise."""
    t = np.arange(n) / rate
    return level + 0.5 * np.sin(2 * np.pi * 0.01 * t) + np.sin(2 * np.pi * 1.2 * t) + 0.3 * np.sin(2 * np.pi * 9 * t) + 0.2 * noise(n, seed)


def save(name, **arrays):
    np.savez_compressed(os.path.join(OUT, name), **arrays)


def thin(y, keep=1200):
    """The ends whole, and every k-th sample in between."""
    return y if len(y) <= keep else np.concatenate([y[:400], y[400:-400][:: max(1, (len(y) - 800) // (keep - 800))], y[-400:]])


DESIGNS = [
    ("lowpass", 4, 0, 3, 700), ("highpass", 4, 0, 0.5, 700), ("bandpass", 4, 5, 15, 700), ("bandpass", 4, 0.5, 8, 64),
    ("lowpass", 1, 0, 10, 100), ("lowpass", 2, 0, 10, 100), ("lowpass", 3, 0, 49, 100), ("lowpass", 7, 0, 30, 128), ("lowpass", 8, 0, 1, 256),
    ("highpass", 1, 0, 10, 100), ("highpass", 5, 0, 0.05, 4), ("highpass", 6, 0, 100, 256), ("bandpass", 1, 1, 30, 64),
    ("bandpass", 2, 0.5, 40, 250), ("bandpass", 3, 0.5, 30, 64), ("bandpass", 5, 8, 12, 130), ("bandpass", 6, 20, 150, 1000), ("bandpass", 1, 0.1, 31, 64),
    ("bandpass", 4, 0.1, 0.5, 700), ("bandpass", 4, 0.1, 0.5, 32), ("lowpass", 4, 0, 0.5, 700), ("lowpass", 4, 0, 0.5, 4),
    ("lowpass", 4, 0, 20, 700), ("bandpass", 4, 20, 100, 700),
]


def design(kind, order, low, high, rate):
    return butter(order, [low, high] if kind == "bandpass" else high, kind, fs=rate, output="sos")


def designs():
    kinds = {"lowpass": 0, "highpass": 1, "bandpass": 2}
    spec = np.array([[kinds[k], n, a, b, fs] for k, n, a, b, fs in DESIGNS], "f8")
    sos = [design(*d) for d in DESIGNS]
    save("designs", spec=spec, **{f"sos{i}": s for i, s in enumerate(sos)}, **{f"zi{i}": sosfilt_zi(s) for i, s in enumerate(sos)})


def filters():
    arrays, spec = {}, []
    for i, (d, lengths) in enumerate([(0, (16, 17, 700, 150_001)), (2, (28, 29, 5000, 150_000)), (3, (28, 64, 60_003)), (1, (16, 90_000)),
                                      (4, (7, 8, 9_999)), (6, (40, 30_000)), (13, (16, 20_000)), (15, (100, 40_000)),
                                      (18, (20_000, 90_001)), (19, (28, 30_000)), (20, (16, 50_003)), (21, (16, 4_001)), (22, (16, 50_001)), (23, (28, 50_002))]):
        for n in lengths:
            sos, x = design(*DESIGNS[d]), signal(n, DESIGNS[d][4], n, 10.0)
            y, zf = sosfilt(sos, x, zi=sosfilt_zi(sos) * x[0])
            arrays[f"zero{len(spec)}"] = thin(sosfiltfilt(sos, x))
            arrays[f"causal{len(spec)}"] = thin(y)
            arrays[f"rest{len(spec)}"] = thin(sosfilt(sos, x))
            arrays[f"state{len(spec)}"] = zf
            spec.append([d, n])
    save("filters", spec=np.array(spec, "i4"), **arrays)


def resampling():
    spec = [[up, down, n] for up, down in [(64, 175), (16, 1), (1, 1), (256, 700), (1, 7), (3, 2), (2, 3), (13, 11), (5, 1), (130, 256), (7, 50)]
            for n in (1, 2, 27, 500, 1001)] + [[64, 175, 20_011], [16, 1, 1_003], [1, 1, 0]]
    arrays = {}
    for i, (up, down, n) in enumerate(spec):
        x = signal(n, 50, n + up, 3.0)
        arrays[f"y{i}"] = thin(resample_poly(x, up, down)) if n else x
        arrays[f"unit{i}"] = thin(resample_poly(np.ones(n), up, down)) if n else x
    save("resampling", spec=np.array(spec, "i4"), **arrays)


# State and length, in samples of the label track at 700 Hz; cuts fall between samples of every rate.
CHAIN_RUNS = [(0, 3_333), (1, 25_001), (0, 777), (2, 20_013), (7, 1_000), (2, 6_999), (3, 17_531), (4, 9_000), (1, 7_013), (3, 15_000)]


def chain():
    """wesad.md, steps 1 to 4, for a chest and a wrist; windows of 10 s, and of 4 s with an overlap of 0.75."""
    labels = np.repeat([s for s, _ in CHAIN_RUNS], [n for _, n in CHAIN_RUNS])
    n, arrays = len(labels), {"labels": np.array(CHAIN_RUNS, "i4")}
    for device, rate, channels in [
        ("chest", 256, [(signal(n, 700, 1, 0.1), 700, ("band", (5, 15))), (signal(n, 700, 2, 5.0), 700, ("low", 3))]),
        ("wrist", 64, [(signal(n * 64 // 700 + 5, 64, 3, -2.0), 64, ("band", (0.5, 8))), (signal(n * 4 // 700 - 9, 4, 4, 7.0), 4, None)]),
    ]:
        for norm, states in [("subject", (1, 2, 3)), ("baseline", (1,)), ("raw", None)]:
            resampled, statistics = [], []
            for x, r, band in channels:
                if band:
                    x = sosfiltfilt(butter(4, band[1], band[0], fs=r, output="sos"), x)
                at = labels[np.minimum(np.arange(len(x)) * 700 // r, n - 1)]
                over = x[np.isin(at, states or (1, 2, 3))]
                statistics.append([len(over), over.mean(), over.std()])
                z = (x - over.mean()) / over.std() if states else x
                g = math.gcd(rate, r)
                resampled.append(resample_poly(z, rate // g, r // g))
            arrays[f"{device}_{norm}_statistics"] = np.array(statistics)
            for seconds, overlap in [(10, 0.5), (4, 0.75)]:
                length, hop = seconds * rate, round(seconds * rate * (1 - overlap))
                starts, edges = [], np.cumsum([0] + [k for _, k in CHAIN_RUNS])
                for (state, _), a, b in zip(CHAIN_RUNS, edges, edges[1:]):
                    s = -(-int(a) * rate // 700)
                    while state in (1, 2, 3) and s + length <= min(int(b) * rate // 700, *map(len, resampled)):
                        starts.append((s, state))
                        s += hop
                key = f"{device}_{norm}_{seconds}"
                arrays[f"{device}_{seconds}_windows"] = np.array(starts, "i4")
                for c, y in enumerate(resampled):
                    arrays[f"{key}_{c}"] = np.array([y[s:s + length][::41] for s, _ in starts])
    save("chain", **arrays)


def modalities():
    """The same chain for the modalities that the paper does not use; an accelerometer's axes beside each other."""
    labels = np.repeat([s for s, _ in CHAIN_RUNS], [n for _, n in CHAIN_RUNS])
    n, arrays = len(labels), {}
    edges = np.cumsum([0] + [k for _, k in CHAIN_RUNS])
    for device, rate, channels in [
        ("chest", 256, {"resp": (700, n, ("band", (0.1, 0.5)), 1), "temp": (700, n, ("low", 0.5), 1), "emg": (700, n, ("band", (20, 100)), 1),
                        "acc": (700, n, ("low", 20), 3)}),
        ("wrist", 64, {"temp": (4, n * 4 // 700, ("low", 0.5), 1), "acc": (32, n * 32 // 700, None, 3)}),
    ]:
        for name, (r, samples, band, axes) in channels.items():
            resampled, statistics = [], []
            for axis in range(axes):
                x = signal(samples, r, 20 + axis, 1.0 + axis)
                if band:
                    x = sosfiltfilt(butter(4, band[1], band[0], fs=r, output="sos"), x)
                over = x[np.isin(labels[np.minimum(np.arange(len(x)) * 700 // r, n - 1)], (1, 2, 3))]
                statistics.append([len(over), over.mean(), over.std()])
                g = math.gcd(rate, r)
                resampled.append(resample_poly((x - over.mean()) / over.std(), rate // g, r // g))
            y, windows = np.stack(resampled, 1), []
            for (state, _), a, b in zip(CHAIN_RUNS, edges, edges[1:]):
                s = -(-int(a) * rate // 700)
                while state in (1, 2, 3) and s + 10 * rate <= min(int(b) * rate // 700, len(y)):
                    windows.append(y[s:s + 10 * rate][::41])
                    s += 5 * rate
            arrays[f"{device}_{name}"], arrays[f"{device}_{name}_statistics"] = np.array(windows), np.array(statistics)
    save("modalities", **arrays)


def wrist_summary(folder):
    """Sums over the windows of the real wrist recordings, if they are there: numbers, not signals."""
    names = sorted((f for f in os.listdir(folder) if f.endswith(".npz")), key=lambda f: int(f[1:-4]))
    rows = []
    for name in names:
        z = np.load(os.path.join(folder, name))
        labels, row = np.repeat(z["label"], 175), [int(name[1:-4])]
        used, resampled = np.isin(labels, (1, 2, 3)), []
        for x, r, band in ((z["bvp"], 64, (0.5, 8)), (z["eda"], 4, None)):
            x = np.asarray(x, "f8")
            if band:
                x = sosfiltfilt(butter(4, band, "band", fs=r, output="sos"), x)
            m = used[np.minimum(np.arange(len(x)) * 700 // r, len(labels) - 1)]
            row += [x[m].mean(), x[m].std()]
            resampled.append(resample_poly((x - x[m].mean()) / x[m].std(), 64 // r, 1))
        cuts, windows = np.flatnonzero(np.diff(labels)) + 1, []
        for a, b in zip([0, *cuts], [*cuts, len(labels)]):
            s = -(-int(a) * 64 // 700)
            while labels[a] in (1, 2, 3) and s + 640 <= min(int(b) * 64 // 700, *map(len, resampled)):
                windows.append(s)
                s += 320
        row += [len(windows), sum(windows)]
        for y in resampled:
            w = np.array([y[s:s + 640] for s in windows])
            row += [w.sum(), (w * w).sum(), (w * np.cos(np.arange(640))).sum()]
        rows.append(row)
    save("wrist", summary=np.array(rows, "f8"))


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    designs()
    filters()
    resampling()
    chain()
    modalities()
    real = os.environ.get("ATTX_DATA", os.path.join(OUT, "../../../../shared/data"))
    if os.path.isdir(os.path.join(real, "wesad-wrist")):
        wrist_summary(os.path.join(real, "wesad-wrist"))
    print("numpy", np.__version__, "scipy", scipy.__version__, {f: os.path.getsize(os.path.join(OUT, f)) for f in sorted(os.listdir(OUT))})
