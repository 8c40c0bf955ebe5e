"""MLServer, which knows tensors as JSON alone, with models run by onnxruntime."""

import asyncio
import sys
from typing import ClassVar

from mlserver import MLModel, MLServer, ModelSettings, Settings
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse, MetadataTensor
from openInferenceModels import Model, Spec, read_arguments

TYPES = {"float32": "FP32", "int64": "INT64", "uint8": "UINT8"}


class Onnx(MLModel):
    models: ClassVar[dict[str, Model]] = {}

    async def load(self) -> bool:
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        model = self.models[self.name]
        types = {spec.name: spec.dtype for spec in model.inputs}
        feeds = {
            tensor.name: NumpyCodec.decode_input(tensor).astype(types[tensor.name], copy=False).reshape(tensor.shape)
            for tensor in payload.inputs
        }
        results = model.run(feeds)
        outputs = [NumpyCodec.encode_output(name, value) for name, value in results.items()]
        return InferenceResponse(model_name=self.name, outputs=outputs)


def metadata(specs: list[Spec]) -> list[MetadataTensor]:
    return [
        MetadataTensor(name=spec.name, datatype=TYPES[spec.dtype.__name__], shape=[-1, *spec.shape])
        for spec in specs
    ]


async def main() -> None:
    port, models = read_arguments()
    Onnx.models = {model.name: model for model in models}
    settings = Settings(
        host="127.0.0.1",
        http_port=port,
        # Of no use here, but always on: the port has to be free.
        grpc_port=port + 1,
        metrics_endpoint=None,
        parallel_workers=0,
        load_models_at_startup=False,
    )
    server = MLServer(settings)
    described = [
        ModelSettings(
            name=model.name, implementation=Onnx, inputs=metadata(model.inputs), outputs=metadata(model.outputs)
        )
        for model in models
    ]
    serving = asyncio.create_task(server.start(described))
    await asyncio.to_thread(sys.stdin.read)
    await server.stop()
    await serving


asyncio.run(main())
