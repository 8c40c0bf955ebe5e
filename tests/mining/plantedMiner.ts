import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keypair } from '../../src/bittensor/keys/Keypair.ts';
import { findLeaks, plantedSecrets } from '../support/plantedSecrets.ts';

// Secrets of a miner that belong to nobody, each for one place.

/** In the yaml file. */
export const inFile = {
  webhookPath: 'T0PLANTEDHOOK/B0xYqLm93sUz',
  nextWebhookPath: 'T0PLANTEDHOOK/B1aWpRt47kEv',
  redisPassword: 'planted-redis-Zk28fQ',
  databasePassword: 'planted-postgres-Vt91mB',
  databaseUser: 'planted-role-Hw44cD',
  accessKeyId: 'PLANTEDKEYID0J7R',
  restToken: 'planted-rest-token-7d1c0b5e9a3f48269c',
};
/** In the environment. */
export const inEnvironment = {
  secretAccessKey: 'planted+s3/secret-Nn83hEoXq5RyUu1L',
  sessionToken: 'planted-session-Jc66tPiKb20sGa9W',
  walletPassword: plantedSecrets.password,
  hubToken: 'hf_plantedPLANTEDplanted0123456789',
};
/** Elsewhere: what others send, and files that lie about. */
export const elsewhere = {
  wrongToken: 'planted-wrong-token-2f9e8d7c6b5a4938271605',
  serverToken: 'planted-server-token-Ub52wNe07yFz',
  typedPassword: '*planted-typed-Qd19rXo64mLk',
  validatorSeed: `0x${'c0ffee1234567890'.repeat(4)}`,
  ...{ mnemonic: plantedSecrets.mnemonic12, coldMnemonic: plantedSecrets.mnemonic24 },
  ...{ seed: plantedSecrets.seed, privateKey: plantedSecrets.privateKey },
};
/** All of them, in the forms in which they could be repeated. */
export const plantedForms = Object.entries({ ...inFile, ...inEnvironment, ...elsewhere }).flatMap(
  ([name, secret]) =>
    [
      ...[
        secret,
        secret.replace(/^[*]/, ''),
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
      ],
      ...(['base64', 'base64url', 'hex'] as const).map((code) => Buffer.from(secret).toString(code)),
    ].map((form) => ({ name, form })),
);
/** Names of the secrets that are in a text, in any of their forms. */
export const leaksIn = (text: string): string[] => [
  ...new Set(plantedForms.flatMap(({ name, form }) => (findLeaks(text, [form]).length === 0 ? [] : [name]))),
];

/** A configuration that has a secret wherever one fits. @param deadPort where nobody answers */
export const plantedConfiguration = (home: string, hookPort: number, deadPort: number) => ({
  logging: { level: 'trace' },
  wallet: { path: join(home, 'wallets'), name: 'miner', hotkey: 'default' },
  alerts: { webhook: `http://127.0.0.1:${hookPort}/${inFile.webhookPath}` },
  limits: { redis: `redis://default:${inFile.redisPassword}@127.0.0.1:${deadPort}/0` },
  rest: { port: 0, tokens: [{ name: 'dashboard', token: inFile.restToken }] },
  records: {
    database: `postgres://${inFile.databaseUser}:${inFile.databasePassword}@127.0.0.1:${deadPort}/test`,
    folder: join(home, 'records'),
    images: {
      ...{ keep: 'all', store: 's3://bucket/images' },
      s3: { endpoint: `http://127.0.0.1:${deadPort}`, accessKeyId: inFile.accessKeyId, retries: 1 },
    },
  },
});
export const environment = {
  ROADCREW_RECORDS__IMAGES__S3__SECRET_ACCESS_KEY: inEnvironment.secretAccessKey,
  ROADCREW_RECORDS__IMAGES__S3__SESSION_TOKEN: inEnvironment.sessionToken,
  ...{ BT_PW_MINER: inEnvironment.walletPassword, HF_TOKEN: inEnvironment.hubToken },
};

/** A wallet with all that a careless operator leaves in one. */
export const writePlantedWallet = async (home: string, minerKey: Keypair): Promise<void> => {
  const folder = join(home, 'wallets/miner');
  await mkdir(join(folder, 'hotkeys'), { recursive: true });
  const publicHalf = {
    publicKey: `0x${Buffer.from(minerKey.publicKey).toString('hex')}`,
    ss58Address: minerKey.address,
  };
  const whole = (secretPhrase: string) =>
    JSON.stringify({
      ...{ ...publicHalf, accountId: publicHalf.publicKey, secretPhrase },
      ...{ secretSeed: elsewhere.seed, privateKey: elsewhere.privateKey },
    });
  await writeFile(join(folder, 'hotkeys/default'), whole(elsewhere.mnemonic), { mode: 0o600 });
  await writeFile(
    join(folder, 'hotkeys/defaultpub.txt'),
    JSON.stringify({ ...publicHalf, accountId: publicHalf.publicKey }),
  );
  await writeFile(join(folder, 'coldkey'), whole(elsewhere.coldMnemonic), { mode: 0o600 });
};
