import { describe, expect, it } from 'vitest';
import type { HotkeyReport } from '../../bittensor/wallet/inspectWallet.ts';
import { listConfigFields } from '../../support/config/listConfigFields.ts';
import { configSections } from '../config/configSections.ts';
import { answerQuestions } from './answerQuestions.ts';
import { setupQuestions } from './setupQuestions.ts';

const fields = Object.entries(configSections).flatMap(([name, section]) => listConfigFields(section, [name]));
const hotkey = (name: string): HotkeyReport => ({
  name,
  address: null,
  secretFile: null,
  publicFile: null,
  problems: [],
});
const wallets = [
  { name: 'empty', hotkeys: [] },
  { name: 'main', hotkeys: [hotkey('rig1'), hotkey('rig2')] },
];

/** Answers by the first word of each question; everything else is left empty. */
async function answer(lines: Readonly<Record<string, string[]>>, known = new Map<string, unknown>()) {
  const asked: string[] = [];
  const told: string[] = [];
  const values = await answerQuestions({
    fields,
    wallets,
    known,
    tell: (line) => told.push(line),
    ask: async (question) => {
      asked.push(question);
      const key = Object.keys(lines).find((start) => question.startsWith(start));
      return (key === undefined ? undefined : lines[key]?.shift()) ?? '';
    },
  });
  return { asked, told, values: Object.fromEntries(values.map(({ path, value }) => [path, value])) };
}

describe('answerQuestions', () => {
  it('offers the wallets that there are, and writes what an operator looks for', async () => {
    const { asked, told, values } = await answer({});
    expect(told).toEqual(['Wallets here: empty (no hotkey); main (rig1, rig2)']);
    expect(asked.slice(0, 3)).toEqual([
      'Name of the wallet [main]:',
      'Name of its hotkey [rig1]:',
      'Port that validators call [8091]:',
    ]);
    expect(values).toEqual({
      'wallet.name': 'main',
      'wallet.hotkey': 'rig1',
      'axon.port': 8091,
      'records.images.keep': 'uncertain',
    });
  });

  it('asks again until an answer fits, and says why', async () => {
    const { told, asked, values } = await answer({
      Port: ['70000', 'http', '9000'],
      'Which images': ['some', 'all'],
      'Address for alerts': ['ftp://x', 'https://ntfy.example/t'],
      'Name of the wallet': ['../up', 'other'],
    });
    expect(values).toMatchObject({
      'axon.port': 9_000,
      'records.images.keep': 'all',
      'alerts.webhook': 'https://ntfy.example/t',
      'wallet.name': 'other',
    });
    expect(told).toHaveLength(6);
    // Nothing is known of that wallet's hotkeys.
    expect(asked).toContain('Name of its hotkey [default]:');
  });

  it('offers what is known, and keeps what no question is about', async () => {
    const known = new Map<string, unknown>([
      ['wallet.name', 'old'],
      ['axon.host', '10.0.0.1'],
    ]);
    const { asked, values } = await answer({}, known);
    expect(asked[0]).toBe('Name of the wallet [old]:');
    expect(values).toMatchObject({ 'wallet.name': 'old', 'axon.host': '10.0.0.1' });
  });

  it('asks nobody where nobody is there', async () => {
    const told: string[] = [];
    const values = await answerQuestions({ fields, wallets: [], ask: null, tell: (line) => told.push(line) });
    expect(values.map(({ path }) => path)).toEqual([
      'wallet.name',
      'wallet.hotkey',
      'axon.port',
      'records.images.keep',
    ]);
    expect(told).toEqual([]);
  });

  it('asks about configuration values that exist', () => {
    const paths = fields.map(({ path }) => path);
    expect(setupQuestions.map(({ path }) => path).filter((path) => !paths.includes(path))).toEqual([]);
  });
});
