import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/imaging/decodeImage.ts';
import { createOpenApi } from '../../src/mining/rest/createOpenApi.ts';
import type { RoadcrewError } from '../../src/support/errors/RoadcrewError.ts';
import { restEvidence, restToken, startTestRest, type TestRest } from '../mining/startTestRest.ts';
import { pythonOf } from './pythonOf.ts';
import { runPython } from './runPython.ts';

const run = promisify(execFile);
let test: TestRest;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadcrew-rest-'));
  test = await startTestRest();
  // What is an image is found out as in a worker; the model itself has no say in whether the API keeps its word.
  test.stage = async (image) => {
    try {
      await decodeImage(image);
      return restEvidence(0.75);
    } catch (error) {
      const { code, message } = error as RoadcrewError;
      return {
        ...{ stage: 'classifier', outcome: 'none', reason: 'undecodable', timings: {} },
        error: { code, message },
      };
    }
  };
});
afterAll(async () => {
  await test.server.close();
  await rm(folder, { recursive: true });
});

describe('the REST API and its OpenAPI document', { timeout: 300_000 }, () => {
  it('has a valid document (openapi-spec-validator)', async () => {
    const document = createOpenApi({ timeoutCapMs: 60_000 });
    expect(await runPython(pythonOf('ROADCREW_PYTHON_REST'), 'check_openapi.py', document)).toEqual({
      openapi: '3.1.1',
      paths: ['/openapi.json', '/v1/health', '/v1/predictions'],
    });
  });

  it('does what the document says, whatever it is sent (schemathesis)', async () => {
    const program = join(pythonOf('ROADCREW_PYTHON_REST'), '..', 'schemathesis');
    const { stdout } = await run(
      program,
      [
        ...['run', `${test.url}/openapi.json`, '--header', `Authorization: Bearer ${restToken}`],
        // Not every string is an image, which no schema can say.
        ...['--checks', 'all', '--exclude-checks', 'positive_data_acceptance'],
        ...['--max-examples', '100', '--seed', '72', '--suppress-health-check', 'all', '--no-color'],
      ],
      { cwd: folder, timeout: 280_000, env: { PATH: process.env.PATH, HOME: folder, PYTHONUTF8: '1' } },
    ).catch((error: { stdout?: string }) => {
      throw new Error(error.stdout ?? String(error));
    });
    expect(stdout).toContain('No issues found');
    expect(test.logged).toEqual([]);
    await expect.poll(() => test.records.length).toBeGreaterThan(5);
    expect(stdout + JSON.stringify(test.records)).not.toContain(restToken);
  });
});
