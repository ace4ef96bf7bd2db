// The test projects: pure units beside nothing, and the suites that start real parts.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const suite = (name: string, include: string[], extra: object = {}) => ({
  extends: true as const,
  test: { name, include, environment: 'node', ...extra },
})

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    projects: [
      suite('units', ['tests/{docs,protocol,server,main,renderer,scripts,bench}/**/*.test.ts']),
      suite('contracts', ['tests/contracts/**/*.test.ts']),
      suite('fuzz', ['tests/fuzz/**/*.test.ts']),
      suite('conformance', ['tests/conformance/**/*.test.ts'], {
        // Of the tests that wait for the real server's clock, and are marked to run side by side.
        maxConcurrency: 50,
        testTimeout: 90_000,
        hookTimeout: 90_000,
      }),
      suite('chaos', ['tests/chaos/**/*.test.ts'], { testTimeout: 180_000, hookTimeout: 60_000 }),
      suite('desktop', ['tests/desktop/**/*.test.ts'], {
        globalSetup: ['tests/support/built.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      suite('e2e', ['tests/e2e/**/*.test.ts'], {
        // A browser on a busy machine may lose a step: a second try is told of in the output, a second failure counts.
        retry: 1,
        globalSetup: ['tests/e2e/support/built-interface.ts'],
        expect: { poll: { timeout: 20_000 } },
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
    ],
  },
})
