import { present, unreachable } from '../base/bug.ts'
import type { Choice, Program } from '../program/program.ts'
import { keyOf, labelsOf } from './labels.ts'
import type { Cell, Model, Place, Process, Statement, Station, Term, Variable, Way } from './model.ts'
import { murphiNumber, murphiTruth } from './murphi-terms.ts'
import { indicesOf, initialise } from './murphi-variables.ts'
import { Namer } from './names.ts'
import { refusalOf, refusalOfProgram } from './refusal.ts'
import { isByThread } from './tla-steps.ts'

/** The words of Murphi. */
export const murphiWords: ReadonlySet<string> = new Set(
  (
    'alias array assert assume begin boolean by case clear const cover do else elsif end endalias endexists endfor endforall endfunction ' +
    'endif endprocedure endrecord endrule endruleset endstartstate endswitch endwhile enum error exists false for forall function if in ' +
    'interleaved invariant ismember isundefined liveness log multiset multisetadd multisetcount multisetremove of procedure process ' +
    'program property put record return rule ruleset scalarset startstate switch then to traceuntil true type undefine union var while ' +
    'union pc self place of_thread'
  ).split(' '),
)

/** Rules that have more ways through them than this are refused: there would be no end of them if they go round. */
const mostWays = 300

class TooManyWays extends Error {}

/** Returns a model in Murphi: a rule for each step, and for each choice in one. Throws `Refusal`. */
export function murphiOf(program: Program, model: Model): string {
  return new MurphiModel(program, model).write()
}

/** Who acts, as far as a rule says it. */
interface Actor {
  readonly routine: Process
  readonly me: string
}

class MurphiModel {
  private readonly program: Program
  private readonly model: Model
  private readonly labels: ReadonlyMap<Process, ReadonlyMap<string, string>>
  private readonly lines: string[] = []
  private left = 0

  constructor(program: Program, model: Model) {
    this.program = program
    this.model = model
    // All values of enumerations are one name space, with those of variables.
    const namer = new Namer(murphiWords, [
      ...model.globals.map(({ name }) => name),
      ...model.processes.flatMap(({ locals }) => locals.map(({ name }) => name)),
    ])
    this.labels = new Map(model.processes.map((routine) => [routine, prefixed(routine, namer)]))
    const [queue] = model.queues
    if (queue !== undefined) {
      throw refusalOfProgram(
        program,
        'lines of waiting threads and channels that hold messages cannot be exported to Murphi',
        'export the model to Promela or TLA+',
      )
    }
  }

  write(): string {
    const { model } = this
    this.lines.push(
      `-- ${oneLine(model.title)}, exported from interleave`,
      '-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.',
    )
    for (const each of model.omitted) this.lines.push(`-- Not exported: ${oneLine(each)}`)
    this.declare()
    for (const routine of model.processes) this.rulesOf(routine)
    for (const { name, text, formula } of model.claims) {
      if (formula.kind === 'always')
        this.lines.push('', `-- ${oneLine(text)}`, `invariant "${name}"`, `  ${murphiTruth(formula.condition, '0')};`)
      else this.lines.push('', `-- Not exported, since it is no invariant: ${oneLine(text)}`)
    }
    return `${this.lines.join('\n')}\n`
  }

  private get variables(): Variable[] {
    return [...this.model.globals, ...this.model.processes.flatMap(({ locals }) => locals)]
  }

  private declare(): void {
    const { threads, failures, failure } = this.model
    const places = [...this.labels.values()]
      .flatMap((labels) => [...labels.entries()])
      .filter(([key]) => !key.startsWith('passage '))
    const failed = failures.length === 0 ? [] : [`  ${failure.name}: enum { none, ${failures.map(failureName).join(', ')} };`]
    this.lines.push(
      '',
      'type',
      `  thread_number: 0..${threads.length - 1};`,
      `  place_name: enum { ${places.map(([, label]) => label).join(', ')} };`,
      '',
      'var',
      '  pc: array [thread_number] of place_name;',
      ...failed,
      ...this.variables.map((each) => {
        const note = each.comment === null ? '' : ` -- ${oneLine(each.comment)}`
        const indices = indicesOf(this.model, each)
        return `  ${each.name}: ${indices === null ? '' : `array [${indices}] of `}${each.low}..${each.high};${note}`
      }),
      '',
      'startstate',
      'begin',
      ...threads.map((_, thread) => {
        const routine = present(
          this.model.processes.find((each) => each.threads.includes(thread)),
          'process',
        )
        return `  pc[${thread}] := ${this.label(routine, routine.start)};`
      }),
      ...(failures.length === 0 ? [] : [`  ${failure.name} := none;`]),
      ...this.variables.flatMap((each) => initialise(this.model, each)),
      'end;',
    )
  }

