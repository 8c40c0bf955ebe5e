import { hash } from 'node:crypto';

/** SHA-256 of a file as it was received, 64 hexadecimal digits: the identity of an image in records and manifests. */
export const contentHash = (bytes: Uint8Array): string => hash('sha256', bytes);
