import { tipper } from './truckParts.ts';

export const dumpTruck = tipper('machine', ['f0b21c', 'f26a1c', 'e9e9e6', 'e8a020', 'c81e1e']);
