"""A small DINOv3 with random weights as a folder of transformers, and the features that PyTorch gives for some pixels.

One JSON argument: `{"folder": …, "images": 3}`. Writes model/ (weights and configuration), pixels.f32 and features.f32.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import DINOv3ViTConfig, DINOv3ViTModel

arguments = json.loads(sys.argv[1])
folder = Path(arguments["folder"])
torch.manual_seed(72)
# A wide start for the weights: at the usual 0.02 an untrained network gives all images nearly the same features.
config = DINOv3ViTConfig(
    hidden_size=96,
    intermediate_size=384,
    num_hidden_layers=2,
    num_attention_heads=3,
    num_register_tokens=4,
    patch_size=16,
    initializer_range=0.2,
)
model = DINOv3ViTModel(config).eval()
model.save_pretrained(folder / "model")
preprocessor = {
    "image_processor_type": "DINOv3ViTImageProcessorFast",
    "image_mean": [0.4, 0.5, 0.6],
    "image_std": [0.2, 0.25, 0.3],
    "resample": 2,
    "size": {"height": 224, "width": 224},
}
(folder / "model" / "preprocessor_config.json").write_text(json.dumps(preprocessor))

pixels = torch.randn(arguments["images"], 3, 224, 224)
with torch.no_grad():
    # Written out instead of `pooler_output`: the class token behind the last norm.
    features = model(pixel_values=pixels).last_hidden_state[:, 0]
    # The same patches in another order: rotary positions have to make a difference, or they are not there.
    columns = torch.cat([pixels[..., 112:], pixels[..., :112]], dim=-1)
    moved = model(pixel_values=columns).last_hidden_state[:, 0]
(folder / "pixels.f32").write_bytes(pixels.numpy().tobytes())
(folder / "features.f32").write_bytes(features.numpy().tobytes())
print(json.dumps({"featureSize": features.shape[1], "moved": float((features - moved).abs().max())}))
