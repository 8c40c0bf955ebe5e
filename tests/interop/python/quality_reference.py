"""Quality signals of images, written in NumPy from their definitions (OpenCV's for Laplacian and Canny).

stdin: list of {width, height, data (base64 of RGB), qualities}.
stdout: list of {luma, laplacian, edges, noise, blockiness, jpegs: [{file, table}]}; base64 for bytes.
"""

import base64
import io
import json
import math
import sys

import numpy
from PIL import Image


def laplacian(luma):
    wide = numpy.pad(luma.astype(float), 1, mode="reflect")
    answer = wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:] - 4 * wide[1:-1, 1:-1]
    return float(answer.var())


def sobel(luma):
    wide = numpy.pad(luma.astype(int), 1, mode="edge")
    smooth_down = wide[:-2] + 2 * wide[1:-1] + wide[2:]
    smooth_across = wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]
    return smooth_down[:, 2:] - smooth_down[:, :-2], smooth_across[2:] - smooth_across[:-2]


def canny(luma, low, high):
    dx, dy = sobel(luma)
    strength = numpy.abs(dx) + numpy.abs(dy)
    m = numpy.pad(strength, 1)
    here = strength

    def shifted(down, across):
        return m[1 + down : m.shape[0] - 1 + down, 1 + across : m.shape[1] - 1 + across]

    # Angles in exact terms: tan 22.5 = sqrt 2 - 1 and tan 67.5 = sqrt 2 + 1 in OpenCV's 15 bits.
    ax, ay = numpy.abs(dx), numpy.abs(dy) << 15
    flat = ax * 13573
    horizontal = ay < flat
    vertical = ay > flat + (ax << 16)
    same = (dx < 0) == (dy < 0)
    crest = numpy.where(
        horizontal,
        (here > shifted(0, -1)) & (here >= shifted(0, 1)),
        numpy.where(
            vertical,
            (here > shifted(-1, 0)) & (here >= shifted(1, 0)),
            numpy.where(
                same,
                (here > shifted(-1, -1)) & (here > shifted(1, 1)),
                (here > shifted(-1, 1)) & (here > shifted(1, -1)),
            ),
        ),
    )
    weak = crest & (strength > low)
    edges = weak & (strength > high)
    while True:
        wide = numpy.pad(edges, 1)
        height, width = edges.shape
        near = numpy.zeros_like(edges)
        for down in range(3):
            for across in range(3):
                near |= wide[down : down + height, across : across + width]
        grown = weak & near
        if (grown == edges).all():
            return edges
        edges = grown


def noise(luma):
    height, width = luma.shape
    kernel = numpy.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]])
    answer = sum(
        kernel[i, j] * luma[i : height - 2 + i, j : width - 2 + j].astype(int) for i in range(3) for j in range(3)
    )
    return float(math.sqrt(math.pi / 2) * numpy.abs(answer).sum() / (6 * (width - 2) * (height - 2)))


def blocks(luma):
    border, inside = [], []
    for steps in (numpy.abs(numpy.diff(luma.astype(int), axis=1)).T, numpy.abs(numpy.diff(luma.astype(int), axis=0))):
        for index, line in enumerate(steps, start=1):
            (border if index % 8 == 0 else inside).extend(line.tolist())
    return float(numpy.mean(border) / numpy.mean(inside))


def encoded(picture, quality):
    file = io.BytesIO()
    picture.save(file, format="JPEG", quality=quality)
    table = Image.open(io.BytesIO(file.getvalue())).quantization[0]
    return {"file": base64.b64encode(file.getvalue()).decode(), "table": list(table)}


def measure(case):
    pixels = numpy.frombuffer(base64.b64decode(case["data"]), numpy.uint8)
    picture = Image.fromarray(pixels.reshape(case["height"], case["width"], 3))
    luma = numpy.array(picture.convert("L"))
    return {
        "luma": base64.b64encode(luma.tobytes()).decode(),
        "laplacian": laplacian(luma),
        "edges": base64.b64encode(canny(luma, 50, 150).astype(numpy.uint8).tobytes()).decode(),
        "noise": noise(luma),
        "blockiness": blocks(luma),
        "jpegs": [encoded(picture, quality) for quality in case["qualities"]],
    }


json.dump([measure(case) for case in json.load(sys.stdin)], sys.stdout)
