import { describe, expect, test } from 'vitest'
import { defaultRules, type Program } from '../../src/program/program.ts'
import { type Dependence, dependent } from '../../src/stateless/dependence.ts'
import { type Access, Departure } from '../../src/stateless/execution.ts'
import { ProgramSubject } from '../../src/stateless/program-subject.ts'
import { explore } from '../../src/stateless/search.ts'
import { collect, difference, limits, read } from './compare.ts'

/** Leaves out that certain accesses of one object depend on each other. */
function without(isLeftOut: (one: Access, other: Access) => boolean): Dependence {
  return (one, other) =>
    one.some((access) => other.some((another) => dependent([access], [another]) && !isLeftOut(access, another)))
}

function between(first: Access['kind'], second: Access['kind']): Dependence {
  return without(({ kind }, { kind: other }) => (kind === first && other === second) || (kind === second && other === first))
}

/** Leaves out that accesses of some objects depend on each other: see `Footprints` for their numbers. */
function about(least: number, greatest: number): Dependence {
  return without(({ object }) => least <= object && object <= greatest)
}

/** Says what is wrong with a search that goes by a dependence: null if nothing is. */
async function fault(program: Program, depends: Dependence): Promise<string | null> {
  try {
    const make = (...each: [Program, typeof defaultRules]): ProgramSubject => new ProgramSubject(...each, depends)
    const compared = await difference(program, defaultRules, make, depends)
    if (compared === null) return null
    const { text, summary, classes } = compared
    if (text === null && summary.executions > classes) return 'repeated'
    return text?.split(' ')[0] ?? null
  } catch (error) {
    if (error instanceof Departure) return 'departed'
    throw error
  }
}

const mutants = [
  {
    name: 'write and write',
    depends: between('write', 'write'),
    text: 'shared x\nthread P:\nstore x, 1\nthread Q:\nstore x, 2',
  },
  { name: 'read and write', depends: between('read', 'write'), text: 'shared x\nthread P:\nstore x, 1\nthread Q:\nload r, x' },
  {
    name: 'take and take',
    depends: between('take', 'take'),
    text: 'lock a, b\nthread P:\nacquire a\nacquire b\nrelease b\nrelease a\nthread Q:\nacquire b\nacquire a\nrelease a\nrelease b',
  },
  { name: 'give and take', depends: between('give', 'take'), text: 'semaphore s = 1 max 1\nthread P:\nP(s)\nthread Q:\nV(s)' },
  {
    name: 'start',
    depends: about(1, 3),
    text: 'thread M:\nspawn A\nthread A unstarted:\njoin A\nthread B:\nspawn A',
  },
  { name: 'failure', depends: about(0, 0), text: 'shared x\nthread P:\nyield\nassert 0\nthread Q:\nstore x, 1' },
] as const

describe.each(mutants)('a search that forgets $name', ({ depends, text }) => {
  test('misses how the program for it can end', async () => {
    expect(await fault(read(text), dependent)).toBe(null)
    expect(await fault(read(text), depends)).toBe('lost')
  })
})

/** It misses nothing in 8,000 random programs: to have the thread that joins go first, others go first after all. */
test('a search that forgets the end of a thread and its join repeats itself', async () => {
  const text = 'shared x\nthread A:\nstore x, 1\nyield\nthread M:\nyield\njoin A\nload r, x'
  const executed = async (depends: Dependence): Promise<number> => {
    const search = explore(new ProgramSubject(read(text), defaultRules, depends), limits(100), depends)
    return (await collect(search)).executions.length
  }
  expect(await executed(dependent)).toBe(1)
  expect(await executed(about(3, 4))).toBeGreaterThan(1)
})
