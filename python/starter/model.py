"""MobileNetV2 from the folded ImageNet weights, and the head."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor, nn

FEATURES = 1280
# (expansion, channels, repeats, stride): Sandler et al. 2018, "MobileNetV2", table 2.
STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))


class Convolution(nn.Module):
    """Convolution with TensorFlow's SAME padding (stride 2 pads right and bottom only) and ReLU6."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int = 1, active: bool = True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding=0, groups=groups)
        self.active = active
        total = kernel - stride  # for sizes that the stride divides
        self.pad = (total // 2, total - total // 2) * 2 if kernel > 1 else None

    def forward(self, x: Tensor) -> Tensor:
        if self.pad is not None:
            x = F.pad(x, self.pad)
        x = self.conv(x)
        return F.relu6(x) if self.active else x


class Block(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, expansion: int):
        super().__init__()
        hidden = inputs * expansion
        layers = [Convolution(inputs, hidden, 1, 1)] if expansion > 1 else []
        layers += [Convolution(hidden, hidden, 3, stride, groups=hidden), Convolution(hidden, outputs, 1, 1, active=False)]
        self.layers = nn.Sequential(*layers)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x) if self.residual else self.layers(x)


class Backbone(nn.Module):
    """[n, 3, size, size] RGB in -1 to 1, size a multiple of 32 → features [n, 1280]."""

    def __init__(self, power: float):
        super().__init__()
        self.power = power
        layers: list[nn.Module] = [Convolution(3, 32, 3, 2)]
        channels = 32
        for expansion, outputs, repeats, stride in STAGES:
            for index in range(repeats):
                layers.append(Block(channels, outputs, stride if index == 0 else 1, expansion))
                channels = outputs
        layers.append(Convolution(channels, FEATURES, 1, 1))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        x = self.layers(x)
        if self.power == 1:
            return x.mean(dim=(2, 3))
        # Generalised mean (Radenovic et al. 2018): a cone that fills one cell of the map is not averaged away.
        return x.float().clamp(min=1e-4).pow(self.power).mean(dim=(2, 3)).pow(1 / self.power)


def freeze_stem(model: "Model", layers: int) -> None:
    """Edges and colours are the same on every road: the first layers stay as ImageNet made them."""
    for layer in model.backbone.layers[:layers]:
        layer.requires_grad_(False)


class Head(nn.Module):
    """1280 → 256 → 1 logit; the same shape of head as over DINOv3 features."""

    def __init__(self, dropout: float):
        super().__init__()
        self.hidden = nn.Linear(FEATURES, 256)
        self.out = nn.Linear(256, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        return self.out(self.dropout(F.relu(self.hidden(self.dropout(features)))))


class Model(nn.Module):
    def __init__(self, power: float = 1, dropout: float = 0.3):
        super().__init__()
        self.backbone = Backbone(power)
        self.head = Head(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.backbone(x)).squeeze(1)


def load_pretrained(model: Model, path: Path) -> None:
    """Copies the 52 convolutions (batch norm folded) and proves on one input that the features are the same."""
    arrays = {tensor.name: numpy_helper.to_array(tensor).astype(np.float32) for tensor in onnx.load(path).graph.initializer}
    convolutions = [module for module in model.backbone.modules() if isinstance(module, nn.Conv2d)]
    for index, convolution in enumerate(convolutions):
        with torch.no_grad():
            convolution.weight.copy_(torch.from_numpy(arrays[f"w{index}"]))
            convolution.bias.copy_(torch.from_numpy(arrays[f"b{index}"]))
    import os

    # Its official builds report to Microsoft otherwise.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    probe = np.random.default_rng(0).uniform(-1, 1, (1, 3, 224, 224)).astype(np.float32)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    expected = session.run(["features"], {"input": probe})[0]
    with torch.no_grad():
        got = model.backbone.layers(torch.from_numpy(probe)).mean(dim=(2, 3)).numpy()
    if np.abs(got - expected).max() > 1e-3:
        raise SystemExit(f"the pretrained weights do not fit: features differ by {np.abs(got - expected).max()}")
