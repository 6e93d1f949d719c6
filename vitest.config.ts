import { defineConfig } from 'vitest/config'

/** Tests that measure time, or drive a browser: they get the machine for themselves. */
const alone = ['test/page/**/*.test.ts', 'test/names/*.test.ts', 'test/faults/*.test.ts', 'test/graph/*.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, maxWorkers: 2, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
