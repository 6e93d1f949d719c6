import { present, unreachable } from '../base/bug.ts'
import { readableText, stepText } from '../program/print.ts'
import { type FailureKind, failureKinds, isSilent, loudInstruction, type Program, type Rules } from '../program/program.ts'
import { selectWays, standAt } from './channels.ts'
import { claimsOf } from './claims.ts'
import type { Context } from './context.ts'
import { lowerLoud, lowerSilent } from './instructions.ts'
import type { Model, Passage, Place, Process, Statement, Station, Term, Way } from './model.ts'
import type { Namer } from './names.ts'
import { type Needs, needsOf } from './needs.ts'
import { overTerm } from './over.ts'
import { insideBlocks, reachableIn, type Underway, underwayIn } from './passing.ts'
import { commonName, contextOf } from './process-context.ts'
import { refusalOf, refusalOfProgram } from './refusal.ts'
import { barrierWays, fallAsleep, handedWay, way, waysAfterTimeout, waysAt, waysInWait } from './stations.ts'
import { all, assign, cellOf, everyStatement, me, not, number } from './terms.ts'
import { declared, type Globals, globalsOf } from './variables.ts'

const taskHint = 'declare the threads outside of a `loop:`'

/** Returns a program as guarded steps. Throws `Refusal`. */
export function modelOf(program: Program, rules: Rules, namer: Namer): Model {
  const task = program.threads.find(({ loop }) => loop !== undefined)
  if (task !== undefined) {
    const message = `tasks of an event loop cannot be exported, as ${task.name} is one`
    const [first] = program.codes[task.code]?.instructions ?? []
    throw first === undefined ? refusalOfProgram(program, message) : refusalOf(program, first, message, taskHint)
  }
  const needs = needsOf(program)
  if (needs.start.failure !== null) {
    throw refusalOfProgram(program, `the execution fails before its first step: ${needs.start.failure.detail}`)
  }
  const globals = globalsOf(program, namer, needs)
  const over = needs.ends && program.threads.some(({ daemon }) => daemon) ? overTerm(program, globals) : null
  const failures = new Set<FailureKind>()
  const processes = groupsOf(program, needs).map((threads) => {
    return new ProcessBuilder(program, globals, needs, threads, namer, { rules, over }).build(failures)
  })
  const { claims, omitted } = claimsOf(program, globals, namer)
  const { variables, queues } = declared(globals)
  return {
    title: program.source?.name ?? 'a program',
    globals: variables,
    queues,
    processes,
    threads: program.threads.map(({ name }) => name),
    claims,
    omitted,
    failures: failureKinds.filter((each) => failures.has(each)),
    failure: globals.failure,
    over,
    freed: globals.freed,
  }
}

/** Returns the threads by process: neighbours that differ only in their numbers are together. */
function groupsOf(program: Program, { exposed }: Needs): number[][] {
  const groups: number[][] = []
  for (const [thread, declaration] of program.threads.entries()) {
    const last = groups.at(-1)
    const before = program.threads[thread - 1]
    const alike =
      before !== undefined &&
      before.code === declaration.code &&
      before.start === declaration.start &&
      before.daemon === declaration.daemon &&
      !exposed.some((each) => each.thread === thread || each.thread === thread - 1)
    if (alike && last !== undefined) last.push(thread)
    else groups.push([thread])
  }
  return groups
}

class ProcessBuilder {
  private readonly program: Program
  private readonly threads: readonly number[]
  private readonly context: Context
  private readonly rules: Rules
  private readonly over: Term | null
  private readonly name: string
  private readonly inside: ReadonlySet<number>
  private readonly underway: readonly Underway[]

  constructor(
    program: Program,
    globals: Globals,
    needs: Needs,
    threads: readonly number[],
    namer: Namer,
    { rules, over }: { readonly rules: Rules; readonly over: Term | null },
  ) {
    this.program = program
    this.threads = threads
    this.rules = rules
    this.over = over
    this.name = namer.name(
      threads.length === 1 ? (this.declarations()[0]?.name ?? '') : commonName(this.declarations().map((each) => each.name)),
    )
    const { code } = present(this.declarations()[0], 'thread')
    this.context = contextOf(program, globals, needs, code, threads, namer)
    this.inside = insideBlocks(this.context)
    this.underway = underwayIn(this.context)
  }

  private declarations(): Program['threads'][number][] {
    return this.threads.map((thread) => present(this.program.threads[thread], 'thread'))
  }

  build(failures: Set<FailureKind>): Process {
    const { context } = this
    const { daemon, start } = present(this.declarations()[0], 'thread')
    const { instructions } = context.body
    const reachable = reachableIn(
      context,
      start === 'running' ? (context.needs.start.threads[this.threads[0] ?? -1]?.pc ?? 0) : 0,
    )
    const blocks = instructions.flatMap((_, pc) => (reachable.has(pc) ? this.blocksAt(pc) : []))
    const first = present(context.needs.start.threads[this.threads[0] ?? -1], 'thread')
    const unstarted: Station[] =
      start === 'running'
        ? []
        : [
            {
              kind: 'station',
              place: { pc: 0, phase: 'unstarted' },
              line: 0,
              text: 'waits until it is started',
              ways: [handedWay(context, this.resolved([{ kind: 'go', to: 0 }], { message: false, free: true }))],
            },
          ]
    for (const each of context.failures) failures.add(each)
    return {
      name: this.name,
      code: context.code,
      threads: this.threads,
      daemon,
      blocks: [...unstarted, ...blocks],
      start:
        start === 'running'
          ? { pc: first.pc, phase: first.status === 'crashed' ? 'crashed' : 'at' }
          : { pc: 0, phase: 'unstarted' },
      locals: context.locals,
      length: instructions.length,
    }
  }

