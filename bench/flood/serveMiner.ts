import { createAxon } from '../../src/bittensor/axon/createAxon.ts';
import { route } from '../../src/bittensor/axon/route.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { deadlineIn } from '../../src/detector/deadlineIn.ts';
import { openDetector } from '../../src/detector/openDetector.ts';
import { decodeBase64Image } from '../../src/imaging/decodeBase64Image.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';
import { untilStdinEnds } from '../axon/untilStdinEnds.ts';
import { validators } from './identities.ts';

// Our axon with its default limits before the starter model, without the miner around them:
// serveMiner.ts PORT MINER_URI. `--server axon` runs it.
const [port, minerUri = ''] = process.argv.slice(2);
const hotkey = keypairFromUri(minerUri).address;
const permitted = new Set(validators.map(({ keypair }) => keypair.address));
const detector = await openDetector();

const axon = createAxon({
  hotkey,
  routes: [
    route(imageSynapse, async ({ image }, { timeout, signal }) => {
      const deadline = deadlineIn((timeout - 0.5) * 1_000);
      const { probability, basis } = await detector.detect(decodeBase64Image(image), deadline, signal);
      // An answer without evidence would look like one here.
      if (basis === 'prior') throw new Error('The model did not answer.');
      return { prediction: probability };
    }),
  ],
  policy: { permit: (address) => (permitted.has(address) ? 'yes' : 'no') },
  config: { host: '127.0.0.1', port: Number(port) },
});
const bound = await axon.listen();
console.log(JSON.stringify({ port: bound.port, hotkey, versions: { node: process.versions.node } }));
await untilStdinEnds();
await axon.close(0);
await detector.close();
