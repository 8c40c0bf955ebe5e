"""Logits of the starter in PyTorch, over pictures that Pillow decodes and resizes. JSON on stdin and stdout."""

import io
import json
import sys
from base64 import b64decode
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python" / "starter"))
from rebuild import rebuild

task = json.load(sys.stdin)
torch.set_num_threads(1)
model = rebuild(task["backbone"], task["head"])
logits = []
with torch.inference_mode():
    for picture in task["pictures"]:
        source = io.BytesIO(b64decode(picture["data"])) if "data" in picture else picture["path"]
        # What TypeScript takes for black borders is given: another test holds that against letterboxes.
        image = Image.open(source).convert("RGB").crop(picture["box"]).resize(task["size"], Image.Resampling.BILINEAR)
        pixels = torch.from_numpy(np.asarray(image, np.float32).transpose(2, 0, 1).copy()) / 255
        logits.append(float(model((pixels[None] - 0.5) / 0.5)[0]))
json.dump(logits, sys.stdout)
