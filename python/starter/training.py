"""One fine-tuning run, on one GPU (or, slowly, a CPU)."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from augment import Augmentation, Pool, Randomness, make_batch
from data import Row, Sprites, load_rgb
from model import Model, freeze_stem, load_pretrained


@dataclass(frozen=True)
class Settings:
    """All that decides a run. Part of the report."""

    augmentation: Augmentation = field(default_factory=Augmentation)
    steps: int = 600
    batch: int = 192
    rate: float = 3e-4  # of the backbone; the head learns ten times as fast
    decay: float = 0.05
    average: float = 0.995  # of the exponential moving average of the weights, which is what is kept
    smoothing: float = 0.05
    positives: float = 0.35  # share of pictures with roadwork in a batch, before pasting
    weak: float = 0.7  # weight of an image whose label is weak (a cone without a clear zone) or rests on a sign
    scenes: float = 0.2  # share of rendered scenes in a batch
    frozen: int = 4  # layers from the input on that stay as they were: down to a quarter of the resolution
    power: float = 3  # of the generalised mean over the feature map; 1 is the plain mean
    seed: int = 1


@dataclass(frozen=True)
class Photographs:
    rows: list[Row]
    canvases: Tensor  # uint8 [n, 3, CANVAS, CANVAS], on the device
    aspects: Tensor


def sampling_weights(rows: list[Row], usable: np.ndarray, settings: Settings) -> np.ndarray:
    """
    Camera-balanced: within a class, a repository's share is the square root of its size, and its groups share alike;
    the classes have the settings' shares.
    """
    weights = np.zeros(len(rows))
    for label, share in ((1, settings.positives), (0, 1 - settings.positives)):
        members = [index for index in np.flatnonzero(usable) if rows[index].label == label]
        repositories: dict[str, list[int]] = {}
        for index in members:
            repositories.setdefault(rows[index].repository, []).append(index)
        total = sum(math.sqrt(len(indices)) for indices in repositories.values())
        for indices in repositories.values():
            weights[indices] = share * math.sqrt(len(indices)) / total / len(indices)
    return weights


def make_pool(sprites: Sprites, allowed: np.ndarray, device: torch.device) -> Pool:
    parts = []
    for mask in (allowed & sprites.device, allowed & ~sprites.device):
        parts += [torch.from_numpy(sprites.pixels[mask]).to(device), torch.from_numpy(sprites.scale[mask]).to(device)]
    return Pool(*parts)


def train(photographs: Photographs, usable: np.ndarray, sprites: Sprites, scenes: Photographs | None, weights: Path, settings: Settings, log=print) -> Model:
    """Fine-tunes on the photographs that `usable` marks, with devices cut from those same repositories alone."""
    device = photographs.canvases.device
    torch.manual_seed(settings.seed)
    rng = Randomness(settings.seed, device)
    random = np.random.default_rng(settings.seed)
    rows = photographs.rows
    if not all(rows[index].may_train for index in np.flatnonzero(usable)):
        raise SystemExit("a non-commercial image would train: the split is wrong")
    repositories = {rows[index].repository for index in np.flatnonzero(usable)} | {""}
    allowed = np.array([repository in repositories for repository in sprites.repository])
    pool = make_pool(sprites, allowed, device)

    probabilities = sampling_weights(rows, usable, settings)
    labels = torch.tensor([float(row.label) for row in rows], device=device)
    importance = torch.tensor([1.0 if row.quality == "strong" else settings.weak for row in rows], device=device)
    scene_labels = torch.tensor([float(row.label) for row in scenes.rows], device=device) if scenes else None

    model = Model(settings.power)
    load_pretrained(model, weights)
    freeze_stem(model, settings.frozen)
    model.to(device, memory_format=torch.channels_last).train()
    average = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(
        [{"params": [p for p in model.backbone.parameters() if p.requires_grad], "lr": settings.rate}, {"params": model.head.parameters(), "lr": settings.rate * 10}],
        weight_decay=settings.decay,
    )
    warm = max(1, settings.steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / warm) * (0.5 + 0.5 * math.cos(math.pi * min(1, step / settings.steps)))
    )
    rendered = round(settings.batch * settings.scenes) if scenes else 0
    running = 0.0
    for step in range(settings.steps):
        chosen = torch.from_numpy(random.choice(len(rows), settings.batch - rendered, p=probabilities / probabilities.sum())).to(device)
        canvases, aspects, target, weight = photographs.canvases[chosen], photographs.aspects[chosen], labels[chosen], importance[chosen]
        if rendered:
            drawn = torch.from_numpy(random.choice(len(scenes.rows), rendered)).to(device)
            canvases = torch.cat([canvases, scenes.canvases[drawn]])
            aspects = torch.cat([aspects, scenes.aspects[drawn]])
            target = torch.cat([target, scene_labels[drawn]])
            weight = torch.cat([weight, torch.ones(rendered, device=device)])
        with torch.no_grad():
            images, target = make_batch(rng, canvases, aspects, target, pool, settings.augmentation)
            images = images.to(torch.float32 if device.type == "cpu" else torch.bfloat16, memory_format=torch.channels_last)
        smooth = target * (1 - settings.smoothing) + 0.5 * settings.smoothing
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = model(images)
        loss = (F.binary_cross_entropy_with_logits(logits.float(), smooth, reduction="none") * weight).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            keep = min(settings.average, (step + 1) / (step + 10))
            for kept, new in zip(average.parameters(), model.parameters()):
                kept.lerp_(new, 1 - keep)
        running += loss.detach()
        if (step + 1) % 100 == 0:
            log(f"step {step + 1} loss {float(running) / 100:.4f}")
            if not math.isfinite(float(running)):
                raise SystemExit("the loss is not finite")
            running = 0.0
    return average.float().to(memory_format=torch.contiguous_format)


def prepare(path: Path, size: int) -> np.ndarray:
    """The release's preprocessing profile: stretched to size x size by Pillow's bilinear filter, RGB in -1 to 1."""
    image = load_rgb(path).resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(image, np.float32).transpose(2, 0, 1) / 127.5 - 1


def prepare_all(root: Path, rows: list[Row], size: int) -> np.ndarray:
    """uint8 [n, 3, size, size]: as `prepare`, kept as bytes."""
    out = np.empty((len(rows), 3, size, size), np.uint8)
    for index, row in enumerate(rows):
        image = load_rgb(root / row.file).resize((size, size), Image.Resampling.BILINEAR)
        out[index] = np.asarray(image).transpose(2, 0, 1)
    return out


@torch.no_grad()
def logits_of(model: Model, prepared: np.ndarray, device: torch.device, chunk: int = 256) -> np.ndarray:
    model = model.to(device).eval()
    parts = [
        model(torch.from_numpy(prepared[start : start + chunk]).to(device).float() / 127.5 - 1).cpu()
        for start in range(0, len(prepared), chunk)
    ]
    return torch.cat(parts).numpy()
