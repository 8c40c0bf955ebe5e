/*
 * ONNX Runtime without its telemetry. Since 1.29 the official builds report to Microsoft on Linux and macOS too, and
 * leave an identifier in the user's cache, unless this variable is set before the library is loaded. So nothing else in
 * `src/` loads it (importing its types loads nothing), and import statements are too early: they run first.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';

export const { env, InferenceSession, listSupportedBackends, Tensor } = await import('onnxruntime-node');
