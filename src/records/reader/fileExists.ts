import { access } from 'node:fs/promises';

/** Whether there is something at a path that this user may see. */
export const fileExists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
