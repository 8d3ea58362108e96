#!/usr/bin/env python3
"""How often nominal 95 % intervals contain the truth: means of scores near the ceiling, and differences of rows over people and seeds.

    /usr/bin/python3 bench/peers/interval_coverage.py

Needs numpy and scipy; two minutes on a core. docs/statistics.md quotes it."""
import numpy as np
from scipy import stats


def beta(mean, sd, shape, random):
    k = mean * (1 - mean) / sd ** 2 - 1
    return random.beta(mean * k, (1 - mean) * k, shape)


def mixture(shape, random):
    """Most people near 97 %, one in six near 72 %."""
    high, low = random.beta(97, 3, shape), random.beta(18, 7, shape)
    return np.where(random.random(shape) < 1 / 6, low, high)


POPULATIONS = {  # name: (sampler of accuracies, their mean)
    "mean 93, SD 8": (lambda s, r: beta(.93, .08, s, r), .93),
    "mean 97, SD 5": (lambda s, r: beta(.97, .05, s, r), .97),
    "one in six fails": (mixture, .97 * 5 / 6 + .72 / 6),
    "mean 95, SD 7, of 90 windows": (lambda s, r: r.binomial(90, beta(.95, .07, s, r)) / 90, .95),
    "mean 70, SD 10": (lambda s, r: beta(.70, .10, s, r), .70),
}


def scores(name, n, random, runs=3000, resamples=1500):
    sample, truth = POPULATIONS[name]
    x = sample((runs, n), random)
    m, s, t = x.mean(1), x.std(1, ddof=1) / np.sqrt(n), stats.t.ppf(.975, n - 1)
    inside = np.clip(m, 1e-9, 1 - 1e-9)
    logit, reach = np.log(inside / (1 - inside)), t * s / (inside * (1 - inside))
    angle, turn = np.arcsin(np.sqrt(inside)), t * s / (2 * np.sqrt(inside * (1 - inside)))
    intervals = {
        "logit t": (1 / (1 + np.exp(reach - logit)), 1 / (1 + np.exp(-reach - logit))),
        "arcsine t": (np.sin(np.maximum(0, angle - turn)) ** 2, np.sin(np.minimum(np.pi / 2, angle + turn)) ** 2),
        "t": (m - t * s, m + t * s),
    }
    tail = stats.norm.cdf(-np.sqrt(n / (n - 1)) * t)
    bounds = np.empty((4, 2, runs))
    for i, row in enumerate(x):
        drawn = row[random.integers(0, n, (resamples, n))]
        means = drawn.mean(1)
        bounds[0, :, i], bounds[1, :, i] = np.quantile(means, [.025, .975]), np.quantile(means, [tail, 1 - tail])
        share = np.clip((np.sum(means < m[i]) + .5 * np.sum(means == m[i])) / resamples, 1e-6, 1 - 1e-6)
        others = (row.sum() - row) / (n - 1)
        d = others.mean() - others
        z, a = stats.norm.ppf(share), (d ** 3).sum() / (6 * max((d ** 2).sum() ** 1.5, 1e-300))
        bounds[2, :, i] = np.quantile(means, [stats.norm.cdf(z + (z + q) / (1 - a * (z + q))) for q in (-1.959964, 1.959964)])
        errors = drawn.std(1, ddof=1) / np.sqrt(n)
        some = errors > 1e-12
        low, high = np.quantile((means[some] - m[i]) / errors[some], [.025, .975]) if some.sum() > 10 else (0, 0)
        bounds[3, :, i] = m[i] - high * s[i], min(1, m[i] - low * s[i])
    for name, (low, high) in zip(("percentile", "expanded percentile", "BCa", "bootstrap-t"), bounds):
        intervals[name] = low, high
    return {k: (100 * np.mean((low <= truth) & (truth <= high)), 100 * np.mean(high - low)) for k, (low, high) in intervals.items()}


def differences(n, seeds, people, seed, residual, random, runs=1500, resamples=1000):
    """Two equal rows with seeds of their own; standard deviations in points."""
    tail = stats.norm.cdf(-np.sqrt(n / (n - 1)) * stats.t.ppf(.975, n - 1))
    covered = dict.fromkeys(("people", "people and seeds"), 0)
    for _ in range(runs):
        first, second = (random.normal(0, seed, seeds) + random.normal(0, residual, (n, seeds)) for _ in range(2))
        first = first + random.normal(0, people, n)[:, None]
        x = first.mean(1) - second.mean(1)
        who, a, b = (random.multinomial(k, [1 / k] * k, resamples) / k for k in (n, seeds, seeds))
        for name, means in (("people", who @ x), ("people and seeds", np.einsum("bi,ij,bj->b", who, first, a) - np.einsum("bi,ij,bj->b", who, second, b))):
            low, high = np.quantile(means, [tail, 1 - tail])
            covered[name] += low <= 0 <= high
    return {k: 100 * v / runs for k, v in covered.items()}


if __name__ == "__main__":
    random = np.random.default_rng(1)
    for name in POPULATIONS:
        for n in (10, 24):
            print(f"{name}, {n} people: " + "; ".join(f"{k} {cover:.1f} (width {width:.1f})" for k, (cover, width) in scores(name, n, random).items()), flush=True)
    for n in (10, 24):
        for people, seed, residual in ((3, .8, 3), (3, 0, 3), (1, 1.5, 2), (5, .5, 2)):
            print(f"difference, {n} people, 5 seeds, SD people {people}, seeds {seed}, residual {residual}: "
                  + "; ".join(f"{k} {v:.1f}" for k, v in differences(n, 5, people, seed, residual, random).items()), flush=True)
