#!/usr/bin/env python3
"""Golden values of the classical learners, from scikit-learn: writes learners.json beside this file.

    /usr/bin/python3 tests/golden/make_learners.py

Needs scikit-learn 1.2 (Debian's python3-sklearn). Trees are limited so that no two splits of a node are equally good: scikit-learn draws
between such."""
import json, os, warnings
import numpy as np
import sklearn
from sklearn.calibration import _sigmoid_calibration
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.multiclass import _ovr_decision_function

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "learners.json")
random = np.random.default_rng(11)


def problem(classes, columns, rows, shift):
    """Rows of classes that overlap, on a curve, with columns of very different scales; rounded, so that the file is short."""
    y = np.arange(rows) % classes
    mix = random.normal(0, 1, (columns, columns))
    x = random.normal(0, 1, (rows, columns)) @ mix * 0.5 + shift * random.normal(0, 1, (classes, columns))[y]
    x[:, 0] += 0.7 * (x[:, 1] ** 2) * (y == 0)
    y = np.where(random.random(rows) < 0.15, random.integers(0, classes, rows), y)
    return np.round(x * np.linspace(0.5, 3, columns), 4), y


def values(model, x):
    d = model.decision_function(x) if hasattr(model, "decision_function") else model.predict_proba(x)
    return d[:, 1] - d[:, 0] if d.ndim == 2 and d.shape[1] == 2 else d


def polished(model, x, y, classes, test):
    """Decision values of support vector machines: LIBSVM keeps kernels in single precision, so that its optimum is right to 1e-5 alone. The
    conditions of the optimum with the same multipliers at their bounds are solved again in double precision."""
    def kernel(a, b):
        return a @ b.T if model.kernel == "linear" else np.exp(-model._gamma * ((a[:, None] - b[None]) ** 2).sum(2))

    decisions = []
    for i in range(classes):
        for j in range(i + 1, classes):
            pair = (y == i) | (y == j)
            a, sign = x[pair], np.where(y[pair] == i, 1.0, -1.0)
            one = sklearn.clone(model).set_params(gamma=model._gamma).fit(a, sign)
            beta = np.zeros(len(a))
            beta[one.support_] = one.dual_coef_[0]
            free = (np.abs(beta) > 1e-7) & (np.abs(beta) < model.C - 1e-7)
            bound = (np.abs(beta) >= model.C - 1e-7) * sign * model.C
            k = kernel(a, a)
            system = np.block([[k[np.ix_(free, free)], np.ones((free.sum(), 1))], [np.ones((1, free.sum())), np.zeros((1, 1))]])
            solution = np.linalg.lstsq(system, np.append(sign[free] - k[free] @ bound, -bound.sum()), rcond=None)[0]
            beta, intercept = bound, solution[-1]
            beta[free] = solution[:-1]
            margin = sign * (k @ beta + intercept)
            assert (margin[np.abs(beta) >= model.C] < 1 + 1e-4).all() and (margin[beta == 0] > 1 - 1e-4).all(), "not the optimum"
            decisions.append(kernel(test, a) @ beta + intercept)
    d = np.array(decisions).T
    result = -d[:, 0] if classes == 2 else _ovr_decision_function(d < 0, -d, classes)
    assert np.abs(result - values(model, test)).max() < 1e-3 * max(1, np.abs(result).max())
    return result


def cases(classes):
    tight = dict(tol=1e-10, decision_function_shape="ovr", cache_size=500)
    yield "lda", {}, LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")
    yield "lda", {"shrinkage": "0.3"}, LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.3)
    yield "lda", {"shrinkage": "0"}, LinearDiscriminantAnalysis(solver="lsqr")
    for c in (1, 0.05):
        yield "logistic", {"c": str(c)}, LogisticRegression(C=c, solver="newton-cg", tol=1e-13, max_iter=10000)
    yield "naive-bayes", {}, GaussianNB()
    for k in (1, 9):
        yield "knn", {"k": str(k)}, KNeighborsClassifier(k)
    for criterion in ("gini", "entropy"):
        yield "tree", {"criterion": criterion, "leaf": "20", "depth": "4", "split": "50"}, DecisionTreeClassifier(
            criterion=criterion, min_samples_leaf=20, max_depth=4, min_samples_split=50, random_state=1)
    yield "adaboost", {"trees": "40", "leaf": "60"}, AdaBoostClassifier(
        DecisionTreeClassifier(max_depth=1, min_samples_leaf=60), n_estimators=40, algorithm="SAMME", random_state=1)
    yield "gradient-boosting", {"trees": "20", "leaf": "20"}, GradientBoostingClassifier(n_estimators=20, min_samples_leaf=20, random_state=1)
    yield "svm", {}, SVC(kernel="linear", **tight)
    yield "svm-rbf", {"tolerance": "1e-10"}, SVC(**tight)
    yield "svm-rbf", {"tolerance": "1e-10", "c": "20", "gamma": "0.05"}, SVC(C=20, gamma=0.05, **tight)


def build(classes, columns, rows, shift):
    x, y = problem(classes, columns, rows + 40, shift)
    x[:, -1] = np.round(x[:, 0] + x[:, 1], 4)  # repeats others
    train, test = slice(0, rows), slice(rows, None)
    z = (x - x[train].mean(0)) / x[train].std(0)
    results = []
    for learner, options, model in cases(classes):
        model.fit(z[train], y[train])
        d = polished(model, z[train], y[train], classes, z[test]) if learner.startswith("svm") else values(model, z[test])
        if "random_state" in model.get_params() and not learner.startswith("svm"):
            others = [values(sklearn.clone(model).set_params(random_state=s).fit(z[train], y[train]), z[test]) for s in range(2, 6)]
            if not all(np.allclose(d, o, atol=1e-9) for o in others):
                return build(classes, columns, rows, shift)  # two splits are equally good: another problem
        if learner == "naive-bayes":
            d = model.predict_joint_log_proba(z[test])
            d = d[:, 1] - d[:, 0] if classes == 2 else d
        results.append(dict(learner=learner, options=options, values=d.reshape(40, -1).round(12).tolist(),
                            probabilities=None if learner.startswith("svm") else model.predict_proba(z[test]).round(12).tolist()))
    return dict(classes=classes, columns=columns, training=rows, values=x.ravel().tolist(), labels=y.tolist(), cases=results)


def spread(of):
    """Accuracy and cross-entropy of random forests over 20 seeds."""
    x, y, n = np.reshape(of["values"], (-1, of["columns"])), np.array(of["labels"]), of["training"]
    p = [RandomForestClassifier(100, random_state=s).fit(x[:n], y[:n]).predict_proba(x[n:]) for s in range(20)]
    return dict(accuracy=[(q.argmax(1) == y[n:]).mean() for q in p],
                logLoss=[-np.log(np.clip(q[np.arange(40), y[n:]], 0.005, 1)).mean() for q in p])


def sigmoid():
    d = np.round(random.normal(0, 1, 200), 4)
    y = random.random(200) < 1 / (1 + np.exp(-1.7 * d + 0.4))
    a, b = _sigmoid_calibration(d, y.astype(int))
    return dict(decisions=d.tolist(), isFirst=y.tolist(), a=a, b=b)


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    problems = [build(2, 8, 400, 0.3), build(3, 6, 400, 0.6)]
    result = dict(versions=f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", problems=problems, forest=spread(problems[0]), sigmoid=sigmoid())
with open(OUT, "w") as file:
    json.dump(result, file)
    file.write("\n")
