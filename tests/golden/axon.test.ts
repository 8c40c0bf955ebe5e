import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Axon, createAxon } from '../../src/bittensor/axon/createAxon.ts';
import type { AxonEvent } from '../../src/bittensor/axon/handleRequest.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { createManualClock } from '../../src/support/clock/createManualClock.ts';
import { axonDifferences } from './axonDifferences.ts';
import { axonRefusals } from './axonRefusals.ts';

const recordingUrl = new URL('../../../shared/golden/axon-9.12.2-fastapi0.110.json', import.meta.url);
const present = existsSync(recordingUrl);

const caseSchema = z.object({
  case: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.array(z.tuple([z.string(), z.string()])),
  }),
});
const recordingSchema = z.object({
  keys: z.object({
    validator: z.string(),
    miner: z.string(),
    outsider: z.string(),
    nonvalidator: z.string(),
  }),
  cases: z.array(caseSchema),
});
type Case = z.output<typeof caseSchema>;

const recording = present
  ? recordingSchema.parse(JSON.parse(readFileSync(recordingUrl, 'utf8')))
  : { keys: { validator: '', miner: '', outsider: '', nonvalidator: '' }, cases: [] };

/** When the recorded axon saw the request: its own stamp where it left one, else the second of its Date header. */
const recordedMs = ({ request: { headers }, response }: Case): number => {
  const header = (name: string): string | undefined => response.headers.find(([key]) => key === name)?.[1];
  const stamp = header('bt_header_axon_nonce');
  if (stamp !== undefined) return Number(BigInt(stamp) / 1_000_000n);
  const second = Date.parse(header('date') ?? '');
  const nonce = Math.floor(Number(headers.bt_header_dendrite_nonce ?? 0) / 1e6) || 0;
  return Math.min(Math.max(nonce + 2, second), second + 999);
};

// The recording abbreviates one body and shows another's invalid bytes as replacement characters.
const bodyOf = ({ case: name, request: { body } }: Case): Buffer => {
  if (name === 'body_20MB') return Buffer.from(JSON.stringify({ image: 'A'.repeat(20_000_000) }));
  if (name === 'body_invalid_utf8') return Buffer.from('{"image":"\xff\xfe"}', 'latin1');
  return Buffer.from(body);
};

const send = (port: number, recorded: Case): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const { method, path, headers } = recorded.request;
    const body = bodyOf(recorded);
    const call = request({ host: '127.0.0.1', port, method, path, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    for (const [name, value] of Object.entries(headers)) call.setHeader(name, value);
    call.setHeader('content-length', body.length);
    call.on('error', reject);
    call.end(body);
  });

describe.skipIf(!present)('the 62 recorded calls of the official axon (skipped without ../shared)', () => {
  const clock = createManualClock();
  const events: AxonEvent[] = [];
  let axon: Axon;
  let port = 0;

  beforeAll(async () => {
    axon = createAxon({
      hotkey: recording.keys.miner,
      clock,
      policy: { permit: (hotkey) => (hotkey === recording.keys.validator ? 'yes' : 'no') },
      routes: [
        route(imageSynapse, ({ image }) => {
          if (image === 'RAISE') throw new Error('as recorded');
          return { prediction: 0.875 };
        }),
      ],
      config: { host: '127.0.0.1', port: 0 },
      observe: (event) => events.push(event),
    });
    ({ port } = await axon.listen());
  });
  afterAll(() => axon.close(0));

  it('has all of them', () => {
    expect(recording.cases).toHaveLength(62);
    expect(recording.cases.map((recorded) => recorded.case)).toEqual(
      expect.arrayContaining(Object.keys(axonDifferences)),
    );
  });

  // In order, on one axon: replays mean something only after the original.
  it.each(recording.cases.map((recorded) => [recorded.case, recorded] as const))(
    '%s',
    async (name, recorded) => {
      clock.setWall(recordedMs(recorded));
      const { status, body } = await send(port, recorded);
      const official = recorded.response.status === 200 ? 'allow' : 'deny';
      const ours = status === 200 ? 'allow' : 'deny';
      expect(ours, `official ${recorded.response.status}, ours ${status} ${body}`).toBe(
        axonDifferences[name]?.ours ?? official,
      );
      if (axonDifferences[name]) expect(ours).not.toBe(official);
      // A Python dendrite calls response.json() whatever the status, and reads `message` from errors.
      const parsed: unknown = JSON.parse(body);
      if (ours === 'deny')
        expect(parsed).toMatchObject({ message: expect.any(String), code: axonRefusals[name] });
      else if (recorded.request.path === '/ImageSynapse') expect(parsed).toEqual({ prediction: 0.875 });
      expect(events.at(-1)).toMatchObject({
        status,
        outcome: ours === 'allow' ? 'answered' : axonRefusals[name],
      });
      // 500 is kept for our own failures.
      expect(status === 500).toBe(name === 'forward_raises');
    },
  );

  it('documents every difference', () => {
    const docs = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    for (const [name, { reason }] of Object.entries(axonDifferences)) {
      expect(docs).toContain(`\`${name}\``);
      expect(docs).toContain(reason);
    }
  });
});
