"""What Pillow, NumPy and PyTorch make of the images that tests/interop/imaging.test.ts sends."""

import base64
import io
import json
import sys

import numpy as np
import PIL
import torch
from PIL import Image, ImageOps

FILTERS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def encode(data):
    return base64.b64encode(data).decode()


def image_of(picture):
    size = (picture["width"], picture["height"])
    return Image.frombytes("RGB", size, base64.b64decode(picture["data"]))


def resize(case):
    image = image_of(case["image"])
    width, height, name = case["width"], case["height"], case["interpolation"]
    result = {"pillow": encode(image.resize((width, height), FILTERS[name]).tobytes())}
    if name != "nearest":
        tensor = torch.from_numpy(np.asarray(image).copy()).permute(2, 0, 1)[None].float() / 255
        scaled = torch.nn.functional.interpolate(
            tensor, size=(height, width), mode=name, antialias=True, align_corners=False
        )
        clamped = scaled[0].clamp(0, 1).permute(1, 2, 0).contiguous().numpy()
        result["torch"] = encode(clamped.astype("<f4").tobytes())
    return result


def fit(image, profile):
    """torchvision's Resize + CenterCrop, and the validators' letterbox, in Pillow alone."""
    width, height = profile["width"], profile["height"]
    chosen = FILTERS[profile["interpolation"]]
    if profile["fit"] == "stretch":
        return image.resize((width, height), chosen)
    across = image.width * height > width * image.height
    if profile["fit"] == "crop":
        size = (height * image.width // image.height, height) if across else (width, width * image.height // image.width)
        scaled = image.resize(size, chosen)
        left, top = round((size[0] - width) / 2), round((size[1] - height) / 2)
        return scaled.crop((left, top, left + width, top + height))
    size = (width, width * image.height // image.width) if across else (height * image.width // image.height, height)
    canvas = Image.new("RGB", (width, height), tuple(profile["padding"]))
    size = (max(1, size[0]), max(1, size[1]))
    canvas.paste(image.resize(size, chosen), ((width - size[0]) // 2, (height - size[1]) // 2))
    return canvas


def preprocess(case):
    profile = case["profile"]
    values = np.asarray(fit(image_of(case["image"]), profile)).astype(np.float64) / 255
    if profile["order"] == "bgr":
        values = values[:, :, ::-1]
    tensor = (values - np.array(profile["mean"])) / np.array(profile["std"])
    return encode(np.ascontiguousarray(tensor.transpose(2, 0, 1)).astype("<f4").tobytes())


def stored(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


def oriented(image, number, **options):
    exif = Image.Exif()
    exif[0x0112] = number
    return stored(image, exif=exif, **options)


def files(picture):
    """Encodings of one picture, by name."""
    image = image_of(picture)
    alpha = Image.linear_gradient("L").resize(image.size)
    clear = image.copy()
    clear.putalpha(alpha)
    grey16 = np.asarray(image.convert("L")).astype(np.uint16) * 257
    for subsampling in ("4:4:4", "4:2:2", "4:2:0"):
        for quality in (30, 75, 95):
            name = f"JPEG {subsampling} quality {quality}"
            yield name, stored(image, format="JPEG", subsampling=subsampling, quality=quality)
    yield "JPEG progressive", stored(image, format="JPEG", progressive=True)
    yield "JPEG grey", stored(image.convert("L"), format="JPEG")
    cmyk = stored(image.convert("CMYK"), format="JPEG")
    yield "JPEG CMYK", cmyk
    # The last byte of the Adobe segment says how to read the four components.
    transform = cmyk.index(b"Adobe") + 11
    yield "JPEG YCCK", cmyk[:transform] + b"\x02" + cmyk[transform + 1 :]
    yield "JPEG with restarts", stored(image, format="JPEG", restart_marker_blocks=3)
    for number in range(1, 9):
        yield f"JPEG orientation {number}", oriented(image, number, format="JPEG")
    yield "PNG orientation 6", oriented(image, 6, format="PNG")
    yield "WebP orientation 8", oriented(image, 8, format="WEBP", lossless=True)
    yield "PNG", stored(image, format="PNG")
    yield "PNG with alpha", stored(clear, format="PNG")
    yield "PNG palette", stored(image.quantize(64), format="PNG")
    yield "PNG palette with transparency", stored(image.quantize(64), format="PNG", transparency=bytes(range(64)))
    yield "PNG one bit", stored(image.convert("1"), format="PNG")
    yield "PNG grey", stored(image.convert("L"), format="PNG")
    yield "PNG grey with alpha", stored(clear.convert("LA"), format="PNG")
    yield "PNG grey of 16 bits", stored(Image.fromarray(grey16), format="PNG")
    yield "WebP lossy", stored(image, format="WEBP", quality=80)
    yield "WebP lossless", stored(image, format="WEBP", lossless=True)
    yield "WebP with alpha", stored(clear, format="WEBP", lossless=True, exact=True)
    frames = [image.transpose(Image.FLIP_LEFT_RIGHT)]
    yield "WebP animated", stored(image, format="WEBP", save_all=True, append_images=frames, lossless=True)
    yield "PNG animated", stored(image, format="PNG", save_all=True, append_images=frames)
    icc = base64.b64decode(picture["icc"])
    yield "JPEG with a profile", stored(image, format="JPEG", icc_profile=icc)
    yield "PNG with a profile", stored(image, format="PNG", icc_profile=icc)


def decoded(name, data):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if name == "PNG grey of 16 bits":
        # convert() clips I;16 at 255 instead of scaling it.
        grey = (np.asarray(image) >> 8).astype(np.uint8)
        image = Image.fromarray(grey)
    rgb = image.convert("RGB")
    return {"name": name, "file": encode(data), "width": rgb.width, "height": rgb.height, "data": encode(rgb.tobytes())}


request = json.load(sys.stdin)
json.dump(
    {
        "versions": {"pillow": PIL.__version__, "numpy": np.__version__, "torch": torch.__version__},
        "resized": [resize(case) for case in request["resize"]],
        "preprocessed": [preprocess(case) for case in request["preprocess"]],
        "decoded": [decoded(*file) for picture in request["pictures"] for file in files(picture)],
    },
    sys.stdout,
)
