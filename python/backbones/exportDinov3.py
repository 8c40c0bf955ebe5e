"""Writes an image backbone as ONNX: pixels [n, 3, height, width] -> features [n, d], any n.

    python exportDinov3.py facebook/dinov3-vitl16-pretrain-lvd1689m --output backbone.onnx
    python exportDinov3.py ./a/local/folder --size 512 --precision fp16 --output backbone.onnx
    python exportDinov3.py --random tiny --output backbone.onnx

Takes what transformers takes: an id of the hub (gated ones need HF_TOKEN and an accepted licence) or a folder. Families:
DINOv3 (ViT and ConvNeXt), DINOv2 (with and without registers), ConvNeXt V2. Their `pooler_output` is what their authors
use as the feature of an image: the normalised class token, for ConvNeXt the normalised mean over positions.

`--random` makes the same architecture with random weights, for tests and benchmarks that need the shape and not the
sight. ONNX Runtime must give what PyTorch gives, for batches of 1 and 3, or nothing is written. Prints one JSON object:
sizes, checksum, measured difference, and the fields for release.json that follow from the model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
# Set before onnxruntime is imported: its official builds report to Microsoft otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
import torch
import transformers
from torch import Tensor, nn
from transformers import ConvNextV2Config, Dinov2Config, DINOv3ConvNextConfig, DINOv3ViTConfig

OPSET = 18
# The weights of one protobuf must stay below 2 GB; larger ones go to a file beside it.
INLINE_BYTES = 1_800_000_000
FAMILIES = ("dinov3_vit", "dinov3_convnext", "dinov2", "dinov2_with_registers", "convnextv2")
IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
# Of the largest feature. float32: another order of sums; float16: 11 bits of mantissa through all layers.
TOLERANCE = {"fp32": 1e-4, "fp16": 3e-2}


def dinov3(hidden: int, layers: int, heads: int) -> DINOv3ViTConfig:
    """Simeoni et al. 2025, "DINOv3": patches of 16, four registers, rotary positions, no bias on keys."""
    return DINOv3ViTConfig(
        patch_size=16,
        num_register_tokens=4,
        hidden_size=hidden,
        intermediate_size=4 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        key_bias=False,
    )


RANDOM = {
    "tiny": lambda: dinov3(96, 2, 3),
    "small": lambda: dinov3(384, 12, 6),
    "base": lambda: dinov3(768, 12, 12),
    "large": lambda: dinov3(1024, 24, 16),
    "dinov3-convnext-tiny": lambda: DINOv3ConvNextConfig(hidden_sizes=[16, 32, 48, 64], depths=[1, 1, 2, 1]),
    # Trained at another size, as the real ones are (518), so that the positions have to be interpolated.
    "dinov2-tiny": lambda: Dinov2Config(
        hidden_size=64, num_hidden_layers=2, num_attention_heads=2, patch_size=14, image_size=126
    ),
    "convnextv2-tiny": lambda: ConvNextV2Config(hidden_sizes=[16, 32, 48, 64], depths=[1, 1, 2, 1]),
}


class Features(nn.Module):
    """The pooled output alone, float32 outside whatever it is inside."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, pixels: Tensor) -> Tensor:
        dtype = next(self.model.parameters()).dtype
        return self.model(pixel_values=pixels.to(dtype)).pooler_output.flatten(1).to(torch.float32)


def load(arguments: argparse.Namespace) -> nn.Module:
    if arguments.random:
        torch.manual_seed(arguments.seed)
        model = transformers.AutoModel.from_config(RANDOM[arguments.random]())
        # Transformers starts weights at 0.02, where every image looks alike to an untrained network.
        with torch.no_grad():
            for weight in model.parameters():
                if weight.ndim >= 2 and not torch.all(weight == weight.flatten()[0]):
                    fan_in = weight[0].numel() if weight.ndim != 3 else 1
                    weight.normal_(0, fan_in**-0.5)
    else:
        model = transformers.AutoModel.from_pretrained(
            arguments.model, revision=arguments.revision, dtype=torch.float32
        )
    if model.config.model_type not in FAMILIES:
        raise SystemExit(f"{model.config.model_type} is none of the families {', '.join(FAMILIES)}")
    return model.eval()


def to_half(model: nn.Module) -> nn.Module:
    # Frequencies of the rotary positions are no weights: rounded to 11 bits they would turn far patches elsewhere.
    kept = {name: buffer.clone() for name, buffer in model.named_buffers() if name.endswith("inv_freq")}
    model.half()
    for name, buffer in kept.items():
        owner, _, leaf = name.rpartition(".")
        setattr(model.get_submodule(owner), leaf, buffer)
    return model


