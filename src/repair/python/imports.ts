import { positionAt } from '../../base/source.ts'
import type { PythonText } from './text.ts'

/** How a text names something of `threading`, and the lines that it needs for that behind its imports. */
export interface Imported {
  readonly text: string
  readonly lines: readonly string[]
  readonly hasImports: boolean
}

/** Returns how to name a class of `threading` in the style of the text. */
export function importOf(python: PythonText, name: string, module = 'threading'): Imported {
  const imports = python.tree.flatMap((node) => (node.kind === 'import' ? [node] : []))
  const hasImports = imports.length > 0
  const own = imports.find((each) => each.module === module && each.name === name)
  if (own !== undefined) return { text: own.as, lines: [], hasImports }
  const whole = imports.find((each) => each.module === module && each.name === null)
  if (whole !== undefined) return { text: `${whole.as}.${name}`, lines: [], hasImports }
  if (imports.some((each) => each.module === module && each.name === '*')) return { text: name, lines: [], hasImports }
  if (imports.some((each) => each.module === module) || module !== 'threading')
    return { text: name, lines: [`from ${module} import ${name}`], hasImports }
  return { text: `threading.${name}`, lines: ['import threading'], hasImports }
}

/** Returns the line behind the imports at the beginning; without any, that of the first statement behind a docstring. */
export function lineAfterImports(python: PythonText): number {
  const { tree, source } = python
  const last = tree.findLast(({ kind }, index) => kind === 'import' && tree.slice(0, index).every(isBeforeCode))
  if (last !== undefined) return positionAt(source.text, Math.max(last.span.start, last.span.end - 1)).line + 1
  const first = tree.find((node) => !isBeforeCode(node))
  return first === undefined ? 1 : firstLineOf(python, positionAt(source.text, first.span.start).line)
}

function isBeforeCode(node: PythonText['tree'][number]): boolean {
  return node.kind === 'import' || (node.kind === 'expression' && node.value.kind === 'string')
}

/** Returns the first line of a statement and of the decorators above it. */
function firstLineOf({ lines }: PythonText, line: number): number {
  let first = line
  while (/^@/.test(lines[first - 2] ?? '')) first--
  return first
}
