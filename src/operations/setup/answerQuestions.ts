import type { WalletReport } from '../../bittensor/wallet/inspectWallet.ts';
import { coerceText } from '../../support/config/coerceText.ts';
import { describeIssue } from '../../support/config/describeIssue.ts';
import type { ConfigField } from '../../support/config/listConfigFields.ts';
import type { ConfigurationValue } from './renderConfiguration.ts';
import { type SetupQuestion, setupQuestions } from './setupQuestions.ts';

/** Asks a question and gives the line that was typed, trimmed. */
export type Ask = (question: string) => Promise<string>;

export interface AnswerInput {
  readonly fields: readonly ConfigField[];
  readonly wallets: readonly Pick<WalletReport, 'name' | 'hotkeys'>[];
  /** Values that are known already, from a miner.env: offered as they are. */
  readonly known?: ReadonlyMap<string, unknown>;
  /** `null`: nobody is asked, and what is known and the defaults count. */
  readonly ask: Ask | null;
  readonly tell: (line: string) => void;
}

/** Asks until an answer fits the schema; an empty one takes what is offered. */
async function askFor(
  { question, hint }: SetupQuestion,
  field: ConfigField,
  offered: unknown,
  { ask, tell }: Pick<AnswerInput, 'tell'> & { ask: Ask },
): Promise<unknown> {
  const shown =
    offered === undefined ? '' : ` [${typeof offered === 'string' ? offered : JSON.stringify(offered)}]`;
  for (;;) {
    const line = await ask(`${question}${hint === undefined ? '' : ` (${hint})`}${shown}:`);
    if (line === '') return offered;
    const value = coerceText(line, field.schema);
    const checked = field.schema.safeParse(value);
    if (checked.success) return value;
    tell(`  That does not fit: it ${checked.error.issues.map(describeIssue).join(', and ')}.`);
  }
}

/** The wallet that suggests itself: the only one, or the first that has a hotkey. */
function suggest(
  path: string,
  answers: ReadonlyMap<string, unknown>,
  wallets: AnswerInput['wallets'],
): unknown {
  if (path === 'wallet.name') {
    return (wallets.find(({ hotkeys }) => hotkeys.length > 0) ?? wallets[0])?.name;
  }
  if (path === 'wallet.hotkey') {
    return wallets.find(({ name }) => name === answers.get('wallet.name'))?.hotkeys[0]?.name;
  }
  return undefined;
}

/**
 * Goes through the questions of `roadcrew init`.
 * @returns the values to write: what was answered or known, where it is worth writing
 * @throws whatever `ask` throws
 */
export async function answerQuestions(input: AnswerInput): Promise<ConfigurationValue[]> {
  const { fields, wallets, known = new Map<string, unknown>(), ask, tell } = input;
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const answers = new Map(known);
  if (ask !== null && wallets.length > 0) {
    const list = wallets.map(
      ({ name, hotkeys }) => `${name} (${hotkeys.map((key) => key.name).join(', ') || 'no hotkey'})`,
    );
    tell(`Wallets here: ${list.join('; ')}`);
  }
  for (const question of setupQuestions) {
    const { path, always } = question;
    const field = byPath.get(path);
    if (field === undefined) continue;
    const fallback = field.schema.safeParse(undefined).data;
    const offered = known.get(path) ?? suggest(path, answers, wallets) ?? fallback;
    const answer = ask === null ? offered : await askFor(question, field, offered, { ask, tell });
    if (answer === undefined || (answer === fallback && always !== true)) answers.delete(path);
    else answers.set(path, answer);
  }
  return [...answers].map(([path, value]) => ({ path, value }));
}
