import { defineConfig } from 'vitest/config'

/** Tests that drive a browser: beside others that fill the processors, a click may take longer than they wait for. */
const pages = ['test/page/**/*.test.ts', 'test/names/*.test.ts', 'test/graph/*.test.ts']
/** Tests that measure time, or fill disks: they get the machine for themselves. */
const alone = ['test/faults/*.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // A page beside others that fill the processors may take some seconds to show what is waited for.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: [...pages, ...alone], maxWorkers: 3, sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'pages', include: pages, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
})
