import { describe, expect, it } from 'vitest';
import type { Alert } from './Alert.ts';
import { buildWebhookRequest } from './buildWebhookRequest.ts';
import type { WebhookFormat } from './webhookFormats.ts';

const alert: Alert = {
  kind: 'silence',
  severity: 'critical',
  state: 'open',
  title: 'No validator has called for <3> hours & more.',
  text: 'The port answers.',
  at: Date.UTC(2026, 0, 2, 3, 4, 5),
};
const origin = { host: 'rig-1', miner: '5Hotkey', held: 0 };
const build = (url: string, format: WebhookFormat = 'auto', change: Partial<Alert> = {}, held = 0) => {
  const request = buildWebhookRequest({ ...alert, ...change }, { ...origin, held }, url, format);
  const isJson = request.headers['content-type'] === 'application/json';
  return { ...request, json: isJson ? (JSON.parse(request.body) as Record<string, unknown>) : null };
};

describe('buildWebhookRequest', () => {
  it('says all to an address that it does not know, with a text that chats show', () => {
    const { json, url } = build('https://hooks.example/x?y=z');
    expect(url).toBe('https://hooks.example/x?y=z');
    expect(json).toEqual({
      text: '[critical] No validator has called for <3> hours & more.\nThe port answers. (rig-1, 5Hotkey)',
      title: alert.title,
      kind: 'silence',
      severity: 'critical',
      state: 'open',
      at: '2026-01-02T03:04:05.000Z',
      host: 'rig-1',
      miner: '5Hotkey',
      held: 0,
    });
  });

  it('speaks to Slack and Discord in their own way, which it tells by their hosts alone', () => {
    const slack = build('https://hooks.slack.com/services/T/B/X').json;
    expect(slack).toEqual({
      text: '*[critical] No validator has called for &lt;3&gt; hours &amp; more.*\nThe port answers. (rig-1, 5Hotkey)',
    });
    const discord = build('https://discord.com/api/webhooks/1/x').json;
    expect(discord).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(discord?.content).toContain('**[critical]');
    expect(build('https://notdiscord.com/x').json).toHaveProperty('kind');
    expect(build('https://chat.example/x', 'discord').json).toHaveProperty('content');
    expect(build('https://discord.com/x', 'generic').json).toHaveProperty('kind');
  });

  it('gives ntfy a title that a header can hold', () => {
    const { headers, body } = build('https://ntfy.sh/topic', 'auto', { title: 'Größe' });
    const encoded = /^=\?UTF-8\?B\?(.*)\?=$/.exec(headers.title ?? '')?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').toString()).toBe('[critical] Größe');
    expect(body).toBe('The port answers. (rig-1, 5Hotkey)');
    expect(build('https://ntfy.sh/topic', 'auto', { state: 'over' }).headers).toMatchObject({
      title: '[over] No validator has called for <3> hours & more.',
      priority: '2',
    });
  });

  it('says how often it opened, and never more than a chat takes', () => {
    expect(build('https://a.example', 'auto', {}, 7).json?.text).toContain('It opened 7 times since');
    const { json } = build('https://discord.com/x', 'auto', { text: 'x'.repeat(5_000) });
    expect(String(json?.content).length).toBeLessThanOrEqual(2_000);
  });

  it('moves credentials out of the address', () => {
    const { url, headers } = build('https://me:p%40ss%@ntfy.example/t');
    expect(url).toBe('https://ntfy.example/t');
    expect(headers.authorization).toBe(`Basic ${Buffer.from('me:p%40ss%').toString('base64')}`);
    expect(build('https://:to%40ken@ntfy.example/t').headers.authorization).toBe(
      `Basic ${Buffer.from(':to@ken').toString('base64')}`,
    );
    expect(build('https://ntfy.example/t').headers).not.toHaveProperty('authorization');
  });
});
