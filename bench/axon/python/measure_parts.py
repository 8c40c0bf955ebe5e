"""Times the parts of the official axon's work on one request, given as JSON on stdin. Prints microseconds."""

import hashlib
import json
import statistics
import sys
import time

sys.argv = sys.argv[:1]

from bittensor_wallet import Keypair
from async_substrate_interface.utils import json as sdk_json

from image_synapse import ImageSynapse

request = json.load(sys.stdin)
headers, body, seconds = request["headers"], request["body"].encode(), request["seconds"]
message, signature, hotkey = request["message"], request["signature"], request["hotkey"]
keypair = Keypair(ss58_address=hotkey)
miner = Keypair.create_from_uri(request["minerUri"])
assert keypair.verify(message, signature)
assert len(body) > 30_000
parsed = ImageSynapse.from_headers(headers)


def microseconds(work):
    """Median over batches of about 2 ms."""
    start = time.perf_counter()
    work()
    repeats = max(1, int(0.002 / (time.perf_counter() - start + 1e-9)))
    batches = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(repeats):
            work()
        batches.append((time.perf_counter() - start) / repeats * 1e6)
    return statistics.median(batches)


parts = {
    "sha3-256 of what the signature covers": lambda: parsed.body_hash,
    "sha3-256 of the whole body": lambda: hashlib.sha3_256(body).hexdigest(),
    "sr25519 verification": lambda: keypair.verify(message, signature),
    "hotkey to public key": lambda: Keypair(ss58_address=hotkey),
    "headers": lambda: ImageSynapse.from_headers(headers),
    "JSON of the body": lambda: sdk_json.loads(body),
    "synapse out of the parsed body": lambda: ImageSynapse(**sdk_json.loads(body)),
    "sr25519 signing (official only)": lambda: miner.sign(message),
    "reply headers": lambda: parsed.to_headers(),
}
print(json.dumps({name: microseconds(work) for name, work in parts.items()}))