  private label(routine: Process, place: Place): string {
    return present(this.labels.get(routine)?.get(keyOf({ kind: 'place', place })), 'label')
  }

  private rulesOf(routine: Process): void {
    const many = routine.threads.length > 1
    const actor: Actor = { routine, me: many ? 'self' : `${routine.threads[0] ?? 0}` }
    this.lines.push('', `-- ${routine.threads.map((thread) => oneLine(this.model.threads[thread] ?? '')).join(', ')}`)
    if (many) this.lines.push(`ruleset self: ${routine.threads[0] ?? 0}..${routine.threads.at(-1) ?? 0} do`)
    for (const block of routine.blocks) {
      if (block.kind !== 'station') continue
      for (const way of block.ways) if (!way.handed) this.rule(actor, block, way)
    }
    if (many) this.lines.push('endruleset;')
  }

  private rule(actor: Actor, station: Station, way: Way): void {
    for (const { guards, body, note } of this.alternatives(actor, station, way)) {
      this.left = mostWays
      const { failures, failure } = this.model
      const conditions = [
        `pc[${actor.me}] = ${this.label(actor.routine, station.place)}`,
        ...(failures.length === 0 ? [] : [`${failure.name} = none`]),
        ...guards.map((each) => murphiTruth(each, actor.me)),
      ]
      this.lines.push(
        `rule "${oneLine(`${station.line}: ${station.text}${note}`).replaceAll('"', "'")}"`,
        `  ${conditions.join(' & ')}`,
        '==>',
        'begin',
      )
      try {
        this.lines.push(...this.walk(body, actor, station.place, []).map((line) => `  ${line}`))
      } catch (error) {
        if (!(error instanceof TooManyWays)) throw error
        throw this.refusal(actor, station.place.pc, 'this step has a loop, or too many ways through it, for a rule')
      }
      this.lines.push('endrule;')
    }
  }

  private refusal({ routine }: Actor, pc: number, message: string): Error {
    const instruction = this.program.codes[routine.code]?.instructions[pc]
    return instruction === undefined
      ? refusalOfProgram(this.program, message)
      : refusalOf(this.program, instruction, message, 'export it to Promela')
  }

  /** A rule has no choice: each of them is a rule of its own. It must be the first that the step does. */
  private alternatives(
    actor: Actor,
    { place }: Station,
    { when, body }: Way,
  ): { readonly guards: readonly Term[]; readonly body: readonly Statement[]; readonly note: string }[] {
    const guards = when === null ? [] : [when]
    const [first, ...rest] = body
    if (first?.kind !== 'choice') return [{ guards, body, note: '' }]
    const ways = first.ways.map((each) => ({
      guards: each.when === null ? guards : [...guards, each.when],
      body: [...each.body, ...rest],
      note: choiceNote(each.choice),
    }))
    const conditions = first.ways.map((each) => each.when)
    if (!conditions.every((each) => each !== null)) return ways
    const none = conditions.map((operand): Term => ({ kind: 'unary', operator: 'not', operand }))
    void [actor, place]
    return [...ways, { guards: [...guards, ...none], body: [...first.otherwise, ...rest], note: ', nobody' }]
  }

