/** Whether a path fits a pattern in which `*` stands for any run of characters but slashes. Case counts. */
export function matchesPattern(path: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${source}$`, 's').test(path);
}
