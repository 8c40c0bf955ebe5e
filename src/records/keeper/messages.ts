import type { RecorderRun, RunProgress } from '../database/RecordDatabase.ts';

/** A record on its way to the thread. */
export interface Entry {
  /** The record as JSON: the thread gets one string instead of a copied tree, and its length is known. */
  readonly text: string;
  /** The image that is to be kept with it. */
  readonly image: Uint8Array | null;
}

/** What the thread is told. */
export type KeeperOrder =
  | {
      readonly kind: 'batch';
      readonly number: number;
      readonly entries: readonly Entry[];
      readonly progress: RunProgress;
    }
  | { readonly kind: 'close'; readonly progress: RunProgress };

export interface KeeperProblem {
  readonly text: string;
  /** Whether a disk is full. */
  readonly disk: boolean;
}

/** What the thread says. Every batch is answered once, in order. */
export type KeeperReport =
  | {
      readonly kind: 'done';
      readonly number: number;
      readonly written: number;
      readonly spilled: number;
      readonly lost: number;
      readonly seconds: number;
    }
  /** Records of dead runs (or, with `own`, of a thread of this run that ended) lie in the spill files. */
  | { readonly kind: 'found'; readonly records: number; readonly torn: boolean; readonly own: boolean }
  /** Records have left the spill files for the database, or were refused by it. */
  | { readonly kind: 'replayed'; readonly written: number; readonly lost: number }
  /** With `ok` the spill files are empty. */
  | {
      readonly kind: 'state';
      readonly state: 'ok' | 'spilling' | 'losing';
      readonly problem: KeeperProblem | null;
    }
  | {
      readonly kind: 'image';
      readonly kept: boolean;
      readonly bytes: number;
      readonly problem: string | null;
    }
  /** A run of this folder ended without closing. */
  | { readonly kind: 'killed'; readonly run: RecorderRun; readonly unrecorded: number | null }
  | { readonly kind: 'disk'; readonly low: boolean; readonly freeBytes: number }
  | { readonly kind: 'damaged'; readonly problem: string; readonly movedTo: string }
  | {
      readonly kind: 'pruned';
      readonly records: number;
      readonly images: number;
      readonly imageBytes: number;
    }
  | { readonly kind: 'warning'; readonly text: string; readonly details: Readonly<Record<string, unknown>> }
  | { readonly kind: 'closed' };
