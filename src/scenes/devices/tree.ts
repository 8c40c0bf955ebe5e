import { treeOf } from './plantParts.ts';

export const tree = treeOf(['3f5a24', '4a6a2a', '35501f', '566f30', '2f4a22']);
