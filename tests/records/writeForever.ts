import { configSchema } from '../../src/records/configSchema.ts';
import { createRecorder } from '../../src/records/createRecorder.ts';
import { systemClock } from '../../src/support/clock/systemClock.ts';
import { silentLogger } from '../../src/support/logging/Logger.ts';
import { makeRecord } from './makeRecord.ts';

// A process that records until it is killed. Says on standard output what it has given to the recorder, and when.
const [, , cwd = '', database = ''] = process.argv;
const recorder = createRecorder({
  config: configSchema.parse(database === '' ? {} : { database }),
  ...{ clock: systemClock, logger: silentLogger, cwd },
});
let number = 0;
setInterval(() => {
  for (let count = 0; count < 5; count += 1) {
    number += 1;
    const record = makeRecord({ imageBytes: number });
    recorder.write(record);
    process.stdout.write(
      `${JSON.stringify({ id: record.id, at: Date.now(), written: recorder.health().written })}\n`,
    );
  }
}, 10);
