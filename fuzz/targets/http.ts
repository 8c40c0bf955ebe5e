import { makeHttpTarget } from './makeHttpTarget.ts';

export const http = makeHttpTarget('http', { proxied: false });
