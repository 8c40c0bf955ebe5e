"""Compares settings by held-out repositories: python3 experiment.py --images DIR --weights FILE --variants JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from data import read_manifest
from folds import FOLDS, check_folds, held_out
from jobs import Job, Sources, run_jobs, with_overrides
from metrics import auc, mcc
from training import Settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--rendered", type=Path)
    parser.add_argument("--scenes", type=Path)
    parser.add_argument("--variants", required=True, help='{"name": {"steps": 300, "augmentation": {"size": 224}}}')
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--no-val", action="store_true", help="only the folds")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rows = read_manifest(arguments.images)
    check_folds(rows)
    labels = np.array([row.label for row in rows])
    mi3 = np.array([row.repository.startswith("Mi3") for row in rows])
    val = np.array([row.split == "val" for row in rows])
    sources = Sources(arguments.images, arguments.weights, arguments.rendered, arguments.scenes)
    jobs = [
        Job(name, with_overrides(Settings(), overrides), fold)
        for name, overrides in json.loads(arguments.variants).items()
        for fold in [*FOLDS, *([] if arguments.no_val else [None])]
    ]
    results: dict[str, np.ndarray] = {}
    saved = {}
    others = ~mi3 | (labels == 0)
    for outcome in run_jobs(sources, jobs, arguments.processes):
        name, fold = outcome.job.name, outcome.job.fold
        saved[f"{name}|{fold}"] = outcome.logits.astype(np.float32)
        out = val if fold is None else held_out(rows, fold)
        z, y = outcome.logits[out], labels[out]
        print(f"## {name} | {fold}: AUC {auc(y, z):.3f} MCC {mcc(y, z > 0):.3f} predicted positive {np.mean(z > 0):.2f} of {y.mean():.2f}", flush=True)
        if fold is not None:
            results.setdefault(name, np.zeros(len(rows)))[out] = z
        if fold == list(FOLDS)[-1]:
            z = results[name]
            print(f"## {name} pooled: AUC {auc(labels, z):.3f} MCC {mcc(labels, z > 0):.3f} non-Mi3 positives AUC {auc(labels[others], z[others]):.3f}", flush=True)
        np.savez_compressed(arguments.out / "logits.npz", **saved)


if __name__ == "__main__":
    main()
