"""What a validator of subnet 72 pays, remembers and sets, from its published rules, with NumPy and scikit-learn.

stdin: {"streams": [stream], "weights": [case]}
  stream: list of steps {"neurons": [[uid, hotkey, validatorPermit, stake]], "label", "answers": [[uid, prediction]]};
    "NaN" may stand for a prediction; "neurons" only where they change. uids count from 0 without a gap.
  case: {"scores": [float], "minimum": int, "limit": float}, scores by uid.
stdout: {"streams": [[{"rewards": [...], "scores": [...]}]], "weights": [[[uid, weight]]]}
"""

import collections
import json
import sys
import warnings

import numpy
from sklearn.metrics import accuracy_score, matthews_corrcoef

warnings.simplefilter("ignore")

ALPHA = 0.05
STAKE_LIMIT = 40096


class Validator:
    def __init__(self):
        self.scores = numpy.zeros(0)
        self.neurons = []
        self.memory = {}

    def sync(self, neurons):
        for uid, (_, hotkey, _, _) in enumerate(neurons):
            if uid < len(self.neurons) and self.neurons[uid][1] != hotkey:
                self.scores[uid] = 0
        if len(self.scores) < len(neurons):
            grown = numpy.zeros(len(neurons))
            grown[: len(self.scores)] = self.scores
            self.scores = grown
        self.neurons = neurons

    def measures(self, uid, size):
        answered = [(p, y) for p, y in list(self.memory[uid][1])[-size:] if p != -1]
        if not answered:
            return 0, 0
        try:
            truth = numpy.array([y for _, y in answered])
            answers = numpy.round(numpy.array([p for p, _ in answered]))
            accuracy = accuracy_score(truth, answers)
            both = len(numpy.unique(truth)) >= 2 and len(numpy.unique(answers)) >= 2
            return max(0, matthews_corrcoef(truth, answers)) if both else 0, accuracy
        except ValueError:
            return 0, 0

    def reward(self, uid, prediction, label):
        hotkey = self.neurons[uid][1]
        if uid not in self.memory or self.memory[uid][0] != hotkey:
            self.memory[uid] = (hotkey, collections.deque(maxlen=100))
        self.memory[uid][1].append((prediction, label))
        if prediction == -1:
            return 0.0
        base = 0.5 * self.measures(uid, 100)[0] + 0.5 * self.measures(uid, 10)[1]
        base *= 0.0 if prediction < 0 or prediction > 1 else 1.0
        return float(base**3.0)

    def step(self, label, answers):
        rewards = numpy.array([self.reward(uid, float(p), label) for uid, p in answers])
        if len(rewards) > 0:
            scattered = self.scores.copy()
            scattered[[uid for uid, (_, _, permit, stake) in enumerate(self.neurons) if permit and stake > STAKE_LIMIT]] = 0
            scattered[numpy.array([uid for uid, _ in answers])] = numpy.nan_to_num(rewards, nan=0)
            self.scores = ALPHA * scattered + (1 - ALPHA) * self.scores
        return {"rewards": rewards.tolist(), "scores": self.scores.tolist()}


def limited(weights, limit):
    ordered = numpy.sort(weights)
    if weights.sum() == 0 or len(weights) * limit <= 1:
        return numpy.ones_like(weights) / weights.size
    shares = ordered / ordered.sum()
    if shares.max() <= limit:
        return weights / weights.sum()
    sums = numpy.cumsum(shares)
    larger = numpy.arange(len(shares))[::-1] * shares
    kept = (shares / (larger + sums + 1e-7) < limit).sum()
    cutoff = (limit * sums[kept - 1] - 1e-7) / (1 - limit * (len(shares) - kept)) * ordered.sum()
    cut = numpy.minimum(weights, cutoff)
    return cut / cut.sum()


def chain_weights(scores, minimum, limit):
    scores = numpy.array(scores, dtype=numpy.float64)
    norm = numpy.linalg.norm(scores, ord=1)
    raw = scores / (norm if norm != 0 else 1)
    uids = numpy.flatnonzero(raw > 0)
    if uids.size == 0 or uids.size < minimum or len(scores) < minimum:
        return [[0, 65535]]
    shares = limited(raw[uids], limit)
    scaled = [(int(uid), round(float(share) / float(shares.max()) * 65535)) for uid, share in zip(uids, shares)]
    return [[uid, weight] for uid, weight in scaled if weight != 0]


def play(stream):
    validator = Validator()
    for step in stream:
        if "neurons" in step:
            validator.sync(step["neurons"])
        yield validator.step(step["label"], step["answers"])


request = json.load(sys.stdin)
json.dump(
    {
        "streams": [list(play(stream)) for stream in request["streams"]],
        "weights": [chain_weights(case["scores"], case["minimum"], case["limit"]) for case in request["weights"]],
    },
    sys.stdout,
)
