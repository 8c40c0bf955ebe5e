/** Whom a reply came from and what was asked, for the sentences of errors. */
export interface ServerPoint {
  /** Address of the server, without secrets. */
  readonly server: string;
  readonly path: string;
}
