"""Answers with numpy, scipy and scikit-learn what src/support/statistics computes itself.

Reads one JSON object from stdin, writes one to stdout; see tests/interop/statistics.test.ts.
"""

import json
import sys

import numpy
import scipy
import sklearn
from scipy import special, stats
from sklearn import metrics


def calibration_error(labels, probabilities, bins):
    """Expected calibration error over the equal-width bins of sklearn.calibration.calibration_curve."""
    from sklearn.calibration import calibration_curve

    frequency, mean = calibration_curve(labels, probabilities, n_bins=bins, strategy="uniform")
    edges = numpy.linspace(0.0, 1.0, bins + 1)
    counts = numpy.bincount(numpy.searchsorted(edges[1:-1], probabilities), minlength=bins)
    counts = counts[counts > 0]
    return float(numpy.sum(counts / len(labels) * numpy.abs(frequency - mean)))


def classifier(case):
    labels = numpy.array(case["labels"])
    scores = numpy.array(case["scores"])
    probabilities = numpy.array(case["probabilities"])
    answers = (probabilities > 0.5).astype(int)
    return {
        "matthewsCorrelation": metrics.matthews_corrcoef(labels, answers),
        "accuracy": metrics.accuracy_score(labels, answers),
        "precision": metrics.precision_score(labels, answers),
        "recall": metrics.recall_score(labels, answers),
        "specificity": metrics.recall_score(labels, answers, pos_label=0),
        "f1Score": metrics.f1_score(labels, answers),
        "brierScore": metrics.brier_score_loss(labels, probabilities),
        "logLoss": metrics.log_loss(labels, probabilities),
        "rocAuc": metrics.roc_auc_score(labels, scores),
        "expectedCalibrationError": calibration_error(labels, probabilities, 10),
    }


def proportion(case):
    successes, trials, level = case
    test = stats.binomtest(successes, trials)
    exact = test.proportion_ci(level, "exact")
    wilson = test.proportion_ci(level, "wilson")
    return [exact.low, exact.high, wilson.low, wilson.high]


def mcnemar(case):
    first, second = case
    n = first + second
    mass = stats.binom.pmf(numpy.arange(n + 1), n, 0.5)
    observed = mass[first]
    near = numpy.isclose(mass, observed, rtol=1e-9, atol=0)
    mid = mass[(mass < observed) & ~near].sum() + 0.5 * mass[near].sum()
    return [stats.binomtest(first, n, 0.5).pvalue, mid]


def bootstrap(case):
    """The interval that scipy draws from the very replicates that we drew."""
    data = numpy.array(case["items"])
    replicates = numpy.array(case["replicates"])
    kept = stats._resampling.BootstrapResult(
        confidence_interval=None, bootstrap_distribution=replicates, standard_error=None
    )
    result = stats.bootstrap(
        (data,),
        numpy.mean,
        n_resamples=0,
        bootstrap_result=kept,
        confidence_level=case["level"],
        method=case["method"],
    ).confidence_interval
    return [result.low, result.high]


def main():
    request = json.load(sys.stdin)
    json.dump(
        {
            "versions": {
                "numpy": numpy.__version__,
                "scipy": scipy.__version__,
                "scikit-learn": sklearn.__version__,
            },
            "classifiers": [classifier(case) for case in request["classifiers"]],
            "proportions": [proportion(case) for case in request["proportions"]],
            "mcnemar": [mcnemar(case) for case in request["mcnemar"]],
            "bootstrap": [bootstrap(case) for case in request["bootstrap"]],
            "quantiles": [float(numpy.quantile(values, p)) for values, p in request["quantiles"]],
            "moments": [
                [float(numpy.mean(values)), float(numpy.var(values, ddof=1))] for values in request["moments"]
            ],
            "logGamma": [float(special.gammaln(x)) for x in request["logGamma"]],
            "incompleteBeta": [float(special.betainc(a, b, x)) for x, a, b in request["incompleteBeta"]],
            "inverseBeta": [float(special.betaincinv(a, b, p)) for p, a, b in request["inverseBeta"]],
            "normalCdf": [float(special.ndtr(x)) for x in request["normalCdf"]],
            "normalQuantile": [float(special.ndtri(p)) for p in request["normalQuantile"]],
        },
        sys.stdout,
        allow_nan=False,
    )


if __name__ == "__main__":
    main()
