"""ONNX files of the release: backbone in fp32 and int8, and the head."""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
# Set before onnxruntime is imported: its official builds report to Microsoft otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from model import FEATURES, Model

OPSET = 17


def _export(module: torch.nn.Module, example: torch.Tensor, path: Path, names: tuple[str, str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(), (example,), path, input_names=[names[0]], output_names=[names[1]], opset_version=OPSET,
            dynamic_axes={names[0]: {0: "n"}, names[1]: {0: "n"}}, dynamo=False,
        )  # fmt: skip
    # Names of the machine's paths and of Python's modules say nothing to a reader of the file.
    model = onnx.load(path)
    model.producer_name, model.producer_version = "roadcrew python/starter", ""
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _needed_for(nodes: list[onnx.NodeProto], outputs: set[str]) -> list[onnx.NodeProto]:
    """The nodes that these outputs depend on, in their order."""
    needed, kept = set(outputs), []
    for node in reversed(nodes):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    return kept[::-1]


def _constant(graph: onnx.GraphProto, name: str) -> list[int]:
    """The value of a list of integers that depends on no input."""
    output = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.INT64, None)
    part = onnx.helper.make_graph(_needed_for(list(graph.node), {name}), "constant", [], [output], list(graph.initializer))
    model = onnx.helper.make_model(part, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=8)
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, {})[0].tolist()


def _pad_in_convolutions(path: Path) -> None:
    """
    PyTorch exports asymmetric padding as a chain of shape arithmetic, a Pad and a convolution without padding. ONNX's
    convolution pads each side by itself: the same result without a copy of the map, and a graph that people can read.
    """
    model = onnx.load(path)
    graph = model.graph
    pads = {node.output[0]: node for node in graph.node if node.op_type == "Pad"}
    for node in graph.node:
        if node.op_type != "Conv" or node.input[0] not in pads:
            continue
        pad = pads[node.input[0]]
        before, after = np.split(np.array(_constant(graph, pad.input[1])), 2)
        if before[:2].any() or after[:2].any():
            raise SystemExit("a padding of batch or channels cannot move into a convolution")
        for attribute in node.attribute:
            if attribute.name == "pads":
                attribute.ints[:] = [*before[2:], *after[2:]]
        node.input[0] = pad.input[0]
    kept = _needed_for(list(graph.node), {output.name for output in graph.output})
    del graph.node[:]
    graph.node.extend(kept)
    onnx.checker.check_model(model)
    onnx.save(model, path)


class _Reader(CalibrationDataReader):
    def __init__(self, images: np.ndarray):
        self._images = iter(images)

    def get_next(self):
        image = next(self._images, None)
        return None if image is None else {"image": image[None].astype(np.float32) / 127.5 - 1}


def export_all(model: Model, size: int, calibration_images: np.ndarray, out: Path) -> None:
    """
    Writes backbone.fp32.onnx, backbone.int8.onnx and head.onnx. int8: explicit Q/DQ pairs, signed weights per channel,
    unsigned activations, ranges from `calibration_images` (uint8 [n, 3, size, size], none of them used to evaluate).
    """
    out.mkdir(parents=True, exist_ok=True)
    _export(model.backbone, torch.zeros(1, 3, size, size), out / "backbone.fp32.onnx", ("image", "features"))
    _pad_in_convolutions(out / "backbone.fp32.onnx")
    _export(model.head, torch.zeros(1, FEATURES), out / "head.onnx", ("features", "logit"))
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(out / "backbone.fp32.onnx", prepared)
        quantize_static(
            prepared, out / "backbone.int8.onnx", _Reader(calibration_images), quant_format=QuantFormat.QDQ, per_channel=True,
            weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8, calibrate_method=CalibrationMethod.MinMax,
            op_types_to_quantize=["Conv", "Add"], extra_options={"ActivationSymmetric": False, "WeightSymmetric": True},
        )  # fmt: skip
