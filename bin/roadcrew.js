#!/usr/bin/env node
// Plain JavaScript that every Node can parse: it must be able to say that this Node is too old.
import { existsSync } from 'node:fs';

const fail = (code, message, hint) => {
  const words = process.argv.slice(2);
  const json = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined).includes('--json');
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, hint, details: {} } })}\n`);
  else process.stderr.write(`error ${code}: ${message}\n  hint: ${hint}\n`);
  process.exitCode = 1;
};

const [major, minor] = process.versions.node.split('.').map(Number);
if (process.platform === 'win32') {
  fail(
    'RC_CLI_PLATFORM_UNSUPPORTED',
    'Roadcrew runs on Linux and macOS, not on Windows.',
    'Use WSL 2: install Ubuntu there and run the same command in it.',
  );
} else if (major < 24 || (major === 24 && minor < 7)) {
  fail(
    'RC_CLI_NODE_TOO_OLD',
    `Roadcrew needs Node 24.7 or newer; this is Node ${process.versions.node}.`,
    'Run `npm ci` and start it with `npx roadcrew …` or `npm run …`: both use the Node 24 that npm ci brings.',
  );
} else {
  // A checkout runs its TypeScript directly (Node strips the types); the published package carries dist/ only.
  const source = new URL('../src/cli/main.ts', import.meta.url);
  const built = new URL('../dist/cli/main.js', import.meta.url);
  const { main } = await import(existsSync(source) ? source : built);
  await main(process.argv.slice(2));
}
