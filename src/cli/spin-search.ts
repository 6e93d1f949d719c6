import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Bug } from '../base/bug.ts'
import type { Claim } from '../export/model.ts'
import type { Promela } from '../export/promela.ts'
import { isDeparture, movesOfTrail, traceOfTrail, violates } from '../export/trail.ts'
import { threadName } from '../program/print.ts'
import type { Program, Rules } from '../program/program.ts'
import { isEnabled, isFinal } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import { interruptionExit } from './host.ts'
import { execute, type Tools } from './spin-tools.ts'

/** What SPIN has found: a state without steps in which threads wait, a step that fails, a claim that is violated. */
export interface Problem {
  readonly kind: 'deadlock' | 'failure' | 'claim'
  /** The claim that is violated; null for others. */
  readonly claim: Claim | null
  readonly trace: Trace
}

/** What the searches of SPIN say. */
export interface Search {
  readonly states: number
  readonly transitions: number
  readonly complete: boolean
  /** Null if they found nothing. */
  readonly problem: Problem | null
}

/** An exported model in a folder, and what explores it. */
export interface Job {
  readonly tools: Tools
  readonly folder: string
  readonly program: Program
  readonly rules: Rules
  readonly model: Promela
  readonly timeoutMs: number | null
}

/** Compiles a search. What is exported, SPIN and the compiler accept: all else is a mistake of ours. */
async function build({ tools, folder }: Job, name: string, defines: readonly string[]): Promise<void> {
  // Without the optimisations that leave states out: SPIN then counts the states that we do.
  const made = await execute(tools.spin, ['-a', '-o2', '-o3', 'model.pml'], folder, null)
  if (made.status !== 0 && interruptionExit() === null) throw new Bug(`SPIN does not accept the export: ${made.output}`)
  const compiled = await execute(tools.compiler, ['-w', '-O1', '-DSAFETY', ...defines, '-o', name, 'pan.c'], folder, null)
  if (compiled.status !== 0 && interruptionExit() === null)
    throw new Bug(`the search of SPIN does not compile: ${compiled.output}`)
}

const deepest = '-m5000000'

/** Explores all states for deadlocks and failures, then once more for each claim about states. */
export async function searchAll(job: Job): Promise<Search> {
  await build(job, 'pan', ['-DNOREDUCE', '-DNOCLAIM'])
  const all = await search(job, 'pan', [deepest], 'all')
  const claims = job.model.claims.filter(({ formula }) => formula.kind === 'always')
  if (all.problem !== null || claims.length === 0) return all
  await build(job, 'pan-claims', ['-DNOREDUCE'])
  let { complete } = all
  for (const claim of claims) {
    const found = await search(job, 'pan-claims', [deepest, '-E', '-N', claim.name], claim.name, claim)
    if (found.problem !== null) return { ...all, complete, problem: found.problem }
    complete &&= found.complete
  }
  return { ...all, complete }
}

/**
 * Searches in several orders, each with a store of bits that takes some states for others (Holzmann, Joshi & Groce, *Swarm
 * Verification Techniques*, IEEE TSE 37(6), 2011): what it finds is real, but it may miss something.
 */
export async function searchBySwarm(job: Job, count: number): Promise<Search> {
  await build(job, 'pan', ['-DNOREDUCE', '-DNOCLAIM', '-DBITSTATE', '-DT_RAND', '-DP_RAND'])
  let most: Search = { states: 0, transitions: 0, complete: false, problem: null }
  const seeds = Array.from({ length: count }, (_, index) => index + 1)
  const worker = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined && most.problem === null; seed = seeds.shift()) {
      const found = await search(job, 'pan', [`-RS${seed}`, '-w26', deepest], `swarm-${seed}`)
      if (most.problem === null && (found.problem !== null || found.states > most.states)) most = { ...found, complete: false }
      if (interruptionExit() !== null) return
    }
  }
  await Promise.all(Array.from({ length: Math.min(count, availableParallelism()) }, worker))
  return most
}

/** Runs a search in a folder of its own, where it leaves its trail. */
async function search(
  job: Job,
  name: string,
  options: readonly string[],
  own: string,
  claim: Claim | null = null,
): Promise<Search> {
  const folder = join(job.folder, own)
  mkdirSync(folder)
  const { output, status } = await execute(join(job.folder, name), options, folder, job.timeoutMs)
  const number = (pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? 0)
  const kind = problemIn(output, claim)
  return {
    states: number(/(\d+) states, stored/),
    transitions: Math.max(0, number(/(\d+) transitions \(/) - 1),
    complete: status === 0 && kind === null && !/Search not completed|max search depth too small|out of memory/i.test(output),
    problem: kind === null ? null : { kind, claim, trace: await traceOf(job, folder, kind, claim) },
  }
}

/** A claim is violated by an assertion in the automaton that SPIN makes of it; the first search has found no other one. */
function problemIn(output: string, claim: Claim | null): Problem['kind'] | null {
  if (/^pan:\d+: (assertion|.*claim) violated/m.test(output)) return claim === null ? 'failure' : 'claim'
  return /^pan:\d+: invalid end state/m.test(output) ? 'deadlock' : null
}

/** Executes the trail of a search by the semantics: a trace that does not show what SPIN says is a mistake of ours. */
async function traceOf(job: Job, folder: string, kind: Problem['kind'], claim: Claim | null): Promise<Trace> {
  const { tools, program, rules, model } = job
  // SPIN replays with the first claim of a model, so the others have to go.
  const isOther = (line: string): boolean => line.startsWith('ltl ') && !line.startsWith(`ltl ${claim?.name ?? ''} `)
  const text = model.text.split('\n').map((line) => (isOther(line) ? '' : line))
  writeFileSync(join(folder, 'replayed.pml'), text.join('\n'))
  const { output } = await execute(tools.spin, ['-t', '-p', '-k', 'model.pml.trail', 'replayed.pml'], folder, null)
  const result = traceOfTrail(program, movesOfTrail(output, model.lines), rules)
  if (isDeparture(result)) {
    const thread = program.threads[result.thread] === undefined ? 'another process' : threadName(program, result.thread)
    throw new Bug(`the trail of SPIN departs from the semantics at step ${result.step}, of ${thread}`)
  }
  const end = result.steps.at(-1)?.after ?? result.initial
  const isStuck = program.threads.every((_, thread) => !isEnabled(program, end, thread, rules)) && !isFinal(program, end)
  const shows = {
    deadlock: isStuck && end.failure === null,
    failure: end.failure !== null,
    claim: claim !== null && violates(program, end, claim.source),
  }[kind]
  if (!shows) throw new Bug(`the trail of SPIN does not end in a ${kind}`)
  return result
}
