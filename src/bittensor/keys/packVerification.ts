const SIGNATURE_END = 64;
const KEY_END = SIGNATURE_END + 32;

/**
 * Lays one verification out as one buffer of its own (signature 64, public key 32, message), so that sending
 * it to a thread copies just that; a view into Node's shared buffer pool would drag the whole pool along.
 */
export function packVerification(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(KEY_END + message.length);
  data.set(signature);
  data.set(publicKey, SIGNATURE_END);
  data.set(message, KEY_END);
  return data;
}

/** The views that `packVerification` laid out. */
export function unpackVerification(data: Uint8Array): {
  message: Uint8Array;
  signature: Uint8Array;
  publicKey: Uint8Array;
} {
  return {
    signature: data.subarray(0, SIGNATURE_END),
    publicKey: data.subarray(SIGNATURE_END, KEY_END),
    message: data.subarray(KEY_END),
  };
}
