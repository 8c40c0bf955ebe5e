"""Triton's own binary, as nvidia-pytriton carries it: its HTTP front end and batcher, models run by onnxruntime.

The package has no backend for ONNX files; the protocol is Triton's all the same.
"""

import os
import sys
import sysconfig

# Triton's Python backend is linked against libpython3.11.so.1.0 and finds the system's, whose standard library may be
# of another patch release than ours ("'_thread.RLock' object has no attribute '_recursion_count'").
library_folder = sysconfig.get_config_var("LIBDIR")
os.environ["LD_LIBRARY_PATH"] = f"{library_folder}:{os.environ.get('LD_LIBRARY_PATH', '')}"

from openInferenceModels import Model, read_arguments  # noqa: E402
from pytriton.decorators import batch  # noqa: E402
from pytriton.model_config import ModelConfig, Tensor  # noqa: E402
from pytriton.triton import Triton, TritonConfig  # noqa: E402


def bind(triton: Triton, model: Model) -> None:
    @batch
    def infer(**feeds):
        return model.run(feeds)

    def tensors(specs):
        return [Tensor(name=spec.name, dtype=spec.dtype, shape=spec.shape) for spec in specs]

    triton.bind(
        model_name=model.name,
        infer_func=infer,
        inputs=tensors(model.inputs),
        outputs=tensors(model.outputs),
        config=ModelConfig(max_batch_size=16),
    )


port, models = read_arguments()
config = TritonConfig(
    http_address="127.0.0.1", http_port=port, allow_grpc=False, allow_metrics=False, exit_timeout_secs=2
)
with Triton(config=config) as triton:
    for model in models:
        bind(triton, model)
    triton.run()
    print("ready", flush=True)
    sys.stdin.read()
