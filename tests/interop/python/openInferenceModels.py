"""What both model servers share: the models to serve, and a life that ends with stdin."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass

import numpy as np
# Set before onnxruntime is imported: its official builds report to Microsoft otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

NUMPY = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(uint8)": np.uint8,
}


@dataclass(frozen=True)
class Spec:
    name: str
    dtype: type
    # Without the batch.
    shape: tuple[int, ...]


class Model:
    """An ONNX file whose first dimension is the batch everywhere."""

    def __init__(self, name: str, path: str):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.name = name
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.inputs = [self._spec(value) for value in self.session.get_inputs()]
        self.outputs = [self._spec(value) for value in self.session.get_outputs()]

    @staticmethod
    def _spec(value: onnxruntime.NodeArg) -> Spec:
        return Spec(value.name, NUMPY[value.type], tuple(value.shape[1:]))

    def run(self, feeds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        names = [spec.name for spec in self.outputs]
        return dict(zip(names, self.session.run(names, feeds), strict=True))


def read_arguments() -> tuple[int, list[Model]]:
    """One JSON argument: `{"port": 8000, "models": {"name": "path"}}`."""
    arguments = json.loads(sys.argv[1])
    return arguments["port"], [Model(name, path) for name, path in arguments["models"].items()]
