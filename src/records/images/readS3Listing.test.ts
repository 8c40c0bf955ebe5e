import { expect, it } from 'vitest';
import { readS3Listing } from './readS3Listing.ts';

const entry = (key: string, size = '12') =>
  `<Contents>\n<Key>${key}</Key><LastModified>2026-05-01T10:00:00.000Z</LastModified><ETag>&quot;x&quot;</ETag><Size>${size}</Size></Contents>`;

it('reads keys, sizes, times and the next page', () => {
  const xml = `<?xml version="1.0"?><ListBucketResult xmlns="http://s3"><IsTruncated>true</IsTruncated>${entry('a&amp;lt;b')}${entry('c', '0')}<NextContinuationToken>t&quot;&amp;</NextContinuationToken></ListBucketResult>`;
  const keptAt = Date.UTC(2026, 4, 1, 10);
  expect(readS3Listing(xml)).toEqual({
    entries: [
      { key: 'a&lt;b', bytes: 12, keptAt },
      { key: 'c', bytes: 0, keptAt },
    ],
    next: 't"&',
  });
});

it('ends where the server says so', () => {
  const xml =
    '<ListBucketResult><IsTruncated>false</IsTruncated><NextContinuationToken>x</NextContinuationToken></ListBucketResult>';
  expect(readS3Listing(xml)).toEqual({ entries: [], next: null });
});

it.each([
  '',
  '<html>',
  '<Error><Code>X</Code></Error>',
  `<ListBucketResult>${entry('a', 'many')}</ListBucketResult>`,
])('is null for %j', (xml) => {
  expect(readS3Listing(xml)).toBeNull();
});
