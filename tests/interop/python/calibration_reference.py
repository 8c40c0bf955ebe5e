"""Fits calibrations with scipy and scikit-learn; see tests/interop/calibration.test.ts.

Reads a list of {"logits", "labels", "points"} from stdin, writes what each method gives to stdout.
"""

import json
import sys

import numpy
from scipy import optimize, special
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.utils.class_weight import compute_sample_weight


def weighted_cross_entropy(z, targets, weights):
    return float(numpy.sum(weights * (numpy.logaddexp(0, z) - targets * z)))


def fit(case):
    logits = numpy.array(case["logits"], dtype=float)
    labels = numpy.array(case["labels"], dtype=float)
    points = numpy.array(case["points"])
    weights = compute_sample_weight("balanced", labels)

    temperature = 1 / optimize.minimize_scalar(
        lambda inverse: weighted_cross_entropy(inverse * logits, labels, weights),
        bounds=(1e-3, 100),
        method="bounded",
        options={"xatol": 1e-12},
    ).x

    # Platt's targets with weighted counts, as scikit-learn takes them.
    half = len(labels) / 2
    targets = numpy.where(labels == 1, (half + 1) / (half + 2), 1 / (half + 2))
    slope, intercept = optimize.minimize(
        lambda line: weighted_cross_entropy(line[0] * logits + line[1], targets, weights),
        [0.0, 0.0],
        jac=lambda line: (
            lambda error: [numpy.sum(error * logits), numpy.sum(error)]
        )(weights * (special.expit(line[0] * logits + line[1]) - targets)),
        method="BFGS",
        options={"gtol": 1e-10},
    ).x
    sigmoid = _SigmoidCalibration().fit(logits, labels, sample_weight=weights)

    # No knot is more certain than Laplace's rule of succession allows.
    doubt = 1 / (len(labels) + 2)
    isotonic = IsotonicRegression(y_min=doubt, y_max=1 - doubt, out_of_bounds="clip")
    isotonic.fit(logits, labels, sample_weight=weights)
    return {
        "temperature": float(temperature),
        "platt": [float(slope), float(intercept)],
        "plattOfSklearn": sigmoid.predict(points).tolist(),
        "isotonic": isotonic.predict(points).tolist(),
    }


json.dump([fit(case) for case in json.load(sys.stdin)], sys.stdout)
