import type { Target } from './harness/Target.ts';
import { admission } from './targets/admission.ts';
import { body } from './targets/body.ts';
import { clientAddress } from './targets/clientAddress.ts';
import { headers } from './targets/headers.ts';
import { http } from './targets/http.ts';
import { httpProxied } from './targets/httpProxied.ts';
import { json } from './targets/json.ts';
import { proxyPreamble } from './targets/proxyPreamble.ts';
import { signature } from './targets/signature.ts';
import { ss58 } from './targets/ss58.ts';

/** Everything that reads bytes from strangers. The slow ones first, so that no processor ends up waiting for them. */
export const targets: readonly Target[] = [
  signature,
  admission,
  http,
  httpProxied,
  body,
  json,
  headers,
  ss58,
  proxyPreamble,
  clientAddress,
];
