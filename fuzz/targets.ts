import type { Target } from './harness/Target.ts';
import { admission } from './targets/admission.ts';
import { base64 } from './targets/base64.ts';
import { body } from './targets/body.ts';
import { client } from './targets/client.ts';
import { clientAddress } from './targets/clientAddress.ts';
import { headers } from './targets/headers.ts';
import { http } from './targets/http.ts';
import { httpProxied } from './targets/httpProxied.ts';
import { image } from './targets/image.ts';
import { imageBase64 } from './targets/imageBase64.ts';
import { json } from './targets/json.ts';
import { openInferenceReply } from './targets/openInferenceReply.ts';
import { proxyPreamble } from './targets/proxyPreamble.ts';
import { recordsSpill } from './targets/recordsSpill.ts';
import { reply } from './targets/reply.ts';
import { restBody } from './targets/restBody.ts';
import { signature } from './targets/signature.ts';
import { ss58 } from './targets/ss58.ts';
import { traffic } from './targets/traffic.ts';
import { walletAnsible } from './targets/walletAnsible.ts';
import { walletFile } from './targets/walletFile.ts';
import { walletNacl } from './targets/walletNacl.ts';

/** Everything that reads bytes from strangers. The slow ones first, so that no processor ends up waiting for them. */
export const targets: readonly Target[] = [
  signature,
  image,
  admission,
  http,
  httpProxied,
  walletFile,
  client,
  walletNacl,
  walletAnsible,
  reply,
  traffic,
  openInferenceReply,
  recordsSpill,
  body,
  json,
  headers,
  ss58,
  base64,
  imageBase64,
  restBody,
  proxyPreamble,
  clientAddress,
];
