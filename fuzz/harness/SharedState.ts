/** What the counters of a run count. `inputs` doubles as the heart-beat that the watchdog listens to. */
export const counterNames = [
  'inputs',
  'accepted',
  'rejected',
  'crash',
  'hang',
  'wrong-accept',
  'wrong-reject',
  'slowestMicroseconds',
  'inputLength',
] as const;
export type CounterName = (typeof counterNames)[number];

const headerBytes = counterNames.length * Int32Array.BYTES_PER_ELEMENT;

/**
 * Memory that the worker and its watchdog share: counters, and the input that is being run. A worker that hangs or dies
 * cannot tell what it was doing; its memory can.
 */
export class SharedState {
  readonly buffer: SharedArrayBuffer;
  readonly #counters: Int32Array;
  readonly #input: Uint8Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#counters = new Int32Array(buffer, 0, counterNames.length);
    this.#input = new Uint8Array(buffer, headerBytes);
  }

  /** @param maxLength bytes of the largest input */
  static create(maxLength: number): SharedState {
    return new SharedState(new SharedArrayBuffer(headerBytes + maxLength));
  }

  get(name: CounterName): number {
    return Atomics.load(this.#counters, counterNames.indexOf(name));
  }

  set(name: CounterName, value: number): void {
    Atomics.store(this.#counters, counterNames.indexOf(name), value);
  }

  add(name: CounterName): void {
    Atomics.add(this.#counters, counterNames.indexOf(name), 1);
  }

  /** Publishes the input that is about to be run; the heart-beat goes up after it is in place. */
  begin(input: Uint8Array): void {
    this.#input.set(input.subarray(0, this.#input.length));
    this.set('inputLength', Math.min(input.length, this.#input.length));
    this.add('inputs');
  }

  currentInput(): Uint8Array {
    return this.#input.slice(0, this.get('inputLength'));
  }
}
