import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReplayRequest } from '../cpython/replay.ts'

/** The parts of the tracer, each of which needs only those before it. */
const parts = [
  'bytecode',
  'places',
  'exact',
  'values',
  'plan',
  'clocks',
  'draws',
  'threads',
  'forcing',
  'execution',
  'standalone',
]

/**
 * Returns a Python file that executes the program under the schedule by itself: the program's text, the schedule and the
 * tracer, whose parts lie in a folder.
 */
export function reproText(
  folder: string,
  { name, text }: { readonly name: string; readonly text: string },
  request: ReplayRequest,
  title: string,
): string {
  const modules = parts.map((each) => readFileSync(join(folder, 'interleave_replay', `${each}.py`), 'utf8'))
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const asked = JSON.stringify({ ...request, file })
  return [
    `"""Executes ${pythonText(file)} under one schedule, in any CPython from 3.9 on: ${pythonText(title)}.`,
    '',
    'The program is at the end of this file, as it is. Its threads are held before each step and let through in the order of',
    'the schedule, by the means of debuggers (`sys.settrace`). Prints each step with the values that it had in CPython, and',
    'how the program ended. Exits with 1 if everything was as scheduled, with 2 if not. Uses the standard library only.',
    '"""',
    '',
    ...modules.map(withoutOwnImports),
    `_SCHEDULE = ${pythonLiteral(asked)}`,
    '',
    `_TITLE = ${pythonLiteral(title)}`,
    '',
    `_PROGRAM = ${pythonLiteral(text)}`,
    '',
    'main(_SCHEDULE, _TITLE, _PROGRAM)',
    '',
  ].join('\n')
}

/** Leaves out the imports of other parts, which are in the same file, and the docstring, which would be in the midst of it. */
function withoutOwnImports(module: string): string {
  return module
    .replace(/^"""([\s\S]*?)"""\n/, (_, text: string) => `${text.trim().replace(/^/gm, '# ').replace(/ +$/gm, '')}\n`)
    .replace(/^from \.\w+ import .*\n/gm, '')
}

/** A text within a docstring. */
function pythonText(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replace(/\n/g, ' ')
}

/** A text as a literal of Python, line by line. */
function pythonLiteral(text: string): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? ['']
  const escaped = lines.map((line) => `    ${JSON.stringify(line).replace(/\u007f/g, '\\u007f')}`)
  return `(\n${escaped.join('\n')}\n)`
}
