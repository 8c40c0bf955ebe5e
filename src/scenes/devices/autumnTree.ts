import { treeOf } from './plantParts.ts';

/** A tree in autumn: orange, red or yellow. */
export const autumnTree = treeOf(['a8602a', 'b4742c', '94482a', 'ac8c38', '8a4028', 'c0702a']);
