"""Timing on a device that works behind the host's back, and the two ceilings of the machine."""

from __future__ import annotations

import statistics
import time
from typing import Callable

import torch


def synchronize() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def time_calls(call: Callable[[], object], seconds: float, device: str, least: int = 10, most: int = 300) -> dict:
    """Times single calls, each followed by a wait for the device.

    `device_ms`: between events on the stream before and after the call, gaps between launches included; on the CPU the
    same as `wall_ms`, which is what a caller that waits for the answer sees. Medians. `spread`: by how much the medians
    of the two halves of the run differ, relative.
    """
    for _ in range(3):
        call()
    synchronize()
    cuda = device == "cuda"
    wall, inner = [], []
    end = time.perf_counter() + seconds
    while len(wall) < least or (len(wall) < most and time.perf_counter() < end):
        first, last = (torch.cuda.Event(enable_timing=True) for _ in range(2)) if cuda else (None, None)
        start = time.perf_counter()
        if cuda:
            first.record()
        call()
        if cuda:
            last.record()
            torch.cuda.synchronize()
        wall.append((time.perf_counter() - start) * 1000)
        inner.append(first.elapsed_time(last) if cuda else wall[-1])
    half = len(inner) // 2
    medians = statistics.median(inner[:half]), statistics.median(inner[half:])
    return {
        "device_ms": statistics.median(inner),
        "wall_ms": statistics.median(wall),
        "wall_p95_ms": sorted(wall)[int(0.95 * (len(wall) - 1))],
        "spread": abs(medians[0] - medians[1]) / statistics.median(inner),
        "calls": len(wall),
    }


def measure_ceilings(device: str) -> dict:
    """Rate of a large bfloat16 matrix product (operations/s) and of a copy (bytes/s, read and written), random data."""
    cuda = device == "cuda"
    side = 8192 if cuda else 512
    values = 2**31 if cuda else 2**24  # 4.3 GB on the GPU: many times its cache
    left, right = (torch.randn(side, side, device=device, dtype=torch.bfloat16) for _ in range(2))
    product = torch.empty_like(left)
    matmul_ms = time_calls(lambda: torch.mm(left, right, out=product), 0.5, device)["device_ms"]
    source = torch.randint(-100, 100, (values // 4,), device=device, dtype=torch.int64)
    target = torch.empty_like(source)
    copy_ms = time_calls(lambda: target.copy_(source), 0.5, device)["device_ms"]
    return {
        "matmul_flops": 2 * side**3 / matmul_ms * 1000,
        "copy_bytes": 2 * source.nbytes / copy_ms * 1000,
        "matmul_side": side,
        "copy_size": source.nbytes,
    }
