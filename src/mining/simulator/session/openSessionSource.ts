import type { ManifestEntry } from '../../../records/manifests/readManifest.ts';
import { createRandom } from '../../../support/random/createRandom.ts';
import type { ChallengeSource } from '../ChallengeSource.ts';
import { planBursts } from '../faults/planBursts.ts';
import { openManifestSource } from '../images/openManifestSource.ts';
import { openMixedSource } from '../images/openMixedSource.ts';
import { openRenderedSource } from '../images/openRenderedSource.ts';
import { openTrafficSource, type TrafficSource } from '../traffic/openTrafficSource.ts';
import type { SessionOptions } from './SessionOptions.ts';

/** What a run shall take of its source. */
export interface SessionSource {
  readonly source: ChallengeSource;
  readonly challenges: number;
  readonly note: string | null;
  /** Of a replay. */
  readonly recording: TrafficSource['header'] | null;
}

/** Enough for any duration. */
const withoutEnd = 1_000_000_000;
const mostInBursts = 1_000_000;
const notes = {
  rendered: 'rendered scenes: not a measure of skill',
  mixed: 'rendered scenes are among the images: not a measure of skill',
  photographs: null,
} as const;

/**
 * Opens what the images of a run come from; bursts get their plan here.
 * @param notices gets what has to be said
 * @throws what the sources throw
 */
export async function openSessionSource(
  options: SessionOptions,
  validators: number,
  notices: string[],
): Promise<SessionSource> {
  const { images, seed, profile, faults, organicShare } = options;
  if (images.kind === 'replay') {
    const source = await openTrafficSource(images);
    notices.push(...source.notices);
    const note = 'replayed traffic: labels are those of the recording';
    return { source, challenges: source.plan.length, note, recording: source.header };
  }
  const onSkip = (file: string, problem: string) => notices.push(`${file} was left out: ${problem}`);
  const openPhotographs = (entries: readonly ManifestEntry[], again: boolean) =>
    openManifestSource({ entries, again, seed, profile, onSkip });
  const openRendered = () => openRenderedSource({ seed, profile });
  const source =
    images.kind === 'rendered'
      ? openRendered()
      : images.kind === 'photographs'
        ? openPhotographs(images.entries, false)
        : openMixedSource({
            ...{ real: openPhotographs(images.entries, true), rendered: openRendered(), profile, seed },
          });
  const all = images.kind === 'photographs' ? images.entries.length : withoutEnd;
  const challenges = options.challenges ?? all;
  const note = notes[images.kind];
  const burst = faults?.burst;
  if (!burst) return { source, challenges, note, recording: null };
  const random = createRandom(`bursts/${seed}`);
  const count = Math.min(challenges, mostInBursts);
  return {
    source: planBursts(source, { ...burst, challenges: count, validators, organicShare, random }),
    ...{ challenges: count, note, recording: null },
  };
}
