/** What one process said about itself, in the text exposition format. */
export interface ProcessMetrics {
  readonly process: string;
  readonly text: string;
}

interface Family {
  readonly comments: string[];
  readonly samples: string[];
}

const comment = /^# (?:HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*)/;
const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{)?/;

/** A sample with the label `process`, unless it has one. */
const labelled = (line: string, process: string): string => {
  const found = sample.exec(line);
  if (!found) return line;
  const [, name = '', brace] = found;
  const rest = line.slice(name.length);
  if (brace === undefined) return `${name}{process="${process}"}${rest}`;
  if (/^\{(?:[^"]*"(?:[^"\\]|\\.)*",?)*?process="/.test(rest)) return line;
  return rest.startsWith('{}')
    ? `${name}{process="${process}"}${rest.slice(2)}`
    : `${name}{process="${process}",${rest.slice(1)}`;
};

/**
 * One page of metrics out of those of several processes. Each sample gets the label `process`, so that the memory of
 * the miner and of the supervisor stay apart; each family is explained once, as the format demands.
 */
export function mergeMetrics(parts: readonly ProcessMetrics[]): string {
  const families = new Map<string, Family>();
  const familyOf = (name: string): Family => {
    const known = families.get(name) ?? { comments: [], samples: [] };
    families.set(name, known);
    return known;
  };
  for (const { process, text } of parts) {
    let family: Family | undefined;
    let name = '';
    let isKnown = false;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const told = comment.exec(line)?.[1];
      if (told !== undefined) {
        if (told !== name) {
          name = told;
          family = familyOf(name);
          isKnown = family.comments.length > 0;
        }
        if (!isKnown) family?.comments.push(line);
      } else if (!line.startsWith('#')) {
        // Every sample follows the comments of its family; one without any is a family of its own.
        family ??= familyOf(sample.exec(line)?.[1] ?? line);
        family.samples.push(labelled(line, process));
      }
    }
  }
  const lines = [...families.values()].flatMap(({ comments, samples }) => [...comments, ...samples]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
