"""Photographs, pasted objects and rendered scenes as arrays."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

CANVAS = 384  # every photograph is kept stretched to CANVAS x CANVAS; its true aspect travels beside it
SPRITE = 128  # pasted objects fit into SPRITE x SPRITE, standing on its lower edge


@dataclass(frozen=True)
class Row:
    file: str
    label: int
    split: str
    group: str
    repository: str
    quality: str  # strong, weak or sign
    may_train: bool


def read_manifest(root: Path) -> list[Row]:
    """Rows of manifest.csv. Non-commercial images never train (ruling 36): they only test."""
    with open(root / "manifest.csv", newline="") as file:
        return [
            Row(
                file=row["file"],
                label=int(row["label"]),
                split=row["split"],
                group=row["source_group"],
                repository=row["source_repo"],
                quality=row["label_quality"],
                may_train=row["licence_class"] != "noncommercial",
            )
            for row in csv.DictReader(file)
        ]


def load_rgb(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def load_canvases(root: Path, files: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [n, 3, CANVAS, CANVAS] and the aspect (width / height) of each, float32 [n]."""
    canvases = np.empty((len(files), 3, CANVAS, CANVAS), np.uint8)
    aspects = np.empty(len(files), np.float32)
    for index, file in enumerate(files):
        image = load_rgb(root / file)
        aspects[index] = image.width / image.height
        stretched = image.resize((CANVAS, CANVAS), Image.Resampling.BILINEAR)
        canvases[index] = np.asarray(stretched).transpose(2, 0, 1)
    return canvases, aspects


def fit_sprite(rgba: np.ndarray) -> np.ndarray:
    """Scales an object's RGBA cut-out [h, w, 4] to fit, standing on the lower edge: uint8 [4, SPRITE, SPRITE]."""
    height, width = rgba.shape[:2]
    scale = (SPRITE - 4) / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Premultiplied, so that what lies behind the object does not bleed into its edge.
    alpha = rgba[..., 3:].astype(np.float32) / 255
    planes = [
        Image.fromarray(plane).resize(size, Image.Resampling.BILINEAR)
        for plane in np.concatenate([rgba[..., :3] * alpha, alpha * 255], axis=2).astype(np.float32).transpose(2, 0, 1)
    ]
    small = np.stack([np.asarray(plane) for plane in planes])
    colour = small[:3] / np.maximum(small[3:] / 255, 1e-3)
    out = np.zeros((4, SPRITE, SPRITE), np.uint8)
    top, left = SPRITE - 2 - size[1], (SPRITE - size[0]) // 2
    out[:, top : top + size[1], left : left + size[0]] = np.clip(np.concatenate([colour, small[3:]]), 0, 255)
    return out


def _hull(mask: np.ndarray) -> np.ndarray:
    """Fills each row and column between its outermost marked pixels: closes the white bands of cones and barrels."""
    rows = np.maximum.accumulate(mask, 1) & np.maximum.accumulate(mask[:, ::-1], 1)[:, ::-1]
    columns = np.maximum.accumulate(mask, 0) & np.maximum.accumulate(mask[::-1], 0)[::-1]
    return rows & columns | mask


