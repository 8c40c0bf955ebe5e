"""Images of challenges, prepared step by step with Pillow, torch and NumPy from the published description.

stdin: list of {width, height, data (base64 of RGB), fit, box, angle, steps: [{name, parameter, noise}]}.
stdout: list of {width, height, data, jpeg}, base64.

OpenCV's blur and resize are written out in double precision; its colour space in single precision.
"""

import base64
import io
import json
import math
import sys

import numpy
import torch
from PIL import Image

SIZE = 224
torch.set_num_threads(1)


def to_tensor(picture):
    return torch.from_numpy(numpy.array(picture)).permute(2, 0, 1).contiguous().float().div(255)


def to_bytes(tensor):
    """What ToPILImage does: times 255, then a cast, which cuts off."""
    return tensor.mul(255).byte().permute(1, 2, 0).contiguous().numpy()


def rotate(tensor, degrees):
    _, height, width = tensor.shape
    radians = math.radians(degrees)
    theta = torch.tensor(
        [[math.cos(radians), -math.sin(radians), 0.0], [math.sin(radians), math.cos(radians), 0.0]]
    ).reshape(1, 2, 3)
    base = torch.empty(1, height, width, 3)
    base[..., 0] = torch.linspace(-width * 0.5 + 0.5, width * 0.5 - 0.5, width)
    base[..., 1] = torch.linspace(-height * 0.5 + 0.5, height * 0.5 - 0.5, height).unsqueeze(-1)
    base[..., 2] = 1
    scaled = theta.transpose(1, 2) / torch.tensor([0.5 * width, 0.5 * height])
    grid = base.view(1, height * width, 3).bmm(scaled).view(1, height, width, 2)
    return torch.nn.functional.grid_sample(
        tensor[None], grid, mode="nearest", padding_mode="zeros", align_corners=False
    )[0]


def crop(tensor, box):
    left, top, width, height = box
    part = tensor[:, top : top + height, left : left + width]
    return torch.nn.functional.interpolate(
        part[None], size=(SIZE, SIZE), mode="bilinear", align_corners=False, antialias=True
    )[0]


def centre(picture):
    width, height = picture.size
    side = min(width, height)
    left, top = int(round((width - side) / 2.0)), int(round((height - side) / 2.0))
    square = picture.crop((left, top, left + side, top + side))
    return square.resize((SIZE, SIZE), Image.Resampling.BILINEAR)


def letterbox(picture):
    width, height = picture.size
    scale = min(SIZE / width, SIZE / height)
    inner = (int(width * scale), int(height * scale))
    frame = Image.new("RGB", (SIZE, SIZE))
    frame.paste(
        picture.resize(inner, Image.Resampling.BILINEAR), ((SIZE - inner[0]) // 2, (SIZE - inner[1]) // 2)
    )
    return frame


f32 = numpy.float32


def video(pixels):
    r, g, b = (pixels[..., i].astype(f32) for i in range(3))
    y = b * f32(0.114) + g * f32(0.587) + r * f32(0.299)
    cr = (r - y) * f32(0.713) + f32(0.5)
    cb = (b - y) * f32(0.564) + f32(0.5)
    return numpy.stack(
        [(y * f32(219) + f32(16)) / f32(255), (cb * f32(224) + f32(16)) / f32(255), (cr * f32(224) + f32(16)) / f32(255)],
        axis=-1,
    )


def from_video(space):
    space = space.astype(f32)
    y = (space[..., 0] * f32(255) - f32(16)) / f32(219)
    cb = (space[..., 1] * f32(255) - f32(16)) / f32(224) - f32(0.5)
    cr = (space[..., 2] * f32(255) - f32(16)) / f32(224) - f32(0.5)
    return numpy.stack(
        [y + cr * f32(1.403), y + cb * f32(-0.344) + cr * f32(-0.714), y + cb * f32(1.773)], axis=-1
    )


def scale_chroma(pixels, factor, _):
    space = video(pixels)
    space[..., 1:] = f32(0.5) + (space[..., 1:] - f32(0.5)) * f32(factor)
    return from_video(space).astype(numpy.uint8)


def darken(pixels, factor, _):
    return (pixels.astype(f32) * f32(factor)).astype(numpy.uint8)


def chroma_noise(pixels, variance, noise):
    space = (video(pixels) / f32(255) + math.sqrt(variance) * noise.reshape(pixels.shape)) * 255
    return numpy.clip(from_video(space), 0, 255).astype(numpy.uint8)


def blur(pixels, side, _):
    taps = numpy.exp(-((numpy.arange(side) - side // 2) ** 2) / (2 * (side / 6) ** 2))
    taps /= taps.sum()
    values = pixels.astype(float)
    for axis in (1, 0):
        pad = [(0, 0)] * 3
        pad[axis] = (side // 2, side // 2)
        wide = numpy.pad(values, pad, mode="reflect")
        length = values.shape[axis]
        values = sum(w * numpy.take(wide, range(i, i + length), axis) for i, w in enumerate(taps))
    return numpy.floor(values + 0.5).astype(numpy.uint8)


def linear(pixels, width, height):
    values = pixels.astype(float)
    for axis, to in ((1, width), (0, height)):
        size = values.shape[axis]
        at = numpy.clip((numpy.arange(to) + 0.5) * (size / to) - 0.5, 0, size - 1)
        low = numpy.floor(at).astype(int)
        shape = [1, 1, 1]
        shape[axis] = to
        share = (at - low).reshape(shape)
        values = numpy.take(values, low, axis) * (1 - share) + numpy.take(
            values, numpy.minimum(low + 1, size - 1), axis
        ) * share
    return numpy.floor(values + 0.5).astype(numpy.uint8)


def shrink_and_enlarge(pixels, divisor, _):
    height, width, _ = pixels.shape
    return linear(linear(pixels, width // divisor, height // divisor), width, height)


STEPS = {
    "scaleChroma": scale_chroma,
    "darken": darken,
    "chromaNoise": chroma_noise,
    "gaussianBlur": blur,
    "shrinkAndEnlarge": shrink_and_enlarge,
}


def prepare(case):
    pixels = numpy.frombuffer(base64.b64decode(case["data"]), numpy.uint8)
    picture = Image.fromarray(pixels.reshape(case["height"], case["width"], 3))
    if case["fit"] == "none":
        result = numpy.array(picture)
    elif case["fit"] == "centre":
        result = to_bytes(to_tensor(centre(picture)))
    else:
        tensor = to_tensor(letterbox(picture) if case["fit"] == "letterbox" else picture)
        if case["angle"] is not None:
            tensor = rotate(tensor, case["angle"])
        result = to_bytes(crop(tensor, case["box"]) if case["fit"] == "random" else tensor)
    for step in case["steps"]:
        noise = numpy.frombuffer(base64.b64decode(step["noise"]), numpy.float64)
        result = STEPS[step["name"]](result, step["parameter"], noise)
    jpeg = io.BytesIO()
    Image.fromarray(result).save(jpeg, format="JPEG")
    return {
        "width": result.shape[1],
        "height": result.shape[0],
        "data": base64.b64encode(result.tobytes()).decode(),
        "jpeg": base64.b64encode(jpeg.getvalue()).decode(),
    }


json.dump([prepare(case) for case in json.load(sys.stdin)], sys.stdout)
