import { stat } from 'node:fs/promises';

/** Whether something lies at this path that can be looked at. Nothing is opened. */
export const pathExists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
