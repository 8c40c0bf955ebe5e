"""Opens wallets that we wrote with the real bittensor_wallet (Rust), signs with them and verifies our signatures."""

import json
import os
import sys

answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from bittensor_wallet import Keypair, Wallet  # noqa: E402

given = json.load(sys.stdin)
message = given["message"].encode()
os.environ.update(given["env"])


def read(hotkey, password):
    wallet = Wallet(name=given["wallet"], hotkey=hotkey, path=given["folder"])
    try:
        keypair = wallet.get_hotkey(password)
    except Exception as error:
        return {"error": f"{error!r} {error}"}
    return {
        "address": keypair.ss58_address,
        "publicAddress": wallet.hotkeypub.ss58_address,
        "encrypted": wallet.hotkey_file.is_encrypted(),
        "signature": "0x" + keypair.sign(message).hex(),
    }


def verify(check):
    try:
        return Keypair(ss58_address=check["address"]).verify(bytes.fromhex(check["message"]), check["signature"])
    except Exception as error:
        return f"{error!r} {error}"


json.dump(
    {
        "keys": {each["hotkey"]: read(each["hotkey"], each.get("password")) for each in given["hotkeys"]},
        "verified": [verify(check) for check in given["checks"]],
        "uris": {uri: Keypair.create_from_uri(uri).ss58_address for uri in given["uris"]},
    },
    answer,
)
answer.close()
