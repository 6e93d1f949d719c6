import type { Program } from '../program/program.ts'
import { labelsOf } from './labels.ts'
import type { Formula, Model, Process, Queue, Station, Variable, Way } from './model.ts'
import { Namer } from './names.ts'
import { refusalOf } from './refusal.ts'
import { isByThread, TlaSteps, TooManyWays } from './tla-steps.ts'
import { tlaDefinitions, tlaInteger } from './tla-terms.ts'

/** The words of TLA+, of the modules that are extended, and of the text here. */
export const tlaWords: ReadonlySet<string> = new Set(
  (
    'ASSUME ASSUMPTION AXIOM CASE CHOOSE CONSTANT CONSTANTS DOMAIN ELSE ENABLED EXCEPT EXTENDS IF IN INSTANCE LET LOCAL MODULE OTHER ' +
    'SF_ SUBSET THEN THEOREM UNCHANGED UNION VARIABLE VARIABLES WF_ WITH LAMBDA RECURSIVE LEMMA PROPOSITION COROLLARY PROVE TRUE FALSE ' +
    'BOOLEAN STRING Int Nat Seq Len Head Tail Append SubSeq SelectSeq Quotient Remainder BitAnd BitOr BitXor pc self vars each place ' +
    'Init Next Spec Terminated NoFailure TypeOK Threads'
  ).split(' '),
)

/** A module of TLA+, and the configuration with which TLC checks it. */
export interface Tla {
  readonly text: string
  readonly config: string
}

/** Returns a model in TLA+: an action for each step. Throws `Refusal`. `module` is the name of the module. */
export function tlaOf(program: Program, model: Model, module: string): Tla {
  return new TlaModule(program, model, module).write()
}

class TlaModule {
  private readonly program: Program
  private readonly model: Model
  private readonly module: string
  private readonly labels: ReadonlyMap<Process, ReadonlyMap<string, string>>
  private readonly variables: readonly Variable[]
  private readonly names: readonly string[]
  private readonly steps: TlaSteps
  private readonly namer: Namer

  constructor(program: Program, model: Model, module: string) {
    this.program = program
    this.model = model
    this.module = module
    this.labels = new Map(model.processes.map((routine) => [routine, labelsOf(routine, new Namer(new Set()))]))
    this.variables = [
      ...model.globals.filter((each) => each !== model.freed),
      ...model.processes.flatMap(({ locals }) => locals),
    ]
    const failure = model.failures.length === 0 ? [] : [model.failure.name]
    this.names = ['pc', ...failure, ...this.variables.map(({ name }) => name), ...model.queues.map(({ name }) => name)]
    this.steps = new TlaSteps(model, this.names, this.labels)
    this.namer = new Namer(tlaWords, [...this.names, ...model.claims.map(({ name }) => name)])
  }

  write(): Tla {
    const actions = this.model.processes.map((routine) => this.actionsOf(routine))
    const claims = this.claims()
    const definitions = [...this.steps.used].map((name) => `${tlaDefinitions[name]}\n`)
    const begin = `---- MODULE ${this.module} ----`
    const text = [
      begin,
      ...this.header(),
      'EXTENDS Integers, Sequences',
      '',
      `VARIABLES ${this.names.join(', ')}`,
      `vars == <<${this.names.join(', ')}>>`,
      '',
      ...definitions,
      ...this.types(),
      ...this.init(),
      ...actions.flatMap(({ lines }) => lines),
      ...this.next(actions.flatMap(({ names }) => names)),
      ...claims.lines,
      '='.repeat(begin.length),
    ]
    const config = [
      'SPECIFICATION Spec',
      'INVARIANT TypeOK',
      ...(this.model.failures.length === 0 ? [] : ['INVARIANT NoFailure']),
    ]
    return { text: `${text.join('\n')}\n`, config: `${[...config, ...claims.config].join('\n')}\n` }
  }

