import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { grouped } from '../base/grouped.ts'
import { counted } from '../base/words.ts'
import { promelaModel } from '../export/export.ts'
import { traceJson } from '../report/check-json.ts'
import { tableText } from '../report/table-text.ts'
import { traceTable } from '../report/trace-table.ts'
import type { SharedArguments } from './arguments.ts'
import { endText } from './choose-trace.ts'
import { Exit, Misuse } from './failure.ts'
import { interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { type LoadedModel, loadModel } from './load.ts'
import { type Job, type Problem, type Search, searchAll, searchBySwarm } from './spin-search.ts'
import { endAll, findTools } from './spin-tools.ts'

/** Checks a model with SPIN: exports it, explores it there, and replays the trail that SPIN found. Returns the exit code. */
export async function checkWithSpin(name: string, shared: SharedArguments, swarm: number | null): Promise<number> {
  const tools = findTools()
  const loaded = await loadModel(name, shared)
  const { program } = loaded
  const rules = { spuriousWakeups: shared.spuriousWakeups }
  const exported = promelaModel(program, rules)
  if (!exported.ok) throw new Misuse(exported.errors)
  const folder = mkdtempSync(join(tmpdir(), 'interleave-spin-'))
  const job: Job = { tools, folder, program, rules, model: exported.value, timeoutMs: shared.timeoutMs }
  try {
    writeFileSync(join(folder, 'model.pml'), exported.value.text)
    const search = swarm === null ? await searchAll(job) : await searchBySwarm(job, swarm)
    if (shared.json) process.stdout.write(`${jsonText(json(loaded, job, search, swarm))}\n`)
    else process.stdout.write(text(loaded, job, search, swarm, shared))
    return interruptionExit() ?? (search.problem !== null ? Exit.found : search.complete ? Exit.ok : Exit.limit)
  } finally {
    endAll()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Claims that are no invariants, which would need fairness or a search for what is possible. */
function unasked({ model }: Job): string[] {
  return [...model.claims.filter(({ formula }) => formula.kind !== 'always').map(({ text: claim }) => claim), ...model.omitted]
}

function json(
  { name }: LoadedModel,
  job: Job,
  { states, transitions, complete, problem }: Search,
  swarm: number | null,
): unknown {
  return {
    schema: 'interleave/spin@1',
    model: name,
    states,
    transitions,
    complete,
    swarm,
    problem:
      problem === null
        ? null
        : { kind: problem.kind, claim: problem.claim?.text ?? null, ...traceJson(job.program, problem.trace) },
    unasked: unasked(job),
  }
}

function text({ name }: LoadedModel, job: Job, search: Search, swarm: number | null, shared: SharedArguments): string {
  const { problem } = search
  const style = outputStyle(shared)
  const head = `${name}: ${howFar(search, swarm)}`
  if (shared.quiet) return `${head} ${problem === null ? 'Nothing found.' : problemText(problem)}\n`
  const lines = [head, '']
  if (problem === null) lines.push(swarm === null && search.complete ? 'No deadlock, no failed step.' : 'Nothing found so far.')
  else {
    const table = traceTable(job.program, { trace: problem.trace, detail: null, cycleFrom: null }, style.symbols)
    const end = endText(job.program, problem.trace, job.rules)
    lines.push(
      `${style.paint.bold(problemText(problem))} SPIN's trail, replayed and certified:`,
      '',
      tableText(table, style),
      end,
    )
  }
  const held = job.model.claims.filter(({ formula }) => formula.kind === 'always')
  if (problem === null && search.complete && held.length > 0) lines.push(`Holds: ${held.map((each) => each.text).join('; ')}.`)
  if (problem === null)
    lines.push('SPIN does not look for exceptions that end threads, lost updates and data races; `check` does.')
  const left = unasked(job)
  if (left.length > 0) lines.push(`SPIN was not asked about: ${left.join('; ')}.`)
  return `${lines.join('\n')}\n`
}

function howFar({ states, transitions, complete, problem }: Search, swarm: number | null): string {
  const size = `${counted(states, 'state')}, ${grouped(transitions)} transitions`
  if (swarm !== null) return `SPIN searched in ${counted(swarm, 'order')}, partially: at most ${size} in one of them.`
  if (problem !== null) return `SPIN stopped at what it found, after ${size}.`
  return `SPIN explored ${complete ? '' : 'a part: '}${size}.`
}

function problemText({ kind, claim, trace }: Problem): string {
  if (kind === 'deadlock') return 'A deadlock.'
  if (kind === 'claim') return `Violated: ${claim?.text ?? ''}.`
  const failure = trace.steps.at(-1)?.after.failure
  return `A step fails (${failure?.kind ?? ''}).`
}
