// The test projects: pure units beside nothing, and the suites that start real parts.
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { redisProgram } from './tests/support/redis/redis-program.ts'
import { SideBySide } from './tests/support/side-by-side.ts'

const suite = (name: string, include: string[], extra: object = {}) => ({
  extends: true as const,
  test: { name, include, environment: 'node', ...extra },
})

/** What starts Redis servers of its own. */
const ON_REDIS = ['tests/server/store/redis/**/*.test.ts', 'tests/server/moving/**/*.test.ts']

/** Of what a client meets of a host, what is not tried on Redis too, and why. All the rest of tests/conformance is. */
const CONFORMANCE_OF_FOLDERS = [
  // The folder in which an embedded host keeps what it has, and the commands that read and write it.
  'tests/conformance/{amended-files,import,search-restored}.test.ts',
  // They start Redis servers of their own, of both kinds.
  'tests/conformance/{migrate,nodes}.test.ts',
  // The program before there is a store: its command line, its folder, its ports, and its end by npm.
  'tests/conformance/{npm-serve,start-up}.test.ts',
  // What one process lets be done to it, and how much memory it takes for that, before anything is asked of a store.
  'tests/conformance/{abuse/*,few-files}.test.ts',
]

/** The same of what a person sees in a browser. */
const BROWSER_ALONE = [
  // Pictures, the keyboard, compositions, languages and what is read aloud: all made in the page.
  'tests/e2e/{hangul,keyboard,language-theme,screen-reader,screenshots}.test.ts',
  // The first page: names that cannot be used, passwords and addresses, of which no store knows.
  'tests/e2e/first-run.test.ts',
  // It starts several nodes on a Redis of its own.
  'tests/e2e/balanced.test.ts',
]

/** Both kinds of Redis, and how the tests are told. */
const REDIS = { Redis: 'redis', 'Redis Cluster': 'redis-cluster' }

/** The suite once more for each kind of Redis, with all of its hosts there, and named so. Without a redis-server it has no tests. */
const onRedis = (
  name: string,
  include: string[],
  { exclude, globalSetup = [], ...extra }: { exclude: string[]; globalSetup?: string[] } & object,
) =>
  Object.entries(REDIS).map(([kind, store]) =>
    suite(`${name} on ${kind}`, redisProgram() === null ? [] : include, {
      ...extra,
      exclude,
      env: { SARANGBANG_TEST_STORE: store },
      globalSetup: ['tests/support/redis/one-for-all.ts', ...globalSetup],
      passWithNoTests: true,
    }),
  )

/**
 * On a machine that is busy with all suites at once: what fails once has a second try, which is told of in the output. None where
 * one failure among many tries is what is looked for (fuzz, chaos).
 */
const SECOND_TRY = { retry: 1 }

const CONFORMANCE = ['tests/conformance/**/*.test.ts']
const CONFORMANCE_EXTRA = {
  ...SECOND_TRY,
  // Of the tests that wait for the real server's clock, and are marked to run side by side.
  maxConcurrency: 50,
  testTimeout: 90_000,
  hookTimeout: 90_000,
}

const E2E = ['tests/e2e/**/*.test.ts']
const E2E_EXTRA = {
  // A browser may lose a step besides.
  retry: 2,
  globalSetup: ['tests/e2e/support/built-interface.ts'],
  testTimeout: 180_000,
}

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    // Most files wait most of the time, for a clock, a host or a browser: more of them run at once than there are processors.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: SideBySide },
    // What is waited for is sure to come, on a machine that is busy with other things too. Nothing passes by waiting.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      suite('units', ['tests/{docs,protocol,server,main,renderer,scripts,bench}/**/*.test.ts'], {
        exclude: ON_REDIS,
        // A file takes less time than a worker of its own would to begin. What it puts in the place of globals ends with it.
        isolate: false,
        unstubGlobals: true,
        ...SECOND_TRY,
      }),
      suite('contracts', ['tests/contracts/**/*.test.ts'], SECOND_TRY),
      suite('redis', ON_REDIS, SECOND_TRY),
      suite('fuzz', ['tests/fuzz/**/*.test.ts']),
      suite('conformance', CONFORMANCE, CONFORMANCE_EXTRA),
      ...onRedis('conformance', CONFORMANCE, { ...CONFORMANCE_EXTRA, exclude: CONFORMANCE_OF_FOLDERS }),
      suite('chaos', ['tests/chaos/**/*.test.ts'], { testTimeout: 180_000 }),
      suite('desktop', ['tests/desktop/**/*.test.ts'], {
        ...SECOND_TRY,
        globalSetup: ['tests/support/built.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      suite('e2e', E2E, E2E_EXTRA),
      ...onRedis('e2e', E2E, { ...E2E_EXTRA, exclude: BROWSER_ALONE }),
    ],
  },
})
