#!/usr/bin/env python3
"""Golden values of the clock baseline and the clock-matched AUC, by brute force: writes clock.json beside this file.

    /usr/bin/python3 tests/golden/make_clock.py

Needs numpy (Debian's python3-numpy)."""
import json, os
import numpy as np

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clock.json")
REACH = 60


def clock(T, Y, t):
    """The share of positive windows within less than 60 s; of all, where there is none."""
    near = [np.abs(T - q) < REACH for q in t]
    return [float(Y[n].mean() if n.any() else Y.mean()) for n in near]


def matched(people):
    """The pairs of different people, the negative window from 60 s before to less than 60 s after the positive one."""
    won = total = 0
    for a in people:
        for b in people:
            if a is b:
                continue
            for t, p in zip(a["start"][a["label"] == 1], a["score"][a["label"] == 1]):
                near = (b["label"] == 0) & (b["start"] >= t - REACH) & (b["start"] < t + REACH)
                won += (p > b["score"][near]).sum() + 0.5 * (p == b["score"][near]).sum()
                total += near.sum()
    return float(won / total), int(total)


random = np.random.default_rng(60)
people = []
for n in range(6):
    start = np.sort(random.choice(np.arange(0, 3000, 5), 120, replace=False)).astype(float)
    label = ((start > 600 + 200 * n) & (start < 1700 + 150 * n)).astype(int)
    score = np.round(random.beta(2 + label, 3), 2).astype(np.float32)  # rounded: some are equal
    people.append(dict(start=start, label=label, score=score))
people[5]["start"] += 1500  # partly beyond every other person's time
cases = [dict(subject=f"P{i}", start=p["start"].tolist(), label=p["label"].tolist(), score=[float(s) for s in p["score"]],
              clock=clock(np.concatenate([q["start"] for q in people if q is not p]), np.concatenate([q["label"] for q in people if q is not p]), p["start"]))
         for i, p in enumerate(people)]
area, pairs = matched(people)
with open(OUT, "w") as file:
    json.dump(dict(versions=f"numpy {np.__version__}", people=cases, area=area, pairs=pairs), file)
    file.write("\n")
