import { gzipSync } from 'node:zlib';

/** What the server sends in one recorded case: raw bytes, so that broken replies can be sent too. */
export interface ServerReply {
  /** Undefined: nothing is ever sent. */
  bytes?: Buffer;
  /** Close the connection after the bytes. */
  close?: boolean;
}

const http = (status: string, headers: Record<string, string>, body: string | Buffer = ''): ServerReply => {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { bytes: Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${head}\r\n`), Buffer.from(body)]) };
};

const json = { 'content-type': 'application/json' };
const ok = (body: string, headers: Record<string, string> = json): ServerReply =>
  http('200 OK', headers, body);
const error = (status: string, message: string, headers = {}): ServerReply =>
  http(status, { ...json, ...headers }, JSON.stringify({ message }));

/** Echoes the request with an answer filled in, as an official axon does. */
const fullBody = (request: string): ServerReply =>
  ok(request.replace('"prediction": -1.0', '"prediction": 0.875'));

/**
 * The replies behind the recorded outcomes. The recording holds the outcomes alone; each reply is rebuilt from its
 * case's name and from what the official dendrite made of it.
 * @param request the body that was received
 * @param deadPort a port that nobody listens on
 */
export const dendriteReplies = (request: string, deadPort: number): Record<string, ServerReply> => ({
  ok_minimal_json_no_bt_headers: ok('{"prediction":0.875}'),
  ok_full_body: fullBody(request),
  ok_prediction_int: ok('{"prediction":1}'),
  ok_prediction_numeric_string: ok('{"prediction":"0.25"}'),
  ok_prediction_null: ok('{"prediction":null}'),
  ok_prediction_nan_token: ok('{"prediction":NaN}'),
  ok_prediction_out_of_range: ok('{"prediction":1.5}'),
  ok_empty_object: ok('{}'),
  ok_body_sets_axon_status: ok(
    '{"prediction":0.7,"axon":{"status_code":200,"status_message":"Success","process_time":0.1}}',
  ),
  ok_bt_headers_only: ok('{"prediction":0.6}', {
    ...json,
    bt_header_axon_status_code: '200',
    bt_header_axon_status_message: 'Success',
  }),
  ok_headers_status_500_body_200: ok('{"prediction":0.6}', { ...json, bt_header_axon_status_code: '500' }),
  ok_mutated_image_and_name: ok(
    '{"prediction":0.5,"image":"ZZZZ","name":"Other","timeout":1.0,"testnet_label":7,"computed_body_hash":"ff"}',
  ),
  ok_without_image: ok('{"prediction":0.5,"name":"ImageSynapse"}'),
  wrong_content_type_text: ok('{"prediction":0.5}', { 'content-type': 'text/plain' }),
  no_content_type: ok('{"prediction":0.5}', {}),
  json_charset: ok('{"prediction":0.5}', { 'content-type': 'application/json; charset=utf-8' }),
  problem_json: ok('{"prediction":0.5}', { 'content-type': 'application/problem+json' }),
  invalid_json: ok('{prediction'),
  json_array: ok('[]'),
  empty_body_200: ok(''),
  status_401_json: error('401 Unauthorized', 'Not Verified with error: x'),
  status_403_json_btheaders: error('403 Forbidden', 'Forbidden. Key is blacklisted: r.', {
    bt_header_axon_status_code: '403',
    bt_header_axon_status_message: 'Forbidden. Key is blacklisted: r.',
  }),
  status_403_with_prediction_in_body: http('403 Forbidden', json, '{"message":"no","prediction":0.9}'),
  status_413_text: http('413 Payload Too Large', { 'content-type': 'text/plain' }, 'too large'),
  status_429_json: error('429 Too Many Requests', 'slow down'),
  status_500_json: error('500 Internal Server Error', 'Internal Server Error #1'),
  status_503_json_retry_after: error('503 Service Unavailable', 'busy', { 'retry-after': '1' }),
  status_201_json: http('201 Created', json, '{"prediction":0.9}'),
  status_204: { bytes: Buffer.from('HTTP/1.1 204 No Content\r\n\r\n') },
  redirect_307: http('307 Temporary Redirect', { location: `http://127.0.0.1:${deadPort}/ImageSynapse` }),
  disconnect_before_response: { close: true },
  truncated_body: {
    bytes: Buffer.from(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"pred',
    ),
    close: true,
  },
  timeout: {},
  chunked_response: {
    bytes: Buffer.from(
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n' +
        'a\r\n{"predicti\r\n8\r\non":0.87\r\n2\r\n5}\r\n0\r\n\r\n',
    ),
  },
  header_invalid_status_code: ok('{"prediction":0.6}', { ...json, bt_header_axon_status_code: 'abc' }),
  header_mixed_case: ok('{"prediction":0.6}', { ...json, Bt_Header_Axon_Status_Code: '200' }),
  gzip_response: http(
    '200 OK',
    { ...json, 'content-encoding': 'gzip' },
    gzipSync(Buffer.from('{"prediction":0.875}')),
  ),
});
