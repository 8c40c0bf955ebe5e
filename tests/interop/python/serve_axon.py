"""An axon of the real SDK with a trivial miner behind it; see tests/interop/startPython.ts."""

import asyncio
import socket
import time
from types import SimpleNamespace
from typing import Any, Tuple

from bittensor.core.axon import Axon
from bittensor.core.settings import version_as_int
from bittensor_wallet import Keypair

from peer import EXTERNAL_IP, serve
from synapses import HashedSynapse, ImageSynapse

miner = Keypair.create_from_uri("//Bob")
blocked = Keypair.create_from_uri("//Blocked").ss58_address


async def forward(synapse: ImageSynapse) -> ImageSynapse:
    """Does what the image says: sleep so many seconds, fail, or answer."""
    action, _, argument = synapse.image.partition(":")
    if action == "sleep":
        await asyncio.sleep(float(argument))
    if action == "raise":
        raise RuntimeError("The model is gone.")
    synapse.prediction = 0.875
    return synapse


def blacklist(synapse: ImageSynapse) -> Tuple[bool, str]:
    return synapse.dendrite.hotkey == blocked, "This hotkey is blocked."


def priority(synapse: ImageSynapse) -> float:
    return 1.0


async def echo(synapse: HashedSynapse) -> HashedSynapse:
    synapse.reply = synapse.body_hash
    return synapse


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        return int(probe.getsockname()[1])


async def answer(question: dict[str, Any]) -> Any:
    return {"port": axon.port, "hotkey": miner.ss58_address, "version": version_as_int}


# Never announced on a chain, so the constructor's wallet needs nothing but its keys.
wallet = SimpleNamespace(hotkey=miner, coldkeypub=miner)
axon = Axon(wallet=wallet, port=free_port(), ip="127.0.0.1", external_ip=EXTERNAL_IP)
axon.attach(forward_fn=forward, blacklist_fn=blacklist, priority_fn=priority)
axon.attach(forward_fn=echo)
axon.start()
# 10.x returns before its thread has opened the port.
while not axon.fast_server.started:
    time.sleep(0.01)
asyncio.run(serve(answer))
axon.stop()
