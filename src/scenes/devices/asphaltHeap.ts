import { heapOf } from './heap.ts';

export const asphaltHeap = heapOf(['2a2a2b', '333130', '5a4630', '6b4f33'], 0.7, 1.6);
