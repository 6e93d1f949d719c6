import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests that drive a browser: beside others that fill the processors, a click may take longer than they wait for. */
const pages = ['test/page/**/*.test.ts', 'test/names/*.test.ts', 'test/graph/*.test.ts']
/** Tests that measure time, or fill disks: they get the machine for themselves. */
const alone = ['test/faults/*.test.ts']

/** Files whose tests run one command after another for a minute or more: if they came last, all others would wait for them. */
const first = ['test/docs.test.ts', 'test/repair/repair.test.ts', 'test/cli/formats.test.ts', 'test/determinism/determinism.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFirst = ({ moduleId }: TestSpecification): boolean => first.some((file) => moduleId.endsWith(file))
    const sorted = await super.sort(files)
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
