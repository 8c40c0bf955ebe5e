"""Training runs in processes of their own, several at once on one GPU."""

from __future__ import annotations

import csv
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from data import Row, load_canvases, load_sprites, read_manifest
from folds import held_out
from training import Photographs, Settings, logits_of, prepare_all, train


@dataclass(frozen=True)
class Sources:
    images: Path
    weights: Path
    rendered: Path | None  # folder of rendered objects with sprites.json
    scenes: Path | None  # folder of rendered scenes with manifest.csv


@dataclass(frozen=True)
class Job:
    name: str
    settings: Settings
    fold: str | None  # None: train on the manifest's train split


@dataclass(frozen=True)
class Outcome:
    job: Job
    logits: np.ndarray  # of all rows of the manifest, also those it trained on
    state: dict
    seconds: float


_loaded: dict = {}


def _load(sources: Sources) -> None:
    torch.set_num_threads(2)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    rows = read_manifest(sources.images)
    canvases, aspects = load_canvases(sources.images, [row.file for row in rows])
    _loaded["device"] = device
    _loaded["sources"] = sources
    _loaded["photographs"] = Photographs(rows, torch.from_numpy(canvases).to(device), torch.from_numpy(aspects).to(device))
    _loaded["sprites"] = load_sprites(sources.images, rows, sources.rendered)
    _loaded["scenes"] = None
    if sources.scenes is not None:
        scenes = read_scenes(sources.scenes)
        pictures, shapes = load_canvases(sources.scenes, [row.file for row in scenes])
        _loaded["scenes"] = Photographs(scenes, torch.from_numpy(pictures).to(device), torch.from_numpy(shapes).to(device))
    _loaded["prepared"] = {}


def read_scenes(root: Path) -> list[Row]:
    """Rows of the renderer's manifest. A rendered scene belongs to no repository and is never held out."""
    with open(root / "manifest.csv", newline="") as file:
        return [Row(row["file"], int(row["label"]), "train", "rendered", "", "strong", True) for row in csv.DictReader(file)]


def usable_rows(rows: list[Row], fold: str | None) -> np.ndarray:
    """What may train: not non-commercial, not held out; without a fold, the manifest's train split alone."""
    may = np.array([row.may_train for row in rows])
    return may & (np.array([row.split == "train" for row in rows]) if fold is None else ~held_out(rows, fold))


def _run(job: Job) -> Outcome:
    started = time.monotonic()
    photographs = _loaded["photographs"]
    model = train(
        photographs, usable_rows(photographs.rows, job.fold), _loaded["sprites"], _loaded["scenes"], _loaded["sources"].weights, job.settings,
        log=lambda line: print(f"[{job.name} | {job.fold}] {line}", flush=True) if line.split()[1] == str(job.settings.steps) else None,
    )  # fmt: skip
    size = job.settings.augmentation.size
    if size not in _loaded["prepared"]:
        _loaded["prepared"][size] = prepare_all(_loaded["sources"].images, photographs.rows, size)
    logits = logits_of(model, _loaded["prepared"][size], _loaded["device"])
    state = {key: value.cpu().numpy() for key, value in model.state_dict().items()}
    seconds = time.monotonic() - started
    print(f"[{job.name} | {job.fold}] {seconds:.0f} s", flush=True)
    return Outcome(job, logits, state, seconds)


def run_jobs(sources: Sources, jobs: list[Job], processes: int):
    """Yields each outcome when it is there, in the order of the jobs."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_load, initargs=(sources,)) as executor:
        yield from executor.map(_run, jobs)


def with_overrides(settings: Settings, overrides: dict) -> Settings:
    """Settings with some fields replaced; `augmentation` takes a table of its own."""
    inner = overrides.get("augmentation", {})
    outer = {key: value for key, value in overrides.items() if key != "augmentation"}
    return replace(settings, augmentation=replace(settings.augmentation, **inner), **outer)
