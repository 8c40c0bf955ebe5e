import { defineConfig } from 'vitest/config';

// Interoperability needs Python and nginx and has its own command: npm run test:interop.
const interop = process.env.ROADCREW_INTEROP === '1';

export default defineConfig({
  test: {
    include: interop ? ['tests/interop/**/*.test.ts'] : ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: interop ? [] : ['tests/interop/**'],
    // Vitest would leave a core to its terminal; most of these tests wait for processes.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
