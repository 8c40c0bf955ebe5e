import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  visit,
} from 'yaml';
import { ZodBigInt } from 'zod';
import { didYouMean } from '../errors/didYouMean.ts';
import type { ConfigLayer, ConfigProblem, GivenValue } from './ConfigSource.ts';
import { describeYamlFault } from './describeYamlFault.ts';
import { configError } from './errors.ts';
import type { ConfigField } from './listConfigFields.ts';

/** Files above this are refused before they are parsed. */
export const yamlByteLimit = 256 * 1024;

const depthLimit = 32;

/**
 * Reads the file layer. YAML 1.2 without anchors and aliases (a few of them can unfold to gigabytes), tags, or a
 * second document; keys may not repeat.
 * @throws RC_CONFIG_FILE_TOO_LARGE, RC_CONFIG_FILE_NOT_YAML
 */
export function readYamlLayer(text: string, path: string, fields: readonly ConfigField[]): ConfigLayer {
  if (Buffer.byteLength(text) > yamlByteLimit) {
    throw configError('RC_CONFIG_FILE_TOO_LARGE', { path, limit: yamlByteLimit });
  }
  const lines = new LineCounter();
  const lineOf = (node: Node | null | undefined): number => lines.linePos(node?.range?.[0] ?? 0).line;
  const refuse = (line: number, reason: string) =>
    configError('RC_CONFIG_FILE_NOT_YAML', { path, line, reason: reason.replace(/\.$/, '') });
  checkNesting(text, refuse);

  const documents = parseAllDocuments<ParsedNode>(text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    strict: true,
  });
  const [document, second] = documents;
  if (document === undefined) return { given: [], problems: [] };
  for (const { errors, warnings } of documents) {
    const fault = errors[0] ?? warnings[0];
    if (fault) throw refuse(lines.linePos(fault.pos[0]).line, describeYamlFault(fault));
  }
  if (second) throw refuse(lines.linePos(second.range[0]).line, 'the file holds more than one document');
  visit(document, {
    Alias: (_, node) => {
      throw refuse(lineOf(node), 'aliases are not allowed');
    },
    Node: (_, node) => {
      if ('anchor' in node && node.anchor) throw refuse(lineOf(node), 'anchors are not allowed');
      if (node.tag !== undefined) throw refuse(lineOf(node), 'tags are not allowed');
    },
  });

  const leaves = new Map(fields.map((field) => [field.path, field]));
  const sections = new Set<string>(['']);
  for (const { path: fieldPath } of fields) {
    const names = fieldPath.split('.');
    for (let count = 1; count < names.length; count += 1) sections.add(names.slice(0, count).join('.'));
  }

  const given: GivenValue[] = [];
  const problems: ConfigProblem[] = [];
  const report = (line: number, at: string, problem: string) =>
    problems.push({ path: at, source: `${path}:${line}`, problem });

  const walk = (node: Node | null, at: string, line: number): void => {
    if (node === null || (isScalar(node) && node.value === null)) return; // `axon:` with nothing below it
    if (!isMap(node)) {
      report(line, at, `must hold named values, not ${isScalar(node) ? 'a single value' : 'a list'}`);
      return;
    }
    for (const pair of node.items) {
      const key = pair.key as Node;
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : null;
      const keyLine = lineOf(key);
      const child = at === '' ? String(name) : `${at}.${name}`;
      const value = pair.value as Node | null;
      if (name !== null && !name.includes('.') && sections.has(child)) walk(value, child, keyLine);
      else if (name !== null && !name.includes('.') && leaves.has(child)) {
        given.push({
          path: child,
          value: widen(plainValue(value), leaves.get(child)),
          source: { kind: 'file', path, line: keyLine },
        });
      } else {
        const siblings = [...sections, ...leaves.keys()].filter(
          (known) => known !== '' && known.split('.').slice(0, -1).join('.') === at,
        );
        const meant = name === null ? null : didYouMean(child, siblings);
        const shown = at === '' ? nameOf(name) : `${at}.${nameOf(name)}`;
        report(keyLine, shown, meant ? `is unknown; did you mean ${meant}?` : 'is unknown');
      }
    }
  };
  walk(document.contents, '', 1);
  return { given, problems };
}

/** A key as it may be printed: with a space forgotten, `webhook:https://…` is one, and the rest of it a secret. */
const nameOf = (key: string | null): string => {
  if (key === null || /^[\w.-]{1,40}$/.test(key)) return String(key);
  return `${/^[\w.-]{0,20}/.exec(key)?.[0]}…`;
};

/** YAML has one kind of integer; a field of bigints wants it as such. */
function widen(value: unknown, field: ConfigField | undefined): unknown {
  if (!(field?.base instanceof ZodBigInt)) return value;
  const integer = typeof value === 'number' ? Number.isSafeInteger(value) : /^[+-]?\d+$/.test(String(value));
  return integer ? BigInt(value as number | string) : value;
}

/** The value of a node; an integer too large for a number stays a text, so that no digit is lost. */
function plainValue(node: Node | null): unknown {
  if (node === null) return null;
  if (isScalar(node)) {
    const { value, source } = node;
    const exact = typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value);
    return exact ? value : (source ?? String(value));
  }
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map((pair) => [
        String(isScalar(pair.key) ? pair.key.value : pair.key),
        plainValue(pair.value as Node | null),
      ]),
    );
  }
  return isSeq(node) ? node.items.map((item) => plainValue(item as Node | null)) : null;
}

/** Deep nesting would exhaust the stack of the parser; it is refused before parsing. */
function checkNesting(text: string, refuse: (line: number, reason: string) => Error): void {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const indent = line.length - line.trimStart().length;
    for (const character of line) {
      if (character === '[' || character === '{') open += 1;
      else if ((character === ']' || character === '}') && open > 0) open -= 1;
    }
    const dashes = /^(?:\s*[-?:]\s)+/.exec(line)?.[0].replace(/\s/g, '').length ?? 0;
    if (open > depthLimit || indent > depthLimit * 8 || dashes > depthLimit) {
      throw refuse(index + 1, 'it is nested too deeply');
    }
  }
}
