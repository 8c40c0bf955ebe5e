import { isUtf8 } from 'node:buffer';
import { decodeBase64Image } from '../../imaging/decodeBase64Image.ts';
import { describeIssue } from '../../support/config/describeIssue.ts';
import { RoadcrewError } from '../../support/errors/RoadcrewError.ts';
import type { BodyKind } from './bodyKindOf.ts';
import { restError } from './errors.ts';
import { predictionRequestSchema } from './schemas.ts';

const parseJson = (body: Buffer): unknown => {
  const malformed = (reason: string) => restError('RC_REST_BODY_MALFORMED', { reason });
  if (!isUtf8(body)) throw malformed('it is not UTF-8');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // The parser's own words quote the body.
    throw malformed('it is not JSON');
  }
};

/**
 * The encoded image of a request. What is in it is for the workers to find out.
 * @throws RC_REST_BODY_MALFORMED, RC_REST_BODY_INVALID
 */
export function readPredictionImage(kind: BodyKind, body: Buffer): Uint8Array {
  if (kind === 'image') {
    if (body.length === 0) throw restError('RC_REST_BODY_MALFORMED', { reason: 'it is empty' });
    return body;
  }
  const checked = predictionRequestSchema.safeParse(parseJson(body));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const where = issue?.path.join('.');
    const what = issue === undefined ? 'it is something else' : describeIssue(issue);
    const reason = `${where || 'it'} ${what}`;
    throw restError('RC_REST_BODY_INVALID', { reason });
  }
  try {
    return decodeBase64Image(checked.data.image, body.length);
  } catch (error) {
    if (!(error instanceof RoadcrewError)) throw error;
    throw restError('RC_REST_BODY_INVALID', { reason: error.message.replace(/\.$/, '') }, error);
  }
}
