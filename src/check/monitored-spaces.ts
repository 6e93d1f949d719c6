import { Exploration, type ExplorationOptions } from '../explorer/exploration.ts'
import type { Explorer } from '../explorer/explorer.ts'
import { OperationRunner } from '../explorer/one-by-one.ts'
import type { Detail } from '../findings/kinds.ts'
import { soughtKinds } from '../findings/kinds.ts'
import type { RememberingSearch, Sought } from '../findings/rule.ts'
import type { Program } from '../program/program.ts'
import { layoutOf } from '../space/layout.ts'
import { isThreadwise } from '../space/monitor.ts'
import type { Limit, StateSpace } from '../space/space.ts'
import { drive } from './drive.ts'
import { confirmed } from './findings.ts'
import { type CheckOptions, largeStates } from './options.ts'
import { plainStates } from './passes.ts'
import type { Finding, Unjudged } from './result.ts'
import type { Subject } from './subject.ts'
import { Witnesses } from './witnesses.ts'

/** The results of explorations with a memory. */
export interface Remembered {
  readonly findings: readonly Finding[]
  readonly limit: Limit | null
  readonly unjudged: readonly Unjudged[]
}

/** The spaces in which findings that depend on history can be searched for. */
export interface Spaces {
  /** The space without a memory, already explored, and whether it is of a reduced program. */
  readonly known: StateSpace
  readonly isReduced: boolean
  /** The program as it is, unless the user asks for reductions. */
  readonly full: Subject
  readonly reduced: () => Subject
}

/**
 * Explores a program once more for each kind of finding that depends on history, if there can be one: each state is stored
 * with the memory that the kind needs.
 */
export async function exploreWithMemories(spaces: Spaces, options: CheckOptions, started: number): Promise<Remembered> {
  const found: Remembered[] = []
  for (const kind of soughtKinds) {
    for (const search of kind.searches) {
      if (search.in === 'space with memory') found.push(await exploreFor(kind, search, spaces, options, started))
    }
  }
  return {
    findings: found.flatMap(({ findings }) => findings),
    limit: found.find(({ limit }) => limit !== null)?.limit ?? null,
    unjudged: found.flatMap(({ unjudged }) => unjudged),
  }
}

/** Generated code explores so many states in a second or two, before the plain engine explores a reduced space. */
const generatedStates = 5_000_000

/** The part of the memory limit that an exploration may use beside a space that reached it. */
const shareLeft = 8

const nothing: Remembered = { findings: [], limit: null, unjudged: [] }

/**
 * Explores without reductions first, for the shortest traces; if that takes too many states, with reductions, if these
 * preserve the finding.
 */
async function exploreFor(
  kind: Sought<Detail>,
  search: RememberingSearch<Detail>,
  { known, isReduced, full, reduced }: Spaces,
  options: CheckOptions,
  started: number,
): Promise<Remembered> {
  const decisionFor = (program: Program): ReturnType<typeof search.decide> => {
    return search.decide({ program, space: known, isReduced, largeStates })
  }
  const decision = decisionFor(full.from?.program ?? full.program)
  if (decision === 'skip') return nothing
  if (decision !== 'explore') return { ...nothing, unjudged: [{ kind: kind.kind, reason: decision.unjudged }] }
  const explored = (subject: Subject, mostStates: number): Promise<Remembered> => {
    const maxStates = Math.min(mostStates, options.maxStates)
    // What a space keeps that filled the memory stays there: what it can show may be looked at, but not twice as much be kept.
    const maxBytes = known.limit?.kind === 'memory' ? options.maxBytes / shareLeft : options.maxBytes
    return exploreSubject(kind, search, subject, known, { ...options, maxStates, maxBytes }, started)
  }
  if (!kind.inReducedSpaces) return explored(full, options.maxStates)
  const small = reduced()
  if (decisionFor(small.program) !== 'explore') return nothing
  const mostStates = (await isGenerated(full, known, options)) ? generatedStates : largeStates
  const first = full.from !== null ? null : await explored(full, mostStates)
  if (first !== null && (first.limit?.kind !== 'states' || options.quick)) return first
  const rest = await explored(small, options.maxStates)
  const keys = new Set(first?.findings.map(keyOf))
  return { ...rest, findings: [...(first?.findings ?? []), ...rest.findings.filter((each) => !keys.has(keyOf(each)))] }
}

/** Returns a key that is equal for the same finding in the space of the program itself and in a reduced one. */
function keyOf({ detail, lines }: Finding): string {
  const variable = 'location' in detail ? detail.location.variable : -1
  return JSON.stringify([detail.kind, variable, [...lines].sort((a, b) => a - b)])
}

async function exploreSubject(
  kind: Sought<Detail>,
  search: RememberingSearch<Detail>,
  subject: Subject,
  known: StateSpace,
  options: CheckOptions,
  started: number,
): Promise<Remembered> {
  const { program, from } = subject
  const { maxStates, maxBytes, rules } = options
  const store = kind.inReducedSpaces ? options.store : 'exact'
  const run = search.begin(program, () => new OperationRunner(program, layoutOf(program), rules))
  const { monitor, observer } = run
  const settings = { rules, maxStates, maxBytes, keepEdges: true, monitor, observers: [observer], store }
  const generates = isThreadwise(monitor) && (await isGenerated(subject, known, { ...options, store }))
  const exploration = await explorerFor(subject, settings, generates)
  // A checkpoint has the states of the program without memories.
  await drive(exploration, { ...options, checkpoints: null }, started)
  const reason = run.hindrance()
  if (reason !== null) return { ...nothing, unjudged: [{ kind: kind.kind, reason }] }
  const space = exploration.space()
  const findings = confirmed(kind, run.candidates(), new Witnesses(space, rules, from), rules)
  return { findings, limit: space.limit, unjudged: [] }
}

/** Reports whether generated code is to explore a program with memories that change one by one. */
async function isGenerated(
  { program, ample, sorter, keys }: Subject,
  known: StateSpace,
  { engine, store }: Pick<CheckOptions, 'engine' | 'store'>,
): Promise<boolean> {
  if (engine === 'plain' || (engine === 'auto' && known.count < plainStates)) return false
  if (ample !== null || sorter !== null || keys !== null) return false
  if (store !== 'exact' && store !== 'compressed') return false // the plain engine has the lossy ones
  const { isSupported } = await import('../explorer/wasm/generated.ts') // large
  return isSupported(program, program.threads.length)
}

async function explorerFor(
  { program, ample, sorter, keys }: Subject,
  settings: ExplorationOptions,
  generates: boolean,
): Promise<Explorer> {
  if (!generates) return new Exploration(program, { ...settings, ample, sorter, keys })
  const { WasmExploration } = await import('../explorer/wasm/generated.ts') // large
  return new WasmExploration(program, { ...settings, store: 'exact' })
}
