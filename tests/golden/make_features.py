#!/usr/bin/env python3
"""Golden values of the features, from NumPy and SciPy: writes signals/features.npz beside this file.

    /usr/bin/python3 tests/golden/make_features.py

Inputs are not stored: both sides compute them (here `recording`, there FeatureInputs). Written from the definitions in docs/features.md,
with SciPy's filters, Lomb-Scargle, Welch and non-negative least squares, and plain loops where SciPy has nothing. Needs numpy and
scipy (Debian's python3-scipy). bench/peers/features_worker.py times it."""
import os
import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.ndimage import uniform_filter1d
from scipy.optimize import nnls
from scipy.signal import butter, lfilter, lombscargle, periodogram, sosfiltfilt, welch
from make_signals import OUT, noise

WINDOW, HOP, SECONDS = 60.0, 30.0, 130


def events(seconds, period, depth, seed):
    """Times about a period apart: breathing and slower waves modulate it."""
    times, t = [], 0.4
    while t < seconds + 2:
        times.append(t)
        t += period * (1 + depth * np.sin(2 * np.pi * 0.25 * t) + 0.6 * depth * np.sin(2 * np.pi * 0.09 * t) + 0.02 * noise(len(times), seed)[-1])
    return np.array(times)


def bumps(n, rate, times, shape):
    t, y = np.arange(n) / rate, np.zeros(n)
    for at in times:
        for delay, height, width in shape:
            y += height * np.exp(-0.5 * ((t - at - delay) / width) ** 2)
    return y


def bateman(t):
    return np.where(t > 0, np.exp(-np.maximum(t, 0) / 2.4) - np.exp(-np.maximum(t, 0) / 0.75), 0) / 0.4415


def recording(modality, rate, seconds=SECONDS):
    """One list of axes for a modality, in its unit."""
    n = seconds * rate
    t = np.arange(n) / rate
    if modality == "ecg":
        beats = events(seconds, 0.82, 0.05, 1)
        beats = np.delete(beats, 70) if len(beats) > 70 else beats  # one missed beat
        return [bumps(n, rate, beats, [(-0.18, 0.12, 0.025), (0, 1, 0.012), (0.03, -0.2, 0.012), (0.26, 0.25, 0.045)]) + 0.1 * np.sin(2 * np.pi * 0.3 * t) + 0.02 * noise(n, 2)]
    if modality == "bvp":
        return [bumps(n, rate, events(seconds, 0.82, 0.05, 1), [(0.2, 60, 0.09), (0.45, 20, 0.1)]) + 2 * noise(n, 3)]
    if modality == "eda":
        responses = events(seconds, 9.0, 0.3, 4)
        y = 4 + 0.3 * np.sin(2 * np.pi * t / 180) + 0.002 * t + 0.004 * noise(n, 5)
        for i, at in enumerate(responses):
            y += (0.05 + 0.1 * (i % 4)) * bateman(t - at)
        return [y]
    if modality == "resp":
        return [(4 + np.sin(2 * np.pi * 0.013 * t)) * np.sin(2 * np.pi * 0.24 * t + np.sin(2 * np.pi * 0.04 * t)) + 0.1 * noise(n, 6)]
    if modality == "temp":
        return [33 + 0.004 * t + 0.1 * np.sin(2 * np.pi * t / 70) + 0.01 * noise(n, 7)]
    if modality == "acc":
        return [level + 0.2 * np.sin(2 * np.pi * hz * t) * np.sin(2 * np.pi * t / 40) ** 2 + 0.05 * noise(n, seed)
                for level, hz, seed in ((0.8, 1.3, 8), (-0.1, 2.1, 9), (0.55, 0.7, 10))]
    return [(0.02 + 0.01 * np.sin(2 * np.pi * t / 30)) * noise(n, 11) + 0.01 * np.sin(2 * np.pi * 31 * t) * np.sin(2 * np.pi * 0.2 * t) + 0.3]


def condition(x, rate, low, high, least):
    """The pass band, zero-phase, and every k-th sample."""
    if low is None and 2 * high >= rate:
        sos = None
    else:
        sos = butter(4, [low, high] if low else high, "bandpass" if low else "lowpass", fs=rate, output="sos")
    y = x if sos is None else sosfiltfilt(sos, x)
    k = max(1, int(rate / least))
    return y[::k], rate / k


