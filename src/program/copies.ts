import { present } from '../base/bug.ts'
import type { Code, Instruction, Program } from './program.ts'

/**
 * Returns the program with one more thread like the others, to measure how something grows with their number. A main
 * thread that starts the others starts it too, and joins it where it joins them. Null if the others do not all have the
 * same code, or wait for each other by number (barriers) or by name.
 */
export function withOneMoreThread(program: Program): Program | null {
  const { threads, codes } = program
  const starts = threads.flatMap(({ code }, thread) => (namesThreads(codes[code]) ? [thread] : []))
  const workers = threads.flatMap((_, thread) => (starts.includes(thread) ? [] : [thread]))
  const first = threads[workers[0] ?? -1]
  if (first === undefined || workers.length < 2 || starts.length > 1) return null
  const alike = workers.every((thread) => {
    const { code, start, daemon } = present(threads[thread], 'thread')
    return code === first.code && start === first.start && daemon === first.daemon
  })
  if (!alike || codes[first.code]?.instructions.some(({ op }) => op === 'barrier_wait') === true) return null
  const main = starts[0] === undefined ? null : present(threads[starts[0]], 'thread').code
  if ((main === null) !== (first.start === 'running')) return null
  const grown = main === null ? codes : withStart(codes, main, workers, threads.length)
  if (grown === null) return null
  let name = 'another'
  while (threads.some((each) => each.name === name)) name += '+'
  return { ...program, codes: grown, threads: [...threads, { ...first, name }], expectations: [] }
}

function namesThreads(code: Code | undefined): boolean {
  return code?.instructions.some(({ op }) => op === 'spawn' || op === 'join') === true
}

/** Main starts the new thread after the last thread that it starts, and joins it after the last that it joins. */
function withStart(codes: readonly Code[], main: number, workers: readonly number[], added: number): Code[] | null {
  const code = present(codes[main], 'code')
  const places = (op: 'spawn' | 'join'): number[] =>
    code.instructions.flatMap((each, pc) => (each.op === op && workers.includes(each.thread) ? [pc] : []))
  const [spawns, joins] = [places('spawn'), places('join')]
  if (spawns.length !== workers.length || (joins.length !== 0 && joins.length !== workers.length)) return null
  // From the back, so that the earlier position stays the same.
  const last = [...spawns.slice(-1), ...joins.slice(-1)].sort((a, b) => b - a)
  const longer = last.reduce<Code>((grown, pc) => withCopyAfter(grown, pc, added), code)
  return codes.map((each, index) => (index === main ? longer : each))
}

/** Inserts after an instruction a copy of it that names another thread. */
function withCopyAfter(code: Code, pc: number, thread: number): Code {
  const moved = (target: number): number => (target > pc ? target + 1 : target)
  const instructions = code.instructions.flatMap((each, at): Instruction[] => {
    const aimed: Instruction =
      'target' in each
        ? { ...each, target: moved(each.target) }
        : each.op === 'atomic'
          ? { ...each, end: moved(each.end) }
          : each
    return at === pc && (aimed.op === 'spawn' || aimed.op === 'join') ? [aimed, { ...aimed, thread }] : [aimed]
  })
  return { ...code, instructions }
}
