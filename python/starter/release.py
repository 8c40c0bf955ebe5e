"""From finished runs to a release: export, calibration, scores, release.json and report.json."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from pathlib import Path

import numpy as np
# Set before onnxruntime is imported: its official builds report to Microsoft otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
import torch
from scipy.optimize import minimize

from baselines import camera_scores, class_weights, is_mi3, repository_majority
from data import Row, read_manifest
from export import export_all
from folds import FOLDS, held_out
from jobs import usable_rows
from metrics import auc, brier, interval, reliability, score
from model import FEATURES, Model
from training import prepare_all


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def fit_platt(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Slope and intercept that minimise the class-balanced log loss (Platt 1999, without his label smoothing)."""
    weights = class_weights(labels, np.ones(len(labels), bool))

    def loss(w: np.ndarray) -> float:
        z = w[0] * logits + w[1]
        return float((weights * (np.logaddexp(0, z) - labels * z)).sum())

    slope, intercept = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10}).x
    return float(slope), float(intercept)


def to_natural_prior(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """From a prior of 0.5 to the share of positives in `labels`, by Bayes' rule on the odds."""
    share = labels.mean()
    odds = probabilities / (1 - probabilities) * share / (1 - share)
    return odds / (1 + odds)


def cross_fitted(logits: np.ndarray, labels: np.ndarray, groups: list[str], parts: int = 5) -> np.ndarray:
    """Probabilities from calibrations that did not see the image, nor its frame sequence's neighbours in time."""
    order = np.argsort(np.array(groups), kind="stable")
    part = np.empty(len(labels), int)
    part[order] = np.arange(len(labels)) % parts
    out = np.empty(len(labels))
    for index in range(parts):
        slope, intercept = fit_platt(logits[part != index], labels[part != index])
        out[part == index] = sigmoid(slope * logits[part == index] + intercept)
    return out


class Released:
    """The exported files, run as the TypeScript side runs them."""

    def __init__(self, folder: Path, precision: str):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        make = lambda name: onnxruntime.InferenceSession(folder / name, options, providers=["CPUExecutionProvider"])  # noqa: E731
        self.backbone, self.head = make(f"backbone.{precision}.onnx"), make("head.onnx")

    def logits(self, prepared: np.ndarray) -> np.ndarray:
        parts = []
        for start in range(0, len(prepared), 16):
            image = prepared[start : start + 16].astype(np.float32) / 127.5 - 1
            features = self.backbone.run(None, {"image": image})[0]
            parts.append(self.head.run(None, {"features": features})[0][:, 0])
        return np.concatenate(parts).astype(np.float64)


def per_group(rows: list[Row], labels: np.ndarray, scores: np.ndarray) -> dict:
    """AUC inside every source group that has both classes: there the camera tells nothing."""
    result = {}
    for group in sorted({row.group for row in rows}):
        members = np.array([row.group == group for row in rows])
        if len(set(labels[members])) == 2:
            y, s = labels[members], scores[members]
            result[group] = {"n": int(members.sum()), "positives": int(y.sum()), "auc": auc(y, s), "auc95": interval(len(y), lambda i: auc(y[i], s[i]))}
    return result


def report_on(rows: list[Row], labels: np.ndarray, probabilities: np.ndarray) -> dict:
    others = np.array([row.label == 0 or row.repository != "Mi3-Lab/workzone" for row in rows])
    return {
        **score(labels, probabilities),
        "mcc_at_natural_prior": score(labels, to_natural_prior(np.clip(probabilities, 1e-6, 1 - 1e-6), labels)),
        "positives_that_are_not_mi3": score(labels[others], probabilities[others]),
        "inside_groups": per_group(rows, labels, probabilities),
    }


def make_release(images: Path, runs: Path, out: Path, name: str, created: str) -> None:
    torch.set_num_threads(2)
    rows = read_manifest(images)
    labels = np.array([row.label for row in rows])
    run = json.loads((runs / "run.json").read_text())
    size, power = run["settings"]["augmentation"]["size"], run["settings"]["power"]
    model = Model(power)
    state = np.load(runs / "weights.npz")
    model.load_state_dict({key: torch.from_numpy(state[key]) for key in state.files})
    model.eval()

    val = np.array([row.split == "val" for row in rows])
    trainable = np.flatnonzero(usable_rows(rows, None))
    ranged = np.random.default_rng(0).choice(trainable, 300, replace=False)
    export_all(model, size, prepare_all(images, [rows[i] for i in ranged], size), out)

    val_rows = [row for row, inside in zip(rows, val) if inside]
    prepared = prepare_all(images, val_rows, size)
    y = labels[val]
    with torch.no_grad():
        torch_logits = np.concatenate([model(torch.from_numpy(prepared[i : i + 16]).float() / 127.5 - 1).numpy() for i in range(0, len(prepared), 16)])
    logits = {precision: Released(out, precision).logits(prepared) for precision in ("fp32", "int8")}
    platt = {precision: fit_platt(z, y) for precision, z in logits.items()}
    calibrated = {precision: sigmoid(platt[precision][0] * z + platt[precision][1]) for precision, z in logits.items()}
    fair = cross_fitted(logits["fp32"], y, [row.group for row in val_rows])
    natural = to_natural_prior(fair, y)

    fold_logits = np.load(runs / "logits.npz")
    pooled = np.empty(len(rows))
    for fold in FOLDS:
        pooled[held_out(rows, fold)] = sigmoid(fold_logits[fold][held_out(rows, fold)])
    camera_pooled, camera_val = camera_scores(images, rows)
    report = {
        "data": {"images_sha256": run["images_sha256"], "trained_on": len(trainable), "val": int(val.sum())},
        "settings": run["settings"],
        "training_seconds": run["seconds"],
        "held_out_repositories": {
            "pooled": report_on(rows, labels, pooled),
            "folds": {fold: score(labels[o], pooled[o]) for fold in FOLDS for o in [held_out(rows, fold)]},
            "camera_only": score(labels, camera_pooled),
            "oracle_is_mi3": score(labels, is_mi3(rows)),
            "oracle_repository_majority": score(labels, repository_majority(rows)),
        },
        "val": {
            "fp32": report_on(val_rows, y, calibrated["fp32"]),
            "int8": score(y, calibrated["int8"]),
            "camera_only": score(y, camera_val[val]),
            "oracle_is_mi3": score(y, is_mi3(val_rows)),
            "calibration": {
                "cross_fitted_natural_prior": {**reliability(y, natural), "brier": brier(y, natural)},
                "int8_natural_prior": {**reliability(y, to_natural_prior(calibrated["int8"], y)), "brier": brier(y, to_natural_prior(calibrated["int8"], y))},
                "uncalibrated_brier_natural_prior": brier(y, to_natural_prior(sigmoid(logits["fp32"]), y)),
            },
            "largest_difference": {
                "onnx fp32 to PyTorch, logit": float(np.abs(logits["fp32"] - torch_logits).max()),
                "int8 to fp32, probability": float(np.abs(calibrated["int8"] - calibrated["fp32"]).max()),
                "int8 to fp32, probability, mean": float(np.abs(calibrated["int8"] - calibrated["fp32"]).mean()),
            },
        },
        "made_with": {"python": platform.python_version(), "torch": torch.__version__.split("+")[0], "onnxruntime": onnxruntime.__version__, "numpy": np.__version__},
    }
    (out / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    write_manifest(out, name, created, size, platt, report)
    summary = report["held_out_repositories"]
    print(json.dumps({"pooled": summary["pooled"], "val": report["val"]["fp32"], "int8": report["val"]["int8"]}, indent=1))


def write_manifest(out: Path, name: str, created: str, size: int, platt: dict[str, tuple[float, float]], report: dict) -> None:
    """release.json, as src/contracts/release.ts describes it."""
    calibrations = {key: {"method": "platt", "slope": slope, "intercept": intercept} for key, (slope, intercept) in platt.items()}
    # MODEL_CARD.md and NOTICE are written by hand and lie there already.
    files = sorted(path for path in out.iterdir() if path.is_file() and path.name != "release.json")
    pooled, val = report["held_out_repositories"]["pooled"], report["val"]["fp32"]
    manifest = {
        "format": 1,
        "id": name,
        "title": "Starter: MobileNetV2, fine-tuned on open street photographs",
        "created": created,
        "backbone": "starter",
        "featureSize": FEATURES,
        "profile": {
            "width": size, "height": size, "fit": "stretch", "trimBorders": True, "interpolation": "bilinear", "padding": [0, 0, 0],
            "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "order": "rgb",
        },
        "variants": [
            {"precision": "fp32", "file": "backbone.fp32.onnx"},
            {"precision": "int8", "file": "backbone.int8.onnx", "calibration": calibrations["int8"]},
        ],
        "head": "head.onnx",
        "calibration": calibrations["fp32"],
        "metrics": {"heldOutAuc": pooled["auc"], "heldOutMcc": pooled["mcc"], "valAuc": val["auc"], "valMcc": val["mcc"]},
        "licence": {"expression": "Apache-2.0 AND LicenseRef-roadcrew-starter-data", "notice": "NOTICE"},
        "files": [
            {"path": path.name, "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in files
        ],
    }  # fmt: skip
    (out / "release.json").write_text(json.dumps(manifest, indent=1) + "\n")
