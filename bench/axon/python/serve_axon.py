"""Serves ImageSynapse with the official axon: serve_axon.py [--kept-schema] PORT MINER_URI CALLER_HOTKEY.

Prints one line of JSON once it answers, and ends when its stdin is closed. With --kept-schema the axon is no longer
the official one: see below.
"""

import importlib.util
import json
import platform
import socket
import sys
import tempfile
import time
from importlib.metadata import version
from typing import Tuple

kept_schema = sys.argv[1] == "--kept-schema"
port, miner_uri, caller = sys.argv[-3:]
port = int(port)
# The SDK reads its own options from the command line.
sys.argv = sys.argv[:1]

import bittensor
from bittensor_wallet import Keypair, Wallet

from image_synapse import ImageSynapse

if kept_schema:
    # For every header of a reply the SDK generates the JSON schema of the synapse anew, which is most of its cost.
    # Kept, the schema shows what an SDK without that one flaw would cost.
    required = ImageSynapse.model_json_schema().get("required", [])
    ImageSynapse.get_required_fields = lambda self: required

# What a miner's blacklist does in memory: is the caller one of the validators of the metagraph?
validators = {caller} | {Keypair.create_from_uri(f"//Validator//{n}").ss58_address for n in range(63)}


def forward(synapse: ImageSynapse) -> ImageSynapse:
    synapse.prediction = 0.875
    return synapse


def blacklist(synapse: ImageSynapse) -> Tuple[bool, str]:
    if synapse.dendrite.hotkey not in validators:
        return True, "Unrecognized hotkey"
    return False, "Hotkey recognized"


with tempfile.TemporaryDirectory() as folder:
    wallet = Wallet(name="bench", hotkey="bench", path=folder)
    wallet.set_hotkey(Keypair.create_from_uri(miner_uri), encrypt=False, overwrite=True)
    wallet.hotkey
    # external_ip is given because the SDK would otherwise ask services on the internet for it.
    axon = bittensor.Axon(wallet=wallet, port=port, ip="127.0.0.1", external_ip="127.0.0.1")
    # No verify_fn: that means default_verify, signature and nonce. No priority_fn: it would only cost more.
    axon.attach(forward_fn=forward, blacklist_fn=blacklist)
    axon.start()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.01)

    def has(module):
        return importlib.util.find_spec(module) is not None

    versions = {
        "python": platform.python_version(),
        "bittensor": version("bittensor"),
        "bittensor-wallet": version("bittensor-wallet"),
        "uvicorn": version("uvicorn"),
        "fastapi": version("fastapi"),
        "pydantic": version("pydantic"),
        "http": "httptools" if has("httptools") else "h11",
        "loop": "uvloop" if has("uvloop") else "asyncio",
    }
    print(json.dumps({"port": port, "hotkey": wallet.hotkey.ss58_address, "versions": versions}), flush=True)
    sys.stdin.read()
    axon.stop()
