import type { Command as Commander } from 'commander';

/** The names from the program down to `command`: `['roadcrew', 'wallet', 'list']`. */
export function commandPath(command: Commander): string[] {
  const names: string[] = [];
  for (let level: Commander | null = command; level; level = level.parent) names.unshift(level.name());
  return names;
}
