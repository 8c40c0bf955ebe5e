import { z } from 'zod';

/** A token that fits into an `Authorization` header: fetch would say the whole header when it refuses it. */
export const bearerToken = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');
