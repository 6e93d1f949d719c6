import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import type { Checkpoint, Checkpoints, StoredCheckpoint } from '../../src/explorer/checkpoint.ts'
import type { ShardService } from '../../src/explorer/wasm/crew.ts'
import { reductions } from '../../src/reduction/reduction.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs, withFault, withSpinner, withTwins } from '../random/programs.ts'
import { findingDifference } from './findings.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 180)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261125)

test.each(['plain', 'wasm'] as const)(
  `check with the %s engine and the oracle agree on findings, outcomes and counts of ${runs} random programs`,
  { timeout: 7_200_000 },
  async (engine) => {
    const taste = { threads: [2, 3], instructions: [1, 6], loops: 20 } as const
    const maxBytes = 8 * 2 ** 20
    const agrees = fc.asyncProperty(fc.oneof(programs(taste), disciplined), fc.boolean(), async (program, spuriousWakeups) => {
      expect(await findingDifference(program, { spuriousWakeups }, 300, { engine, maxBytes })).toBe(null)
    })
    await fc.assert(agrees, { numRuns: runs, seed })
  },
)

/** Each of the reductions gets a share of the programs. */
const reducedRuns = Math.ceil(runs / 4)

const reductionSets = [
  ['local'],
  ['atomic'],
  ['ample'],
  ['symmetry'],
  ['ample', 'symmetry'],
  ['local', 'atomic', 'ample', 'symmetry'],
] as const

test.each(reductionSets.map((names) => ({ names: names.join(', ') })))(
  `check with the reductions $names keeps all outcomes and findings of ${reducedRuns} random programs`,
  { timeout: 7_200_000 },
  async ({ names }) => {
    const reduce = reductions.filter((each) => names.split(', ').includes(each))
    const taste = { threads: [2, 3], instructions: [1, 6], loops: 20 } as const
    const any = fc.oneof(
      programs(taste),
      programs(taste).map(withTwins),
      programs({ ...taste, talks: true }),
      programs({ ...taste, talks: true }).map(withTwins),
      programs(taste).map(withSpinner),
      programs(taste).map(withTwins).map(withSpinner),
      programs(taste).map(withFault),
      disciplined,
    )
    const maxBytes = 8 * 2 ** 20
    // The generated engine is for programs without ample sets and symmetry; else the plain one explores in any case.
    const engine = fc.constantFrom('plain' as const, 'wasm' as const)
    const agrees = fc.asyncProperty(any, fc.boolean(), engine, async (program, spuriousWakeups, engine) => {
      expect(await findingDifference(program, { spuriousWakeups }, 600, { engine, maxBytes, reduce })).toBe(null)
    })
    await fc.assert(agrees, { numRuns: reducedRuns, seed })
  },
)

/** A thread takes a twentieth of a second to start, so few programs. */
const threadedRuns = Math.ceil(runs / 20)

test(`check with two threads and the oracle agree on ${threadedRuns} random programs`, { timeout: 7_200_000 }, async () => {
  const taste = { threads: [2, 3], instructions: [1, 6], loops: 20 } as const
  const helpers = {
    threads: 2,
    start: (service: ShardService): void => {
      const thread = new Worker('./dist/worker.cjs')
      thread.unref()
      thread.postMessage(service)
    },
  }
  const options = { engine: 'wasm', maxBytes: 8 * 2 ** 20, workers: 2, helpers } as const
  const reduction = fc.constantFrom([], ['local', 'atomic'] as const)
  const any = fc.tuple(fc.oneof(programs(taste), disciplined), fc.boolean(), reduction)
  const agrees = fc.asyncProperty(any, async ([program, spuriousWakeups, reduce]) => {
    expect(await findingDifference(program, { spuriousWakeups }, 300, { ...options, reduce })).toBe(null)
  })
  await fc.assert(agrees, { numRuns: threadedRuns, seed })
})

/** Bytes of checkpoints that are kept in memory, as a file would keep them. */
function kept(): { readonly checkpoints: Checkpoints; stored(): StoredCheckpoint | null } {
  let last: { header: Checkpoint['header']; bytes: Uint8Array } | null = null
  const save = ({ header, parts }: Checkpoint): void => {
    last = { header: structuredClone(header), bytes: Buffer.concat(parts) }
  }
  return {
    checkpoints: { every: Number.POSITIVE_INFINITY, save, resume: null },
    stored: () => {
      if (last === null) return null
      const { header, bytes } = last
      let at = 0
      const read = (into: Uint8Array): void => {
        into.set(bytes.subarray(at, at + into.length))
        at += into.length
      }
      return { header, read }
    },
  }
}

test(`a check that goes on from a checkpoint and the oracle agree on ${reducedRuns} random programs`, {
  timeout: 7_200_000,
}, async () => {
  const taste = { threads: [2, 3], instructions: [1, 6], loops: 20 } as const
  const any = fc.tuple(fc.oneof(programs(taste), disciplined), fc.boolean(), fc.nat({ max: 200 }))
  const agrees = fc.asyncProperty(any, async ([program, spuriousWakeups, maxStates]) => {
    const rules = { spuriousWakeups }
    const options = { rules, engine: 'wasm', reduce: [], maxBytes: 8 * 2 ** 20 } as const
    const { checkpoints, stored } = kept()
    await check(program, { ...options, maxStates: maxStates + 1, checkpoints })
    const resume = stored()
    if (resume === null) return
    const { rules: _, ...rest } = options
    expect(await findingDifference(program, rules, 300, { ...rest, checkpoints: { ...checkpoints, resume } })).toBe(null)
  })
  await fc.assert(agrees, { numRuns: reducedRuns, seed })
})
