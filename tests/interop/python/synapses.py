"""The synapses that both sides declare, here as classes of the real SDK."""

from typing import ClassVar

from bittensor.core.synapse import Synapse


class ImageSynapse(Synapse):
    """The challenge of subnet 72; fields and defaults as its validators declare them."""

    testnet_label: int = -1
    image: str = ""
    prediction: float = -1.0


class HashedSynapse(Synapse):
    """A synapse whose signature covers fields of every kind. `reply` is what the miner fills in."""

    text: str
    count: int
    ratio: float
    flag: bool
    words: list[str]
    matrix: list[list[float]] = []
    pages: list[list[str]] = []
    reply: str = ""

    required_hash_fields: ClassVar[tuple[str, ...]] = (
        "text",
        "count",
        "ratio",
        "flag",
        "words",
        "matrix",
        "pages",
    )


SYNAPSES: dict[str, type[Synapse]] = {c.__name__: c for c in (Synapse, ImageSynapse, HashedSynapse)}
