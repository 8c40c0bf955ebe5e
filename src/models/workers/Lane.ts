/**
 * Whose work it is. `challenge`: a validator waits for it. `background`: everything else; it never goes before a
 * challenge that waits, and makes room for one where the queue is full.
 */
export type Lane = 'challenge' | 'background';
