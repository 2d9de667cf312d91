"""The Python stack's side of `npm run bench -- ml`: scikit-learn and xgboost.

Reads one JSON request a line from standard input, answers one JSON line: CPU and wall seconds of the work alone, with
reading files and everything around it left out. The caller limits threads through the environment and says "threads".
"""

import gc
import json
import sys
import time

import numpy as np
import sklearn
import xgboost as xgb
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

tables = {}
boosters = {}


def timed(work):
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


def load(name, values, filled, labels, columns):
    tables[name] = {
        "values": np.fromfile(values, np.float32).reshape(-1, columns),
        # 64 bits, as a data frame hands them over; with 32 the solver cannot reach the tolerance.
        "filled": np.fromfile(filled, np.float32).reshape(-1, columns).astype(np.float64),
        "labels": np.fromfile(labels, np.uint8),
    }
    return {}


def unload(name):
    tables.pop(name, None)
    boosters.pop(name, None)
    return {}


def logistic(name, tolerance):
    table = tables[name]

    def fit():
        scaler = StandardScaler()
        scaled = scaler.fit_transform(table["filled"])
        return LogisticRegression(C=1.0, solver="newton-cholesky", tol=tolerance).fit(scaled, table["labels"])

    model, times = timed(fit)
    scaled = StandardScaler().fit_transform(table["filled"])
    residual = model.predict_proba(scaled)[:, 1] - table["labels"]
    gradient = np.append(scaled.T @ residual + model.coef_[0], residual.sum()) / len(residual)
    return {**times, "gradient": float(np.abs(gradient).max())}


def boost(name, rounds, leaves, depth, rate, penalty, leastHessian, bins, threads):
    table = tables[name]
    settings = dict(
        objective="binary:logistic", tree_method="hist", grow_policy="lossguide", max_leaves=leaves, max_depth=depth,
        eta=rate, reg_lambda=penalty, min_child_weight=leastHessian, max_bin=bins, nthread=threads,
    )

    def train():
        rows = xgb.DMatrix(table["values"], table["labels"], nthread=threads)
        return xgb.train(settings, rows, rounds)

    boosters[name], times = timed(train)
    return times


def auc(name, on):
    margins = boosters[name].predict(xgb.DMatrix(tables[on]["values"]), output_margin=True)
    return {"auc": float(roc_auc_score(tables[on]["labels"], margins))}


def predict(name, on):
    # In place: nothing is cached from one call to the next.
    return timed(lambda: boosters[name].inplace_predict(tables[on]["values"]))[1]


def contributions(name, on, rows):
    some = tables[on]["values"][:rows]
    return timed(lambda: boosters[name].predict(xgb.DMatrix(some, nthread=1), pred_contribs=True))[1]


def metrics(scores, labels):
    if "scores" not in tables:
        tables["scores"] = (np.fromfile(scores, np.float64), np.fromfile(labels, np.uint8))
    score, label = tables["scores"]
    (area, precision), times = timed(lambda: (roc_auc_score(label, score), average_precision_score(label, score)))
    return {**times, "auc": float(area), "averagePrecision": float(precision)}


def versions():
    return {"versions": f"scikit-learn {sklearn.__version__}, xgboost {xgb.__version__}, numpy {np.__version__}"}


WORK = {f.__name__: f for f in (load, unload, logistic, boost, auc, predict, contributions, metrics, versions)}

for line in sys.stdin:
    request = json.loads(line)
    answer = WORK[request.pop("do")](**request)
    print(json.dumps(answer), flush=True)
