"""Batches made on the GPU: objects pasted into photographs, then geometry, colour and compression."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from data import SPRITE


@dataclass(frozen=True)
class Augmentation:
    size: int = 352
    paste: float = 0.25  # share of the clean pictures that get roadwork devices, and so the label 1
    paste_more: float = 0.2  # share of the roadwork pictures that get further devices
    distract: float = 0.5  # share of all pictures that get look-alikes and device-shaped patches of other pictures
    recolour: float = 0.3  # share that takes over the colour statistics of another picture
    crop: float = 0.45  # smallest share of the area that a crop keeps


@dataclass(frozen=True)
class Pool:
    devices: Tensor  # uint8 [n, 4, SPRITE, SPRITE]
    device_scales: Tensor  # [n], height relative to a cone's
    look_alikes: Tensor
    look_alike_scales: Tensor


class Randomness:
    """Seeded draws on the device. Values for whole pictures, which have four dimensions, come as the pictures' type."""

    def __init__(self, seed: int, device: torch.device):
        self.generator = torch.Generator(device).manual_seed(seed)
        self.device = device

    def _cast(self, values: Tensor) -> Tensor:
        return values.half() if values.dim() == 4 and values.is_cuda else values

    def uniform(self, shape, low: float = 0.0, high: float = 1.0) -> Tensor:
        return self._cast(torch.rand(shape, generator=self.generator, device=self.device) * (high - low) + low)

    def normal(self, shape) -> Tensor:
        return self._cast(torch.randn(shape, generator=self.generator, device=self.device))

    def chance(self, count: int, share: float) -> Tensor:
        return self.uniform(count) < share

    def below(self, count: int, limit: int) -> Tensor:
        return torch.randint(limit, (count,), generator=self.generator, device=self.device)


