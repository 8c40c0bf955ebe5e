import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openOnnxSession } from '../../src/models/runtimes/onnx/openOnnxSession.ts';
import { makeConformanceModel } from './conformance/makeConformanceModel.ts';
import { describeModelSession } from './conformance/modelSessionConformance.ts';

const folder = mkdtempSync(join(tmpdir(), 'roadcrew-conformance-'));
const path = join(folder, 'model.onnx');
writeFileSync(path, makeConformanceModel(true).bytes);
afterAll(() => rmSync(folder, { recursive: true }));

describeModelSession('ONNX Runtime in this process', () =>
  openOnnxSession({ path, providers: ['cpu'], threads: 1 }),
);