def cut(y, rate, start, length=WINDOW):
    i = [int(np.clip(np.ceil(s * rate - 1e-6), 0, len(y))) for s in (start, start + length)]
    return y[i[0]:i[1]]


def rises(x, threshold):
    """(trough, peak) of every rise and fall by the threshold."""
    found, low, high, trough, rising = [], 0, 0, -1, False
    for i, v in enumerate(x.tolist()):
        if v < x[low]:
            low = i
        if v > x[high]:
            high = i
        if rising and v <= x[high] - threshold:
            found.append((trough, high))
            rising, low = False, i
        elif not rising and v >= x[low] + threshold:
            rising, trough, high = True, low, i
    return found[1:] if found and found[0][0] == 0 else found


def beats(x, rate, ecg):
    """Elgendi's two moving averages; the offset from the median energy of blocks of 10 s."""
    y = sosfiltfilt(butter(4, (5, 15) if ecg else (0.5, 8), "bandpass", fs=rate, output="sos"), x)
    energy = y**2 if ecg else np.maximum(y, 0) ** 2
    short, long, share = (0.097, 0.611, 0.08) if ecg else (0.111, 0.667, 0.02)
    a, b = (2 * round(s * rate / 2) + 1 for s in (short, long))
    block = int(10 * rate)
    typical = np.median([energy[i:i + block].mean() for i in range(0, max(1, len(energy) - block + 1), block)])
    above = uniform_filter1d(energy, a, mode="constant") > uniform_filter1d(energy, b, mode="constant") + share * typical
    edges = np.flatnonzero(np.diff(np.r_[0, above.astype(int), 0]))
    blocks = [(i, min(j, len(y) - 1)) for i, j in zip(edges[::2], edges[1::2]) if min(j, len(y) - 1) - i >= a]
    if ecg and sum(y[i:j].max() + y[i:j].min() for i, j in blocks) < 0:
        y = -y
    peaks = []
    for i, j in blocks:
        p = i + int(np.argmax(y[i:j]))
        if not peaks or p - peaks[-1] >= 0.3 * rate:
            peaks.append(p)
        elif y[p] > y[peaks[-1]]:
            peaks[-1] = p
    p = np.array([q for q in peaks if 0 < q < len(y) - 1])
    return (p + 0.5 * (y[p - 1] - y[p + 1]) / (y[p - 1] - 2 * y[p] + y[p + 1])) / rate


def tinn(nn):
    """The base width in bins on either side of the mode, each the best of all."""
    bins = np.floor(nn * 128).astype(int)
    counts = np.bincount(bins - bins.min())
    mode = int(np.argmax(counts))

    def side(c):
        i = np.arange(len(c))
        return 1 + np.argmin(((c - c[0] * np.maximum(0, 1 - i / (1 + i[:, None]))) ** 2).sum(1))

    return 1000 * (side(counts[mode::-1]) + side(counts[mode:])) / 128


def heart(x, rate, ecg, starts):
    times = beats(x, rate, ecg)
    raw = np.diff(times)
    medians = np.clip(np.nanmedian(np.lib.stride_tricks.sliding_window_view(np.pad(raw, 5, constant_values=np.nan), 11), axis=1), 0.3, 2)
    bad = (raw < 0.3) | (raw > 2) | (np.abs(raw - medians) > 0.25 * medians)
    nn_all, rows = np.where(bad, medians, raw), []
    for start in starts:
        inside = (times[:-1] >= start) & (times[1:] < start + WINDOW)
        nn, at, corrected = nn_all[inside], times[1:][inside], bad[inside]
        ms, d = 1000 * nn, np.diff(1000 * nn)
        span = nn.sum()
        k = np.arange(1, int(span) + 1)
        power = 2 / len(nn) * lombscargle(at - at[0], ms - ms.mean(), 2 * np.pi * k / span)
        ulf, lf, hf, uhf = (power[(k / span >= a) & (k / span < b)].sum() for a, b in ((.01, .04), (.04, .15), (.15, .4), (.4, 1)))
        rows.append([np.mean(60 / nn), np.std(60 / nn, ddof=1), ms.mean(), ms.std(ddof=1), np.sqrt((d**2).mean()), (np.abs(d) > 50).sum(),
                     100 * (np.abs(d) > 50).mean(), tinn(nn), np.std((ms[1:] - ms[:-1]) / np.sqrt(2), ddof=1), np.std((ms[1:] + ms[:-1]) / np.sqrt(2), ddof=1),
                     ulf, lf, hf, uhf, lf / hf, lf / (lf + hf), hf / (lf + hf), 100 * corrected.mean()])
    return np.array(rows)


