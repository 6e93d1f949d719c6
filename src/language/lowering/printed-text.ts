import type { TextVariable } from '../claims/reading.ts'
import { codesOf } from '../claims/text-conditions.ts'
import { tableOf } from './automaton-table.ts'
import { sharedBookkeeping } from './cell.ts'
import { keptLength, outputName } from './kept-text.ts'
import type { Pass } from './pass.ts'
import { more, type PrintedText } from './print.ts'
import type { TextCells, TextClaims } from './text-cells.ts'
import { constant, type Value } from './values.ts'

/** Creates the text that the program prints, which is empty, with the patterns that claims compare it with. */
export function declareText(pass: Pass, claims: TextClaims): TextCells {
  const most = pass.facts.printed
  // The program prints no text that is longer, so none is compared with it.
  const compared = claims.lengths.map((each) => Math.min(each, most))
  const { length, isWhole } = keptLength(most, null, compared)
  const capacity = isWhole ? length : length + 1
  const content = pass.cell(`text ${outputName}`, { name: outputName, role: { kind: 'text', isWhole }, atomic: true, capacity })
  pass.begin(content, { kind: 'elements', items: [] })
  // The length is known from memory only, even if a single thread prints.
  pass.facts.keepInMemory(content)
  pass.facts.resize(content)
  const watched = [...claims.patterns].map(([pattern, automaton], index) => {
    const table = tableOf(automaton)
    const cells = {
      state: pass.cell(`#match${index}`, sharedBookkeeping(`#match${index}`)),
      table: pass.cell(`#next${index}`, { ...sharedBookkeeping(`#next${index}`), capacity: table.length }),
    }
    pass.begin(cells.state, constant(automaton.start))
    pass.begin(cells.table, { kind: 'elements', items: table.map((each) => constant(each)) })
    return { pattern, automaton, ...cells }
  })
  return { content, size: pass.lengthOf(content), length, isWhole, watched, refused: claims.refused }
}

/** Prints before the first thread starts. */
export function printInitially(pass: Pass, { content, length, isWhole, watched }: TextCells, text: string): void {
  const old = pass.initialOf(content)
  const items = old.kind === 'elements' ? old.items : []
  const codes = codesOf(text).map((each) => constant(each))
  const all = [...items, ...codes]
  // A whole text that is too short for the moment is longer in the next pass.
  const kept: readonly Value[] = isWhole || all.length <= length ? all : [...all.slice(0, length), constant(more)]
  pass.begin(content, { kind: 'elements', items: items.length > length ? items : kept })
  for (const { automaton, state } of watched) {
    const first = pass.initialOf(state)
    let now = first.kind === 'constant' ? Number(first.value) : automaton.start
    for (const character of text) now = automaton.next[now]?.[automaton.classOf.get(character) ?? automaton.classOf.size] ?? now
    pass.begin(state, constant(now))
  }
}

/** The variables of the text, for code that prints. */
export function printedText(pass: Pass, { content, size, length, isWhole, watched }: TextCells): PrintedText {
  return {
    text: pass.variableOf(content),
    size: pass.variableOf(size),
    length,
    isWhole,
    watched: watched.map(({ automaton, state, table }) => ({
      automaton,
      state: pass.variableOf(state),
      table: pass.variableOf(table),
    })),
  }
}

/** The variables of the text, for conditions. */
export function textVariable(pass: Pass, { content, size, length, isWhole, watched, refused }: TextCells): TextVariable {
  const automata = watched.map(
    ({ pattern, automaton, state }) => [pattern, { variable: pass.variableOf(state), accepting: automaton.accepting }] as const,
  )
  const [variable, counted] = [pass.variableOf(content), pass.variableOf(size)]
  return { variable, size: counted, length, isWhole, isDeclarable: false, automata: new Map(automata), refused }
}
