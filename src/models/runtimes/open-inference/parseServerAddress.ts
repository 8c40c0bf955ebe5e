import { bearerToken } from '../../../support/config/bearerToken.ts';
import { openInferenceError } from './errors.ts';

export interface ServerAddress {
  /** Without a slash at its end. */
  readonly server: string;
  /** Path of the model below the server. */
  readonly modelPath: string;
}

/**
 * Checks what the operator wrote before anything of it is put into a request.
 * @throws RC_OPEN_INFERENCE_ADDRESS_INVALID, which shows neither token nor address: either may hold a secret
 */
export function parseServerAddress({
  url,
  model,
  version,
  token,
}: {
  readonly url: string;
  readonly model: string;
  readonly version?: string | undefined;
  readonly token?: string | undefined;
}): ServerAddress {
  const invalid = (reason: string) => openInferenceError('RC_OPEN_INFERENCE_ADDRESS_INVALID', { reason });
  if (!URL.canParse(url)) throw invalid('the address is no URL');
  const address = new URL(url);
  if (!/^https?:$/.test(address.protocol))
    throw invalid('the address begins with neither http:// nor https://');
  if (address.username || address.password) throw invalid('the address holds a user or a password');
  if (address.search || address.hash) throw invalid('the address has a part behind ? or #');
  if (token !== undefined && !bearerToken.safeParse(token).success)
    throw invalid('the token is not one printable word');
  const segment = (kind: string, name: string): string => {
    // A URL resolves dots, also encoded ones, to another path.
    if (!/^(?!\.{1,2}$)[^\p{C}]{1,256}$/u.test(name))
      throw invalid(`${JSON.stringify(name)} cannot be a ${kind}`);
    return encodeURIComponent(name);
  };
  const versionPath = version === undefined ? '' : `/versions/${segment('version', version)}`;
  return {
    server: `${address.origin}${address.pathname}`.replace(/\/+$/, ''),
    modelPath: `/v2/models/${segment('model', model)}${versionPath}`,
  };
}
