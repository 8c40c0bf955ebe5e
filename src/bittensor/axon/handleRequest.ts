import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonContentType } from '../synapse/isJsonContentType.ts';
import { type Admission, type AdmissionContext, admitRequest } from './admitRequest.ts';
import type { RefusalCode } from './errors.ts';
import { type Hold, holdRequest } from './holdRequest.ts';
import type { RequestCustody } from './RequestCustody.ts';
import { decodeUtf8, readRequestBody } from './readRequestBody.ts';
import { isRefusal, type Refusal, refusalOf } from './refusal.ts';
import type { Call, Route } from './route.ts';
import { sendRefusal, sendResult } from './sendReply.ts';

/** What became of a request, told once it is over. */
export interface AxonEvent {
  outcome: 'answered' | RefusalCode;
  status: number;
  /** Name of the route, `null` when there is none. */
  synapse: string | null;
  /** The caller, only when its signature was verified. */
  hotkey: string | null;
  /** Of the request, only when its signature was verified. */
  uuid: string | null;
  /** What the handler was given; `null` when the request did not get that far. */
  call: Call | null;
  address: string;
  /** Why, for the operator: never sent to the caller. */
  cause?: unknown;
  /** Seconds spent; of a step that was not reached, 0. */
  seconds: { admission: number; body: number; forward: number; total: number };
}

export interface RequestContext {
  admission: AdmissionContext;
  routes: ReadonlyMap<string, Route>;
  bodyBytes: number;
  addressOf: (request: IncomingMessage) => string;
  observe: (event: AxonEvent) => void;
  /** Identity of the connection, where it carries the caller of this request alone. */
  connectionOf: (request: IncomingMessage) => object | undefined;
  /** Told that the caller was verified. */
  admitted: (request: IncomingMessage) => void;
  /** Of the connection, whatever the headers say. */
  connectionAddress: (request: IncomingMessage) => string;
  /** What is known of a request that another process had let in; `null` for all others. */
  adopted: (request: IncomingMessage) => { readonly receivedNs: bigint | null } | null;
  custody?: RequestCustody | undefined;
  /** Requests that were let in and are not answered yet. */
  inFlight: number;
}

const pathOf = (url: string): string => {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
};

/** The checks that need nothing but the request line and a few headers. */
const findRoute = (request: IncomingMessage, context: RequestContext): Route | Refusal => {
  const route = context.routes.get(pathOf(request.url ?? ''));
  if (route === undefined) return { code: 'RC_AXON_ROUTE_UNKNOWN' };
  if (request.method !== 'POST') return { code: 'RC_AXON_METHOD_UNSUPPORTED' };
  const { headers } = request;
  if (Number(headers['content-length'] ?? 0) > context.bodyBytes) return { code: 'RC_AXON_BODY_TOO_LARGE' };
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return { code: 'RC_AXON_BODY_ENCODED' };
  if (!isJsonContentType(headers['content-type'] ?? 'application/json')) {
    return { code: 'RC_AXON_BODY_CONTENT_TYPE' };
  }
  return route;
};

/** Our own failure: the caller gets a number, under which the log has the cause. */
const forwardFailed = (cause: unknown): Refusal => ({
  code: 'RC_AXON_FORWARD_FAILED',
  details: { incident: randomUUID(), cause },
});

const over: unique symbol = Symbol('over');

/** A signal that aborts when the caller hangs up or its time is over. */
const watchCaller = (response: ServerResponse, timeout: number) => {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The time of the caller is over.', 'TimeoutError'));
  }, timeout * 1000);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort(new DOMException('The caller hung up.', 'AbortError'));
  });
  return {
    signal: controller.signal,
    stop: () => clearTimeout(timer),
    ended: new Promise<typeof over>((resolve) => {
      controller.signal.addEventListener('abort', () => resolve(over), { once: true });
    }),
  };
};

