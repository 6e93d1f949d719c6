import { unreachable } from '../base/bug.ts'
import { channelsOf, offersAt } from './channels.ts'
import { atomicMistakes } from './codes.ts'
import { dependsOnFairness, ofOneThread } from './fairness.ts'
import { expressionsOf, operandsOf, type RoledOperand } from './operations.ts'
import type {
  Aspect,
  Code,
  Expectation,
  Expression,
  Instruction,
  Invariant,
  Observable,
  Operation,
  Place,
  Program,
  TemporalCase,
  TemporalOperator,
  Value,
} from './program.ts'
import { criticalSections } from './sections.ts'

/**
 * Returns the mistakes in a program that the types do not exclude: indices out of range, malformed jumps and blocks,
 * and expressions with names that their position does not allow. Each mistake is a sentence that starts with its path.
 */
export function programMistakes(program: Program): string[] {
  const mistakes: string[] = []
  const say = (path: string, message: string): void => void mistakes.push(`${path}: ${message}`)
  checkDeclarations(program, say)
  program.codes.forEach((code, index) => new CodeChecker(program, code, `codes[${index}]`, say).check())
  program.invariants.forEach((each, index) => checkInvariant(program, each, `invariants[${index}]`, say))
  program.expectations.forEach((each, index) => checkExpectation(program, each, `expectations[${index}]`, say))
  return mistakes
}

type Say = (path: string, message: string) => void

function checkDeclarations(program: Program, say: Say): void {
  const { shared, mutexes, semaphores, conditions, barriers, threads } = program
  const names = new Set<string>()
  for (const { name } of [
    ...shared,
    ...mutexes,
    ...semaphores,
    ...conditions,
    ...barriers,
    ...channelsOf(program),
    ...threads,
  ]) {
    if (names.has(name)) say('the program', `the name ${JSON.stringify(name)} is used twice`)
    names.add(name)
  }
  shared.forEach(({ length, initial, sizedBy, text }, index) => {
    const path = `shared[${index}]`
    if (initial.length !== (length ?? 1)) say(path, `expected ${length ?? 1} initial values, found ${initial.length}`)
    if (text !== undefined && sizedBy === undefined) say(path, 'a text needs sizedBy')
    if (sizedBy !== undefined && shared[sizedBy]?.length !== null)
      say(path, 'sizedBy must name a variable that is not an array')
  })
  checkHeap(program, say)
  semaphores.forEach(({ initial, greatest }, index) => {
    if (greatest !== undefined && initial > greatest) say(`semaphores[${index}]`, `it starts at ${initial}, above ${greatest}`)
  })
  threads.forEach(({ code }, index) => {
    if (program.codes[code] === undefined) say(`threads[${index}]`, `unknown code ${code}`)
  })
}

/** Objects own their variables, and values refer to objects that exist. */
function checkHeap({ heap = [], shared }: Program, say: Say): void {
  const owned = new Set<number>()
  heap.forEach(({ fields }, index) => {
    for (const { variable } of fields) {
      if (shared[variable] === undefined || owned.has(variable))
        say(`heap[${index}]`, `variable ${variable} cannot belong to it`)
      owned.add(variable)
    }
  })
  shared.forEach(({ meanings = {} }, index) => {
    for (const meaning of Object.values(meanings)) {
      if (typeof meaning !== 'object' || meaning === null) continue
      for (const part of meaning.parts ?? [])
        if (typeof part === 'number' && heap[part] === undefined) say(`shared[${index}]`, `unknown object ${part}`)
    }
  })
}

function checkInvariant(program: Program, { condition, section, waiting = [] }: Invariant, path: string, say: Say): void {
  checkGlobal(program, condition, path, say)
  if (waiting.length > 0 && section === undefined) say(path, '`waiting` needs a `section`')
  waiting.forEach((each, index) => checkGlobal(program, { kind: 'peer', ...each }, `${path}.waiting[${index}]`, say))
}

function checkExpectation(program: Program, expectation: Expectation, path: string, say: Say): void {
  switch (expectation.kind) {
    case 'outcomes':
    case 'deadlocks':
      expectation.names.forEach((each, index) => checkObservable(program, each, `${path}.names[${index}]`, say))
      expectation.values.forEach((values, index) => checkValues(expectation.names, values, `${path}.values[${index}]`, say))
      return
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never':
      return checkGlobal(program, expectation.condition, path, say)
    case 'overtaking': {
      const sections = criticalSections(program).filter(({ threads }) => threads.length > 1)
      if (sections.some(({ name }) => name === expectation.section)) return
      return say(path, `no critical section ${JSON.stringify(expectation.section)} of several threads`)
    }
    case 'temporal':
      return expectation.cases.forEach((each, index) =>
        checkCase(program, expectation.operator, each, `${path}.cases[${index}]`, say),
      )
    case 'finding':
      return checkFinding(program, expectation, path, say)
    case 'states':
    case 'interleavings':
      return
    default:
      return unreachable(expectation)
  }
}

