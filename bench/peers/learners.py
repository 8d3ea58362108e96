#!/usr/bin/env python3
"""Fits of the classical learners, ours and scikit-learn's, in the same run, alternating, on one thread each: 4000 windows of 60 features, two
classes. Prints the median seconds of a fit and of scoring as many other windows, and how many times faster ours is.

    /usr/bin/python3 bench/peers/learners.py [--repeats 5] [--only adaboost]

Needs scikit-learn (Debian's python3-sklearn)."""
import os
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"
import argparse, json, statistics, subprocess, tempfile, time
import numpy as np
import sklearn
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS = os.path.join(ROOT, "artifacts", "bin", "AttX.Benchmarks", "release", "AttX.Benchmarks")
ROWS, COLUMNS = 4000, 60
ROWS_OF_LEARNERS = [
    ("lda", lambda: LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")),
    ("logistic", lambda: LogisticRegression()),
    ("naive-bayes", lambda: GaussianNB()),
    ("knn", lambda: KNeighborsClassifier(9)),
    ("tree", lambda: DecisionTreeClassifier(random_state=1)),
    ("random-forest", lambda: RandomForestClassifier(random_state=1)),
    ("adaboost", lambda: AdaBoostClassifier(DecisionTreeClassifier(max_depth=1), n_estimators=100, algorithm="SAMME")),
    ("gradient-boosting", lambda: GradientBoostingClassifier()),
    ("svm", lambda: SVC(kernel="linear", probability=True)),
    ("svm-rbf", lambda: SVC(probability=True)),
]


def matrix():
    """Twice as many rows as are trained on: correlated features, a curved boundary, a tenth of the labels wrong."""
    random = np.random.default_rng(4)
    y = random.integers(0, 2, 2 * ROWS)
    x = random.normal(0, 1, (2 * ROWS, COLUMNS)) @ random.normal(0, 0.3, (COLUMNS, COLUMNS)) + y[:, None] * random.normal(0, 0.25, COLUMNS)
    x[:, 0] += (x[:, 1] ** 2 - 1) * (y == 1)
    y = np.where(random.random(2 * ROWS) < 0.1, 1 - y, y)
    return (x - x[:ROWS].mean(0)) / x[:ROWS].std(0), y


def theirs(create, x, y):
    model, start = create(), time.perf_counter()
    model.fit(x[:ROWS], y[:ROWS])
    fit, start = time.perf_counter() - start, time.perf_counter()
    accuracy = (model.predict(x[ROWS:]) == y[ROWS:]).mean()
    return dict(fit=fit, predict=time.perf_counter() - start, accuracy=accuracy)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", default="", help="learners whose name contains this")
    options = parser.parse_args()
    x, y = matrix()
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        np.column_stack([x, y]).astype("<f8").tofile(file.name)
        ours = subprocess.Popen([OURS, "learners", file.name, str(COLUMNS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def mine(name):
            ours.stdin.write(name + "\n")
            ours.stdin.flush()
            return json.loads(ours.stdout.readline())

        print(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}; {ROWS} windows, {COLUMNS} features, two classes; one thread")
        print(f"{'':18}{'fit: ours':>11}{'theirs':>10}{'times':>7}{'score: ours':>13}{'theirs':>10}{'times':>7}{'accuracy':>10}{'theirs':>8}")
        for name, create in ROWS_OF_LEARNERS:
            if options.only not in name:
                continue
            mine(name)  # compiles
            runs = [(mine(name), theirs(create, x, y)) for _ in range(options.repeats)]
            m = {(side, key): statistics.median(run[side][key] for run in runs) for side in (0, 1) for key in ("fit", "predict", "accuracy")}
            print(f"{name:18}{m[0, 'fit']:10.4f}s{m[1, 'fit']:9.4f}s{m[1, 'fit'] / m[0, 'fit']:7.1f}{m[0, 'predict']:12.4f}s{m[1, 'predict']:9.4f}s"
                  f"{m[1, 'predict'] / m[0, 'predict']:7.1f}{m[0, 'accuracy']:10.4f}{m[1, 'accuracy']:8.4f}", flush=True)
        ours.stdin.close()
        ours.wait()


if __name__ == "__main__":
    main()
