import { z } from 'zod';

const share = z.coerce.number().min(0).max(1);
const schema = z.strictObject({
  accuracy: share,
  count: z.coerce.number().int().min(1).max(1_000).default(1),
  answers: share.default(1),
});

/** `accuracy=0.95,count=5,answers=0.99`, as it is typed. */
export const rivalInput = z.string().transform((text, issues) => {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const parsed = schema.safeParse(Object.fromEntries(pairs));
  if (parsed.success && pairs.every((pair) => pair.length === 2)) {
    const { accuracy, count, answers } = parsed.data;
    return { accuracy, count, answerRate: answers };
  }
  issues.addIssue(
    '--rival is written as accuracy=0.95,count=5,answers=0.99; all but accuracy may be left out',
  );
  return z.NEVER;
});
