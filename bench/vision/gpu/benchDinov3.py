"""Times the forward pass of DINOv3 ViT-L/16 with random weights, bfloat16, beside what the machine allows.

    python3 bench/vision/gpu/benchDinov3.py --seconds 150 --output dinov3.json
    python3 bench/vision/gpu/benchDinov3.py --tiny --device cpu --output tiny.json     (does it run at all)

Modes: eager; compiled by layer (one compilation that all layers share, cheap); compiled (the whole model in one piece);
each of them also replayed as a CUDA graph, the copy into its input included. Floor: the larger of operations over the
rate of a large matrix product and bytes over the rate of a large copy, both measured here (architecture.py, timing.py).
Launch share: the part of a mode's time that its graph saves.

Every row is compared with float32 on a fresh input; a graph's output is poisoned first. A row is wrong if it is farther
from float32 than 2 times eager bfloat16 (or 1 %, if that is more). Exit: 0; 1 if a row is wrong or failed; 2
without torch, the model or the device. Ends within --seconds in any case and says what it left out.
"""

from __future__ import annotations

import time

STARTED = time.monotonic()

import argparse
import copy
import json
import os
import sys
import threading
from pathlib import Path
from typing import Callable

from architecture import LARGE, TINY

# What one compilation of the whole model is supposed to take until one was measured, seconds.
WHOLE_COMPILE_GUESS = 40
# A result this far from float32, relative, is noise, whatever eager gives.
EAGER_LIMIT = 0.1


def say(text: str) -> None:
    print(text, flush=True)


class Report:
    """Rows as they come, kept in the file after each, so that an early end loses nothing."""

    def __init__(self, output: Path, facts: dict):
        self.output = output
        self.facts = facts
        self.rows: list[dict] = []
        self.left_out: list[str] = []
        self.doing = "start"

    def add(self, row: dict) -> None:
        self.rows.append(row)
        say(format_row(row))
        self.save()

    def save(self) -> None:
        elapsed = round(time.monotonic() - STARTED, 1)
        content = {**self.facts, "seconds": elapsed, "rows": self.rows, "leftOut": self.left_out}
        self.output.parent.mkdir(parents=True, exist_ok=True)
        self.output.write_text(json.dumps(content, indent=2) + "\n")

    def end(self) -> int:
        for row in self.rows:
            graph = next((other for other in self.rows if other["shape"] == row["shape"] and other["mode"] == f"{row['mode']}, graph"), None)
            if graph and "device_ms" in row and "device_ms" in graph:
                row["launch_share"] = 1 - graph["device_ms"] / row["device_ms"]
        self.save()
        say("")
        say(HEADER)
        for row in sorted(self.rows, key=lambda row: (row["size"], row["batch"])):
            say(format_row(row))
        for text in self.left_out:
            say(f"left out: {text}")
        say(f"{time.monotonic() - STARTED:.0f} s in all")
        return 1 if any(row["verdict"] != "ok" for row in self.rows) else 0


HEADER = f"{'size':>4} {'batch':>5}  {'mode':<26}{'device ms':>10}{'wall ms':>9}{'p95':>8}{'images/s':>10}{'floor ms':>10}{'of floor':>9}{'launches':>9}{'error':>9}  "


def format_row(row: dict) -> str:
    start = f"{row['size']:>4} {row['batch']:>5}  {row['mode']:<26}"
    if "device_ms" not in row:
        return f"{start} {row['verdict']}"
    share = f"{100 * row['launch_share']:.0f} %" if "launch_share" in row else "-"
    return (
        f"{start}{row['device_ms']:>10.3f}{row['wall_ms']:>9.3f}{row['wall_p95_ms']:>8.3f}{row['images_per_second']:>10.0f}"
        f"{row['floor_ms']:>10.3f}{row['ratio']:>9.2f}{share:>9}{row['error']:>9.1e}  {row['verdict']}"
    )


