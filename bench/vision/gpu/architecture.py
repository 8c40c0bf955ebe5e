"""The architecture under test and what its forward pass must do at least: operations and bytes."""

from __future__ import annotations

from dataclasses import dataclass

BYTES_PER_VALUE = 2  # bfloat16


@dataclass(frozen=True)
class Architecture:
    """A vision transformer of DINOv3. Simeoni et al. 2025, "DINOv3": patches of 16, four registers, rotary positions."""

    hidden: int = 1024
    layers: int = 24
    heads: int = 16
    intermediate: int = 4096
    patch: int = 16
    registers: int = 4
    channels: int = 3

    def tokens(self, size: int) -> int:
        """Patches, the class token and the registers."""
        return (size // self.patch) ** 2 + 1 + self.registers

    def flops(self, size: int, batch: int) -> int:
        """Operations of the matrix products, a multiplication and an addition being two.

        With N tokens, P patches, D hidden, F intermediate:
          patches      2 P (channels patch^2) D
          a layer      8 N D^2       four projections (query, key, value, output)
                     + 4 N^2 D       scores and their product with the values, all heads together
                     + 4 N D F       the two products of the MLP
        Norms, softmax, GELU, rotary positions and residuals are left out: they are no matrix products, and the floor
        supposes that they cost nothing.
        """
        n = self.tokens(size)
        d = self.hidden
        patches = 2 * (n - 1 - self.registers) * self.channels * self.patch**2 * d
        layer = 8 * n * d * d + 4 * n * n * d + 4 * n * d * self.intermediate
        return batch * (patches + self.layers * layer)

    def bytes_moved(self, parameters: int, size: int, batch: int) -> int:
        """Each parameter and pixel read once, each output written once; what lies between could stay on the chip."""
        values = parameters + batch * (self.channels * size * size + self.tokens(size) * self.hidden)
        return BYTES_PER_VALUE * values

    def build(self, device: str, seed: int):
        """transformers' DINOv3ViTModel with random weights, float32, with scaled_dot_product_attention."""
        import torch
        from transformers import DINOv3ViTConfig, DINOv3ViTModel

        torch.manual_seed(seed)
        config = DINOv3ViTConfig(
            patch_size=self.patch,
            num_register_tokens=self.registers,
            hidden_size=self.hidden,
            intermediate_size=self.intermediate,
            num_hidden_layers=self.layers,
            num_attention_heads=self.heads,
            num_channels=self.channels,
            key_bias=False,
            attn_implementation="sdpa",
        )
        with torch.device(device):
            return DINOv3ViTModel(config).eval()


LARGE = Architecture()
TINY = Architecture(hidden=96, layers=2, heads=3, intermediate=384)
