import { defineErrors } from '../../support/errors/defineErrors.ts';

export const axonError = defineErrors({
  RC_AXON_CONFIG_INVALID: {
    message: 'The axon cannot be set up: {problems}.',
    hint: '`roadcrew config schema` and docs/configuration.md show what is allowed.',
  },
  RC_AXON_PORT_IN_USE: {
    message: 'Port {port} on {host} is already in use.',
    hint: 'Stop the other program (`ss -ltnp | grep {port}` names it) or choose another port (axon.port, rest.port, admin.port).',
  },
  RC_AXON_PORT_FORBIDDEN: {
    message: 'This user may not listen on port {port}.',
    hint: 'Choose a port above 1023; validators read the port from the chain, so any will do.',
  },
  RC_AXON_LISTEN_FAILED: {
    message: 'The axon could not listen on {host} port {port}.',
    hint: 'Check that the address belongs to this machine (`ip addr`).',
  },
  RC_AXON_SOCKET_UNUSABLE: {
    message: 'The axon cannot listen on the inherited socket {fd}: {reason}.',
    hint: 'The process that starts this one must pass a listening TCP socket.',
  },
  RC_AXON_ROUTE_UNKNOWN: {
    message: 'There is no such synapse here.',
    hint: 'Call POST /<SynapseName>; names are case-sensitive.',
  },
  RC_AXON_METHOD_UNSUPPORTED: {
    message: 'A synapse is called by POST.',
    hint: 'Send the request as POST, as every dendrite does.',
  },
  RC_AXON_BODY_TOO_LARGE: {
    message: 'The body is larger than this axon takes.',
    hint: 'Raise axon.limits.bodyBytes if validators really send images of this size.',
  },
  RC_AXON_BODY_ENCODED: {
    message: 'The body is compressed, which no dendrite does.',
    hint: 'Send it without Content-Encoding.',
  },
  RC_AXON_BODY_CONTENT_TYPE: {
    message: 'The body is not declared as JSON.',
    hint: 'Send Content-Type: application/json.',
  },
  RC_AXON_BODY_INCOMPLETE: {
    message: 'The connection ended before the body was complete.',
    hint: 'The caller hung up or the network cut the request; nothing to do here.',
  },
  RC_AXON_BODY_NOT_UTF8: {
    message: 'The body is not valid UTF-8.',
    hint: 'Send the synapse as one JSON object in UTF-8.',
  },
  RC_AXON_BODY_HASH_MISMATCH: {
    message: 'The body is not the one whose hash was signed.',
    hint: 'Compute computed_body_hash from the fields that the synapse declares, and sign that.',
  },
  RC_AXON_REQUEST_MALFORMED: {
    message: 'The request is not valid HTTP.',
    hint: 'Something other than a dendrite is talking to this port.',
  },
  RC_AXON_REQUEST_TIMEOUT: {
    message: 'The request did not arrive in time.',
    hint: 'The caller was too slow to send its headers or body.',
  },
  RC_AXON_HEADERS_TOO_LARGE: {
    message: 'The headers are larger than this axon takes.',
    hint: 'Something other than a dendrite is talking to this port.',
  },
  RC_AXON_NOT_READY: {
    message: 'This miner is not ready yet.',
    hint: 'Try again shortly; the operator sees the reason in the log.',
  },
  RC_AXON_OVERLOADED: {
    message: 'This miner is busy with callers that it knows.',
    hint: 'Try again shortly. Validators of the newest metagraph are not turned away.',
  },
  RC_AXON_CREDENTIALS_MISSING: {
    message: 'The request is not signed: {missing} is missing.',
    hint: 'Sign the request as a dendrite of SDK 7.2 or newer does; behind nginx, set `underscores_in_headers on`.',
  },
  RC_AXON_VERSION_TOO_OLD: {
    message: 'The dendrite is older than SDK 7.2, whose nonces carry no time.',
    hint: 'Update the SDK of the caller.',
  },
  RC_AXON_NOT_PERMITTED: {
    message: 'This hotkey may not call this miner.',
    hint: 'Only validators with a permit on this subnet are answered.',
  },
  RC_AXON_NONCE_TOO_OLD: {
    message: 'The nonce is {seconds} s old; at most {window} s are accepted.',
    hint: 'If this happens to every caller, this clock is wrong: compare it with NTP (`chronyc tracking`).',
  },
  RC_AXON_NONCE_IN_FUTURE: {
    message: 'The nonce lies {seconds} s in the future; at most {window} s are accepted.',
    hint: 'If this happens to every caller, this clock is wrong: compare it with NTP (`chronyc tracking`).',
  },
  RC_AXON_CLOCK_OFF: {
    message: 'This clock is {seconds} s {direction} the clocks of its callers ({hotkeys} of them, verified).',
    hint: 'Set the clock by NTP (`timedatectl set-ntp true`, then `timedatectl status`). With one caller, its clock may be the wrong one.',
  },
  RC_AXON_NONCE_REPLAYED: {
    message: 'This nonce was used before.',
    hint: 'Sign each request anew, with a new nonce.',
  },
  RC_AXON_REPLAY_STORE_FULL: {
    message: 'This hotkey has used more nonces than can be remembered.',
    hint: 'Raise axon.limits.noncesPerHotkey if a validator really calls this often.',
  },
  RC_AXON_VERIFICATION_BUDGET: {
    message: 'Too many unproven requests at once.',
    hint: 'Try again shortly. Callers whose signature was verified from the same address are not limited.',
  },
  RC_AXON_SIGNATURE_INVALID: {
    message: 'The signature does not fit the request and this miner.',
    hint: 'Sign nonce, hotkeys, uuid and body hash with the hotkey, for the hotkey of this axon.',
  },
  RC_AXON_FORWARD_FAILED: {
    message: 'The miner failed to answer (incident {incident}).',
    hint: 'The log holds the cause under the incident number.',
  },
  RC_AXON_FORWARD_TIMEOUT: {
    message: 'The miner did not answer within the time that the caller gave.',
    hint: 'The handler must watch its AbortSignal and answer with what it has.',
  },
  RC_AXON_TRUSTED_PROXY_INVALID: {
    message: '`{value}` is no address or network.',
    hint: 'Write addresses or CIDR networks, e.g. 127.0.0.1 or 10.0.0.0/8.',
  },
});

