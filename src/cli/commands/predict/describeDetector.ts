import type { OpenDetector } from '../../../detector/openDetector.ts';

/** What `--json` says about who answered. */
export const describeDetector = ({ release, precision, providers, workers }: OpenDetector) => ({
  release: { id: release.id, title: release.title, precision },
  providers,
  workers,
});
