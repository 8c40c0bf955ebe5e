import { makeHttpTarget } from './makeHttpTarget.ts';

export const httpProxied = makeHttpTarget('http-proxied', { proxied: true });
