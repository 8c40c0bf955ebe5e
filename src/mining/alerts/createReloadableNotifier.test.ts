import { expect, it } from 'vitest';
import { createManualClock } from '../../support/clock/createManualClock.ts';
import { silentLogger } from '../../support/logging/Logger.ts';
import { createRandom } from '../../support/random/createRandom.ts';
import type { Alert } from './Alert.ts';
import { configSchema } from './configSchema.ts';
import { createReloadableNotifier } from './createReloadableNotifier.ts';

const alert: Alert = { kind: 'disk', severity: 'warning', state: 'open', title: 'Full.', text: '', at: 0 };
const config = (fields: object) => configSchema.parse(fields);

const world = (answer: (url: string) => Promise<Response>) => {
  const posted: string[] = [];
  const clock = createManualClock();
  const notifier = createReloadableNotifier({
    ...{ clock, random: createRandom(1), logger: silentLogger, host: 'rig' },
    config: config({ webhook: 'http://old.example/a' }),
    fetch: async (url) => {
      posted.push(String(url));
      return answer(String(url));
    },
  });
  return { clock, posted, notifier };
};
const taken = async () => new Response(null, { status: 204 });

it('posts to the new address from then on, and nowhere once there is none', async () => {
  const { posted, notifier, clock } = world(taken);
  notifier.notify(alert);
  await clock.advance(1);
  expect(notifier.reconfigure(config({ webhook: 'http://new.example/b' }))).toBe(true);
  notifier.notify(alert);
  await clock.advance(1);
  expect(notifier.reconfigure(config({}))).toBe(true);
  notifier.notify({ ...alert, kind: 'clock' });
  await notifier.close();
  expect(posted).toEqual(['http://old.example/a', 'http://new.example/b']);
});

it('goes on as it is while what it needs does not change', async () => {
  const { posted, notifier, clock } = world(taken);
  notifier.notify(alert);
  await clock.advance(1);
  expect(notifier.reconfigure(config({ webhook: 'http://old.example/a', silenceHours: 9 }))).toBe(false);
  notifier.notify({ ...alert, state: 'over' });
  await notifier.close();
  expect(posted).toHaveLength(2);
});

it('tries once more at the old address, and does not wait for it', async () => {
  const { posted, notifier, clock } = world(async (url) =>
    url.includes('old') ? Promise.reject(new Error('away')) : taken(),
  );
  notifier.notify(alert);
  await clock.advance(1);
  notifier.reconfigure(config({ webhook: 'http://new.example/b' }));
  notifier.notify(alert);
  await clock.advance(1);
  expect(posted.toSorted()).toEqual(['http://new.example/b', 'http://old.example/a', 'http://old.example/a']);
  await clock.advance(7_200_000);
  await notifier.close();
  expect(posted).toHaveLength(3);
});
