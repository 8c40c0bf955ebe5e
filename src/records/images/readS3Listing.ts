/** One page of a bucket. */
export interface S3Listing {
  readonly entries: readonly { readonly key: string; readonly bytes: number; readonly keptAt: number }[];
  /** Asks for the next page; `null` after the last one. */
  readonly next: string | null;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};
const unescapeXml = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity);

const field = (xml: string, name: string): string | null => {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text === undefined ? null : unescapeXml(text);
};

/**
 * Reads a `ListBucketResult` of ListObjectsV2: flat XML that a machine wrote, of which four fields are needed.
 * @returns `null` for anything else
 */
export function readS3Listing(xml: string): S3Listing | null {
  if (!/<ListBucketResult[\s>]/.test(xml)) return null;
  const entries = [];
  for (const [, content = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
    const key = field(content, 'Key');
    const bytes = Number(field(content, 'Size') ?? Number.NaN);
    const keptAt = Date.parse(field(content, 'LastModified') ?? '');
    if (key === null || !Number.isSafeInteger(bytes) || Number.isNaN(keptAt)) return null;
    entries.push({ key, bytes, keptAt });
  }
  const next = field(xml, 'NextContinuationToken');
  return { entries, next: field(xml, 'IsTruncated') === 'true' ? next : null };
}
