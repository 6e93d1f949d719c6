import { z } from 'zod'
import { deadlockClasses } from '../analysis/finding.ts'
import { findingKinds } from '../program/program.ts'
import { storeKinds } from '../space/store-kinds.ts'
import { reportSchemaName } from './check-json.ts'

const count = z.int().min(0)
/** A value of the source language: an integer, the object that it represents there, or a list of these. */
const value: z.ZodType = z.lazy(() => z.union([z.int(), z.boolean(), z.null(), z.string(), z.array(value)]))
const byName = z.record(z.string(), value)
const bigCount = z.string().regex(/^\d+$/).nullable()

const step = z
  .object({
    thread: z.string(),
    instruction: z.string(),
    line: count,
    kind: z.enum(['reacquire', 'timeout', 'spurious-wakeup', 'queue']).optional(),
    move: z.string().optional(),
    changes: z.record(z.string(), z.tuple([value, value])),
    shown: z.record(z.string(), z.string()).optional(),
  })
  .strict()
const traced = { schedule: z.string(), trace: z.array(step).nullable(), traceWhy: z.string().optional() }

const operation = z
  .object({
    thread: z.string(),
    name: z.string(),
    arguments: z.array(value),
    first: count,
    last: count.nullable(),
    result: value.optional(),
    unexplained: z.literal(true).optional(),
  })
  .strict()
const attempt = z.object({ order: z.array(count), instead: z.array(z.object({ result: value.optional() }).strict()) }).strict()

const outcome = z
  .object({
    final: byName,
    serial: z.boolean().nullable(),
    grade: z.enum(['right', 'not-serial', 'wrong']),
    interleavings: bigCount,
    threadInterleavings: z.string().optional(),
    interleavingsWhy: z.string().optional(),
    probability: z.union([z.string(), z.number(), z.null()]),
    probabilityIs: z.literal('numeric').optional(),
    steps: count,
    afterLostUpdate: z.literal(true).optional(),
    schedule: z.string().optional(),
    trace: z.array(step).nullable(),
    traceWhy: z.string().optional(),
  })
  .strict()

/** Values with which executions stop that reach no final state. */
const stopped = z
  .object({
    kind: z.enum(['deadlock', 'failed']),
    final: byName,
    interleavings: bigCount,
    threadInterleavings: z.string().optional(),
    probability: z.union([z.string(), z.number(), z.null()]),
    steps: count,
  })
  .strict()

const deadlock = z
  .object({
    final: byName,
    class: z.enum(deadlockClasses),
    threads: z.array(z.string()),
    waits: z.array(
      z
        .object({
          thread: z.string(),
          for: z.string(),
          heldBy: z.string().nullable(),
          givers: z.array(z.string()),
          inLine: count.optional(),
          line: count,
        })
        .strict(),
    ),
    ...traced,
  })
  .strict()

const finding = z
  .object({
    kind: z.enum(findingKinds),
    severity: z.enum(['error', 'warning']),
    location: z.string().nullable(),
    threads: z.array(z.string()),
    message: z.string(),
    lines: z.array(count),
    shortest: z.boolean(),
    cycleFrom: count.optional(),
    operations: z.array(operation).optional(),
    sequentiallyConsistent: z.boolean().nullable().optional(),
    attempts: z.array(attempt).optional(),
    ...traced,
  })
  .strict()

/** How often, at most, one thread enters a critical section while another waits. */
const atMost = z.union([count, z.literal('unbounded')])
const overtaking = z
  .object({
    section: z.string(),
    atMost,
    pairs: z.array(z.object({ waits: z.string(), enters: z.string(), atMost }).strict()),
    cycleFrom: count.optional(),
    schedule: z.string().optional(),
    trace: z.array(step).nullable().optional(),
    traceWhy: z.string().optional(),
  })
  .strict()

const report = z
  .object({
    schema: z.literal(reportSchemaName),
    model: z.object({ file: z.string(), threads: z.array(z.string()), observed: z.array(z.string()) }).strict(),
    verdict: z.enum(['pass', 'answered', 'fail', 'incomplete']),
    complete: z.boolean(),
    limit: z.string().nullable(),
    notes: z.array(z.string()),
    unjudged: z.array(z.object({ kind: z.enum(findingKinds), why: z.string() }).strict()).optional(),
    stats: z
      .object({
        states: count,
        transitions: count,
        depth: count,
        interleavings: bigCount,
        interleavingsWhy: z.string().nullable().optional(),
        threadInterleavings: z.string().optional(),
        startedBy: z.string().optional(),
        reduced: z.boolean(),
        store: z.enum(storeKinds),
        merged: z.record(z.string(), count).optional(),
        elapsedMs: z.number().min(0),
      })
      .strict(),
    certified: z.object({ outcomes: count, of: count }).strict(),
    outcomes: z.array(outcome),
    stopped: z.array(stopped),
    deadlocks: z.array(deadlock),
    findings: z.array(finding),
    deadlockSets: z.array(z.array(z.string())).nullable(),
    expectations: z.array(
      z
        .object({
          text: z.string(),
          line: count,
          holds: z.boolean().nullable(),
          why: z.string().optional(),
          cycleFrom: count.optional(),
          schedule: z.string().optional(),
          trace: z.array(step).nullable().optional(),
          traceWhy: z.string().optional(),
        })
        .strict(),
    ),
    overtaking: z.array(overtaking).optional(),
  })
  .strict()

/** Returns the JSON Schema of the report of a check. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(report, { reused: 'ref' })
}

/** Returns the errors in a report, by path; empty if the report conforms to the schema. */
export function reportMistakes(text: unknown): string[] {
  const result = report.safeParse(text)
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
