import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askPassword } from './askPassword.ts';

const world = (json = false) => {
  const raw: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) });
  const shown: string[] = [];
  const stderr = { write: (text: string) => shown.push(text) };
  const abort = new AbortController();
  return { stdin, raw, shown, abort, ask: askPassword({ stdin, stderr, signal: abort.signal, json }) };
};

describe('askPassword', () => {
  it.each([
    ['secret\r', 'secret'],
    ['pässwörd\n', 'pässwörd'],
    ['secretx\u007f\r', 'secret'],
    ['oh\u0015new\r', 'new'],
    ['\u007f\r', ''],
  ])('reads %j without showing it', async (keys, password) => {
    const { stdin, raw, shown, ask } = world();
    const answer = ask?.('/w/h');
    for (const byte of Buffer.from(keys)) stdin.write(Buffer.of(byte));
    expect(await answer).toBe(password);
    expect(shown.join('')).toBe('Password of /w/h: \n');
    expect(raw).toEqual([true, false]);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('gives up on %s and puts the terminal back', async (_name, key) => {
    const { stdin, raw, ask } = world();
    const answer = ask?.('/w/h');
    stdin.write(`half${key}`);
    await expect(answer).rejects.toMatchObject({ code: 'RC_CLI_INTERRUPTED' });
    expect(raw).toEqual([true, false]);
  });

  it('gives up when the command is stopped', async () => {
    const { abort, ask } = world();
    const answer = ask?.('/w/h');
    abort.abort('SIGTERM');
    await expect(answer).rejects.toMatchObject({ code: 'RC_CLI_INTERRUPTED' });
  });

  it('asks nobody with --json or without a terminal', () => {
    expect(world(true).ask).toBeUndefined();
    const stdin = new PassThrough();
    const signal = new AbortController().signal;
    expect(askPassword({ stdin, stderr: { write: () => true }, signal, json: false })).toBeUndefined();
  });
});
