"""ONNX files of the release: backbone in fp32 and int8, and the head."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
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
    _export(model.head, torch.zeros(1, FEATURES), out / "head.onnx", ("features", "logit"))
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(out / "backbone.fp32.onnx", prepared)
        quantize_static(
            prepared, out / "backbone.int8.onnx", _Reader(calibration_images), quant_format=QuantFormat.QDQ, per_channel=True,
            weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8, calibrate_method=CalibrationMethod.MinMax,
            op_types_to_quantize=["Conv", "Add"], extra_options={"ActivationSymmetric": False, "WeightSymmetric": True},
        )  # fmt: skip
