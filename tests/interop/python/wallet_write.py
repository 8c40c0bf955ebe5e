"""Writes wallets with the real bittensor_wallet (Rust) and tells what is in them."""

import json
import os
import sys
from importlib.metadata import version

# The wallet prints its progress on stdout, which belongs to our answer.
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

from bittensor_wallet import Keyfile, Keypair, Wallet, keyfile  # noqa: E402

given = json.load(sys.stdin)
folder, name, password = given["folder"], given["wallet"], given["password"]
message = given["message"].encode()
keys = {}


def wallet(hotkey):
    return Wallet(name=name, hotkey=hotkey, path=folder)


def note(hotkey, keypair, **more):
    signing = keypair.crypto_type == 1
    keys[hotkey] = {
        "address": keypair.ss58_address,
        "publicKey": "0x" + keypair.public_key.hex(),
        "signature": "0x" + keypair.sign(message).hex() if signing else None,
        "wrappedSignature": "0x" + keypair.sign(b"<Bytes>" + message + b"</Bytes>").hex() if signing else None,
        "variable": wallet(hotkey).hotkey_file.env_var_name(),
        **more,
    }


def put(hotkey, keypair):
    wallet(hotkey).set_hotkey(keypair, encrypt=False, overwrite=False)
    note(hotkey, keypair)


for words in (12, 24):
    target = wallet(f"mnemonic{words}")
    target.create_new_hotkey(n_words=words, use_password=False, suppress=True)
    note(f"mnemonic{words}", target.hotkey)

target = wallet("uri")
target.create_hotkey_from_uri(given["uri"], use_password=False, suppress=True)
note("uri", target.hotkey)

put("seed", Keypair.create_from_seed(given["seed"]))
put("private", Keypair.create_from_private_key(given["privateKey"]))
put("rawAscii", Keypair.create_from_seed("0x" + "61" * 32))
put("rawUtf8", Keypair.create_from_seed("0x" + ('\u00e9"\n' * 8).encode().hex()))
put("ed25519", Keypair.create_from_mnemonic(Keypair.generate_mnemonic(12), crypto_type=0))

sealed = Keypair.create_from_mnemonic(Keypair.generate_mnemonic(12))
wallet("sealed").set_hotkey(sealed, encrypt=True, overwrite=False, hotkey_password=password)
note("sealed", sealed)

sealed = Keypair.create_from_mnemonic(Keypair.generate_mnemonic(12))
put("sealedLater", sealed)
later = wallet("sealedLater").hotkey_file
later.encrypt(password)
note("sealedLater", sealed, value=later.save_password_to_env(password))

legacy = Keypair.create_from_mnemonic(Keypair.generate_mnemonic(12))
put("ansible", legacy)
vault = keyfile.legacy_encrypt_keyfile_data(keyfile.serialized_keypair_to_keyfile_data(legacy), password)
with open(wallet("ansible").hotkey_file.path, "wb") as file:
    file.write(bytes(vault))

cold = wallet("uri")
cold.create_new_coldkey(use_password=True, suppress=True, coldkey_password=password)

json.dump(
    {
        "version": version("bittensor_wallet"),
        "keys": keys,
        "coldkey": cold.coldkeypub.ss58_address,
        "homeVariable": Keyfile(Wallet(name="w").hotkey_file.path).env_var_name(),
        "homePath": Wallet(name="w").hotkey_file.path,
    },
    answer,
)
answer.close()
