import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from '../cli/command.ts'

/** A folder with a model of three threads that count without a lock. */
export function counterModel(rounds: number): { readonly folder: string; readonly model: string } {
  const folder = scratch()
  const model = join(folder, 'counter.ilv')
  writeFileSync(model, `shared x = 0\nthread A, B, C:\n repeat ${rounds}:\n load r, x\n add r, 1\n store x, r\n end\n`)
  return { folder, model }
}

/** A report without what differs from run to run. */
export function answerOf(stdout: string): unknown {
  const report = JSON.parse(stdout)
  return { ...report, stats: { ...report.stats, elapsedMs: 0 } }
}

interface Report {
  readonly verdict: string
  readonly stats: { readonly states: number; readonly transitions: number }
  readonly outcomes: readonly { readonly final: unknown; readonly grade: string }[]
  readonly findings: readonly { readonly kind: string; readonly steps?: number }[]
}

/** The part of a report that is the same however states are spread over threads, which choose among equal schedules. */
export function claimsOf(stdout: string): unknown {
  const { verdict, stats, outcomes, findings }: Report = JSON.parse(stdout)
  const { states, transitions } = stats
  const finals = outcomes.map(({ final, grade }) => JSON.stringify({ final, grade })).sort()
  return { verdict, states, transitions, finals, findings: findings.map(({ kind }) => kind) }
}

/** Options for the engine that writes checkpoints. */
export const keeping: readonly string[] = ['--json', '--engine', 'wasm', '--reduce', 'none']
