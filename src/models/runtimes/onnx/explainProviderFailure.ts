import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { listSupportedBackends } from './onnxRuntime.ts';

/** What the explanation looks at, on this machine or in a test. */
export interface RuntimeInstallation {
  /** Providers that the installed binding knows. */
  readonly known: readonly string[];
  /** Folder of the binding and of the libraries beside it. */
  readonly folder: string;
  readonly exists: (path: string) => boolean;
  /** Loads a shared library. @throws Error with the words of the dynamic linker */
  readonly loadLibrary: (path: string) => void;
}

/** Providers that are no part of the npm package, and the library that each lives in. */
const libraries: Readonly<Record<string, string>> = {
  cuda: 'libonnxruntime_providers_cuda.so',
  tensorrt: 'libonnxruntime_providers_tensorrt.so',
};
/** `/path/file.cc:12 function(…) condition was false. `: the check that failed, of interest to those who built it. */
const sourcePlace = /^\S+\.(?:cc|h):\d+ .*? was false\. /;
const sharedLibrary = 'libonnxruntime_providers_shared.so';

/** Which package brings a library that the linker misses; `{version}` is that of the library's name. */
const packages: readonly (readonly [pattern: RegExp, from: string])[] = [
  [/^libcudnn/, 'cuDNN {version}'],
  [/^libnvinfer|^libnvonnxparser/, 'TensorRT {version}'],
  [/^libcuda\.so/, 'the NVIDIA driver'],
  [/^lib(cudart|cublas|cublasLt|curand|nvrtc|nvJitLink)\./, 'CUDA {version}'],
  // Their versions are not those of CUDA.
  [/^lib(cufft|cusparse|cusolver)/, 'CUDA'],
];

const packageOf = (library: string): string => {
  const from = packages.find(([pattern]) => pattern.test(library))?.[1] ?? 'what brings it';
  const version = /\.so\.(\d+)/.exec(library)?.[1];
  return from.replace(' {version}', version === undefined ? '' : ` ${version}`);
};

const thisInstallation = (): RuntimeInstallation => {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  return {
    known: listSupportedBackends().map(({ name }) => name),
    folder: join(dirname(entry), '..', 'bin', 'napi-v6', process.platform, process.arch),
    exists: existsSync,
    // A provider is no Node addon: what matters is what the linker says before Node notices that.
    loadLibrary: (path) => process.dlopen({ exports: {} }, path),
  };
};

const explainLibrary = (library: string, at: RuntimeInstallation): string | undefined => {
  for (const name of [sharedLibrary, library]) {
    if (!at.exists(join(at.folder, name))) {
      return (
        `its library ${name} is not installed; run ` +
        '"node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12" once (Linux x64)'
      );
    }
  }
  try {
    at.loadLibrary(join(at.folder, library));
  } catch (error) {
    const missing = /(\S+?): cannot open shared object file/.exec(String(error))?.[1];
    if (missing === undefined) return undefined;
    return (
      `its library ${library} needs ${missing}, which is not found; ` +
      `install ${packageOf(missing)} and name its folder in LD_LIBRARY_PATH`
    );
  }
  return undefined;
};

/**
 * Says in words for an operator why a model could not be opened on a provider. ONNX Runtime itself says "Failed to
 * load shared library" and prints the rest on stderr.
 */
export function explainProviderFailure(
  provider: string,
  error: unknown,
  installation: RuntimeInstallation = thisInstallation(),
): string {
  const { known } = installation;
  if (!known.includes(provider)) {
    return `${provider} is not a provider of this build; it knows ${known.join(', ')}`;
  }
  const said = error instanceof Error ? error.message : String(error);
  const library = /load shared library/i.test(said) ? libraries[provider] : undefined;
  const explained = library && explainLibrary(library, installation);
  // Native messages may hold a file name of the build, a stack, and several lines.
  const [line = ''] = said.split('\n');
  const sentence = line.replace(sourcePlace, '').trim().replace(/\.+$/, '');
  return explained ?? (sentence || 'no reason given');
}
