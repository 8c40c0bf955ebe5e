import { type AttackOrder, runAttack } from './runAttack.ts';

// One of the processes that attack. It says that it is ready, gets its order as a message, then captured requests, and
// answers with counts. It ends with its parent.
process.once('disconnect', () => process.exit(0));
process.once('message', async (order: AttackOrder) => {
  const counts = await runAttack(order, (take) => {
    process.on('message', (requests: Uint8Array[]) => take(requests.map((bytes) => Buffer.from(bytes))));
  });
  process.send?.(counts);
});
process.send?.('ready');
