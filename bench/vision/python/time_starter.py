"""Times the starter in PyTorch on one thread of the CPU, with the weights of the release's own ONNX files.

Reads lines of JSON on stdin, answers each with one on stdout, and ends with stdin. First the task: files of backbone and
head, of one input (float32, [3, size, size]) and of the features and the logit that ONNX Runtime gave for it. Answers
{"unfit": why} when the backbone is another network, fails when results differ, else says what was compared. Then
{"variant", "seconds"} to time one variant: milliseconds of every call, by the clock and of CPU time.
"""

from __future__ import annotations

import copy
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python" / "starter"))
from model import Convolution, Model
from rebuild import Unfit, rebuild

# Of the largest feature: PyTorch and ONNX Runtime sum in other orders.
TOLERANCE = 1e-3


def say(content: dict) -> None:
    print(json.dumps(content), flush=True)


def with_own_padding(model: Model) -> Model:
    """Lets convolutions that pad all sides alike pad by themselves: the same result, without a copy of the map."""
    model = copy.deepcopy(model)
    for module in model.modules():
        if isinstance(module, Convolution) and module.pad is not None and len(set(module.pad)) == 1:
            module.conv.padding = (module.pad[0], module.pad[0])
            module.pad = None
    return model


def now() -> tuple[float, float]:
    """Milliseconds: the clock, and CPU time of all threads of this process."""
    return time.perf_counter() * 1000, time.process_time() * 1000


def time_variant(model: Model, pixels: torch.Tensor, seconds: float) -> dict:
    """As timeCalls.ts does it: the first fifth warms up, at least three calls."""
    parts = {name: {"wall": [], "cpu": []} for name in ("backbone", "head")}
    start = time.perf_counter() * 1000
    while len(parts["head"]["wall"]) < 3 or time.perf_counter() * 1000 < start + 1000 * seconds:
        before = now()
        features = model.backbone(pixels)
        between = now()
        model.head(features)
        after = now()
        if before[0] >= start + 200 * seconds:
            for name, first, last in (("backbone", before, between), ("head", between, after)):
                parts[name]["wall"].append(last[0] - first[0])
                parts[name]["cpu"].append(last[1] - first[1])
    return parts


@torch.inference_mode()
def main() -> None:
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    task = json.loads(sys.stdin.readline())
    pixels = torch.from_numpy(np.fromfile(task["pixels"], dtype=np.float32)).reshape(1, 3, task["height"], task["width"])
    features = torch.from_numpy(np.fromfile(task["features"], dtype=np.float32))
    try:
        plain = rebuild(task["backbone"], task["head"])
    except Unfit as reason:
        say({"unfit": str(reason)})
        return
    own = with_own_padding(plain)
    last = torch.channels_last
    variants = {
        "eager": (plain, pixels),
        "channels_last": (copy.deepcopy(plain).to(memory_format=last), pixels.contiguous(memory_format=last)),
        "eager, own padding": (own, pixels),
        "channels_last, own padding": (copy.deepcopy(own).to(memory_format=last), pixels.contiguous(memory_format=last)),
    }
    differences = {}
    for name, (model, given) in variants.items():
        got = model.backbone(given)[0]
        difference = ((got - features).abs().max() / features.abs().max()).item()
        logit = model.head(got[None])[0, 0].item()
        if not difference <= TOLERANCE or not abs(logit - task["logit"]) <= 10 * TOLERANCE * max(1, abs(task["logit"])):
            raise SystemExit(f"{name}: features differ by {difference:.2e} of the largest, logit {logit} against {task['logit']}")
        differences[name] = difference
    say({"torch": torch.__version__, "python": sys.version.split()[0], "power": plain.backbone.power, "differences": differences})
    for line in sys.stdin:
        order = json.loads(line)
        say(time_variant(*variants[order["variant"]], order["seconds"]))


main()