function checkCase(
  program: Program,
  operator: TemporalOperator,
  { condition, goal }: TemporalCase,
  path: string,
  say: Say,
): void {
  checkGlobal(program, condition, path, say)
  if (goal !== undefined) checkGlobal(program, goal, path, say)
  if (operator === 'leads-to' && goal === undefined) say(path, '`leads-to` needs a `goal`')
  if (operator !== 'leads-to' && goal !== undefined) say(path, 'only `leads-to` has a `goal`')
}

function checkFinding(
  program: Program,
  { thread, fairness, finding }: Extract<Expectation, { readonly kind: 'finding' }>,
  path: string,
  say: Say,
): void {
  if (thread !== undefined && program.threads[thread] === undefined) say(path, `unknown thread ${thread}`)
  if (thread !== undefined && !ofOneThread.has(finding)) say(path, `\`${finding}\` is not about one thread`)
  if (fairness !== undefined && !dependsOnFairness.has(finding)) say(path, `\`${finding}\` does not depend on fairness`)
}

function checkValues(names: readonly Observable[], values: readonly Value[], path: string, say: Say): void {
  if (names.length !== values.length) say(path, `expected ${names.length} values, found ${values.length}`)
}

function checkObservable(program: Program, observable: Observable, path: string, say: Say): void {
  if (observable.kind === 'register') {
    return checkGlobal(program, { kind: 'peer', thread: observable.thread, register: observable.register }, path, say)
  }
  if (observable.kind === 'aspect') return checkGlobal(program, observable, path, say)
  if (observable.kind === 'computed') return checkGlobal(program, observable.expression, path, say)
  const variable = program.shared[observable.variable]
  if (variable === undefined) say(path, `unknown shared variable ${observable.variable}`)
  else if (observable.element !== null && observable.element >= (variable.length ?? 0)) say(path, 'unknown element')
}

/** Checks a condition over a whole state: shared variables and registers of named threads. */
function checkGlobal(program: Program, expression: Expression, path: string, say: Say): void {
  checkExpression(expression, path, say, {
    register: () => 'a register must name its thread here',
    shared: (variable, indexed) => sharedMistake(program, variable, indexed),
    peer: (thread, register) => {
      const code = program.codes[program.threads[thread]?.code ?? -1]
      return code?.registers[register] === undefined ? 'unknown register' : null
    },
    aspect: ({ aspect, index }) => {
      const [what, list] = {
        units: ['semaphore', program.semaphores] as const,
        holder: ['mutex', program.mutexes] as const,
        line: ['thread', program.threads] as const,
        messages: ['channel', channelsOf(program)] as const,
      }[aspect]
      return list[index] === undefined ? `unknown ${what} ${index}` : null
    },
  })
}

function sharedMistake(program: Program, variable: number, indexed: boolean): string | null {
  const declared = program.shared[variable]
  if (declared === undefined) return `unknown shared variable ${variable}`
  if ((declared.length !== null) === indexed) return null
  return indexed ? `${declared.name} is not an array` : `${declared.name} is an array`
}

/** Returns what is wrong with a name, or null. */
interface Allowed {
  register(register: number): string | null
  shared(variable: number, indexed: boolean): string | null
  peer(thread: number, register: number): string | null
  aspect(aspect: Aspect): string | null
}

function checkExpression(expression: Expression, path: string, say: Say, allowed: Allowed): void {
  const report = (mistake: string | null): void => {
    if (mistake !== null) say(path, mistake)
  }
  switch (expression.kind) {
    case 'constant':
      return
    case 'register':
      return report(allowed.register(expression.register))
    case 'peer':
      return report(allowed.peer(expression.thread, expression.register))
    case 'aspect':
      return report(allowed.aspect(expression))
    case 'shared':
      report(allowed.shared(expression.variable, expression.index !== null))
      if (expression.index !== null) checkExpression(expression.index, path, say, allowed)
      return
    case 'unary':
      return checkExpression(expression.operand, path, say, allowed)
    case 'binary':
      checkExpression(expression.left, path, say, allowed)
      return checkExpression(expression.right, path, say, allowed)
    default:
      return unreachable(expression)
  }
}

class CodeChecker {
  private readonly program: Program
  private readonly code: Code
  private readonly path: string
  private readonly say: Say