def cut_orange(path: Path, device: bool) -> list[np.ndarray]:
    """
    Cuts orange and red things out of a photograph: RGBA [h, w, 4] each, largest first. For devices only bright,
    compact shapes are taken: brick, bark and rust are orange too.
    """
    image = load_rgb(path)
    hsv = np.asarray(image.convert("HSV")).astype(int)
    hue, saturation, value = hsv[..., 0], hsv[..., 1], hsv[..., 2]
    orange = ((hue < 22) | (hue > 245)) & (saturation > 130) & (value > 90)
    opened = ndimage.binary_opening(orange)
    # Bridges the white bands of cones and barrels.
    joined = ndimage.binary_closing(np.pad(opened, 30), np.ones((27, 5)))[30:-30, 30:-30]
    labels, count = ndimage.label(joined)
    found = []
    for index, region in enumerate(ndimage.find_objects(labels)[:count], start=1):
        height, width = region[0].stop - region[0].start, region[1].stop - region[1].start
        touches = region[0].start == 0 or region[1].start == 0 or region[1].stop == orange.shape[1]
        if height < 36 or width < 14 or touches or not 0.25 < width / height < 1.6:
            continue
        marked = labels[region] == index
        mask = _hull(marked)
        core = opened[region] & mask
        bright = core.any() and saturation[region][core].mean() > 175 and value[region][core].mean() > 150
        compact = mask.mean() > 0.4 and marked.sum() > 0.8 * mask.sum()
        if device and not (bright and compact):
            continue
        alpha = ndimage.gaussian_filter(ndimage.binary_erosion(mask, border_value=0).astype(np.float32), 0.8)
        found.append(np.dstack([np.asarray(image)[region], (alpha * 255).astype(np.uint8)]))
    return sorted(found, key=lambda sprite: -sprite.shape[0])


# How much taller than a cone a rendered kind of object stands, roughly; heaps of gravel say little by themselves.
KIND_SCALE = {
    **dict.fromkeys(["worker", "paddle-worker", "pedestrian", "plastic-barrier", "barricade", "barrier-board", "net-fence", "tape", "vertical-panel"], 1.5),
    **dict.fromkeys(["triangle-sign", "warning-sign", "symbol-sign", "plaque-sign", "arrow-sign", "arrow-board", "guide-sign", "trench"], 2.0),
    **dict.fromkeys(["stop-sign", "yield-sign", "no-entry", "speed-limit", "danger-triangle", "red-triangle", "yellow-diamond", "chevron-sign", "passing-arrow", "traffic-light"], 2.0),
    **dict.fromkeys(["excavator", "paver", "roller", "loader", "dump-truck", "cherry-picker", "car", "orange-car", "taxi", "box-truck", "passing-tipper", "school-bus", "autumn-tree", "awning", "advertisement", "parasol"], 2.5),
}  # fmt: skip
SKIPPED_KINDS = {"gravel-heap", "asphalt-heap"}


@dataclass(frozen=True)
class Sprites:
    """Objects to paste. `device` tells roadwork devices from look-alikes; `repository` is '' for rendered ones."""

    pixels: np.ndarray  # uint8 [n, 4, SPRITE, SPRITE]
    device: np.ndarray  # bool [n]
    repository: np.ndarray  # str [n]
    scale: np.ndarray  # float32 [n], height relative to a cone's


def load_sprites(root: Path, rows: list[Row], rendered: Path | None) -> Sprites:
    """Cut-outs from close-ups of devices, look-alikes cut from pictures without any, and rendered objects."""
    pixels, device, repository, scale = [], [], [], []
    for row in rows:
        if not row.may_train or (row.label == 1 and row.repository in ("Mi3-Lab/workzone", "marcomoauro/traffic-sign-dataset")):
            continue
        for sprite in cut_orange(root / row.file, row.label == 1)[:3]:
            pixels.append(fit_sprite(sprite))
            device.append(row.label == 1)
            repository.append(row.repository)
            scale.append(1.0)
    if rendered is not None:
        for entry in json.loads((rendered / "sprites.json").read_text())["sprites"]:
            if entry["kind"] in SKIPPED_KINDS:
                continue
            with Image.open(rendered / entry["file"]) as image:
                pixels.append(fit_sprite(np.asarray(image.convert("RGBA"))))
            device.append(entry["class"] == "positive")
            repository.append("")
            scale.append(KIND_SCALE.get(entry["kind"], 1.0))
    return Sprites(np.stack(pixels), np.array(device), np.array(repository), np.array(scale, np.float32))


def digest(root: Path, rows: list[Row]) -> str:
    """One checksum over all images that are read, for the report."""
    total = hashlib.sha256()
    for row in rows:
        total.update(hashlib.sha256((root / row.file).read_bytes()).digest())
    return total.hexdigest()
