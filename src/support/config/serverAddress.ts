import { z } from 'zod';

/** Address of an HTTP server as an operator writes it: a secret in it would end up in logs. */
export const serverAddress = z.url({ protocol: /^https?$/ }).refine((text) => {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}, 'must be a plain URL, without credentials, query or fragment');
