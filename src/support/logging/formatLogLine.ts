type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Control characters, and the marks that reorder or hide text: strangers' words may hold them. */
const harmful = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

const indent = '\n    ';

const plain = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(harmful, ' ').trim())
    .filter((line) => line !== '')
    .join(indent);

const sentence = (value: unknown): string => {
  const text = String(value);
  return /[.!?…:)]$/.test(text) ? text : `${text}.`;
};

/** An error as it is told to a person: without its stack, which the JSON of a log that goes to a file has. */
function errorText({ message, code, hint }: Fields): string {
  const named = typeof code === 'string' && !String(message).includes(code) ? ` (${code})` : '';
  return `${String(message)}${named}${typeof hint === 'string' ? ` ${hint}` : ''}`;
}

const detail = ([name, value]: readonly [string, unknown]): string =>
  `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`;

/**
 * A line of the log for people: time, severity, the process that says it, its sentence, and the details in brackets.
 * @param line one JSON object, as the logger makes it
 */
export function formatLogLine(line: string): string {
  const fields = JSON.parse(line) as Fields;
  const { level, time, message, process, room: _, title, text, error, ...details } = fields;
  const when = new Date(Number(time)).toISOString().replace(/\.\d+Z$/, 'Z');
  const said = [message, title, text].filter((part) => part !== undefined && part !== '').map(sentence);
  if (isFields(error)) said.push(errorText(error));
  else if (error !== undefined) said.push(String(error));
  const rest = Object.entries(details).filter(([, value]) => value !== null);
  const brackets = rest.length === 0 ? '' : ` (${rest.map(detail).join(', ')})`;
  const whose = process === undefined ? '' : `${String(process)}: `;
  return `${when} ${String(level).padEnd(5)} ${plain(`${whose}${said.join(' ')}${brackets}`)}\n`;
}
