/**
 * Who calls whom in the benchmark. Development keys that everybody knows; both servers get the same ones.
 */
export const identities = {
  minerUri: '//RoadcrewBench//Miner',
  callerUri: '//RoadcrewBench//Validator',
  /** What the trivial forward answers. */
  prediction: 0.875,
  /** Bytes of random data in place of a JPEG: 30,000 characters of base64. */
  imageBytes: 22_500,
  /** Seconds in the `timeout` header; nonces up to 4 seconds older than that are accepted. */
  timeout: 12,
} as const;
