/**
 * Three groups, told apart by file name (STYLE "Four sorts of test"): pure ones start at once; those that need a database
 * share a server, and so do stories, each started only when such a test is among those to run.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const EVERYWHERE = ['packages/**/src/**/*.test.ts', 'test/**/*.test.ts']
const WITH_DATABASE = ['packages/**/src/**/*.db.test.ts']
const STORIES = ['test/stories/**/*.test.ts']
const DATABASE_SERVER = 'packages/server/src/store/testing/global-setup.ts'

/** What a test starts as a process of its own loads as a start of ours does: with what the one before it compiled. */
const env = { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/troupe', import.meta.url)) }

/**
 * How long a test looks again for what comes with time, and how long one may take: no measure of speed, but what ends one that hangs.
 * A shared machine is now and then ten times slower.
 */
const expect = { poll: { timeout: 120_000 } }
const PURE_MS = 240_000
const DATABASE_MS = 240_000
const STORY_MS = 480_000

export default defineConfig({
  test: {
    watch: false,
    // Twice as many as a small CI machine has cores: every other moment a test waits, for the database, a browser or a fault that is late.
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'pure',
          env,
          expect,
          // A worker loads and warms the house once and not for each file: 211 s of the processor for all of these, with isolation 299 s.
          isolate: false,
          include: EVERYWHERE,
          // What tests install for themselves brings tests of its own.
          exclude: [...WITH_DATABASE, ...STORIES, '**/node_modules/**'],
          testTimeout: PURE_MS,
          hookTimeout: PURE_MS,
        },
      },
      {
        test: {
          name: 'database',
          env,
          expect,
          // As above: 18 files of routes take 70 s of the processor, with isolation 100 s.
          isolate: false,
          include: WITH_DATABASE,
          globalSetup: [DATABASE_SERVER],
          testTimeout: DATABASE_MS,
          hookTimeout: DATABASE_MS,
        },
      },
      {
        test: {
          name: 'stories',
          env,
          expect,
          // Whole instances, which take a process for their own.
          isolate: true,
          include: STORIES,
          globalSetup: [DATABASE_SERVER],
          testTimeout: STORY_MS,
          hookTimeout: STORY_MS,
        },
      },
    ],
  },
})