/** The HTTP status of each refusal (rulings 29 and 30). What is not listed never leaves as a response. */
export const refusalStatus = {
  RC_AXON_ROUTE_UNKNOWN: 404,
  RC_AXON_METHOD_UNSUPPORTED: 405,
  RC_AXON_BODY_TOO_LARGE: 413,
  RC_AXON_BODY_ENCODED: 400,
  RC_AXON_BODY_CONTENT_TYPE: 400,
  RC_AXON_BODY_INCOMPLETE: 400,
  RC_AXON_BODY_NOT_UTF8: 400,
  RC_AXON_BODY_HASH_MISMATCH: 401,
  RC_AXON_REQUEST_MALFORMED: 400,
  RC_AXON_REQUEST_TIMEOUT: 408,
  RC_AXON_HEADERS_TOO_LARGE: 431,
  RC_AXON_NOT_READY: 503,
  RC_AXON_OVERLOADED: 503,
  RC_AXON_CREDENTIALS_MISSING: 401,
  RC_AXON_VERSION_TOO_OLD: 401,
  RC_AXON_NOT_PERMITTED: 403,
  RC_AXON_NONCE_TOO_OLD: 401,
  RC_AXON_NONCE_IN_FUTURE: 401,
  RC_AXON_NONCE_REPLAYED: 401,
  RC_AXON_REPLAY_STORE_FULL: 503,
  RC_AXON_VERIFICATION_BUDGET: 429,
  RC_AXON_SIGNATURE_INVALID: 401,
  RC_AXON_FORWARD_FAILED: 500,
  RC_AXON_FORWARD_TIMEOUT: 503,
  RC_SYNAPSE_HEADER_DUPLICATE: 400,
  RC_SYNAPSE_HEADER_INVALID: 400,
  RC_SYNAPSE_JSON_INVALID: 400,
  RC_SYNAPSE_NOT_AN_OBJECT: 422,
  RC_SYNAPSE_FIELD_INVALID: 422,
} as const;

/** The code of a refusal that a caller can receive. */
export type RefusalCode = keyof typeof refusalStatus;

export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatus, code);
