"""The synapse of subnet 72, as the official SDK declares one."""

import bittensor


class ImageSynapse(bittensor.Synapse):
    testnet_label: int = -1
    image: str = ""
    prediction: float = -1.0
