import { describe, expect, it } from 'vitest';
import { workerEnvironment } from './workerEnvironment.ts';

describe('workerEnvironment', () => {
  it('passes on what libraries need and nothing that may be secret', () => {
    const trust = { NODE_EXTRA_CA_CERTS: '/ca.pem', SSL_CERT_DIR: '/certs' };
    const env = {
      ...trust,
      ...{ PATH: '/bin', LD_LIBRARY_PATH: '/cuda', CUDA_VISIBLE_DEVICES: '0', ORT_TENSORRT_FP16_ENABLE: '1' },
      ORT_DISABLE_TELEMETRY: '0',
      ...{
        BT_WALLET_PASSWORD: 'secret',
        ROADCREW_WALLET_PASSWORD: 'secret',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
      ...{
        HF_TOKEN: 'secret',
        HOME: '/home/me',
        NODE_OPTIONS: '--require evil',
        MY_PATH: 'x',
        TZ: undefined,
      },
    };
    expect(workerEnvironment(env)).toEqual({
      ...trust,
      ...{ PATH: '/bin', LD_LIBRARY_PATH: '/cuda', CUDA_VISIBLE_DEVICES: '0', ORT_TENSORRT_FP16_ENABLE: '1' },
      MALLOC_ARENA_MAX: '2',
      ORT_DISABLE_TELEMETRY: '1',
    });
  });
});
