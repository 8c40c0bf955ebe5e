import type { YAMLError } from 'yaml';

const tag = 'a tag begins with !, and tags are not allowed; put the value in quotes';

/** Where the parser would quote the file. Secrets of an operator begin with any character, and quotes are forgotten. */
const sentences: Partial<Record<YAMLError['code'], string>> = {
  BAD_ALIAS: 'an alias begins with *, and aliases are not allowed; put the value in quotes',
  BAD_COLLECTION_TYPE: tag,
  TAG_RESOLVE_FAILED: tag,
  BAD_DIRECTIVE: 'a directive begins with %, and directives are not allowed',
  BAD_DQ_ESCAPE: 'a text in double quotes holds an escape sequence that is none',
};

/** What is wrong with a YAML file, without any of what it says. */
export function describeYamlFault({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  const [beginning = message] = code === 'UNEXPECTED_TOKEN' ? message.split(': ', 1) : [message];
  return sentences[code] ?? beginning;
}
