import type fc from 'fast-check'
import type { Code, Expression, Instruction, Operation, Program } from '../../src/program/program.ts'
import { type Draw, drawn } from './programs.ts'

// Random programs as people write them: variables that mostly belong to a lock, critical sections that add to them,
// loops with a counter, atomic additions, and now and then a slip. Reductions have much to do here, and much to spoil.

export const disciplined: fc.Arbitrary<Program> = drawn(program)

function program(draw: Draw): Program {
  const threads = 2 + draw(2)
  const locks = 1 + draw(2)
  const careless = draw(3) === 0
  const codes = Array.from({ length: 1 + draw(threads) }, () => code(draw, locks, threads === 3 ? 2 : 3, careless))
  let line = 1
  return {
    source: null,
    shared: [0, 1, 2].map((variable) => ({
      name: `x${variable}`,
      length: null,
      initial: [draw(2)],
      atomic: variable === 2,
    })),
    mutexes: Array.from({ length: locks }, (_, index) => ({ name: `m${index}`, discipline: 'plain' })),
    semaphores: [],
    conditions: [],
    barriers: [],
    codes: codes.map((each) => ({
      registers: each.registers,
      instructions: each.instructions.map((instruction): Instruction => ({ ...instruction, line: line++ })),
    })),
    threads: Array.from({ length: threads }, (_, index) => ({
      name: `T${index}`,
      code: index % codes.length,
      start: index > 0 && draw(8) === 0 ? 'unstarted' : 'running',
      daemon: false,
    })),
    invariants:
      draw(8) === 0
        ? [{ condition: compare('<=', { kind: 'shared', variable: draw(2), index: null }, draw(4)), text: 'i', line: 900 }]
        : [],
    expectations: [],
  }
}

const counter = 2

function code(draw: Draw, locks: number, most: number, careless: boolean): Code {
  const operations: Operation[] = []
  const parts = 1 + draw(most)
  for (let part = 0; part < parts; part++) {
    const loops = draw(5) === 0
    if (loops) operations.push({ op: 'let', to: counter, value: constant(0) })
    const start = operations.length
    operations.push(...piece(draw, locks, careless))
    if (!loops) continue
    operations.push({ op: 'let', to: counter, value: plus(counter, 1) })
    operations.push({ op: 'branch', condition: compare('<', register(counter), 2), target: start })
  }
  if (draw(6) === 0) operations.push({ op: 'assert', that: compare('<', register(draw(2)), 2) })
  return { registers: ['r0', 'r1', 'i'], instructions: operations.map((each) => ({ ...each, line: 0, span: null })) }
}

function piece(draw: Draw, locks: number, careless: boolean): Operation[] {
  const variable = draw(2)
  const slip = careless && draw(3) === 0
  const mutex = slip ? draw(locks) : variable % locks
  const place = { variable, index: null }
  const to = draw(2)
  const update: Operation[] = [
    { op: 'load', to, place },
    ...(draw(2) === 0 ? [{ op: 'add', to, value: constant(1) } as const] : []),
    { op: 'store', place, value: draw(3) === 0 ? constant(draw(3)) : plus(to, draw(2)) },
  ]
  switch (draw(8)) {
    case 0:
      return [{ op: 'fetch_add', to, place: { variable: 2, index: null }, value: constant(1) }]
    case 1:
      return [
        { op: 'set', to, value: constant(draw(3)) },
        { op: 'add', to, value: constant(1) },
      ]
    case 2:
      return slip ? update : [{ op: 'load', to, place: { variable: 2, index: null } }]
    case 3:
      return [
        { op: 'acquire', mutex },
        { op: 'load', to, place },
        { op: 'release', mutex },
      ]
    case 4:
      return slip
        ? [
            { op: 'acquire', mutex: 0 },
            { op: 'acquire', mutex: locks - 1 },
            { op: 'release', mutex: 0 },
          ]
        : update.slice(1, 2)
    case 5:
      return draw(3) === 0
        ? [{ op: 'spawn', thread: 1 }]
        : [{ op: 'store', place: { variable: 2, index: null }, value: register(to) }]
    default:
      return [{ op: 'acquire', mutex }, ...update, { op: 'release', mutex }]
  }
}

function constant(value: number): Expression {
  return { kind: 'constant', value }
}

function register(index: number): Expression {
  return { kind: 'register', register: index }
}

function plus(index: number, value: number): Expression {
  return { kind: 'binary', operator: '+', left: register(index), right: constant(value) }
}

function compare(operator: '<' | '<=', left: Expression, value: number): Expression {
  return { kind: 'binary', operator, left, right: constant(value) }
}