  /** Silent code at a position, or the places there. */
  private blocksAt(pc: number): (Station | Passage)[] {
    const { context } = this
    const instruction = context.instruction(pc)
    const { line } = instruction
    const text = readableText(this.program, context.code, instruction)
    const underway = present(this.underway[pc], 'position')
    if (isSilent(instruction)) {
      return [{ kind: 'passage', pc, line, text, body: this.resolved(lowerSilent(context, instruction, pc), underway) }]
    }
    if (this.inside.has(pc)) {
      const loud = loudInstruction(instruction)
      if (loud.op === 'wait' || loud.op === 'barrier_wait' || loud.op === 'select') {
        throw refusalOf(this.program, instruction, `\`${loud.op}\` in an atomic block cannot be exported`)
      }
      const free = underway.free || loud.op === 'spawn'
      return [{ kind: 'passage', pc, line, text, body: this.resolved(lowerLoud(context, loud, pc), { ...underway, free }) }]
    }
    return this.stationsAt(pc).map((each) => ({
      ...each,
      ways: each.ways.map((one) => this.guarded(one)).filter((one) => !isNever(one.when)),
    }))
  }

  private stationsAt(pc: number): Station[] {
    const { context } = this
    const instruction = context.instruction(pc)
    const text = stepText(this.program, context.code, pc)
    const station = (phase: Place['phase'], ways: readonly Way[]): Station => ({
      kind: 'station',
      place: { pc, phase },
      line: instruction.line,
      text: phase === 'at' ? text : `${text} (${phase})`,
      ways: ways.map((each) => ({ ...each, body: this.resolved(each.body, this.begun(each)) })),
    })
    switch (instruction.op) {
      case 'atomic':
        return [station('at', waysAt(context, context.instruction(pc + 1), pc + 1, pc, [{ kind: 'go', to: pc + 1 }]))]
      case 'wait': {
        const asleep = waysInWait(context, instruction, pc, this.rules.spuriousWakeups)
        const expired = instruction.to === null ? [] : [station('expired', waysAfterTimeout(context, instruction, pc))]
        return [station('at', [way(null, fallAsleep(context, instruction, pc))]), station('waiting', asleep), ...expired]
      }
      case 'barrier_wait': {
        const arrived = handedWay(context, [{ kind: 'go', to: pc + 1 }])
        return [station('at', barrierWays(context, instruction, pc)), station('arrived', [arrived])]
      }
      case 'select':
        return [station('at', selectWays(context, instruction, pc))]
      default: {
        const loud = loudInstruction(instruction)
        if (loud.op === 'wait' || loud.op === 'barrier_wait' || loud.op === 'select') return []
        return [station('at', waysAt(context, loud, pc, pc, lowerLoud(context, loud, pc)))]
      }
    }
  }

  /** What is underway from the begin of a step. */
  private begun({ body, handed }: Way): Underway {
    const text = everyStatement(body)
    const { message } = this.context
    return {
      message: text.some((each) => (each.kind === 'assign' || each.kind === 'take') && each.to.variable === message),
      free: handed || text.some((each) => each.kind === 'free'),
    }
  }

  /** A daemon is cut off when all others have ended. */
  private guarded(each: Way): Way {
    const [first] = this.declarations()
    if (this.over === null || first?.daemon !== true || each.handed) return each
    return { ...each, when: all([not(this.over), each.when ?? number(1)]) }
  }

  /** Replaces each `go` to a place where the thread stops by what it does there before. */
  private resolved(statements: readonly Statement[], underway: Underway): Statement[] {
    return statements.flatMap((each): Statement[] => {
      switch (each.kind) {
        case 'go':
          return this.arrive(each.to, underway)
        case 'if':
          return [
            {
              ...each,
              branches: each.branches.map((branch) => ({ ...branch, body: this.resolved(branch.body, underway) })),
              otherwise: this.resolved(each.otherwise, underway),
            },
          ]
        case 'choice':
          return [
            {
              ...each,
              ways: each.ways.map((one) => ({ ...one, body: this.resolved(one.body, underway) })),
              otherwise: this.resolved(each.otherwise, underway),
            },
          ]
        case 'stop': {
          const ends = each.at.phase === 'crashed' ? this.ended() : []
          return [...ends, ...this.cleared(underway), { ...each, handsOver: underway.free }]
        }
        case 'assign':
        case 'fail':
        case 'append':
        case 'take':
        case 'remove':
        case 'free':
          return [each]
        default:
          return unreachable(each)
      }
    })
  }

  private arrive(to: number, underway: Underway): Statement[] {
    const { context } = this
    const stop: Statement = { kind: 'stop', at: { pc: to, phase: 'at' }, handsOver: underway.free }
    if (to >= context.body.instructions.length) return [...this.ended(), ...this.cleared(underway), stop]
    if (isSilent(context.instruction(to)) || this.inside.has(to)) {
      return [...(underway.message && this.underway[to]?.message === false ? this.cleared(underway) : []), { kind: 'go', to }]
    }
    return [...this.cleared(underway), ...standAt(context, to), stop]
  }

  private ended(): Statement[] {
    const { ended } = this.context.globals
    return ended === null ? [] : [assign(cellOf(ended, me), number(1))]
  }

  /** Nothing is left of a message between two steps. */
  private cleared({ message }: Underway): Statement[] {
    const { context } = this
    if (!message) return []
    return [context.message, context.messageOk].flatMap((each) => (each === null ? [] : [assign(cellOf(each), number(0))]))
  }
}

/** Whether a condition holds in no state. */
function isNever(condition: Term | null): boolean {
  return condition?.kind === 'number' && condition.value === 0
}
