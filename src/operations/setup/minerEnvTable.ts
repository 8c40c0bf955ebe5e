/** What becomes of one variable of the Python miner. */
export interface MinerEnvRow {
  /** The names that it goes by: those of the subnet's miner.env, and of the SDK. */
  readonly names: readonly string[];
  /** The configuration value that it becomes, if any. */
  readonly path?: string;
  /** Its value as that configuration takes it; without it, as it is. */
  readonly convert?: (value: string) => string;
  /** Why nothing becomes of it; where there is a `path`, why nothing became of this value. */
  readonly why?: string | ((value: string) => string);
}

const chain = 'the miner talks to no chain yet; it takes validators from a file';
const detector = 'Roadcrew has its own detector; see `roadcrew models list` and detector.release';
const secret = 'the miner needs no such account, and its secret is not copied';

const isTrue = (value: string): boolean => /^(1|true|yes|on)$/i.test(value);

const logLevels: Readonly<Record<string, string>> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  warn: 'warn',
  success: 'info',
  error: 'error',
  critical: 'fatal',
};

/** Every variable of miner.env that is known. */
export const minerEnvTable: readonly MinerEnvRow[] = [
  { names: ['WALLET_NAME', 'BT_WALLET_NAME'], path: 'wallet.name' },
  { names: ['WALLET_HOTKEY', 'BT_WALLET_HOTKEY'], path: 'wallet.hotkey' },
  { names: ['WALLET_PATH', 'BT_WALLET_PATH'], path: 'wallet.path' },
  { names: ['MINER_AXON_PORT', 'AXON_PORT', 'BT_AXON_PORT'], path: 'axon.port' },
  // The SDK's "all addresses" is IPv4 alone; ours is both.
  {
    names: ['AXON_IP', 'BT_AXON_IP'],
    path: 'axon.host',
    convert: (value) => (['0.0.0.0', '[::]'].includes(value) ? '::' : value),
  },
  { names: ['AXON_EXTERNAL_IP', 'BT_AXON_EXTERNAL_IP'], path: 'axon.externalIp' },
  { names: ['AXON_EXTERNAL_PORT', 'BT_AXON_EXTERNAL_PORT'], path: 'axon.externalPort' },
  {
    names: ['LOG_LEVEL', 'LOGGING_LEVEL'],
    path: 'logging.level',
    convert: (value) => logLevels[value.toLowerCase()] ?? value,
  },
  {
    names: ['NETUID'],
    why: (value) => (value === '72' ? chain : `${chain}; the detector is for subnet 72, and this is another`),
  },
  {
    names: [
      'SUBTENSOR_NETWORK',
      'SUBTENSOR_CHAIN_ENDPOINT',
      'CHAIN_ENDPOINT',
      'BT_SUBTENSOR_NETWORK',
      'BT_SUBTENSOR_CHAIN_ENDPOINT',
    ],
    why: chain,
  },
  {
    names: ['BLACKLIST_FORCE_VALIDATOR_PERMIT'],
    why: (value) =>
      isTrue(value)
        ? 'it is always so here: only validators with a permit are answered'
        : 'only validators with a permit are answered here, whatever it says',
  },
  {
    names: ['BLACKLIST_ALLOW_NON_REGISTERED'],
    why: 'who is not in the metagraph is never answered; the REST API is for others',
  },
  {
    names: ['IMAGE_DETECTOR_DEVICE', 'DEVICE'],
    why: 'a GPU is chosen by inference.providers, for example [cuda, cpu]',
  },
  { names: ['IMAGE_DETECTOR', 'IMAGE_DETECTOR_CONFIG', 'MODEL_URL', 'MODEL_PATH'], why: detector },
  {
    names: ['VIDEO_DETECTOR', 'VIDEO_DETECTOR_CONFIG', 'VIDEO_DETECTOR_DEVICE'],
    why: 'the subnet sends no videos',
  },
  { names: ['PROXY_CLIENT_URL'], why: 'it is for validators; miners do not call it' },
  {
    names: ['HUGGING_FACE_TOKEN', 'HF_TOKEN', 'HUGGINGFACE_TOKEN'],
    why: 'for pulling gated models, set ROADCREW_MODELS__TOKEN; the secret is not copied',
  },
  { names: ['WANDB_API_KEY'], why: secret },
  { names: ['BT_PW_COLDKEY', 'BT_PW_HOTKEY'], why: 'passwords of keys are not copied' },
];
