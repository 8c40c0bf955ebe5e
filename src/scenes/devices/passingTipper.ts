import { tipper } from './truckParts.ts';

/** The same kind of lorry on its way through traffic. */
export const passingTipper = tipper('ordinary', ['f0b21c', 'e9e9e6', '2a5a9a', 'c81e1e', 'e8a020', 'f26a1c']);
