"""A process that answers questions: one JSON object a line on stdin, its answer as one line on stdout."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from bittensor.utils import networking

Answer = Callable[[dict[str, Any]], Awaitable[Any]]

# Both constructors of the SDK ask a public service for this host's address. This is the one function that we
# replace; the address is reserved for documentation and nothing connects to it.
EXTERNAL_IP = "198.51.100.7"
networking.get_external_ip = lambda: EXTERNAL_IP

# The SDK logs to the stdout that it found when it was imported; only answers may go there.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


async def _lines() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=2**27)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def serve(answer: Answer) -> None:
    """Answers until stdin ends, each question in a task of its own, so that slow ones hold up nobody."""

    async def respond(question: dict[str, Any]) -> None:
        try:
            result = {"id": question["id"], "result": await answer(question)}
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker has to see it
            result = {"id": question["id"], "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(result), file=answers, flush=True)

    reader = await _lines()
    tasks: set[asyncio.Task[None]] = set()
    while line := await reader.readline():
        task = asyncio.create_task(respond(json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()