  private header(): string[] {
    const { title, omitted, threads } = this.model
    return [
      `\\* ${oneLine(title)}, exported from interleave. Threads: ${threads.map((name, thread) => `${thread} is ${oneLine(name)}`).join(', ')}.`,
      '\\* Each action is a step; pc says where threads stand. Those that have ended stay at "end".',
      ...omitted.map((each) => `\\* Not exported: ${oneLine(each)}`),
      '',
    ]
  }

  private types(): string[] {
    const lines = this.variables.map((each) => {
      const values = `${tlaInteger(each.low)}..${tlaInteger(each.high)}`
      const indices = this.indicesOf(each)
      const note = each.comment === null ? '' : ` \\* ${oneLine(each.comment)}`
      return indices === null
        ? `  /\\ ${each.name} \\in ${values}${note}`
        : `  /\\ ${each.name} \\in [${indices} -> ${values}]${note}`
    })
    const queues = this.model.queues.map((each) => {
      const note = each.comment === null ? '' : ` \\* ${oneLine(each.comment)}`
      return `  /\\ ${each.name} \\in Seq(${tlaInteger(each.low)}..${tlaInteger(each.high)}) /\\ Len(${each.name}) <= ${each.capacity}${note}`
    })
    return ['TypeOK ==', `  /\\ pc \\in [0..${this.model.threads.length - 1} -> STRING]`, ...lines, ...queues, '']
  }

  private init(): string[] {
    const starts = this.model.threads.map((_, thread) => {
      const routine = this.processOf(thread)
      return routine === null ? '""' : `"${this.steps.label(routine, routine.start)}"`
    })
    return [
      'Init ==',
      `  /\\ pc = ${listed(starts)}`,
      ...(this.model.failures.length === 0 ? [] : [`  /\\ ${this.model.failure.name} = "none"`]),
      ...this.variables.map((each) => `  /\\ ${each.name} = ${this.initialOf(each)}`),
      ...this.model.queues.map(({ name }: Queue) => `  /\\ ${name} = <<>>`),
      '',
    ]
  }

  /** The set over which a variable is a function; null if it is none. */
  private indicesOf(variable: Variable): string | null {
    if (variable.length !== null) return `0..${variable.length - 1}`
    if (!isByThread(variable)) return null
    const owner = this.model.processes.find(({ locals }) => locals.includes(variable))
    return `${owner?.threads[0] ?? 0}..${owner?.threads.at(-1) ?? 0}`
  }

  private initialOf(variable: Variable): string {
    const values = variable.initial.map(tlaInteger)
    const indices = this.indicesOf(variable)
    if (indices === null) return values[0] ?? '0'
    return variable.scope === 'thread' ? `[each \\in ${indices} |-> ${values[0] ?? '0'}]` : listed(values)
  }

  private processOf(thread: number): Process | null {
    return this.model.processes.find(({ threads }) => threads.includes(thread)) ?? null
  }

  private actionsOf(routine: Process): { readonly lines: readonly string[]; readonly names: readonly string[] } {
    const many = routine.threads.length > 1
    const own = many ? '(self)' : ''
    const lines: string[] = []
    const called: string[] = []
    for (const block of routine.blocks) {
      if (block.kind !== 'station') continue
      for (const way of block.ways) {
        if (way.handed) continue
        const name = this.namer.name(`${routine.name}_${this.steps.label(routine, block.place)}`)
        called.push(`${name}${own}`)
        lines.push(`${name}${own} == \\* ${oneLine(`${block.line}: ${block.text}`)}`, ...this.bodyOf(routine, block, way), '')
      }
    }
    const name = this.namer.name(`Step_${routine.name}`)
    lines.push(`${name}${own} ==`, ...(called.length === 0 ? ['  FALSE'] : called.map((each) => `  \\/ ${each}`)), '')
    return { lines, names: routine.threads.map((thread) => (many ? `${name}(${thread})` : name)) }
  }

