import { describe, expect, it } from 'vitest';
import { type AdminSource, answerAdminRequest } from './answerAdminRequest.ts';

const source: AdminSource = {
  metrics: async () => 'roadcrew_up 1\n',
  health: async (kind) => ({ holds: kind === 'live', facts: [{ name: 'port', holds: kind === 'live' }] }),
  status: async () => ({ uptimeSeconds: 1 }),
};
const ask = (url: string, headers: Record<string, string> = {}, method = 'GET', allowed: string[] = []) =>
  answerAdminRequest({ method, url, headers: { host: 'localhost:9072', ...headers } }, source, allowed);

describe('answerAdminRequest', () => {
  it('answers metrics, health and status', async () => {
    expect(await ask('/metrics')).toMatchObject({ status: 200, body: 'roadcrew_up 1\n' });
    expect(await ask('/health/live')).toMatchObject({
      ...{ status: 200, body: '{"live":true,"facts":[{"name":"port","holds":true}]}\n' },
    });
    expect((await ask('/health/ready')).status).toBe(503);
    expect(await ask('/status?a=b')).toMatchObject({ status: 200, body: '{"uptimeSeconds":1}\n' });
  });

  it('knows nothing else, and changes nothing', async () => {
    expect((await ask('/constructor')).status).toBe(404);
    expect((await ask('//metrics')).status).toBe(404);
    expect((await ask('/status', {}, 'POST')).status).toBe(405);
    expect((await ask('/status', {}, 'HEAD')).status).toBe(200);
  });

  it.each(['127.0.0.1:9072', '127.9.9.9', '[::1]:9072', 'LOCALHOST'])('answers the host %s', async (host) => {
    expect((await ask('/status', { host })).status).toBe(200);
  });

  it.each([
    ...['evil.example', '127.0.0.1.evil.example:9072', 'localhost.evil.example', '', '192.0.2.1:9072'],
    ...['[::1', 'localhost@evil.example', '0.0.0.0', 'localhost:9072/x'],
  ])('refuses the host "%s"', async (host) => {
    expect((await ask('/status', { host })).status).toBe(403);
  });

  it('answers hosts that it was told', async () => {
    expect((await ask('/metrics', { host: 'Miner:9072' }, 'GET', ['miner'])).status).toBe(200);
  });

  it('refuses pages of others', async () => {
    const statuses = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ].map(async (headers) => (await ask('/status', headers as Record<string, string>)).status);
    expect(await Promise.all(statuses)).toEqual([403, 403, 403, 403, 403]);
    const own = { origin: 'http://localhost:9072', 'sec-fetch-site': 'same-origin' };
    expect((await ask('/status', own)).status).toBe(200);
    expect((await ask('/status', { 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  it('says when the supervisor does not answer', async () => {
    const silent = { ...source, status: () => Promise.reject(new Error('secret')) };
    const request = { method: 'GET', url: '/status', headers: { host: 'localhost' } };
    const reply = await answerAdminRequest(request, silent);
    expect(reply.status).toBe(503);
    expect(reply.body).not.toContain('secret');
  });
});
