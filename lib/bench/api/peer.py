"""The Python stack's scoring service for `npm run bench -- api`: FastAPI on one uvicorn worker, scikit-learn, xgboost.

usage: peer.py PORT ROWS COLUMNS FOLDER. FOLDER holds columns.json, values.f32 (row-major, NaN where missing) and
labels.u8. POST /score/logistic and /score/boosted take {"features": {name: number or null}} and answer the score, the
probability and the three signals that weigh most. `peer.py batch logistic|boosted ROWS COLUMNS FOLDER IN OUT` scores a
CSV file.
"""

import json
import sys
import time
from typing import Dict, Optional

import numpy as np
import xgboost as xgb
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

BATCH = sys.argv[1] == "batch"
ROWS, COLUMNS, FOLDER = (int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]) if BATCH else (
    int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
NAMES = json.load(open(f"{FOLDER}/columns.json"))
THREADS = 2 if BATCH else 1

values = np.fromfile(f"{FOLDER}/values.f32", np.float32).reshape(ROWS, COLUMNS)
labels = np.fromfile(f"{FOLDER}/labels.u8", np.uint8)
medians = np.nanmedian(values, axis=0).astype(float)
filled = np.where(np.isnan(values), medians, values).astype(float)
scaler = StandardScaler().fit(filled)
logistic = LogisticRegression(solver="newton-cholesky").fit(scaler.transform(filled), labels)
weights = logistic.coef_[0]
# As a team would: xgboost's own way to grow trees, six levels deep. (Ours have 31 leaves.)
settings = dict(objective="binary:logistic", tree_method="hist", max_depth=6, eta=0.1, max_bin=256, min_child_weight=1,
                nthread=THREADS)
boosted = xgb.train(settings, xgb.DMatrix(values, labels, nthread=THREADS), 100)
boosted.set_param({"nthread": THREADS})


def batch(kind, source, target):
    import pandas as pd

    names = np.array(NAMES)
    started = time.perf_counter()
    frame = pd.read_csv(source)
    if kind == "logistic":
        x = frame[NAMES].to_numpy(float)
        z = scaler.transform(np.where(np.isnan(x), medians, x))
        p = logistic.predict_proba(z)[:, 1]
        c = z * weights
    else:
        c = boosted.predict(xgb.DMatrix(frame[NAMES].to_numpy(np.float32)), pred_contribs=True)
        p = 1 / (1 + np.exp(-c.sum(1)))
        c = c[:, :-1]
    top = np.argsort(-np.abs(c), 1)[:, :3]
    out = pd.DataFrame({"lead_id": frame.lead_id, "score": np.round(p * 100).astype(int), "p": p})
    for k in range(3):
        out[f"reason{k + 1}"] = names[top[:, k]]
        out[f"contribution{k + 1}"] = c[np.arange(len(c)), top[:, k]]
    out.to_csv(target, index=False)
    print(json.dumps({"seconds": time.perf_counter() - started}))


if BATCH:
    batch(sys.argv[2], sys.argv[6], sys.argv[7])
    sys.exit()

import uvicorn  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from pydantic import BaseModel  # noqa: E402

app = FastAPI()


class Lead(BaseModel):
    features: Dict[str, Optional[float]]


@app.post("/score/logistic")
def score_logistic(lead: Lead):
    x = np.array([[lead.features.get(c) if lead.features.get(c) is not None else medians[i] for i, c in enumerate(NAMES)]])
    z = scaler.transform(x)
    p = float(logistic.predict_proba(z)[0, 1])
    c = z[0] * weights
    top = np.argsort(-np.abs(c))[:3]
    return {"score": round(p * 100), "p": p, "reasons": [{"feature": NAMES[i], "contribution": float(c[i])} for i in top]}


@app.post("/score/boosted")
def score_boosted(lead: Lead):
    x = np.array([[lead.features.get(c) if lead.features.get(c) is not None else np.nan for c in NAMES]], np.float32)
    c = boosted.predict(xgb.DMatrix(x), pred_contribs=True)[0]
    p = float(1 / (1 + np.exp(-c.sum())))
    top = np.argsort(-np.abs(c[:-1]))[:3]
    return {"score": round(p * 100), "p": p, "reasons": [{"feature": NAMES[i], "contribution": float(c[i])} for i in top]}


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
