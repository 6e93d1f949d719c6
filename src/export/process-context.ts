import { present } from '../base/bug.ts'
import { registersRead, registerWritten } from '../program/dataflow.ts'
import { anyInteger } from '../program/interval.ts'
import type { Program } from '../program/program.ts'
import { rangesOf } from '../program/ranges.ts'
import { Context } from './context.ts'
import type { Variable } from './model.ts'
import type { Namer } from './names.ts'
import type { Needs } from './needs.ts'
import type { Globals } from './variables.ts'

/** Returns what the instructions of a process are lowered with; declares its variables. */
export function contextOf(
  program: Program,
  globals: Globals,
  needs: Needs,
  code: number,
  threads: readonly number[],
  namer: Namer,
): Context {
  const inner = namer.inner()
  const ranges = present(rangesOf(program).registers[code], 'code')
  const { registers, instructions } = present(program.codes[code], 'code')
  const first = threads[0] ?? -1
  const begun = program.threads[first]?.start === 'running' ? needs.start.threads[first]?.registers : undefined
  const local = (name: string, rest: Partial<Variable>): Variable => ({
    name: inner.name(name),
    scope: 'thread',
    length: null,
    low: 0,
    high: 1,
    comment: null,
    initial: threads.map(() => 0),
    ...rest,
  })
  const isExposed = (register: number): boolean =>
    needs.exposed.some((each) => each.thread === first && each.register === register)
  const has = (op: string): boolean => instructions.some((each) => each.op === op)
  const waitsReentrantly = instructions.some((each) => each.op === 'wait' && globals.depth[each.mutex] !== null)
  const receives = has('received')
  const used = new Set(instructions.flatMap((each) => [...registersRead(each), registerWritten(each) ?? -1]))
  return new Context(
    {
      program,
      globals,
      needs,
      code,
      threads,
      registers: registers.map((name, register) =>
        isExposed(register) || !used.has(register)
          ? null
          : local(name, { ...present(ranges[register], 'register'), initial: threads.map(() => begun?.[register] ?? 0) }),
      ),
      saved: waitsReentrantly ? local('saved', { high: 255, comment: 'how often it held the lock of its wait' }) : null,
      message: receives ? local('message', { ...anyInteger, comment: 'only within steps' }) : null,
      messageOk: has('received_ok') ? local('message_ok', { comment: 'only within steps' }) : null,
    },
    () => inner.name('old'),
  )
}

/** Returns what names have in common: `P` of `P[0]` and `P[1]`; all of them if nothing. */
export function commonName(names: readonly string[]): string {
  const [first = ''] = names
  const begin = first.replace(/\[.*$/, '')
  return begin !== '' && names.every((each) => each.startsWith(`${begin}[`)) ? begin : names.join('_')
}