class Bench:
    def __init__(self, arguments: argparse.Namespace, report: Report, torch, timing):
        self.torch, self.timing, self.report = torch, timing, report
        self.device = arguments.device
        self.deadline = STARTED + arguments.seconds
        self.architecture = TINY if arguments.tiny else LARGE
        self.seconds_a_row = 0.05 if arguments.tiny else 0.6
        self.reference = self.architecture.build(self.device, seed=0)
        self.model = copy.deepcopy(self.reference).to(torch.bfloat16)
        # The frequencies of the positions stay float32, as they do when a checkpoint is loaded in bfloat16.
        self.model.rope_embeddings.inv_freq = self.reference.rope_embeddings.inv_freq
        self.parameters = sum(p.numel() for name, p in self.model.named_parameters() if "mask_token" not in name)
        self.ceilings = timing.measure_ceilings(self.device)
        self.eager_error: dict = {}
        self.whole_compile = 5.0 if arguments.tiny else WHOLE_COMPILE_GUESS
        report.facts |= {"parameters": self.parameters, "ceilings": self.ceilings}

    def left(self) -> float:
        return self.deadline - time.monotonic()

    def pixels(self, size: int, batch: int):
        shape = (batch, self.architecture.channels, size, size)
        return self.torch.randn(shape, device=self.device, dtype=self.torch.bfloat16)

    def capture(self, call: Callable, pixels) -> Callable:
        """A function that copies its input into the graph's and replays it; its output is the graph's own tensor."""
        torch = self.torch
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(3):
                call(pixels)
        torch.cuda.current_stream().wait_stream(stream)
        fixed = pixels.clone()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            output = call(fixed)
        output.fill_(float("nan"))

        def replay(fresh):
            fixed.copy_(fresh)
            graph.replay()
            return output

        return replay

    def error(self, call: Callable, size: int, batch: int) -> float:
        """Relative distance from float32 on a fresh input; of large batches the first and last two images."""
        pixels = self.pixels(size, batch)
        got = call(pixels).float()
        if batch > 4:
            chosen = self.torch.tensor([0, 1, batch - 2, batch - 1], device=self.device)
            pixels, got = pixels[chosen], got[chosen]
        want = self.reference(pixels.float()).last_hidden_state
        return (self.torch.linalg.vector_norm(got - want) / self.torch.linalg.vector_norm(want)).item()

    def row(self, size: int, batch: int, mode: str, call: Callable, extra: dict) -> None:
        floors = {
            "arithmetic_floor_ms": self.architecture.flops(size, batch) / self.ceilings["matmul_flops"] * 1000,
            "memory_floor_ms": self.architecture.bytes_moved(self.parameters, size, batch) / self.ceilings["copy_bytes"] * 1000,
        }
        error = self.error(call, size, batch)
        if mode == "eager":
            self.eager_error[size, batch] = error
        eager = self.eager_error.get((size, batch), 0.0)
        right = error <= EAGER_LIMIT if mode == "eager" else error <= max(2 * eager, 0.01)  # NaN is neither
        pixels = self.pixels(size, batch)
        times = self.timing.time_calls(lambda: call(pixels), self.seconds_a_row, self.device)
        floor = max(floors.values())
        self.report.add(
            {"shape": f"{size} x {batch}", "size": size, "batch": batch, "mode": mode, **times, **floors}
            | {"floor_ms": floor, "ratio": times["device_ms"] / floor, "images_per_second": 1000 * batch / times["device_ms"]}
            | {"error": error, "verdict": "ok" if right else "WRONG"}
            | extra
        )

    def both(self, size: int, batch: int, mode: str, call: Callable, extra: dict) -> None:
        self.row(size, batch, mode, call, extra)
        if self.device == "cuda":
            self.row(size, batch, f"{mode}, graph", self.capture(call, self.pixels(size, batch)), extra)

    def eager(self, size: int, batch: int) -> None:
        self.both(size, batch, "eager", lambda pixels: self.model(pixels).last_hidden_state, {})

    def compiled(self, size: int, batch: int, whole: bool) -> None:
        torch = self.torch
        torch._dynamo.reset()
        torch._dynamo.utils.counters.clear()
        if whole:
            function = torch.compile(self.model, dynamic=False)
        else:
            function = copy.deepcopy(self.model)
            for layer in function.model.layer:
                layer.compile(dynamic=False)
        call = lambda pixels: function(pixels).last_hidden_state
        start = time.monotonic()
        call(self.pixels(size, batch))
        self.timing.synchronize()
        compile_seconds = time.monotonic() - start
        if whole:
            self.whole_compile = 1.2 * compile_seconds
        counters = torch._dynamo.utils.counters
        extra = {
            "compile_seconds": round(compile_seconds, 1),
            "compilations": counters["stats"]["unique_graphs"],
            "graph_breaks": sum(counters["graph_break"].values()),
        }
        name = "compiled" if whole else "compiled by layer"
        say(f"{size} x {batch}, {name}: {extra['compile_seconds']} s, graphs {extra['compilations']}, breaks {extra['graph_breaks']}")
        self.both(size, batch, name, call, extra)

    def run(self, shapes: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
        steps = [("eager", shape) for shape in shapes]
        steps += [("compiled by layer", shape) for shape in shapes]
        steps += [("compiled", shape) for shape in shapes[:1]]
        steps += [(mode, shape) for shape in more for mode in ("eager", "compiled by layer")]
        steps += [("compiled", shape) for shape in shapes[1:]]
        for mode, (size, batch) in steps:
            name = f"{size} x {batch}, {mode}"
            needed = self.whole_compile + 6 if mode == "compiled" else 12
            if self.device == "cuda" and self.left() < needed:
                self.report.left_out.append(f"{name}: {self.left():.0f} s left, about {needed:.0f} needed")
                continue
            self.report.doing = name
            try:
                if mode == "eager":
                    self.eager(size, batch)
                else:
                    self.compiled(size, batch, whole=mode == "compiled")
            except Exception as fault:  # one mode that fails must not cost the rows of the others
                text = f"failed: {type(fault).__name__}: {str(fault).splitlines()[0] if str(fault) else ''}"[:200]
                self.report.add({"shape": f"{size} x {batch}", "size": size, "batch": batch, "mode": mode, "verdict": text})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=150, help="everything included")
    parser.add_argument("--output", type=Path, required=True, help="results as JSON")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--tiny", action="store_true", help="two narrow layers and small images: does it run")
    arguments = parser.parse_args()
    try:
        import torch
        import transformers
        from transformers import DINOv3ViTConfig, DINOv3ViTModel  # noqa: F401

        import timing
    except ImportError as fault:
        say(f"not measured: {fault}")
        return 2
    if arguments.device == "cuda" and not torch.cuda.is_available():
        say("not measured: torch sees no GPU")
        return 2
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    name = torch.cuda.get_device_name() if arguments.device == "cuda" else "CPU"
    report = Report(arguments.output, {"device": name, "torch": torch.__version__, "transformers": transformers.__version__})
    say(f"{name}, torch {torch.__version__}, transformers {transformers.__version__}; imports took {time.monotonic() - STARTED:.0f} s")

    def out_of_time() -> None:
        # A compilation cannot be interrupted, so the process ends with what it has.
        report.left_out.append(f"out of time during {report.doing}, and what would have followed")
        report.end()
        os._exit(0)

    watchdog = threading.Timer(max(1.0, STARTED + arguments.seconds - 2 - time.monotonic()), out_of_time)
    watchdog.daemon = True
    watchdog.start()
    with torch.no_grad():
        bench = Bench(arguments, report, torch, timing)
        ceilings = bench.ceilings
        say(f"{bench.parameters / 1e6:.1f} million parameters; matrix product {ceilings['matmul_flops'] / 1e12:.3g} TFLOP/s, copy {ceilings['copy_bytes'] / 1e12:.3g} TB/s; {time.monotonic() - STARTED:.0f} s so far")
        say(HEADER)
        sizes, many = ((32, 64), 4) if arguments.tiny else ((224, 512), 32)
        bench.run([(size, batch) for size in sizes for batch in (1, many)], [(size, many // 4) for size in sizes if many > 4])
        again = timing.measure_ceilings(arguments.device)
        report.facts["ceilings_after"] = again
        say(f"ceilings again: matrix product {again['matmul_flops'] / 1e12:.3g} TFLOP/s, copy {again['copy_bytes'] / 1e12:.3g} TB/s")
    watchdog.cancel()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
