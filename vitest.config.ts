import { defineConfig } from 'vitest/config';

// Interoperability needs Python and nginx and has its own command: npm run test:interop.
const interop = process.env.ROADCREW_INTEROP === '1';

export default defineConfig({
  test: {
    include: interop ? ['tests/interop/**/*.test.ts'] : ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: interop ? [] : ['tests/interop/**'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
