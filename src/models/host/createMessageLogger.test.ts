import { expect, it } from 'vitest';
import { createMessageLogger } from './createMessageLogger.ts';
import type { FromHost } from './messages.ts';

it('createMessageLogger sends lines as plain data, with all that they inherit, whatever they hold', () => {
  const said: FromHost[] = [];
  const logger = createMessageLogger((message) => said.push(message));
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  logger.child({ room: 'workers' }).warn('it broke', { at: 5n, error: new Error('a reason'), run: () => {} });
  logger.info('it is round', circle);
  expect(said).toEqual([
    {
      ...{ kind: 'log', level: 'warn', message: 'it broke' },
      details: { room: 'workers', at: '5', error: 'a reason' },
    },
    { kind: 'log', level: 'info', message: 'it is round', details: { unprintable: true } },
  ]);
});
