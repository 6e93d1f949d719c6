import { positionAt } from '../../base/source.ts'
import type { CountPlace } from '../outline.ts'
import type { Declared } from './declared.ts'
import type { PythonText } from './text.ts'

/** Returns the numbers that semaphores and barriers are made with. */
export function countsIn(python: PythonText, declared: readonly Declared[]): readonly CountPlace[] {
  return declared.flatMap(({ text, class: name, call, line }): CountPlace[] => {
    if (name !== 'Semaphore' && name !== 'BoundedSemaphore' && name !== 'Barrier') return []
    const value = call.positional[0] ?? call.keywords.find((each) => each.name === 'value' || each.name === 'parties')?.value
    const source = python.lines[line - 1] ?? ''
    if (value === undefined) {
      const withCount = (count: number): string => source.replace(`${name}()`, `${name}(${count})`)
      return source.includes(`${name}()`) ? [{ line, object: text, count: 1, withCount }] : []
    }
    if (value.kind !== 'number' || positionAt(python.source.text, value.span.start).line !== line) return []
    const start = positionAt(python.source.text, value.span.start).column - 1
    const end = start + value.span.end - value.span.start
    const withCount = (count: number): string => `${source.slice(0, start)}${count}${source.slice(end)}`
    return [{ line, object: text, count: value.value, withCount }]
  })
}