/** Body, parse, handler: what only a verified caller reaches. @returns the text of the answer. */
const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
  admission: Admission,
  context: RequestContext,
  arrival: {
    lap: (step: 'body' | 'forward') => void;
    called: (call: Call) => void;
    hold: Hold | null;
    receivedNs: bigint;
    address: string;
  },
): Promise<{ body: string } | Refusal> => {
  const bytes = await readRequestBody(request, context.bodyBytes, arrival.hold?.chunk);
  if (!Buffer.isBuffer(bytes)) return bytes;
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') return text;
  const { values, hash } = route.readBody(text);
  const { claim } = admission;
  if (claim.bodyHash !== null && claim.bodyHash !== hash()) return { code: 'RC_AXON_BODY_HASH_MISMATCH' };
  arrival.lap('body');

  const elapsed = Number(context.admission.clock.nowNs() - arrival.receivedNs) / 1e9;
  const caller = watchCaller(response, Math.max(0, admission.timeout - elapsed));
  const call: Call = {
    hotkey: claim.hotkey,
    uuid: claim.uuid,
    nonce: claim.nonce,
    address: arrival.address,
    receivedNs: arrival.receivedNs,
    timeout: admission.timeout,
    clockOffset: admission.clockOffset,
    signal: caller.signal,
  };
  arrival.called(call);
  try {
    const result = await Promise.race([route.forward(values, call), caller.ended]);
    if (result === over) return { code: 'RC_AXON_FORWARD_TIMEOUT' };
    return { body: route.writeResult(result, values) };
  } catch (cause) {
    return forwardFailed(cause);
  } finally {
    caller.stop();
    arrival.lap('forward');
  }
};

/** Takes one request from its headers to its answer and tells the observer what became of it. Never throws. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): Promise<void> {
  const { clock } = context.admission;
  const adopted = context.adopted(request);
  const receivedNs = adopted?.receivedNs ?? clock.nowNs();
  const startNs = clock.monotonicNs();
  let lapNs = startNs;
  const seconds = { admission: 0, body: 0, forward: 0, total: 0 };
  const lap = (step: 'admission' | 'body' | 'forward'): void => {
    const now = clock.monotonicNs();
    seconds[step] = Number(now - lapNs) / 1e9;
    lapNs = now;
  };
  // Node emits `error` when the caller hangs up halfway; without a listener it would end the process.
  request.on('error', () => undefined);

  const address = context.addressOf(request);
  let hotkey: string | null = null;
  let synapse: string | null = null;
  let uuid: string | null = null;
  let call: Call | null = null;
  let hold: Hold | null = null;
  const finish = (outcome: AxonEvent['outcome'], status: number, cause?: unknown): void => {
    seconds.total = Number(clock.monotonicNs() - startNs) / 1e9;
    if (hotkey !== null) context.inFlight -= 1;
    context.observe({
      ...{ outcome, status, synapse, hotkey, uuid, call, address, seconds },
      ...(cause ? { cause } : {}),
    });
  };
  const refuse = ({ code, details }: Refusal): void => {
    const { cause, reason, ...shown } = details ?? {};
    hold?.release();
    const status = sendRefusal(request, response, {
      code,
      ...(Object.keys(shown).length > 0 ? { details: shown } : {}),
    });
    finish(code, status, cause ?? reason);
  };

  try {
    const route = findRoute(request, context);
    if (isRefusal(route)) return refuse(route);
    synapse = route.synapse.name;
    const head = {
      ...{ synapse: route.synapse, rawHeaders: request.rawHeaders, address, receivedNs },
      ...{ adopted: adopted !== null, connection: context.connectionOf(request) },
    };
    const admission = await admitRequest(head, context.admission);
    lap('admission');
    if (isRefusal(admission)) return refuse(admission);
    ({ hotkey, uuid } = admission.claim);
    context.inFlight += 1;
    context.admitted(request);
    hold = holdRequest(request, context.custody, { address: context.connectionAddress(request), receivedNs });
    const called = (given: Call): void => {
      call = given;
    };
    const arrival = { lap, called, hold, receivedNs, address };
    const reply = await answer(request, response, route, admission, context, arrival);
    if (isRefusal(reply)) return refuse(reply);
    hold?.release();
    sendResult(response, { name: synapse, body: reply.body, processTime: seconds.forward });
    finish('answered', 200);
  } catch (error) {
    refuse(refusalOf(error) ?? forwardFailed(error));
  }
}