  /** Returns the statements of a step from here to its end. `freed`: the threads that may go on at its end. */
  private walk(statements: readonly Statement[], actor: Actor, at: Place, freed: readonly number[]): string[] {
    const [first, ...rest] = statements
    if (first === undefined) return []
    const on = (more: readonly number[] = freed): string[] => this.walk(rest, actor, at, more)
    const value = (term: Term): string => murphiNumber(term, actor.me)
    switch (first.kind) {
      case 'assign':
        return [`${this.cell(first.to, actor)} := ${value(first.value)};`, ...on()]
      case 'free':
        return [
          ...first.threads.map(({ thread, when }) => `${this.model.freed?.name ?? ''}[${thread}] := ${value(when)};`),
          ...on([...freed, ...first.threads.map(({ thread }) => thread)]),
        ]
      case 'fail': {
        const { failure } = this.model
        return [`${failure.name} := ${failureName(first.failure)};`]
      }
      case 'go': {
        if (this.left-- <= 0) throw new TooManyWays()
        const block = actor.routine.blocks.find((each) => each.kind === 'passage' && each.pc === first.to)
        return this.walk(block?.kind === 'passage' ? block.body : [], actor, { pc: first.to, phase: 'at' }, freed)
      }
      case 'stop':
        return [`pc[${actor.me}] := ${this.label(actor.routine, first.at)};`, ...this.goOn(freed)]
      case 'if': {
        if (this.left-- <= 0) throw new TooManyWays()
        return this.branches(first, rest, actor, at, freed)
      }
      case 'choice':
        throw this.refusal(actor, at.pc, 'a choice within a step cannot be exported to Murphi')
      case 'append':
      case 'take':
      case 'remove':
        throw this.refusal(actor, at.pc, 'queues cannot be exported to Murphi')
      default:
        return unreachable(first)
    }
  }

  private branches(
    { branches, otherwise }: Statement & { kind: 'if' },
    rest: readonly Statement[],
    actor: Actor,
    at: Place,
    freed: readonly number[],
  ): string[] {
    const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)
    // What follows is written once if all branches come to it.
    const isPlain = [...branches.map(({ body }) => body), otherwise].every((body) =>
      body.every(({ kind }) => kind === 'assign'),
    )
    const tail = isPlain ? [] : rest
    const lines = branches.flatMap(({ when, body }, index) => [
      `${index === 0 ? 'if' : 'elsif'} ${murphiTruth(when, actor.me)} then`,
      ...indent(this.walk([...body, ...tail], actor, at, freed)),
    ])
    const no = this.walk([...otherwise, ...tail], actor, at, freed)
    const end = no.length === 0 ? ['endif;'] : ['else', ...indent(no), 'endif;']
    return [...lines, ...end, ...(isPlain ? this.walk(rest, actor, at, freed) : [])]
  }

  /** The threads that a step has freed go on, in their order. */
  private goOn(freed: readonly number[]): string[] {
    const name = this.model.freed?.name ?? ''
    return [...new Set(freed)]
      .sort((one, other) => one - other)
      .flatMap((thread) => {
        const routine = present(
          this.model.processes.find(({ threads }) => threads.includes(thread)),
          'process',
        )
        const actor: Actor = { routine, me: `${thread}` }
        const ways = routine.blocks.flatMap((block) => {
          const way = block.kind === 'station' ? block.ways.find(({ handed }) => handed) : undefined
          return block.kind === 'station' && way !== undefined ? [{ place: block.place, way }] : []
        })
        const running = this.model.failures.length === 0 ? '' : ` & ${this.model.failure.name} = none`
        return ways.flatMap(({ place, way }) => [
          `if ${name}[${thread}] = 1${running} & pc[${thread}] = ${this.label(routine, place)} then`,
          ...this.walk(way.body, actor, place, []).map((line) => `  ${line}`),
          'endif;',
        ])
      })
  }

  private cell({ variable, index }: Cell, { me }: Actor): string {
    if (index !== null) return `${variable.name}[${murphiNumber(index, me)}]`
    return isByThread(variable) ? `${variable.name}[${me}]` : variable.name
  }
}

/** The labels of a process, which no other process has. */
function prefixed(routine: Process, namer: Namer): ReadonlyMap<string, string> {
  const own = labelsOf(routine, new Namer(new Set()))
  return new Map([...own].map(([key, label]) => [key, namer.name(`${routine.name}_${label}`)]))
}

function failureName(failure: string): string {
  return `failed_${failure.replaceAll('-', '_')}`
}

function choiceNote(choice: Choice): string {
  return choice.kind === 'value' ? `, ${choice.value}` : `, thread ${choice.thread}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
