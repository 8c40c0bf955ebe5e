import type { Target } from '../../fuzz/harness/Target.ts';
import { text } from '../../fuzz/harness/text.ts';

const base = {
  oracle: 'none',
  maxLength: 64,
  dictionary: ['!'],
  makeValid: () => text.encode('a b c'),
};
/** What no thread survives: faults of native code, as the decoder of images could have them. */
const onMark = (name: string, mark: () => void): Target => ({
  ...base,
  name,
  run(input) {
    if (text.decode(input).startsWith('!')) mark();
    return 'accepted';
  },
});

const lost: Buffer[] = [];

export const targets: readonly Target[] = [
  onMark('segfault', () => process.kill(process.pid, 'SIGSEGV')),
  onMark('exit', () => process.exit(3)),
  onMark('endless', () => {
    for (;;);
  }),
  {
    ...base,
    name: 'leak',
    run() {
      lost.push(Buffer.alloc(20_000, 1));
      return 'accepted';
    },
  },
  { ...base, name: 'sound', run: (input) => (input.length > 3 ? 'accepted' : 'rejected') },
];
