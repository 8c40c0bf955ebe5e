"""The starter as a PyTorch module, with the weights of a release's own ONNX files."""

from __future__ import annotations

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from model import Model


class Graph:
    """An ONNX graph's nodes in order, and its constants, initialisers or Constant nodes."""

    def __init__(self, path: str):
        graph = onnx.load(path).graph
        self.nodes = list(graph.node)
        self.constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        for node in self.nodes:
            values = [attribute.t for attribute in node.attribute if attribute.name == "value"]
            if node.op_type == "Constant" and values:
                self.constants[node.output[0]] = numpy_helper.to_array(values[0])

    def of_kind(self, *kinds: str) -> list[list[np.ndarray]]:
        """The constants that go into each node of these kinds."""
        return [[self.constants[name] for name in node.input if name in self.constants] for node in self.nodes if node.op_type in kinds]


class Unfit(Exception):
    pass


def fill(module: nn.Conv2d | nn.Linear, weight: np.ndarray, bias: np.ndarray) -> None:
    with torch.no_grad():
        for parameter, values in ((module.weight, weight), (module.bias, bias)):
            if tuple(parameter.shape) != values.shape:
                raise Unfit(f"weights of {values.shape} where MobileNetV2 1.0 has {tuple(parameter.shape)}")
            parameter.copy_(torch.from_numpy(values.astype(np.float32)))


def rebuild(backbone: str, head: str) -> Model:
    """Convolutions and products are met in the same order in the file and in the module."""
    graph = Graph(backbone)
    powers = [float(values[0]) for values in graph.of_kind("Pow") if values and values[0].size == 1]
    model = Model(power=max(powers, default=1.0)).eval()
    convolutions = [module for module in model.backbone.modules() if isinstance(module, nn.Conv2d)]
    found = [values for values in graph.of_kind("Conv") if len(values) == 2]
    if len(found) != len(convolutions):
        raise Unfit(f"{len(found)} convolutions with a bias; MobileNetV2 1.0 has {len(convolutions)}")
    for module, (weight, bias) in zip(convolutions, found):
        fill(module, weight, bias)
    constants = [values for values in Graph(head).of_kind("Gemm", "MatMul", "Add") if values]
    flat = [value for values in constants for value in values]
    linear = [model.head.hidden, model.head.out]
    if [value.ndim for value in flat] != [2, 1, 2, 1]:
        raise Unfit("the head is not two products, each with a bias")
    for module, weight, bias in zip(linear, flat[::2], flat[1::2]):
        fill(module, weight if weight.shape == tuple(module.weight.shape) else weight.T, bias)
    return model
