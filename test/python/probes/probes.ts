import { expressionForms } from './forms.ts'
import type { Operand } from './operands.ts'
import { expressionPlaces, type Probe, places, printedPlaces } from './places.ts'
import { rejected, statementForms } from './statements.ts'

/** CPython would not come to an end, or out of memory, with these forms of a large number. */
const unbounded = /\*|<<|range\(\{0\}\)|pow|round|bytes/

function isUnbounded(lines: readonly string[], operands: readonly Operand[]): boolean {
  return operands.some(({ text }) => /\d{9}|10\*\*/.test(text)) && lines.some((line) => unbounded.test(line))
}

/** All programs: every form of expression and statement, on operands of every kind, in every place. */
export function* allProbes(): Generator<Probe> {
  for (const { name, pattern, operands } of expressionForms) {
    if (isUnbounded([pattern], operands)) continue
    const parts = {
      needs: unique(operands.flatMap(({ needs = [] }) => needs)),
      lines: [`r = ${pattern}`],
      operands: operands.map(({ text }) => text),
    }
    for (const [place, make] of Object.entries({ ...places, ...expressionPlaces, ...printedPlaces })) {
      if (operands.length === 0 && /unknown|not known/.test(place)) continue
      yield { form: name, place, text: make(parts).join('\n') }
    }
  }
  for (const { name, lines, operands } of statementForms) {
    if (isUnbounded(lines, operands)) continue
    const parts = {
      needs: unique(operands.flatMap(({ needs = [] }) => needs)),
      lines,
      operands: operands.map(({ text }) => text),
    }
    for (const [place, make] of Object.entries({ ...places, ...printedPlaces })) {
      if (operands.length === 0 && /unknown|not known/.test(place)) continue
      yield { form: name, place, text: make(parts).join('\n') }
    }
  }
  for (const text of rejected) {
    const start = ['import threading', 'def nothing():', '    pass', 't = threading.Thread(target=nothing)', 't.start()']
    yield { form: 'syntax', place: 'module', text: [...start, ...text.split('\n')].join('\n') }
    yield {
      form: 'syntax',
      place: 'function',
      text: [...start, 'def work():', ...text.split('\n').map((line) => `    ${line}`)].join('\n'),
    }
  }
}

/** Definitions come as runs of lines; each run once. */
function unique(lines: readonly string[]): string[] {
  const seen = new Set<string>()
  const found: string[] = []
  let keep = true
  for (const line of lines) {
    if (!line.startsWith(' ')) {
      keep = !seen.has(line) || line.startsWith('@')
      seen.add(line)
    }
    if (keep) found.push(line)
  }
  return found
}
