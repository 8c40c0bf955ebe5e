/** What native libraries need to find each other and the GPU, and TLS whom to trust; nothing in it is a secret. */
const kept =
  /^(PATH|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|TMPDIR|LANG|LC_ALL|TZ|CUDA_[A-Z_]+|NVIDIA_[A-Z_]+|ORT_[A-Z0-9_]+|TENSORRT_[A-Z_]+|OMP_NUM_THREADS|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR)$/;

/**
 * The environment of an inference worker. It decodes strangers' images in native code, so whoever breaks into it
 * shall find no password there.
 */
export function workerEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const result: Record<string, string> = {
    // glibc otherwise keeps freed memory in up to eight arenas a core, and the process looks as if it leaked.
    MALLOC_ARENA_MAX: '2',
  };
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && kept.test(name)) result[name] = value;
  }
  // As onnxRuntime.ts does it, but before anything at all runs in the process.
  result.ORT_DISABLE_TELEMETRY = '1';
  return result;
}
