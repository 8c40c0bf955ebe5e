"""What a classifier gets that knows the camera and never looks at the road."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from data import Row
from folds import FOLDS, camera_baseline, camera_features, held_out
from jobs import usable_rows


def class_weights(labels: np.ndarray, usable: np.ndarray) -> np.ndarray:
    """Both classes weigh one half, the prior of the subnet's challenges; what is not usable weighs nothing."""
    weights = np.zeros(len(labels))
    for label in (0, 1):
        members = usable & (labels == label)
        weights[members] = 0.5 / members.sum()
    return weights


def camera_scores(root: Path, rows: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of the camera-only baseline: for held-out repositories, and for val when trained on train."""
    features = np.stack([camera_features(root / row.file) for row in rows])
    labels = np.array([row.label for row in rows])
    pooled = np.empty(len(rows))

    def fitted(fold: str | None) -> np.ndarray:
        weights = camera_baseline(features, labels, class_weights(labels, usable_rows(rows, fold)) * 100)
        return 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))

    for fold in FOLDS:
        out = held_out(rows, fold)
        pooled[out] = fitted(fold)[out]
    return pooled, fitted(None)


def is_mi3(rows: list[Row]) -> np.ndarray:
    """`Is it a frame of the Mi3 project?` as a probability: an oracle, since no model is told."""
    return np.array([0.99 if row.repository == "Mi3-Lab/workzone" else 0.01 for row in rows])


def repository_majority(rows: list[Row]) -> np.ndarray:
    """The share of roadwork in the image's repository: an oracle that knows every camera, held-out ones too."""
    labels: dict[str, list[int]] = {}
    for row in rows:
        labels.setdefault(row.repository, []).append(row.label)
    return np.array([float(np.mean(labels[row.repository])) for row in rows])
