"""Dendrites of the real SDK that call where they are told to; see tests/interop/startPython.ts."""

import asyncio
import json
from typing import Any

import aiohttp
from bittensor.core.chain_data import AxonInfo
from bittensor.core.dendrite import Dendrite
from bittensor.core.settings import version_as_int
from bittensor.core.synapse import Synapse
from bittensor_wallet import Keypair

from peer import serve
from synapses import SYNAPSES

dendrites: dict[str, Dendrite] = {}


class AlteredSession(aiohttp.ClientSession):
    """The session that a dendrite would make itself, with other options for each request."""

    request_options: dict[str, Any] = {}

    def post(self, url: str, **options: Any) -> Any:  # type: ignore[override]
        return super().post(url, **options, **self.request_options)


async def open_dendrite(question: dict[str, Any]) -> dict[str, Any]:
    dendrite = Dendrite(Keypair.create_from_uri(question["uri"]))
    session = question.get("session")
    if session is not None:
        local = session.get("local_address")
        connector = aiohttp.TCPConnector(local_addr=(local, 0)) if local else None
        dendrite._session = AlteredSession(connector=connector, headers=session.get("headers"))
        dendrite._session.request_options = session.get("request", {})
    dendrites[question["dendrite"]] = dendrite
    return {
        "hotkey": dendrite.keypair.ss58_address,
        "uuid": dendrite.uuid,
        "version": version_as_int,
        "external_ip": dendrite.external_ip,
    }


async def call(question: dict[str, Any]) -> dict[str, Any]:
    axon = question["axon"]
    target = AxonInfo(
        version=0, ip=axon["ip"], port=axon["port"], ip_type=4, hotkey=axon["hotkey"], coldkey=axon["hotkey"]
    )
    values = question.get("values", {})
    # As text where a value must arrive exactly: JavaScript's JSON has no -0.0 and no 1.0.
    values = json.loads(values) if isinstance(values, str) else values
    synapse = SYNAPSES[question.get("synapse", "ImageSynapse")](**values)
    reply = await dendrites[question["dendrite"]].call(
        target, synapse, timeout=question.get("timeout", 9.0), deserialize=False
    )
    own = set(type(synapse).model_fields) - set(Synapse.model_fields) - {"image"}
    code = reply.dendrite.status_code
    return {
        "values": {name: value for name, value in reply.model_dump().items() if name in own},
        # The SDK writes its own failures as text, the axon's as a number.
        "status": None if code is None else int(code),
        "message": reply.dendrite.status_message,
        "is_success": reply.is_success,
        "process_time": reply.dendrite.process_time,
        "axon": reply.axon.model_dump(),
    }


async def gather(question: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Several rounds; in each one all calls leave at once, as a validator's queries do."""
    return [
        list(await asyncio.gather(*(call(entry) for entry in question["calls"])))
        for _ in range(question["rounds"])
    ]


async def answer(question: dict[str, Any]) -> Any:
    return await {"open": open_dendrite, "call": call, "gather": gather}[question["do"]](question)


async def main() -> None:
    await serve(answer)
    for dendrite in dendrites.values():
        await dendrite.aclose_session()


asyncio.run(main())
