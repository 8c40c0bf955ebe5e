"""Requests as the real SDK signs and writes them, and Python's own text of values; see bodyHash.test.ts.

Reads one JSON object from stdin, writes one to stdout.
"""

import json
import sys
import unicodedata
from itertools import groupby
from typing import Any

from bittensor.core.chain_data import AxonInfo
from bittensor.core.dendrite import Dendrite
from bittensor_wallet import Keypair

from peer import answers
from synapses import SYNAPSES

request = json.load(sys.stdin)
target = AxonInfo(version=0, ip="127.0.0.1", port=8091, ip_type=4, hotkey=request["axon"], coldkey=request["axon"])
dendrite = Dendrite(Keypair.create_from_uri("//Alice"))


def sign(case: dict[str, Any]) -> dict[str, Any]:
    """What `Dendrite.call` would put on the wire: headers first, because they set `total_size`."""
    values = json.loads(case["values"])
    synapse = dendrite.preprocess_synapse_for_request(target, SYNAPSES[case["synapse"]](**values), 9.0)
    return {"headers": list(synapse.to_headers().items()), "body": json.dumps(synapse.model_dump())}


def verify(case: dict[str, Any]) -> bool:
    return bool(Keypair(ss58_address=case["hotkey"]).verify(case["message"], case["signature"]))


def printability(code: int) -> str:
    """Whether repr() shows a character. What this Python's Unicode tables do not know yet is a case of its own."""
    if unicodedata.category(chr(code)) == "Cn":
        return "unassigned"
    return "shown" if chr(code).isprintable() else "escaped"


json.dump(
    {
        "signed": [sign(case) for case in request["sign"]],
        "verified": [verify(case) for case in request["verify"]],
        "floats": [[repr(value), json.dumps(value)] for value in json.loads(request["floats"])],
        "texts": [[repr(text), json.dumps(text)] for text in request["texts"]],
        # Run-length encoded over all code points.
        "printability": [[kind, len(list(run))] for kind, run in groupby(map(printability, range(0x110000)))],
    },
    answers,
)
