/** What the first bytes of a connection say when a load balancer speaks the PROXY protocol. */
export type ProxyPreamble =
  | { status: 'incomplete' }
  | { status: 'invalid' }
  /** `length` bytes are the preamble; `source` is the caller's address, `null` for the balancer's own probes. */
  | { status: 'complete'; length: number; source: string | null };

const signatureV2 = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
// The longest valid version 1 line; source: haproxy.org proxy-protocol.txt §2.1.
const maximumV1 = 107;
// Addresses (36 bytes for IPv6) and a modest amount of extensions.
const maximumV2 = 16 + 1024;

const invalid: ProxyPreamble = { status: 'invalid' };
const incomplete: ProxyPreamble = { status: 'incomplete' };

const isPort = (text: string): boolean => /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;

const isQuad = (text: string): boolean =>
  /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text) &&
  text.split('.').every((part) => Number(part) <= 255);

const isHextets = (text: string): boolean =>
  /^[\da-fA-F:]{2,39}$/.test(text) && URL.canParse(`http://[${text}]/`);

const parseV1 = (bytes: Buffer): ProxyPreamble => {
  const end = bytes.indexOf('\r\n');
  if (end < 0 || end + 2 > maximumV1) return bytes.length >= maximumV1 || end >= 0 ? invalid : incomplete;
  const line = bytes.toString('latin1', 0, end);
  const length = end + 2;
  if (/^PROXY UNKNOWN(?: |$)/.test(line)) return { status: 'complete', length, source: null };
  const [keyword, family, source = '', target = '', sourcePort = '', targetPort = '', ...rest] =
    line.split(' ');
  const isAddress = family === 'TCP4' ? isQuad : family === 'TCP6' ? isHextets : () => false;
  const valid =
    keyword === 'PROXY' &&
    rest.length === 0 &&
    [source, target].every(isAddress) &&
    [sourcePort, targetPort].every(isPort);
  return valid ? { status: 'complete', length, source } : invalid;
};

const hextets = (bytes: Buffer): string =>
  Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16)).join(':');

const parseV2 = (bytes: Buffer): ProxyPreamble => {
  if (bytes.length < 16) return incomplete;
  const command = bytes.readUInt8(12);
  const family = bytes.readUInt8(13);
  const length = 16 + bytes.readUInt16BE(14);
  if ((command !== 0x20 && command !== 0x21) || length > maximumV2) return invalid;
  if (bytes.length < length) return incomplete;
  // LOCAL: the balancer's own health check.
  if (command === 0x20) return { status: 'complete', length, source: null };
  if (family === 0x11 && length >= 28) {
    return { status: 'complete', length, source: [...bytes.subarray(16, 20)].join('.') };
  }
  if (family === 0x21 && length >= 52) {
    return { status: 'complete', length, source: hextets(bytes.subarray(16, 32)) };
  }
  return family === 0x00 ? { status: 'complete', length, source: null } : invalid;
};

/**
 * Parses the PROXY protocol, versions 1 and 2, over TCP. Call it again with more bytes while it is `incomplete`;
 * it decides after at most 1,040 bytes.
 * Source: haproxy.org, proxy-protocol.txt, §2.1 and §2.2.
 */
export function parseProxyPreamble(bytes: Buffer): ProxyPreamble {
  const v2 = bytes.subarray(0, signatureV2.length);
  if (v2.equals(signatureV2.subarray(0, v2.length))) {
    return v2.length < signatureV2.length ? incomplete : parseV2(bytes);
  }
  const v1 = bytes.toString('latin1', 0, 6);
  if ('PROXY '.startsWith(v1)) return v1.length < 6 ? incomplete : parseV1(bytes);
  return invalid;
}
