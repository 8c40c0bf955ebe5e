"""Augmentation operations, written with torch and NumPy from their definitions.

stdin: list of {width, height, data (base64 of RGB), operation, parameters}; noise comes as base64 of float64.
stdout: list of base64 of RGB.
"""

import base64
import json
import math
import sys

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def rounded(values):
    return numpy.clip(numpy.floor(values + 0.5), 0, 255).astype(numpy.uint8)


def warp(pixels, forward, border):
    """`forward` takes input to output, in pixels from the centre."""
    height, width, _ = pixels.shape
    inverse = numpy.linalg.inv(forward)
    y, x = numpy.mgrid[0:height, 0:width]
    at = inverse @ numpy.stack([x.ravel() - (width - 1) / 2, y.ravel() - (height - 1) / 2, numpy.ones(x.size)])
    at = at[:2] / at[2]
    grid = numpy.stack([at[0] / (width / 2), at[1] / (height / 2)], axis=-1).reshape(1, height, width, 2)
    tensor = torch.from_numpy(pixels.astype(float)).permute(2, 0, 1)[None]
    padding = {"black": "zeros", "edge": "border"}[border]
    result = F.grid_sample(tensor, torch.from_numpy(grid), padding_mode=padding, align_corners=False)
    return rounded(result[0].permute(1, 2, 0).numpy())


def turn(degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return numpy.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])


def rotation(pixels, degrees, border):
    return warp(pixels, turn(degrees), border)


def affine(pixels, degrees, shear, scale, across, down, border):
    height, width, _ = pixels.shape
    move = numpy.array([[1, 0, across * width], [0, 1, down * height], [0, 0, 1]])
    lean = numpy.array([[1, math.tan(math.radians(shear)), 0], [0, 1, 0], [0, 0, 1]])
    return warp(pixels, move @ turn(degrees) @ lean @ numpy.diag([scale, scale, 1]), border)


def perspective(pixels, corners, border):
    height, width, _ = pixels.shape
    rows, right = [], []
    for (sx, sy), (across, down) in zip([(-1, -1), (1, -1), (1, 1), (-1, 1)], corners):
        x, y = sx * width / 2, sy * height / 2
        u, v = x * (1 - across), y * (1 - down)
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    forward = numpy.append(numpy.linalg.solve(numpy.array(rows), numpy.array(right)), 1).reshape(3, 3)
    return warp(pixels, forward, border)


WEIGHTS = numpy.array([0.299, 0.587, 0.114])


def colour_jitter(pixels, brightness, contrast, saturation, hue):
    values = numpy.clip(pixels * brightness, 0, 255)
    mean = (values @ WEIGHTS).mean()
    values = numpy.clip(mean + (values - mean) * contrast, 0, 255)
    grey = (values @ WEIGHTS)[..., None]
    values = numpy.clip(grey + (values - grey) * saturation, 0, 255)
    if hue != 0:
        values = turn_hue(values, hue)
    return numpy.rint(values).astype(numpy.uint8)


def turn_hue(values, turns):
    r, g, b = values[..., 0], values[..., 1], values[..., 2]
    v, low = values.max(-1), values.min(-1)
    c = numpy.where(v == low, 1, v - low)
    h = numpy.where(v == r, ((g - b) / c) % 6, numpy.where(v == g, (b - r) / c + 2, (r - g) / c + 4)) / 6
    h6 = ((h + turns) % 1) * 6
    c = v - low
    i = numpy.floor(h6).astype(int) % 6
    x = c * (1 - numpy.abs(h6 % 2 - 1))
    zero = numpy.zeros_like(c)
    table = [(c, x, zero), (x, c, zero), (zero, c, x), (zero, x, c), (x, zero, c), (c, zero, x)]
    result = [numpy.choose(i, [row[k] for row in table]) + low for k in range(3)]
    return numpy.stack(result, axis=-1)


def convolve(pixels, kernel):
    height, width, _ = pixels.shape
    top, left = kernel.shape[0] // 2, kernel.shape[1] // 2
    wide = numpy.pad(pixels.astype(float), ((top, top), (left, left), (0, 0)), mode="reflect")
    tensor = torch.from_numpy(wide).permute(2, 0, 1)[:, None]
    return F.conv2d(tensor, torch.from_numpy(kernel)[None, None])[:, 0].permute(1, 2, 0).numpy()


def gaussian_blur(pixels, sigma):
    reach = math.ceil(3 * sigma)
    taps = numpy.exp(-(numpy.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    taps /= taps.sum()
    return rounded(convolve(pixels, numpy.outer(taps, taps)))


def motion_blur(pixels, length, degrees):
    reach = math.ceil(length / 2) + 1
    kernel = numpy.zeros((2 * reach + 1, 2 * reach + 1))
    points = math.ceil(length * 4)
    for distance in (numpy.arange(points) + 0.5) / points * (length - 1) - (length - 1) / 2:
        x, y = distance * math.cos(math.radians(degrees)), -distance * math.sin(math.radians(degrees))
        for i in (math.floor(x), math.floor(x) + 1):
            for j in (math.floor(y), math.floor(y) + 1):
                kernel[reach + j, reach + i] += (1 - abs(x - i)) * (1 - abs(y - j)) / points
    return rounded(convolve(pixels, kernel))


def fog(pixels, density, horizon, air):
    height = pixels.shape[0]
    below = (numpy.arange(height) + 0.5) / height - horizon
    distance = numpy.where(below <= 0.06, 1, 0.06 / numpy.maximum(below, 0.06))
    clear = numpy.exp(-density * distance)[:, None, None]
    return numpy.rint(pixels * clear + air * (1 - clear)).astype(numpy.uint8)


def noise(pixels, sigma, grain):
    values = pixels + sigma * numpy.frombuffer(base64.b64decode(grain)).reshape(pixels.shape)
    return numpy.rint(numpy.clip(values, 0, 255)).astype(numpy.uint8)


OPERATIONS = {
    "rotation": rotation,
    "affine": affine,
    "perspective": perspective,
    "colourJitter": colour_jitter,
    "gaussianBlur": gaussian_blur,
    "motionBlur": motion_blur,
    "fog": fog,
    "noise": noise,
    "horizontalFlip": lambda pixels: numpy.ascontiguousarray(pixels[:, ::-1]),
}


def run(case):
    pixels = numpy.frombuffer(base64.b64decode(case["data"]), numpy.uint8)
    pixels = pixels.reshape(case["height"], case["width"], 3)
    return base64.b64encode(OPERATIONS[case["operation"]](pixels, **case["parameters"]).tobytes()).decode()


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
