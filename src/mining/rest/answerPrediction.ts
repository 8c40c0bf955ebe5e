import type { IncomingMessage, ServerResponse } from 'node:http';
import { readRequestBody } from '../../bittensor/axon/readRequestBody.ts';
import { isRefusal } from '../../bittensor/axon/refusal.ts';
import { imageFactsOf } from '../../detector/imageFactsOf.ts';
import { contentHash } from '../../imaging/hashes/contentHash.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import { admitPrediction } from './admitPrediction.ts';
import type { BodyKind } from './bodyKindOf.ts';
import { describeDecision } from './describeDecision.ts';
import { type ProblemCode, restError } from './errors.ts';
import type { PredictionRequest } from './PredictionRequest.ts';
import type { RestContext } from './RestContext.ts';
import type { RestReply } from './RestReply.ts';
import { readPredictionImage } from './readPredictionImage.ts';
import type { PredictionAnswer, Problem } from './schemas.ts';
import { sendRestReply } from './sendRestReply.ts';
import { toPredictionRecord } from './toPredictionRecord.ts';
import { toProblem } from './toProblem.ts';

const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const body = await readRequestBody(request, limit);
  if (!isRefusal(body)) return body;
  if (body.code === 'RC_AXON_BODY_TOO_LARGE') throw restError('RC_REST_BODY_TOO_LARGE', { limit });
  throw restError('RC_REST_BODY_MALFORMED', { reason: 'it ended before it was whole' });
};

/** Reads the image and looks at it. What is found out on the way is kept in the request, for its record. */
const predict = async (
  request: IncomingMessage,
  admitted: PredictionRequest,
  { kind, signal, context }: { kind: BodyKind; signal: AbortSignal; context: RestContext },
): Promise<PredictionAnswer> => {
  const { clock, config, detector } = context;
  const { receivedNs, timeoutMs, id } = admitted;
  context.inFlight += 1;
  try {
    const image = readPredictionImage(kind, await readBody(request, config.limits.bodyBytes));
    admitted.image = image;
    admitted.summary = { sha256: contentHash(image), bytes: image.length };
    const atNs = receivedNs + BigInt(timeoutMs) * 1_000_000n;
    const decision = await detector.detect(image, { atNs }, signal);
    admitted.decision = decision;
    admitted.summary = { ...admitted.summary, ...imageFactsOf(decision.stages) };
    const wallMs = Number(clock.monotonicNs() - receivedNs) / 1e6;
    return describeDecision(decision, { id, image: admitted.summary, timeoutMs, wallMs });
  } finally {
    context.inFlight -= 1;
  }
};

/**
 * Answers a request for a prediction, and sees to its metrics and its record once the answer has left.
 * @param ready called before the body is read, for a caller that waits to be told to send it
 */
export async function answerPrediction(
  request: IncomingMessage,
  response: ServerResponse,
  context: RestContext,
  ready: () => void,
): Promise<void> {
  const { clock, logger, metrics, recorder } = context;
  const startNs = clock.monotonicNs();
  const gone = new AbortController();
  const over = new Promise<void>((resolve) => {
    response.once('close', () => {
      gone.abort(new Error('the caller is gone'));
      resolve();
    });
  });
  const headers: Record<string, string> = {};
  let admitted: PredictionRequest | undefined;
  let code: ProblemCode | null = null;
  let reply: RestReply;
  try {
    const entry = await admitPrediction(request, context, headers);
    admitted = entry.admitted;
    ready();
    const body = await predict(request, admitted, { kind: entry.kind, signal: gone.signal, context });
    reply = { status: 200, type: 'application/json', headers, body };
  } catch (error) {
    if (!(error instanceof RoadcrewError)) {
      logger.error('a request of the REST API failed', { error: String(error), id: admitted?.id });
    }
    const id = admitted?.id;
    const known = error instanceof RoadcrewError ? error : restError('RC_REST_FAILED', {}, error);
    const problem: RestReply & { body: Problem } = toProblem(known, { headers, ...(id && { id }) });
    code = problem.body.code as ProblemCode;
    reply = problem;
  }
  const wallMs = Number(clock.monotonicNs() - startNs) / 1e6;
  sendRestReply(request, response, reply);
  await over;
  const isRead = response.writableFinished;
  metrics.over('predictions', isRead ? (code ?? 'answered') : 'abandoned', wallMs);
  if (admitted === undefined) return;
  recorder.write(toPredictionRecord(admitted, { code, isRead, wallMs }), admitted.image);
}
