"""Scores with intervals. The same definitions as Roadcrew's own `roadcrew evaluate`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def auc(labels: np.ndarray, scores: np.ndarray) -> float | None:
    """Area under the ROC curve by mid-ranks; None where a class is missing."""
    positives = int(labels.sum())
    if positives in (0, len(labels)):
        return None
    order = np.argsort(scores, kind="stable")
    _, inverse, counts = np.unique(scores[order], return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = np.empty(len(scores))
    ranks[order] = ((last - counts + 1 + last) / 2)[inverse]
    return float((ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(labels) - positives)))


def mcc(labels: np.ndarray, predicted: np.ndarray) -> float | None:
    """Matthews correlation; None where a class is missing among the labels or the predictions."""
    tp, tn = int(((labels == 1) & predicted).sum()), int(((labels == 0) & ~predicted).sum())
    fp, fn = int(((labels == 0) & predicted).sum()), int(((labels == 1) & ~predicted).sum())
    product = float(tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return (tp * tn - fp * fn) / product**0.5 if product > 0 else None


def interval(rows: int, score: Callable[[np.ndarray], float | None], seed: int = 0, draws: int = 1000) -> list[float] | None:
    """Percentile bootstrap over images, 95 %."""
    random = np.random.default_rng(seed)
    values = [value for _ in range(draws) if (value := score(random.integers(rows, size=rows))) is not None]
    return [float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))] if values else None


def score(labels: np.ndarray, probabilities: np.ndarray, intervals: bool = True) -> dict:
    """AUC, MCC and accuracy at 0.5, with intervals."""
    predicted = probabilities > 0.5
    result = {
        "n": len(labels),
        "positives": int(labels.sum()),
        "auc": auc(labels, probabilities),
        "mcc": mcc(labels, predicted),
        "accuracy": float((predicted == (labels == 1)).mean()),
    }
    if intervals:
        result["auc95"] = interval(len(labels), lambda i: auc(labels[i], probabilities[i]))
        result["mcc95"] = interval(len(labels), lambda i: mcc(labels[i], predicted[i]))
    return result


def brier(labels: np.ndarray, probabilities: np.ndarray) -> float:
    return float(((probabilities - labels) ** 2).mean())


def reliability(labels: np.ndarray, probabilities: np.ndarray, bins: int = 10, draws: int = 2000) -> dict:
    """
    Ten bins of equal mass, and the band in which the observed share of a perfectly calibrated model with these very
    probabilities would lie in 95 % of draws (consistency resampling, Broecker and Smith 2007).
    """
    order = np.argsort(probabilities, kind="stable")
    parts = np.array_split(order, bins)
    random = np.random.default_rng(0)
    rows = []
    for part in parts:
        drawn = (random.random((draws, len(part))) < probabilities[part]).mean(axis=1)
        low, high = np.quantile(drawn, [0.025, 0.975])
        share = float(labels[part].mean())
        rows.append({"n": len(part), "mean": float(probabilities[part].mean()), "observed": share, "low": float(low), "high": float(high), "inside": bool(low <= share <= high)})
    ece = sum(row["n"] * abs(row["mean"] - row["observed"]) for row in rows) / len(labels)
    return {"bins": rows, "inside": sum(row["inside"] for row in rows), "ece": float(ece)}
