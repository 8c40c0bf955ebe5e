/** One question of `roadcrew init`; its answer is a configuration value. */
export interface SetupQuestion {
  /** E.g. `axon.port`. A question whose path the configuration does not have is not asked. */
  readonly path: string;
  readonly question: string;
  /** Shown with the question. */
  readonly hint?: string;
  /** Written to the file also where the answer is the default: what an operator looks for there. */
  readonly always?: true;
}

/** What is asked, in this order. Everything else has a default that suits most. */
export const setupQuestions: readonly SetupQuestion[] = [
  { path: 'wallet.name', question: 'Name of the wallet', always: true },
  { path: 'wallet.hotkey', question: 'Name of its hotkey', always: true },
  { path: 'axon.port', question: 'Port that validators call', always: true },
  {
    path: 'axon.externalIp',
    question: 'Public address',
    hint: 'only where it differs from this machine’s; empty otherwise',
  },
  {
    path: 'metagraph.validators',
    question: 'File of validators that may call',
    hint: 'one SS58 address a line; empty where a metagraph file says it',
  },
  { path: 'metagraph.file', question: 'Metagraph file', hint: 'a snapshot as JSON; empty for none' },
  {
    path: 'rest.port',
    question: 'Port of the plain REST API',
    hint: 'for programs without Bittensor on this machine; empty for none',
  },
  {
    path: 'records.images.keep',
    question: 'Which images shall be kept',
    hint: 'none, uncertain or all',
    always: true,
  },
  {
    path: 'alerts.webhook',
    question: 'Address for alerts',
    hint: 'a webhook of Slack, Discord, Mattermost, ntfy or your own; empty for none',
  },
];
