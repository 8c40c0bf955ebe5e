import { expectOracle } from './expectOracle.ts';

const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const sizes = prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).length);

/** No input may add to what all objects inherit. @throws WrongVerdict */
export function expectUnpolluted(): void {
  for (const [index, prototype] of prototypes.entries()) {
    expectOracle(Object.getOwnPropertyNames(prototype).length === sizes[index], 'a prototype was polluted');
  }
}