  private bodyOf(routine: Process, station: Station, way: Way): string[] {
    try {
      return this.steps.action(routine, station, way).map((line) => `  ${line}`)
    } catch (error) {
      if (!(error instanceof TooManyWays)) throw error
      const instruction = this.program.codes[routine.code]?.instructions[station.place.pc]
      if (instruction === undefined) throw error
      throw refusalOf(
        this.program,
        instruction,
        'this step has a loop, or too many ways through it, for a formula',
        'export it to Promela, which has loops within steps',
      )
    }
  }

  private next(steps: readonly string[]): string[] {
    const { failures, failure } = this.model
    const ends = this.model.processes.flatMap((routine) => {
      const places = endLabels(routine, this.labels.get(routine) ?? new Map())
      return routine.daemon
        ? []
        : routine.threads.map((thread) => `pc[${thread}] \\in {${places.map((each) => `"${each}"`).join(', ')}}`)
    })
    const all = ends.length === 0 ? ['TRUE'] : ends
    return [
      '\\* All threads have ended that were started and are no daemons, or a step has failed: nothing happens any more.',
      'Terminated ==',
      ...(failures.length === 0
        ? all.map((each) => `  /\\ ${each}`)
        : [
            `  /\\ \\/ ${failure.name} # "none"`,
            `     \\/ ${all.map((each, index) => `${index === 0 ? '' : '        '}/\\ ${each}`).join('\n')}`,
          ]),
      '  /\\ UNCHANGED vars',
      '',
      'Next ==',
      ...steps.map((each) => `  \\/ ${each}`),
      '  \\/ Terminated',
      '',
      'Spec ==',
      '  /\\ Init',
      '  /\\ [][Next]_vars',
      ...steps.map((each) => `  /\\ WF_vars(${each})`),
      '',
      ...(failures.length === 0 ? [] : [`NoFailure == ${failure.name} = "none"`, '']),
    ]
  }

  private claims(): { readonly lines: readonly string[]; readonly config: readonly string[] } {
    const lines: string[] = []
    const config: string[] = []
    for (const { name, text, formula } of this.model.claims) {
      const sought = formula.kind === 'reachable' ? ' \\* a counterexample shows it' : ''
      lines.push(`\\* ${oneLine(text)}`, `${name} == ${this.formula(formula)}${sought}`, '')
      const isState = formula.kind === 'always' || formula.kind === 'reachable'
      config.push(`${formula.kind === 'reachable' ? '\\* ' : ''}${isState ? 'INVARIANT' : 'PROPERTY'} ${name}`)
    }
    return { lines, config }
  }

  private formula(formula: Formula): string {
    const condition = this.steps.condition(formula.condition)
    switch (formula.kind) {
      case 'always':
        return condition
      case 'reachable':
        return `~${condition}`
      case 'eventually':
        return `<>${condition}`
      case 'always-eventually':
        return `[]<>${condition}`
      case 'eventually-always':
        return `<>[]${condition}`
      case 'leads-to':
        return `${condition} ~> ${this.steps.condition(formula.goal)}`
    }
  }
}

/** The places at which a thread is done: it has ended, or was never started. */
function endLabels({ length, blocks }: Process, labels: ReadonlyMap<string, string>): string[] {
  const keys = [
    `at ${length}`,
    ...blocks.flatMap((block) => {
      if (block.kind === 'station') return block.place.phase === 'unstarted' ? [`unstarted ${block.place.pc}`] : []
      const raises = block.body.some((each) => each.kind === 'stop' && each.at.phase === 'crashed')
      return raises ? [`crashed ${block.pc}`] : []
    }),
  ]
  return keys.flatMap((key) => labels.get(key) ?? [])
}

/** Functions from 0, since sequences of TLA+ begin at 1. */
function listed(values: readonly string[]): string {
  const [first = ''] = values
  if (values.every((each) => each === first)) return `[each \\in 0..${values.length - 1} |-> ${first}]`
  return `[each \\in 0..${values.length - 1} |-> <<${values.join(', ')}>>[each + 1]]`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
