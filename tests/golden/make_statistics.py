#!/usr/bin/env python3
"""Golden values of the statistics, from SciPy and brute force: writes statistics.json beside this file.

    /usr/bin/python3 tests/golden/make_statistics.py

Needs numpy and scipy (Debian's python3-scipy)."""
import json, os
from fractions import Fraction
from itertools import product
import numpy as np
import scipy
from scipy import optimize, stats

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "statistics.json")
random = np.random.default_rng(20)


def signed_ranks(d):
    """The ranks of the exact differences that are not 0, with their signs."""
    d = [x for x in d if x != 0]
    return stats.rankdata([float(abs(x)) for x in d]) * np.sign([float(x) for x in d])


def case(first, second, p):
    """Rank sums of the exact differences; p as given, or from all 2^n choices of signs."""
    r = signed_ranks([a - b for a, b in zip(first, second)])
    positive, total = r[r > 0].sum(), abs(r).sum()
    w = min(positive, total - positive)
    if p is None:
        sums = [(np.array(s) * abs(r)).sum() for s in product((0, 1), repeat=len(r))]
        p = min(1, 2 * np.mean(np.array(sums) <= w))
    return dict(first=[float(x) for x in first], second=[float(x) for x in second],
                statistic=w, p=float(p), effect=2 * positive / total - 1, pairs=len(r))


def wilcoxon():
    for n, shift in ((1, 0), (5, 0), (6, 2), (10, 0.3), (15, 0.6), (15, 0), (50, 0.4)):
        a, b = random.normal(shift, 1, n), random.normal(0, 1, n)
        yield case(a, b, stats.wilcoxon(a, b, mode="exact").pvalue)
    for n, windows in ((4, 5), (8, 6), (12, 8), (16, 10), (15, 228)):  # shares of windows: ties and zeros abound but in the last
        yield case([Fraction(int(k), windows) for k in random.integers(windows // 3, windows + 1, n)],
                   [Fraction(int(k), windows) for k in random.integers(0, windows + 1, n)], None)
    for n, windows, shift in ((60, 20, 0), (60, 20, 2), (120, 400, 60), (300, 30, 9)):
        a = [Fraction(int(k), windows) for k in random.integers(0, windows + 1, n) + shift]
        b = [Fraction(int(k), windows) for k in random.integers(0, windows + 1, n)]
        d = [float(x - y) for x, y in zip(a, b)]
        yield case(a, b, stats.wilcoxon(d, mode="approx", correction=True).pvalue)


def bootstrap():
    for values in (random.beta(8, 1, 15), random.normal(0, 1, 10), np.array([0.2, 0.9, 1.0])):
        for confidence in (0.95, 0.8):
            i = stats.bootstrap((values,), np.mean, confidence_level=confidence, n_resamples=400_000, batch=20_000,
                                method="percentile", random_state=random).confidence_interval
            yield dict(values=list(values), confidence=confidence, low=i.low, high=i.high)


def holm():
    for m in (1, 4, 20):
        p = np.round(random.beta(0.3, 3, m), 2)
        yield dict(p=list(p), adjusted=[max(min(1, (p >= q).sum() * q) for q in p[p <= own]) for own in p])


def areas():
    for n, digits in ((20, 1), (200, 2), (500, 8)):
        positive = random.random(n) < 0.35
        scores = np.round(random.normal(positive, 1), digits)
        u = stats.mannwhitneyu(scores[positive], scores[~positive]).statistic
        yield dict(scores=list(scores), positive=[bool(x) for x in positive], area=u / positive.sum() / (~positive).sum())


def calibration():
    for n, classes in ((80, 2), (80, 3)):
        p = np.float32(np.round(random.dirichlet([0.7] * classes, n), 4))
        label = np.array([random.choice(classes, p=row / row.sum()) for row in p.astype("f8") ** 0.7])
        predicted, confidence = p.argmax(1), p.max(1).astype("f8")
        squares = (p.astype("f8") - np.eye(classes)[label]) ** 2
        bin = np.digitize(confidence, np.arange(1, 10) / 10, right=True)
        bins = [dict(bin=int(b), count=int((bin == b).sum()), confidence=confidence[bin == b].mean(),
                     accuracy=(predicted == label)[bin == b].mean()) for b in np.unique(bin)]
        yield dict(probabilities=[[float(x) for x in row] for row in p], label=[int(x) for x in label], predicted=[int(x) for x in predicted],
                   brier=(squares[:, 1] if classes == 2 else squares.sum(1)).mean(),
                   error=sum(b["count"] * abs(b["accuracy"] - b["confidence"]) for b in bins) / n, bins=bins)


def means():
    """Intervals of a mean score on the logit scale; the equivalence test of differences; variance components of a table of people and seeds."""
    for values in (random.beta(12, 1, 10), random.beta(7, 3, 24), np.array([1, 1, 0.9])):
        n, m = len(values), values.mean()
        reach = stats.t.ppf(0.975, n - 1) * stats.sem(values) / (m * (1 - m))
        low, high = 1 / (1 + np.exp(-(np.log(m / (1 - m)) + np.array([-reach, reach]))))
        yield dict(values=list(values), low=low, high=high)


def equivalence():
    for n, shift in ((2, 0), (10, 0.01), (24, -0.005), (15, 0.05)):
        d, margin = random.normal(shift, 0.03, n), 0.02
        below = stats.ttest_1samp(d, -margin, alternative="greater").pvalue
        above = stats.ttest_1samp(d, margin, alternative="less").pvalue
        yield dict(values=list(d), margin=margin, p=max(below, above), bound=abs(d.mean()) + stats.t.ppf(0.95, n - 1) * stats.sem(d))


def power():
    for n, level in ((10, 0.05), (10, 0.05 / 24), (24, 0.05 / 4), (35, 0.05), (6, 0.05)):
        c = stats.t.ppf(1 - level / 2, n - 1)
        f = lambda e: stats.nct.sf(c, n - 1, e * n ** 0.5) + stats.nct.cdf(-c, n - 1, e * n ** 0.5) - 0.8
        yield dict(subjects=n, level=level, deviations=optimize.brentq(f, 0.1, 20))


def components():
    for people, seeds in ((10, 5), (4, 3)):
        y = 0.9 + random.normal(0, 0.05, (people, 1)) + random.normal(0, 0.01, seeds) + random.normal(0, 0.03, (people, seeds))
        residual = (y - y.mean(1, keepdims=True) - y.mean(0) + y.mean()).ravel()
        r = (residual ** 2).sum() / (people - 1) / (seeds - 1)
        yield dict(perSeed=[list(column) for column in y.T], people=max(0, y.mean(1).var(ddof=1) - r / seeds) ** 0.5,
                   seeds=max(0, y.mean(0).var(ddof=1) - r / people) ** 0.5, residual=r ** 0.5)


if __name__ == "__main__":
    cases = dict(versions=f"scipy {scipy.__version__}, numpy {np.__version__}", wilcoxon=list(wilcoxon()), bootstrap=list(bootstrap()),
                 holm=list(holm()), areas=list(areas()), calibration=list(calibration()),
                 means=list(means()), equivalence=list(equivalence()), power=list(power()), components=list(components()))
    with open(OUT, "w") as f:
        f.write("{\n" + ",\n".join(f"{json.dumps(k)}: " + (json.dumps(v) if isinstance(v, str) else
                "[\n" + ",\n".join(json.dumps(c) for c in v) + "\n]") for k, v in cases.items()) + "\n}\n")
