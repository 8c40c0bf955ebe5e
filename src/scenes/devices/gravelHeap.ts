import { heapOf } from './heap.ts';

export const gravelHeap = heapOf(['8d867a', '9a8e78', '7b7468'], 0.9, 2);
