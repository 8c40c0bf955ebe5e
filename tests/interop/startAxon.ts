import type { AdmissionPolicy } from '../../src/bittensor/axon/admitRequest.ts';
import { type Axon, type AxonOptions, createAxon } from '../../src/bittensor/axon/createAxon.ts';
import type { AxonEvent } from '../../src/bittensor/axon/handleRequest.ts';
import { type Call, type Forward, type Route, route } from '../../src/bittensor/axon/route.ts';
import type { AxonAddress } from '../../src/bittensor/dendrite/signRequest.ts';
import { keypairFromUri } from '../../src/bittensor/keys/keypairFromUri.ts';
import { imageSynapse } from '../../src/subnets/streetvision/imageSynapse.ts';

export interface RunningAxon {
  axon: Axon;
  /** Where it listens, on 127.0.0.1 unless the test configured otherwise. */
  address: AxonAddress;
  /** Every request that is over. */
  events: AxonEvent[];
  /** Every call that reached the handler of ImageSynapse. */
  calls: Call[];
}

type ImageForward = Forward<(typeof imageSynapse)['fields']>;

const answerAtOnce: ImageForward = () => ({ prediction: 0.875 });

/** Starts one of our axons as miner //Bob, with ImageSynapse served by `forward` and every hotkey permitted. */
export async function startAxon(
  options: {
    /** SS58 address of another miner than //Bob. */
    hotkey?: string;
    forward?: ImageForward;
    policy?: AdmissionPolicy;
    config?: AxonOptions['config'];
    routes?: readonly Route[];
  } = {},
): Promise<RunningAxon> {
  const events: AxonEvent[] = [];
  const calls: Call[] = [];
  const forward = options.forward ?? answerAtOnce;
  const served = route(imageSynapse, (values, call) => {
    calls.push(call);
    return forward(values, call);
  });
  const hotkey = options.hotkey ?? keypairFromUri('//Bob').address;
  const axon = createAxon({
    hotkey,
    routes: [served, ...(options.routes ?? [])],
    policy: options.policy ?? { permit: () => 'yes' },
    config: { host: '127.0.0.1', port: 0, ...options.config },
    observe: (event) => {
      events.push(event);
    },
  });
  const { port } = await axon.listen();
  return { axon, address: { ip: '127.0.0.1', port, hotkey }, events, calls };
}
