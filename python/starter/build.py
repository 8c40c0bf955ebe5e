"""
Makes models/starter: trains on held-out folds and once more for the release, exports, quantises, calibrates, reports.

    python3 build.py train --images DIR --weights FILE --rendered DIR --scenes DIR --out RUNS   (a GPU: minutes)
    python3 build.py release --images DIR --runs RUNS --out ../../models/starter              (a CPU: a minute)
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import numpy as np

from data import digest, read_manifest
from folds import FOLDS, check_folds


def train_all(arguments: argparse.Namespace) -> None:
    from jobs import Job, Sources, run_jobs, with_overrides
    from training import Settings

    rows = read_manifest(arguments.images)
    check_folds(rows)
    settings = with_overrides(Settings(), json.loads(arguments.settings))
    sources = Sources(arguments.images, arguments.weights, arguments.rendered, arguments.scenes)
    arguments.out.mkdir(parents=True, exist_ok=True)
    logits, seconds = {}, {}
    # The release first: it is what a short GPU lease must not lose.
    for outcome in run_jobs(sources, [Job("starter", settings, fold) for fold in [None, *FOLDS]], arguments.processes):
        name = outcome.job.fold or "release"
        logits[name], seconds[name] = outcome.logits.astype(np.float32), outcome.seconds
        if name == "release":
            np.savez(arguments.out / "weights.npz", **outcome.state)
        np.savez_compressed(arguments.out / "logits.npz", **logits)
        run = {"settings": dataclasses.asdict(settings), "seconds": seconds, "images_sha256": digest(arguments.images, rows)}
        (arguments.out / "run.json").write_text(json.dumps(run, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train")
    train.add_argument("--images", type=Path, required=True, help="folder with manifest.csv")
    train.add_argument("--weights", type=Path, required=True, help="MobileNetV2 1.0 as ONNX, batch norm folded")
    train.add_argument("--rendered", type=Path, help="node scripts/renderScenes.ts sprites")
    train.add_argument("--scenes", type=Path, help="node scripts/renderScenes.ts scenes")
    train.add_argument("--settings", default="{}", help="JSON that replaces some of training.Settings")
    train.add_argument("--processes", type=int, default=5)
    train.add_argument("--out", type=Path, required=True)
    train.set_defaults(run=train_all)
    release = commands.add_parser("release")
    release.add_argument("--images", type=Path, required=True)
    release.add_argument("--runs", type=Path, required=True, help="what train wrote")
    release.add_argument("--id", default="starter-1")
    release.add_argument("--created", required=True, help="ISO date of the release")
    release.add_argument("--out", type=Path, required=True)

    def make_release(arguments: argparse.Namespace) -> None:
        from release import make_release as run

        run(arguments.images, arguments.runs, arguments.out, arguments.id, arguments.created)

    release.set_defaults(run=make_release)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
