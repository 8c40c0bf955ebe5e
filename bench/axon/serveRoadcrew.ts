import { createAxon } from '../../src/bittensor/axon/createAxon.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { identities } from './identities.ts';
import { untilStdinEnds } from './untilStdinEnds.ts';

// Our axon in its own process: serveRoadcrew.ts PORT MINER_URI CALLER_HOTKEY. Every check is on. The limits that
// are raised are those that keep one caller at one address from taking everything, which is what a benchmark does.
const [port, minerUri = '', caller = ''] = process.argv.slice(2);
const hotkey = keypairFromUri(minerUri).address;
const validators = new Set([
  caller,
  ...Array.from({ length: 63 }, (_, n) => keypairFromUri(`//Validator//${n}`).address),
]);

const axon = createAxon({
  hotkey,
  routes: [route(imageSynapse, () => ({ prediction: identities.prediction }))],
  policy: { permit: (address) => (validators.has(address) ? 'yes' : 'no') },
  config: {
    host: '127.0.0.1',
    port: Number(port),
    limits: {
      verificationsPerSecond: 1_000_000,
      noncesPerHotkey: 10_000_000,
      connectionsPerAddress: 1024,
      // On the event loop: one core is all that it has, and the two servers then do the same.
      verificationThreads: 0,
    },
  },
});
const bound = await axon.listen();
console.log(JSON.stringify({ port: bound.port, hotkey, versions: { node: process.versions.node } }));
await untilStdinEnds();
await axon.close(0);
