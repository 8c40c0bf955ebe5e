import type { Alert } from './Alert.ts';
import type { WebhookFormat } from './webhookFormats.ts';

/** Who tells it, and how many openings were held back before. */
export interface AlertOrigin {
  /** Name of this machine. */
  readonly host: string;
  /** The miner's hotkey, where it is known. */
  readonly miner: string | null;
  readonly held: number;
}

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Format = Exclude<WebhookFormat, 'auto'>;

/** Discord refuses more than 2,000 characters; nobody reads more in a chat. */
const longest = 1_900;

const formatsByHost: readonly (readonly [RegExp, Format])[] = [
  [/(^|\.)discord(app)?\.com$/, 'discord'],
  [/(^|\.)slack\.com$/, 'slack'],
  [/(^|\.)ntfy\.sh$/, 'ntfy'],
];

const json = { 'content-type': 'application/json' };

// Headers are Latin-1; ntfy reads what stands beside it in the form of RFC 2047.
const headerText = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * One alert as a request to a webhook, in the form that it understands.
 *
 * `generic`: JSON of `text` (all in one, so that Mattermost, Slack and their like show it), `title`, `kind`,
 * `severity`, `state`, `at` (ISO 8601), `host`, `miner`, `held`. `slack`: `text` alone, in its markup. `discord`:
 * `content`, which mentions nobody. `ntfy`: the text as the body, title, priority and tag as headers.
 *
 * A user name and password in the address become an `Authorization` header, as `fetch` takes them nowhere else.
 */
export function buildWebhookRequest(
  alert: Alert,
  origin: AlertOrigin,
  address: string,
  chosen: WebhookFormat,
): WebhookRequest {
  const url = new URL(address);
  const { username, password, hostname } = url;
  url.username = '';
  url.password = '';
  const format =
    chosen === 'auto'
      ? (formatsByHost.find(([pattern]) => pattern.test(hostname))?.[1] ?? 'generic')
      : chosen;

  const { kind, severity, state, at } = alert;
  const { host, miner, held } = origin;
  const flapping =
    held > 0 ? `It opened ${held === 1 ? 'once' : `${held} times`} since the last message.` : '';
  const title = `[${state === 'over' ? 'over' : severity}] ${alert.title}`;
  const by = [host, miner].filter(Boolean).join(', ');
  const text = [alert.text, flapping, `(${by})`]
    .filter(Boolean)
    .join(' ')
    .slice(0, longest - title.length);

  const bodies: Readonly<Record<Format, () => Omit<WebhookRequest, 'url'>>> = {
    generic: () => ({
      headers: json,
      body: JSON.stringify({
        text: `${title}\n${text}`,
        title: alert.title,
        kind,
        severity,
        state,
        at: new Date(at).toISOString(),
        host,
        miner,
        held,
      }),
    }),
    slack: () => ({
      headers: json,
      body: JSON.stringify({ text: `*${escapeSlack(title)}*\n${escapeSlack(text)}` }),
    }),
    discord: () => ({
      headers: json,
      body: JSON.stringify({ content: `**${title}**\n${text}`, allowed_mentions: { parse: [] } }),
    }),
    ntfy: () => ({
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        title: headerText(title),
        priority: state === 'over' ? '2' : severity === 'critical' ? '5' : '4',
        tags: state === 'over' ? 'white_check_mark' : 'warning',
      },
      body: text,
    }),
  };
  const { headers, body } = bodies[format]();
  const credentials = `${decoded(username)}:${decoded(password)}`;
  const authorization =
    credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  return { url: url.href, headers: { ...headers, ...authorization }, body };
}

/** A part of an address without its percent signs; one that is written wrongly stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
