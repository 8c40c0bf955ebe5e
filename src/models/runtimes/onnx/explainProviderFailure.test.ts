import { describe, expect, it } from 'vitest';
import { explainProviderFailure, type RuntimeInstallation } from './explainProviderFailure.ts';

const shared = '/ort/libonnxruntime_providers_shared.so';
const cuda = '/ort/libonnxruntime_providers_cuda.so';
const unloaded = new Error('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library');

const installed = (files: string[], linkerSays = ''): RuntimeInstallation => ({
  known: ['cpu', 'cuda', 'tensorrt'],
  folder: '/ort',
  exists: (path) => files.includes(path),
  loadLibrary: () => {
    throw new Error(linkerSays);
  },
});

describe('explainProviderFailure', () => {
  it('says which providers there are when asked for another', () => {
    expect(explainProviderFailure('cudda', new Error('x'), installed([]))).toBe(
      'cudda is not a provider of this build; it knows cpu, cuda, tensorrt',
    );
  });

  it('says how to install a provider whose library is not there', () => {
    for (const files of [[], [shared], [cuda]]) {
      expect(explainProviderFailure('cuda', unloaded, installed(files))).toMatch(
        /is not installed; run "node .*install\.js --onnxruntime-node-install=cuda12"/,
      );
    }
  });

  it.each([
    ['libcudnn.so.9', 'cuDNN 9'],
    ['libcublasLt.so.12', 'CUDA 12'],
    ['libcublas.so.13', 'CUDA 13'],
    ['libcufft.so.11', 'CUDA'],
    ['libcuda.so.1', 'the NVIDIA driver'],
    ['libnvinfer.so.10', 'TensorRT 10'],
    ['libsomething.so.1', 'what brings it'],
  ])('names the library that it needs: %s', (name, from) => {
    const linker = `${name}: cannot open shared object file: No such file or directory`;
    expect(explainProviderFailure('cuda', unloaded, installed([shared, cuda], linker))).toBe(
      `its library libonnxruntime_providers_cuda.so needs ${name}, which is not found; ` +
        `install ${from} and name its folder in LD_LIBRARY_PATH`,
    );
  });

  it('repeats the first line of anything else', () => {
    const at = installed([shared, cuda], 'Module did not self-register');
    expect(explainProviderFailure('cuda', unloaded, at)).toBe(unloaded.message);
    expect(explainProviderFailure('cpu', new Error('Protobuf parsing failed.\nstack'), at)).toBe(
      'Protobuf parsing failed',
    );
    expect(explainProviderFailure('cpu', new Error(''), at)).toBe('no reason given');
    const webgpu = new Error(
      '/onnxruntime_src/core/webgpu_context.cc:136 Web::Init(const Config&)::<lambda()> status == Success was false. ' +
        'Failed to get a WebGPU adapter: No supported adapters\n',
    );
    expect(explainProviderFailure('cpu', webgpu, at)).toBe(
      'Failed to get a WebGPU adapter: No supported adapters',
    );
  });

  it('knows the machine that it runs on', () => {
    expect(explainProviderFailure('nonsense', new Error('x'))).toMatch(/it knows .*cpu/);
  });
});