  constructor(program: Program, code: Code, path: string, say: Say) {
    this.program = program
    this.code = code
    this.path = path
    this.say = say
  }

  check(): void {
    const before = this.code.instructions.every((each, pc) => this.checkBlock(each, pc))
    this.code.instructions.forEach((each, pc) => this.checkInstruction(each, pc, `${this.path}.instructions[${pc}]`))
    if (before) for (const { pc, message } of atomicMistakes(this.code)) this.say(`${this.path}.instructions[${pc}]`, message)
  }

  private checkBlock(instruction: Instruction, pc: number): boolean {
    if (instruction.op === 'atomic') {
      const inner = this.code.instructions.slice(pc + 1, instruction.end)
      const closed = instruction.end > pc && this.code.instructions[instruction.end]?.op === 'atomic_end'
      if (closed && !inner.some((each) => each.op === 'atomic_end')) return true
      this.say(`${this.path}.instructions[${pc}]`, '`end` must name the `atomic_end` of this block')
      return false
    }
    if (instruction.op !== 'atomic_end') return true
    if (this.code.instructions.some((each) => each.op === 'atomic' && each.end === pc)) return true
    this.say(`${this.path}.instructions[${pc}]`, 'an `atomic_end` without an `atomic`')
    return false
  }

  private checkInstruction(instruction: Instruction, pc: number, path: string): void {
    for (const mistake of indexMistakes(this.program, this.code, instruction)) this.say(path, mistake)
    for (const mistake of selectMistakes(this.code, pc)) this.say(path, mistake)
    const isAwaiting = operandsOf(instruction).some(({ role }) => role === 'awaited')
    for (const expression of expressionsOf(instruction)) {
      checkExpression(expression, path, this.say, this.allowed(isAwaiting))
    }
  }

  private allowed(shared: boolean): Allowed {
    return {
      register: (register) => (this.code.registers[register] === undefined ? `unknown register ${register}` : null),
      shared: (variable, indexed) =>
        shared ? sharedMistake(this.program, variable, indexed) : 'only `await` reads shared variables; `load` them first',
      peer: () => 'a thread cannot read the registers of another thread',
      aspect: ({ aspect }) => `an instruction cannot read the ${aspect} of something`,
    }
  }
}

function indexMistakes(program: Program, code: Code, operation: Operation): string[] {
  const mistakes = operandsOf(operation).flatMap((operand) => operandMistakes(program, code, operand))
  if ('low' in operation && operation.high < operation.low) mistakes.push('the range is empty')
  return mistakes
}

/** A `select` has offers, which stand directly behind it and lead forward. */
function selectMistakes(code: Code, pc: number): string[] {
  const each = code.instructions[pc]
  switch (each?.op) {
    case 'select':
      return offersAt(code, pc).offers.length === 0 ? ['a `select` without offers'] : []
    case 'offer_send':
    case 'offer_receive': {
      const before = code.instructions[pc - 1]?.op
      const mistakes = before === 'select' || before?.startsWith('offer_') ? [] : ['an offer without a `select`']
      return each.target > pc ? mistakes : [...mistakes, 'the target of an offer must come after it']
    }
    default: // the others have no offers
      return []
  }
}

function operandMistakes(program: Program, code: Code, { role, value }: RoledOperand): string[] {
  const within = (what: string, index: number, list: readonly unknown[]): string[] =>
    index >= list.length ? [`unknown ${what} ${index}`] : []
  switch (role) {
    case 'register':
    case 'accumulator':
      return within('register', value, code.registers)
    case 'optional register':
      return value === null ? [] : within('register', value, code.registers)
    case 'lock':
      return within('mutex', value, program.mutexes)
    case 'semaphore':
      return within('semaphore', value, program.semaphores)
    case 'condition':
      return within('condition', value, program.conditions)
    case 'barrier':
      return within('barrier', value, program.barriers)
    case 'channel':
      return within('channel', value, channelsOf(program))
    case 'thread':
      return within('thread', value, program.threads)
    case 'target':
      return value > code.instructions.length ? ['the target is past the end'] : []
    case 'place':
      return placeMistakes(program, value)
    case 'value':
    case 'awaited':
    case 'operand':
    case 'operands': // expressions are checked separately
    case 'end': // blocks, too
    case 'least':
    case 'greatest':
    case 'name':
    case 'mark':
      return []
    default:
      return unreachable(role)
  }
}

function placeMistakes(program: Program, place: Place): string[] {
  const mistake = sharedMistake(program, place.variable, place.index !== null)
  return mistake === null ? [] : [mistake]
}
