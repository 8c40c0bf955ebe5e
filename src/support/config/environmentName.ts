/**
 * The environment variable of a configuration value: `ROADCREW_`, then the parts of its path in capitals, parted by
 * two underscores; one underscore parts the words within a name. `axon.externalPort` is `ROADCREW_AXON__EXTERNAL_PORT`.
 */
export function environmentName(path: readonly string[]): string {
  const parts = path.map((name) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase());
  return `ROADCREW_${parts.join('__')}`;
}