def preprocessing(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the model was trained on, as far as it says so."""
    if arguments.random:
        return {**IMAGENET, "fit": "stretch", "interpolation": "bilinear"}
    from transformers.image_processing_base import ImageProcessingMixin

    config, _ = ImageProcessingMixin.get_image_processor_dict(arguments.model, revision=arguments.revision)
    return {
        "mean": config.get("image_mean", IMAGENET["mean"]),
        "std": config.get("image_std", IMAGENET["std"]),
        "fit": "crop" if config.get("do_center_crop") else "stretch",
        "interpolation": "bicubic" if config.get("resample") == 3 else "bilinear",
    }


def export(features: nn.Module, path: Path, height: int, width: int) -> None:
    pixels = torch.zeros(2, 3, height, width)
    weights = sum(weight.numel() * weight.element_size() for weight in features.parameters())
    torch.onnx.export(
        features,
        (pixels,),
        str(path),
        dynamo=True,
        input_names=["pixels"],
        output_names=["features"],
        dynamic_shapes={"pixels": {0: torch.export.Dim("n", min=1, max=4096)}},
        opset_version=OPSET,
        external_data=weights > INLINE_BYTES,
        verbose=False,
    )
    model = onnx.load(str(path), load_external_data=False)
    opsets = {entry.domain: entry.version for entry in model.opset_import}
    # The exporter raises the version in silence when an operator needs it.
    if opsets != {"": OPSET}:
        raise SystemExit(f"the exporter chose the operator sets {opsets} instead of {OPSET}")


def difference(reference: nn.Module, path: Path, height: int, width: int) -> dict[str, Any]:
    """The largest and mean distance of ONNX Runtime from PyTorch in float32, relative to the largest feature."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    generator = torch.Generator().manual_seed(7)
    pixels = torch.randn(4, 3, height, width, generator=generator)
    with torch.no_grad():
        wanted = reference(pixels).numpy()
    got = [session.run(["features"], {"pixels": pixels[rows].numpy()})[0] for rows in (slice(0, 1), slice(1, 4))]
    distance = np.abs(np.concatenate(got) - wanted)
    scale = np.abs(wanted).max()
    return {
        "featureSize": int(wanted.shape[1]),
        "largestFeature": float(scale),
        # Two images whose features are alike would make any comparison pass.
        "spread": float((wanted.max(axis=0) - wanted.min(axis=0)).mean() / scale),
        "maximum": float(distance.max() / scale),
        "mean": float(distance.mean() / scale),
    }


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", help="id of the hub or folder")
    parser.add_argument("--random", choices=RANDOM, help="an architecture with random weights instead")
    parser.add_argument("--seed", type=int, default=0, help="of the random weights")
    parser.add_argument("--revision", help="commit of the hub")
    parser.add_argument("--size", type=int, nargs="+", default=[224], metavar="PIXELS", help="height [width]")
    parser.add_argument("--precision", choices=TOLERANCE, default="fp32")
    parser.add_argument("--output", type=Path, required=True, help="ONNX file")
    arguments = parser.parse_args()
    if (arguments.model is None) == (arguments.random is None) or len(arguments.size) > 2:
        parser.error("give either a model or --random, and one or two sizes")
    height, width = arguments.size[0], arguments.size[-1]
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")

    model = load(arguments)
    patch = getattr(model.config, "patch_size", 32)
    if height % patch or width % patch:
        parser.error(f"{height}x{width} is no multiple of the patch of {patch} pixels: the rest would not be seen")
    reference = Features(model)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.output.parent) as folder:
        path = Path(folder) / arguments.output.name
        if arguments.precision == "fp16":
            import copy

            export(Features(to_half(copy.deepcopy(model))), path, height, width)
        else:
            export(reference, path, height, width)
        measured = difference(reference, path, height, width)
        tolerance = TOLERANCE[arguments.precision]
        if not measured["maximum"] <= tolerance:
            sys.exit(f"ONNX Runtime is {measured['maximum']:.2e} away from PyTorch; {tolerance:.0e} is allowed")
        # The name of the weights' file is written in the model, so both move as they are called.
        files = sorted(Path(folder).iterdir())
        described = [{"path": file.name, "bytes": file.stat().st_size, "sha256": sha256(file)} for file in files]
        for file in files:
            os.replace(file, arguments.output.parent / file.name)

    config = model.config
    report = {
        "model": arguments.model or f"random {arguments.random}, seed {arguments.seed}",
        "family": config.model_type,
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "patch": patch,
        "registers": getattr(config, "num_register_tokens", 0),
        "opset": OPSET,
        "tolerance": tolerance,
        "difference": measured,
        "release": {
            "featureSize": measured["featureSize"],
            "profile": {"width": width, "height": height, "order": "rgb", **preprocessing(arguments)},
            "variants": [{"precision": arguments.precision, "file": arguments.output.name}],
            "files": described,
        },
        "versions": {module.__name__: module.__version__ for module in (torch, transformers, onnx, onnxruntime)},
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
