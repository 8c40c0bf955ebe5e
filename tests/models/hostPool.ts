import { startTestPool } from './startTestPool.ts';

// A host that can be killed: prints the process ids of its workers and its folder, and goes on until then.
const test = await startTestPool({}, { workers: 2 });
console.log(JSON.stringify({ pids: test.pids(), folder: test.folder }));
setInterval(() => {}, 60_000);
