import { Problems } from '../../problems.ts'
import { compileModule } from '../machine/compile-statements.ts'
import type { Machine } from '../machine/machine.ts'
import { type Code, Obj, type Value } from '../machine/objects.ts'
import { readModule } from '../parser/module.ts'
import type { Expr } from '../syntax/tree.ts'
import { stateWith } from './local-state.ts'
import type { Branch } from './nodes.ts'
import { inserted } from './unfold.ts'

/** What an expression is in a state: its value, or the exception that it raises. */
export type Observed =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'raises'; readonly exception: string }

/** Looks at the memory of states by expressions of Python, without a step. */
export class Observer {
  private readonly machine: Machine
  private readonly module: Obj

  constructor(machine: Machine, module: Obj) {
    this.machine = machine
    this.module = module
  }

  /** Parses an expression, or several with commas between them as a tuple. */
  parse(text: string): Expr | null {
    const problems = new Problems({ name: '', text })
    const statements = readModule({ name: '', text }, { rejected: problems, unsupported: problems })
    const [first, second] = statements ?? []
    return first?.kind === 'expression' && second === undefined && problems.errors.length === 0 ? first.value : null
  }

  /** The value of an expression in a state whose memory has these values. What it read is in `events` of the memory. */
  evaluate(expression: Expr, cells: readonly number[]): Observed {
    const { machine } = this
    const { memory } = machine
    const own = machine.frames
    const code = this.code(expression)
    memory.begin('observer', '', cells, [], stateWith([]))
    memory.isObserving = true
    machine.frames = []
    machine.enterModule(code, this.module)
    try {
      const rest = machine.run()
      if (rest.kind === 'raised') return { kind: 'raises', exception: machine.classes.nameOf(rest.exception) }
      return { kind: 'value', value: machine.observed }
    } finally {
      memory.isObserving = false
      machine.frames = own
    }
  }

  /** Where a name of the module is: in the module, or in the output. */
  moduleOf(name: string): Obj | null {
    if (this.module.fields.has(name) || this.assignsLater(name)) return this.module
    return name === 'output' ? this.machine.output : null
  }

  /** Whether nothing that an expression can name has this name. */
  isUnknown(name: string): boolean {
    return (
      this.moduleOf(name) === null &&
      !this.machine.observable.has(name) &&
      this.machine.host.builtin(this.machine, name) === undefined
    )
  }

  /** The names of data, as the program has them. */
  names(): string[] {
    const isData = (value: Value): boolean => !(value instanceof Obj) || !['function', 'class', 'module'].includes(value.kind)
    const own = [...this.module.fields].flatMap(([name, value]) => (isData(value) && !name.startsWith('__') ? [name] : []))
    const { cells } = this.machine.memory
    const later = cells.flatMap(({ owner, field }) => (owner.shared === this.module.shared ? [field] : []))
    const local = [...this.machine.observable].flatMap(([name, read]) => (isData(read() ?? null) ? [name] : []))
    return [...new Set([...own, ...later, ...local])]
  }

  /** Whether code of the program assigns the name after the first thread has started. */
  private assignsLater(name: string): boolean {
    return this.machine.memory.cells.some(({ owner, field }) => owner.shared === this.module.shared && field === name)
  }

  private readonly codes = new Map<Expr, Code>()

  private code(expression: Expr): Code {
    const known = this.codes.get(expression)
    if (known !== undefined) return known
    const { span } = expression
    const call: Expr = {
      kind: 'call',
      callee: { kind: 'name', name: '.observe', span },
      positional: [expression],
      keywords: [],
      doubleStars: [],
      span,
    }
    const code = compileModule([{ kind: 'expression', value: call, span }], [...this.machine.codes], false)
    this.codes.set(expression, code)
    return code
  }

  /** Where an expression is true, as a tree over the places that it reads. `states` are all that matter. */
  truthTree(
    expression: Expr,
    states: Iterable<readonly number[]>,
  ): { readonly tree: Branch | null; readonly exceptions: ReadonlySet<string> } {
    const exceptions = new Set<string>()
    const tree = this.tree(states, (cells) => {
      const observed = this.evaluate(expression, cells)
      if (observed.kind === 'raises') exceptions.add(observed.exception)
      return observed.kind === 'value' && this.machine.host.truth(this.machine, observed.value) ? holds : 0
    })
    return { tree, exceptions }
  }

  /** What `look` finds in states, as a tree over the places that it reads. It must read the same places for the same values. */
  tree(states: Iterable<readonly number[]>, look: (cells: readonly number[]) => number): Branch | null {
    const { memory } = this.machine
    let tree: Branch | null = null
    for (const cells of states) {
      if (tree !== null && leads(tree, cells, (cell) => memory.cells[cell]?.initial ?? 0)) continue
      const found = look(cells)
      tree = inserted(tree, memory.events, 0, end(found))
    }
    return tree
  }
}

/** What follows a leaf of a tree of truth: this, or 0. */
export const holds = 1

function end(next: number): Branch {
  return { kind: 'leaf', writes: new Map(), next, started: [], progress: false }
}

/** Whether a tree says already what is so in a state. */
function leads(tree: Branch, cells: readonly number[], initial: (cell: number) => number): boolean {
  let here: Branch | undefined = tree
  while (here?.kind === 'read') here = here.next.get(cells[here.cell] ?? initial(here.cell))
  return here?.kind === 'leaf'
}
