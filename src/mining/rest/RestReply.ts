/** What goes back over the API. */
export interface RestReply {
  readonly status: number;
  /** JSON of it is sent. */
  readonly body: unknown;
  readonly type: 'application/json' | 'application/problem+json';
  /** Beside those of every reply. */
  readonly headers: Readonly<Record<string, string>>;
}
