import { createRecentKeys } from './createRecentKeys.ts';

/** What is limited: a socket, as far as the limits need one. */
export interface LimitedConnection {
  destroy(): void;
  once(event: 'close', listener: () => void): void;
}

export type ConnectionRefusal = 'too-many' | 'too-many-of-one-address';

export interface ConnectionLimits<Connection extends LimitedConnection> {
  /** Counts a new connection until it closes. @returns why there is no room for it, or `null` */
  add(connection: Connection, address: string): ConnectionRefusal | null;
  /** A request on it is being handled: it is not closed for others. */
  work(connection: Connection): void;
  /** Its request is over. */
  rest(connection: Connection): void;
  /** Its caller was verified: it is not closed for others any more, and its address may hold more connections. */
  prove(connection: Connection): void;
}

// A share of an address that a validator has called from, for when attackers sit there, too.
const provenFactor = 4;
const rememberedAddresses = 4_096;

/**
 * Bounds how many connections are open, in all and of one address. A newcomer takes the place of one whose request was
 * refused, the oldest first, or else of the oldest that has brought none yet: those are idlers and slow senders. When
 * all places are taken, it is looked for at the addresses with the most of them, so that who has one or two is safe from
 * who has many.
 * @param options.displaced told of each connection that was closed for another
 */
export function createConnectionLimits<Connection extends LimitedConnection>(options: {
  connections: number;
  perAddress: number;
  displaced: (address: string) => void;
}): ConnectionLimits<Connection> {
  const { connections, perAddress } = options;
  const open = new Map<string, number>();
  const addresses = new Map<Connection, string>();
  // Those that may be closed, by address, the oldest first: those whose request was refused, and those from which none
  // was read yet. The latter may be a validator's whose bytes wait because the event loop is late.
  const spent = new Map<string, Set<Connection>>();
  const fresh = new Map<string, Set<Connection>>();
  const proven = new WeakSet<Connection>();
  const provenAddresses = createRecentKeys<true>(rememberedAddresses);

  const tighten = (connection: Connection): void => {
    const address = addresses.get(connection) ?? '';
    for (const pool of [spent, fresh]) {
      const set = pool.get(address);
      if (set?.delete(connection) && set.size === 0) pool.delete(address);
    }
  };
  const loosen = (pool: Map<string, Set<Connection>>, connection: Connection): void => {
    const address = addresses.get(connection);
    if (address === undefined || proven.has(connection)) return;
    const set = pool.get(address) ?? new Set<Connection>();
    pool.set(address, set.add(connection));
  };
  const forget = (connection: Connection): void => {
    const address = addresses.get(connection);
    if (address === undefined) return;
    tighten(connection);
    addresses.delete(connection);
    const left = (open.get(address) ?? 1) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
  };
  const displaceOldest = (address: string): boolean => {
    const [oldest] = spent.get(address) ?? fresh.get(address) ?? [];
    if (oldest === undefined) return false;
    // At once: the socket itself takes a turn of the event loop to close, and the place is needed now.
    forget(oldest);
    oldest.destroy();
    options.displaced(address);
    return true;
  };
  /** Several at a time, because finding them looks at all addresses. */
  const makeRoom = (pool: Map<string, Set<Connection>>): boolean => {
    const batch = Math.ceil(connections / 32);
    // A proven address may be as much higher as it may hold more.
    const height = (address: string, size: number): number =>
      provenAddresses.get(address) ? Math.ceil(size / provenFactor) : size;
    const crowded = [...pool]
      .map(([address, { size }]) => ({ address, height: height(address, size) }))
      .sort((one, other) => other.height - one.height);
    const most = crowded[0]?.height ?? 0;
    let freed = 0;
    // From the tallest downwards, level by level, as if they were cut off at one height.
    for (let level = most; level > 0 && freed < batch; level -= 1) {
      for (const { address, height: tallness } of crowded) {
        if (freed >= batch || tallness < level) break;
        if (height(address, pool.get(address)?.size ?? 0) >= level && displaceOldest(address)) freed += 1;
      }
    }
    return freed > 0;
  };

  return {
    add(connection, address) {
      const allowed = provenAddresses.get(address) ? perAddress * provenFactor : perAddress;
      if ((open.get(address) ?? 0) >= allowed && !displaceOldest(address)) return 'too-many-of-one-address';
      if (addresses.size >= connections && !makeRoom(spent) && !makeRoom(fresh)) return 'too-many';
      addresses.set(connection, address);
      open.set(address, (open.get(address) ?? 0) + 1);
      loosen(fresh, connection);
      connection.once('close', () => forget(connection));
      return null;
    },
    work: tighten,
    rest: (connection) => loosen(spent, connection),
    prove(connection) {
      tighten(connection);
      proven.add(connection);
      const address = addresses.get(connection);
      if (address === undefined) return;
      provenAddresses.set(address, true);
    },
  };
}