def convex(y, rate):
    """The same minimum by the dense normal equations and Lawson and Hanson's active sets."""
    n, slow, fast = len(y), np.exp(-1 / (2 * rate)), np.exp(-1 / (0.7 * rate))
    h = np.array([slow ** (i + 1) - fast ** (i + 1) for i in range(n)])
    shape = np.array([slow**i - fast**i for i in range(1, int(40 * rate) + 1)])
    peak = shape.max()
    alpha = 0.005 * (shape**2).sum() / peak**2
    H = np.array([lfilter([1], [1], np.r_[np.zeros(j), h[:n - j] / peak]) for j in range(n)]).T
    D = np.diff(np.eye(n), 2, axis=0)
    # Without the level, what remains of a signal is F·(y - r), with FᵀF = Dᵀ(I/λ + DDᵀ)⁻¹D; a ridge of 1e-6 takes the penalty into the squares.
    F = solve_triangular(cholesky((2 * np.pi * 0.02 / rate) ** 4 * np.eye(n - 2) + D @ D.T, lower=True), D, lower=True)
    p, _ = nnls(np.vstack([F @ H, 1e-3 * np.eye(n)]), np.r_[F @ y, np.full(n, -1e3 * alpha)], maxiter=100 * n)
    return H @ p


def skin_parts(x, rate, method):
    level, r = condition(x, rate, None, 3, 8)
    smooth = sosfiltfilt(butter(4, 1, fs=r, output="sos"), level)
    phasic = sosfiltfilt(butter(2, 0.05, "highpass", fs=r, output="sos"), smooth) if method == "highpass" else convex(smooth, r)
    return level, smooth - phasic, phasic, r


def skin_rows(level, tonic, phasic, r, starts):
    found = rises(phasic, 0.02)
    responses = []
    for i, (trough, top) in enumerate(found):
        last = found[i + 1][0] if i + 1 < len(found) else len(phasic) - 1
        half, end, recovery = (phasic[trough] + phasic[top]) / 2, last, np.nan
        below = np.flatnonzero(phasic[top + 1:last + 1] <= half)
        if len(below):
            j = top + 1 + below[0]
            end = j - (half - phasic[j]) / (phasic[j - 1] - phasic[j])
            recovery = (end - top) / r if phasic[last] <= half else np.nan
        stop = int(np.ceil(end))
        area = np.maximum(0, phasic[trough:stop] - phasic[trough]).sum() / r
        responses.append([top / r, phasic[top] - phasic[trough], (top - trough) / r, recovery, (end - trough) / r, area])
    responses, rows = np.array(responses).reshape(-1, 6), []
    for start in starts:
        w, t, p = (cut(v, r, start) for v in (level, tonic, phasic))
        s = responses[(responses[:, 0] >= start) & (responses[:, 0] < start + WINDOW)]
        seconds = np.arange(len(w)) / r
        rows.append([w.mean(), w.std(ddof=1), w.min(), w.max(), np.ptp(w), np.polyfit(seconds, w, 1)[0], t.mean(), t.std(ddof=1), np.corrcoef(t, seconds)[0, 1],
                     p.mean(), p.std(ddof=1), len(s), s[:, 1].mean(), s[:, 2].mean(), np.nanmean(s[:, 3]), s[:, 1].sum(), s[:, 4].sum(), s[:, 5].sum()])
    return np.array(rows)


