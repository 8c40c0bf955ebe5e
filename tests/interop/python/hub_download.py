"""Downloads from a hub with the official client: an independent reader of what fakeHub.ts speaks."""

import hashlib
import json
import os
import sys
import tempfile

question = json.load(sys.stdin)
# Read when the library is imported.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp()

from huggingface_hub import HfApi, hf_hub_download, snapshot_download  # noqa: E402
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError  # noqa: E402

endpoint = question["endpoint"]
token = question["token"] or False
repository = question["repository"]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def outcome(work):
    try:
        return work()
    except (GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError) as error:
        return type(error).__name__


def snapshot():
    folder = snapshot_download(repository, endpoint=endpoint, token=token)
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            found[os.path.relpath(path, folder)] = sha256(path)
    return {"commit": os.path.basename(folder), "files": found}


api = HfApi(endpoint=endpoint, token=token)
json.dump(
    {
        "snapshot": outcome(snapshot),
        "one": outcome(lambda: sha256(hf_hub_download(repository, question["file"], endpoint=endpoint, token=token))),
        "tree": outcome(
            lambda: {
                item.path: [item.size, item.lfs.sha256 if item.lfs else None, item.blob_id]
                for item in api.list_repo_tree(repository, recursive=True)
                if hasattr(item, "size")
            }
        ),
        "missing_revision": outcome(lambda: api.model_info(repository, revision="nowhere").sha),
        "missing_repository": outcome(lambda: api.model_info("nobody/nothing").sha),
    },
    sys.stdout,
)