def _paste_one(rng: Randomness, images: Tensor, aspects: Tensor, sprites: Tensor, scales: Tensor, where: Tensor) -> Tensor:
    """
    Pastes one object into each picture of which `where` is true; `sprites` has one for each of those. Objects further
    down are nearer, hence larger.
    """
    at = where.nonzero().squeeze(1)
    count, (height, width) = len(at), images.shape[2:]
    if count == 0:
        return images
    pictures, aspect = images[at], aspects[at]
    base = rng.uniform(count, 0.42, 1.02)
    near = ((base - 0.38) / 0.62).clamp(0.06, 1)
    tall = 0.75 * near.pow(1.2) * torch.exp(rng.uniform(count, math.log(0.18), 0))
    tall = (tall * scales).clamp(0.045, 0.9)
    # A picture is kept stretched to a square, so an object is stretched as its picture is.
    wide = tall / aspect * torch.exp(rng.normal(count) * 0.12)
    lean = rng.normal(count) * 0.06
    centre_x, centre_y = rng.uniform(count, 0.03, 0.97) * 2 - 1, (base - tall / 2) * 2 - 1
    flip = torch.where(rng.chance(count, 0.5), 1.0, -1.0)
    # Maps canvas coordinates (-1 to 1) to sprite coordinates.
    theta = torch.zeros(count, 2, 3, device=images.device)
    theta[:, 0, 0] = flip / wide
    theta[:, 0, 1] = lean / wide
    theta[:, 0, 2] = (-flip * centre_x - lean * centre_y) / wide
    theta[:, 1, 1] = 1 / tall
    theta[:, 1, 2] = -centre_y / tall
    grid = F.affine_grid(theta, [count, 4, height, width], align_corners=False).to(images.dtype)
    # The sprite is first reduced to about the size at which it will stand, or it would sparkle.
    picked = sprites.to(images.dtype) / 255
    level = (SPRITE / (tall * height))[:, None, None, None]
    half = F.avg_pool2d(picked, 2)
    quarter = F.interpolate(F.avg_pool2d(half, 2), size=SPRITE, mode="bilinear")
    half = F.interpolate(half, size=SPRITE, mode="bilinear")
    picked = torch.where(level > 3, quarter, torch.where(level > 1.5, half, picked))
    layer = F.grid_sample(picked, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    colour, alpha = layer[:, :3], layer[:, 3:]
    # Light of the scene: the object takes part of the picture's own brightness, and far ones some of its haze.
    average = pictures.mean(dim=(2, 3), keepdim=True)
    gain = (0.35 + 1.4 * average.mean(1, keepdim=True)) * rng.uniform((count, 1, 1, 1), 0.65, 1.2)
    colour = (colour * gain).clamp(0, 1)
    haze = rng.uniform((count, 1, 1, 1), 0.0, 0.3) * (1 - near[:, None, None, None])
    colour = colour + (average - colour) * haze
    images = images.clone()
    images[at] = (pictures + (colour - pictures) * alpha).to(images.dtype)
    return images


def paste(rng: Randomness, images: Tensor, aspects: Tensor, labels: Tensor, pool: Pool, a: Augmentation) -> tuple[Tensor, Tensor]:
    """Pastes look-alikes into some pictures, and devices into some, which makes those roadwork."""
    count, device = len(images), images.device
    marked = rng.chance(count, a.distract)
    for share in (1.0, 0.4):
        where = marked & rng.chance(count, share)
        drawn = rng.below(int(where.sum()), len(pool.look_alikes))
        images = _paste_one(rng, images, aspects, pool.look_alikes[drawn], pool.look_alike_scales[drawn], where)
    # The shape of a device filled with something else: the seam of a paste must not give it away.
    where = marked & rng.chance(count, 0.5)
    drawn = rng.below(int(where.sum()), len(pool.devices))
    shapes = pool.devices[drawn]
    others = images[torch.randperm(count, generator=rng.generator, device=device)[: len(shapes)]]
    shapes[:, :3] = (F.interpolate(others, size=SPRITE, mode="bilinear") * 255).to(shapes.dtype)
    images = _paste_one(rng, images, aspects, shapes, pool.device_scales[drawn], where)

    marked = torch.where(labels > 0.5, rng.chance(count, a.paste_more), rng.chance(count, a.paste))
    kinds = rng.below(count, len(pool.devices))
    for share in (1.0, 0.6, 0.45, 0.3, 0.2):
        where = marked & rng.chance(count, share)
        images = _paste_one(rng, images, aspects, pool.devices[kinds[where]], pool.device_scales[kinds[where]], where)
        # Rows of the same device are what work zones look like.
        kinds = torch.where(rng.chance(count, 0.65), kinds, rng.below(count, len(pool.devices)))
    return images, torch.where(marked, torch.ones_like(labels), labels)


def recolour(rng: Randomness, images: Tensor, share: float) -> Tensor:
    """Gives pictures the channel means and deviations of others: colour must not tell the camera."""
    count = len(images)
    mean, std = images.mean((2, 3), keepdim=True), images.std((2, 3), keepdim=True) + 1e-3
    other = torch.randperm(count, generator=rng.generator, device=images.device)
    target = (images - mean) / std * std[other] + mean[other]
    weight = rng.uniform((count, 1, 1, 1), 0.3, 1.0) * rng.chance(count, share).view(count, 1, 1, 1)
    return (images + (target - images) * weight).clamp(0, 1)


def geometry(rng: Randomness, images: Tensor, a: Augmentation) -> Tensor:
    """Random crop, flip, aspect, tilt: [n, 3, CANVAS, CANVAS] → [n, 3, size, size]; what lies outside is black."""
    count = len(images)
    area = rng.uniform(count, a.crop, 1.0)
    area = torch.where(rng.chance(count, 0.25), torch.ones_like(area), area)
    stretch = torch.exp(rng.normal(count) * 0.15)
    scale_x, scale_y = (area.sqrt() * stretch).clamp(max=1.05), (area.sqrt() / stretch).clamp(max=1.05)
    shift_x = rng.uniform(count, -1, 1) * (1 - scale_x).clamp(min=0)
    shift_y = rng.uniform(count, -1, 1) * (1 - scale_y).clamp(min=0)
    angle = rng.normal(count) * math.radians(4)
    angle = torch.where(rng.chance(count, 0.15), rng.uniform(count, -math.radians(20), math.radians(20)), angle)
    flip = torch.where(rng.chance(count, 0.5), 1.0, -1.0)
    theta = torch.stack(
        [
            torch.stack([flip * scale_x * angle.cos(), -scale_y * angle.sin(), shift_x], 1),
            torch.stack([flip * scale_x * angle.sin(), scale_y * angle.cos(), shift_y], 1),
        ],
        1,
    )
    grid = F.affine_grid(theta, [count, 3, a.size, a.size], align_corners=False).to(images.dtype)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def photometry(rng: Randomness, images: Tensor) -> Tensor:
    count = len(images)
    column = (count, 1, 1, 1)
    images = images * torch.exp(rng.normal(column) * 0.25)
    images = images.clamp(1e-3, 1).pow(torch.exp(rng.normal(column) * 0.2))
    mean = images.mean((1, 2, 3), keepdim=True)
    images = mean + (images - mean) * rng.uniform(column, 0.6, 1.4)
    grey = (images * images.new_tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
    chroma = rng.uniform(column, 0.5, 1.5)
    # The validator of January 2026 leaves 30 or 40 per cent of the chroma in a part of its challenges.
    chroma = torch.where(rng.chance(count, 0.08).view(column), torch.full_like(chroma, 0.35), chroma)
    images = grey + (images - grey) * chroma
    return (images * torch.exp(rng.normal((count, 3, 1, 1)) * 0.06)).clamp(0, 1)


def _dct_matrix(device: torch.device) -> Tensor:
    k = torch.arange(8, device=device, dtype=torch.float32)
    matrix = torch.cos(math.pi / 8 * (k[None, :] + 0.5) * k[:, None]) * 0.5
    matrix[0] /= math.sqrt(2)
    return matrix


# ITU T.81, annex K.1.
LUMINANCE = [
    [16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
    [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99],
]  # fmt: skip


def compress(rng: Randomness, images: Tensor, share: float = 0.5) -> Tensor:
    """The loss of JPEG: block transform and rounding, per channel, qualities of about 20 to 90."""
    count, channels, height, width = images.shape
    device = images.device
    quality = rng.uniform(count, 20, 90)
    factor = torch.where(quality < 50, 50 / quality, 2 - quality / 50)
    table = (torch.tensor(LUMINANCE, device=device)[None] * factor[:, None, None] / 255).to(images.dtype)
    dct = _dct_matrix(device).to(images.dtype)
    blocks = images.view(count, channels, height // 8, 8, width // 8, 8).permute(0, 1, 2, 4, 3, 5)
    step = table[:, None, None, None]
    coefficients = torch.round((dct @ (blocks - 0.5) @ dct.T) / step) * step
    blocks = dct.T @ coefficients @ dct + 0.5
    lossy = blocks.permute(0, 1, 2, 4, 3, 5).reshape(count, channels, height, width).clamp(0, 1)
    return torch.where(rng.chance(count, share).view(count, 1, 1, 1), lossy, images)


def soften(rng: Randomness, images: Tensor) -> Tensor:
    """Blur, loss of resolution and noise."""
    count, _, height, width = images.shape
    column = (count, 1, 1, 1)
    kernel = images.new_tensor([1.0, 4, 6, 4, 1])
    kernel = (kernel[:, None] * kernel[None]) / 256
    blurred = F.conv2d(F.pad(images, (2, 2, 2, 2), mode="reflect"), kernel.expand(3, 1, 5, 5), groups=3)
    amount = rng.uniform(column, 0, 1) * rng.chance(count, 0.4).view(column)
    images = images + (blurred - images) * amount
    sharp = rng.uniform(column, 0, 0.8) * rng.chance(count, 0.2).view(column)
    images = images + (images - blurred) * sharp
    coarse = F.interpolate(F.interpolate(images, scale_factor=0.5, mode="area"), size=(height, width), mode="bilinear")
    images = torch.where(rng.chance(count, 0.15).view(column), coarse, images)
    noise = rng.normal(images.shape) * rng.uniform(column, 0, 0.06) * rng.chance(count, 0.3).view(column)
    return (images + noise).clamp(0, 1)


def make_batch(rng: Randomness, canvases: Tensor, aspects: Tensor, labels: Tensor, pool: Pool, a: Augmentation) -> tuple[Tensor, Tensor]:
    """uint8 [n, 3, CANVAS, CANVAS] → [n, 3, size, size] in -1 to 1, and the labels, some of them now 1."""
    # Half precision keeps 11 bits of a value: enough for pixels, and half the memory traffic.
    images = (canvases.to(torch.float16 if canvases.is_cuda else torch.float32)) / 255
    images = geometry(rng, images, a)
    images = recolour(rng, images, a.recolour)
    images, labels = paste(rng, images, aspects, labels, pool, a)
    images = compress(rng, soften(rng, photometry(rng, images)))
    return images * 2 - 1, labels