def respiration(x, rate, starts):
    y, r = condition(x, rate, 0.1, 0.5, 8)
    found = rises(y, 0.5 * np.median(np.abs(y)))
    b = np.array([[a / r, p / r, c / r, (y[a:p] - y[a]).sum() / r, y[p] - y[a]] for (a, p), (c, _) in zip(found, found[1:])])
    rows = []
    for start in starts:
        w = b[(b[:, 0] >= start) & (b[:, 2] < start + WINDOW)]
        i, e = w[:, 1] - w[:, 0], w[:, 2] - w[:, 1]
        rows.append([60 / (i + e).mean(), i.mean(), i.std(ddof=1), e.mean(), e.std(ddof=1), i.mean() / e.mean(), w[:, 3].mean(), w[:, 4].mean()])
    return np.array(rows)


def temperature(x, rate, starts):
    y, r = condition(x, rate, None, 0.5, 4)
    return np.array([[w.mean(), w.std(ddof=1), w.min(), w.max(), np.ptp(w), np.polyfit(np.arange(len(w)) / r, w, 1)[0]] for w in (cut(y, r, s) for s in starts)])


def movement(axes, rate, starts):
    conditioned = [condition(x, rate, None, 20, 40) for x in axes]
    r, y = conditioned[0][1], [c[0] for c in conditioned]
    y.append(np.sqrt(sum(v**2 for v in y)))
    rows = []
    for start in starts:
        row = []
        for w in (cut(v, r, start) for v in y):
            f, p = periodogram(w, r, nfft=1 << (len(w) - 1).bit_length())
            row += [w.mean(), w.std(ddof=1), np.abs(w).sum() / r, f[1 + np.argmax(p[1:])]]
        rows.append(row)
    return np.array(rows)


def muscle(x, rate, starts):
    y = sosfiltfilt(butter(4, 20, "highpass", fs=rate, output="sos"), x)
    slow = sosfiltfilt(butter(4, 50, fs=rate, output="sos"), y)
    rows = []
    for start in starts:
        w, s = cut(y, rate, start), cut(slow, rate, start)
        f, p = welch(w, rate, nperseg=1 << (rate - 1).bit_length())
        bands = [p[(f >= a) & (f < a + 50)].sum() * f[1] if a + 50 <= rate / 2 else np.nan for a in range(0, 350, 50)]
        heights = np.array([s[top] for _, top in rises(s, s.std(ddof=1))])
        rows.append([w.mean(), w.std(ddof=1), np.ptp(w), np.abs(w).sum() / rate, *np.percentile(w, (50, 10, 90)), (f * p).sum() / p.sum(),
                     f[np.searchsorted(np.cumsum(p), p.sum() / 2)], f[np.argmax(p)], *bands, len(heights), heights.mean(), heights.std(ddof=1), heights.sum(),
                     heights.sum() * rate / len(w)])
    return np.array(rows)


if __name__ == "__main__":
    starts = np.arange(0, SECONDS - WINDOW + 1e-9, HOP)
    arrays = {}
    for rate in (700, 130):
        arrays[f"ecg_{rate}"] = heart(recording("ecg", rate)[0], rate, True, starts)
        arrays[f"ecg_{rate}_beats"] = beats(recording("ecg", rate)[0], rate, True)
    arrays["bvp_64"] = heart(recording("bvp", 64)[0], 64, False, starts)
    for rate in (700, 4):
        for method in ("highpass", "convex"):
            parts = skin_parts(recording("eda", rate)[0], rate, method)
            arrays[f"eda_{rate}_{method}"] = skin_rows(*parts, starts)
    arrays["resp_700"] = respiration(recording("resp", 700)[0], 700, starts)
    for rate in (700, 4):
        arrays[f"temp_{rate}"] = temperature(recording("temp", rate)[0], rate, starts)
    for rate in (700, 32):
        arrays[f"acc_{rate}"] = movement(recording("acc", rate), rate, starts)
    for rate in (700, 256):
        arrays[f"emg_{rate}"] = muscle(recording("emg", rate)[0], rate, starts)
    np.savez_compressed(os.path.join(OUT, "features.npz"), **arrays)
    print({k: v.shape for k, v in arrays.items()}, os.path.getsize(os.path.join(OUT, "features.npz")))
