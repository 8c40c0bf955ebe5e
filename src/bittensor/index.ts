/**
 * `roadcrew/bittensor`: Bittensor's miner protocol for TypeScript. Keys and wallets, synapses, an axon that verifies
 * strictly, a dendrite that calls as the SDK does. For any subnet.
 * @module
 */

export type { AdmissionPolicy, NonceWindow, Permit } from './axon/admitRequest.ts';
export type { AdoptedRequest } from './axon/adoptConnections.ts';
export { checkClockOffset } from './axon/checkClockOffset.ts';
export {
  type AxonConfig,
  type AxonConfigInput,
  configSchema as axonConfigSchema,
} from './axon/configSchema.ts';
export { type Axon, type AxonOptions, type AxonReplays, createAxon } from './axon/createAxon.ts';
export { createAxonMetrics } from './axon/createAxonMetrics.ts';
export type { ClockOffsetEstimate } from './axon/createClockOffset.ts';
export type { UsedNonce } from './axon/createReplayGuard.ts';
export type { RefusalCode } from './axon/errors.ts';
export type { GateRefusal } from './axon/gateConnections.ts';
export type { AxonEvent } from './axon/handleRequest.ts';
export { type AuthenticationScheme, type Claim, legacyAuthentication } from './axon/legacyAuthentication.ts';
export type { HeldRequest, RequestCustody } from './axon/RequestCustody.ts';
export { type Call, type Forward, type Route, route } from './axon/route.ts';
export {
  createDendrite,
  type Dendrite,
  type DendriteCall,
  type DendriteOptions,
} from './dendrite/createDendrite.ts';
export type { Reply } from './dendrite/readReply.ts';
export type { AxonAddress } from './dendrite/signRequest.ts';
export { createSignatureVerifier } from './keys/createSignatureVerifier.ts';
export { decodeSs58 } from './keys/decodeSs58.ts';
export { encodeSs58 } from './keys/encodeSs58.ts';
export { generateMnemonic } from './keys/generateMnemonic.ts';
export type { Keypair } from './keys/Keypair.ts';
export { keypairFromMnemonic } from './keys/keypairFromMnemonic.ts';
export { keypairFromPrivateKey } from './keys/keypairFromPrivateKey.ts';
export { keypairFromSecret } from './keys/keypairFromSecret.ts';
export { keypairFromSeed } from './keys/keypairFromSeed.ts';
export { keypairFromUri } from './keys/keypairFromUri.ts';
export type { KeypairSecret } from './keys/makeKeypairSecret.ts';
export { parseSignature } from './keys/parseSignature.ts';
export type { SignatureVerifier } from './keys/SignatureVerifier.ts';
export { secretFromMnemonic } from './keys/secretFromMnemonic.ts';
export { secretFromPrivateKey } from './keys/secretFromPrivateKey.ts';
export { secretFromSeed } from './keys/secretFromSeed.ts';
export { secretFromUri } from './keys/secretFromUri.ts';
export { toCanonicalPrivateKey } from './keys/toCanonicalPrivateKey.ts';
export { toExpandedPrivateKey } from './keys/toExpandedPrivateKey.ts';
export { verifySignature } from './keys/verifySignature.ts';
export { createPermits, type Permits } from './metagraph/createPermits.ts';
export { type MetagraphSnapshot, metagraphSnapshotSchema } from './metagraph/metagraphSnapshot.ts';
export { readMetagraphFile } from './metagraph/readMetagraphFile.ts';
export { readValidatorsFile } from './metagraph/readValidatorsFile.ts';
export { computeBodyHash } from './synapse/computeBodyHash.ts';
export {
  defineSynapse,
  type Synapse,
  type SynapseFields,
  type SynapseValues,
} from './synapse/defineSynapse.ts';
export { type Field, field } from './synapse/field.ts';
export type { Terminal } from './synapse/terminal.ts';
export { createHotkey } from './wallet/createHotkey.ts';
export { inspectWallet } from './wallet/inspectWallet.ts';
export { listWallets } from './wallet/listWallets.ts';
export { loadColdkeyPublic } from './wallet/loadColdkeyPublic.ts';
export { loadHotkey } from './wallet/loadHotkey.ts';
export { loadHotkeyPublic } from './wallet/loadHotkeyPublic.ts';
export type { WalletLocation } from './wallet/walletPaths.ts';
