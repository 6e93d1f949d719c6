import type { Change, ChangeKind } from '../change.ts'
import { type Edit, inserted, replaced } from '../edits.ts'
import { lesserIndexFirst } from '../indexed.ts'
import { type Block, placesIn, type Statement } from '../outline.ts'
import type { IlvText } from './text.ts'

/** Returns the changes of single lines that are particular to instruction text. */
export function ilvChanges(ilv: IlvText): readonly Change[] {
  return [
    ...whileForIf(ilv),
    ...notifyAll(ilv),
    ...atomicUpdates(ilv),
    ...atomicVariables(ilv),
    ...disciplines(ilv),
    ...otherObjects(ilv),
    ...oneLock(ilv),
    ...lockOrders(ilv),
    ...remembered(ilv),
  ]
}

function change(kind: ChangeKind, says: string, ...edits: readonly Edit[]): Change {
  return { kind, edits, requires: [], says, guards: null }
}

function lineOf({ lines }: IlvText, line: number): string {
  return lines[line - 1] ?? ''
}

function whileForIf(ilv: IlvText): readonly Change[] {
  return [...placesIn(ilv.blocks)].flatMap(({ statement: { first, blocks } }) => {
    const text = lineOf(ilv, first)
    const waits = blocks.some(({ statements }) => statements.some(({ sync }) => sync?.kind === 'wait'))
    if (!waits || blocks.length !== 1 || !/^\s*if\b/.test(text)) return []
    return [
      change('while', `test the condition of line ${first} again after the wait`, replaced(first, text.replace('if', 'while'))),
    ]
  })
}

function notifyAll(ilv: IlvText): readonly Change[] {
  return [...placesIn(ilv.blocks)].flatMap(({ statement: { first, sync } }) => {
    if (sync?.kind !== 'notify') return []
    const text = lineOf(ilv, first)
      .replace(/\bnotify\b/, 'notify_all')
      .replace(/\bsignal\b/, 'broadcast')
    return [change('notify-all', `wake all threads that sleep, in line ${first}`, replaced(first, text))]
  })
}

const word = '[\\p{L}_][\\p{L}\\p{N}_]*'

/** An update of a variable in one step: of `x += e`, of `load`, `add`, `store`, and of a test before a store. */
function atomicUpdates(ilv: IlvText): readonly Change[] {
  const single = [...placesIn(ilv.blocks)].flatMap(({ statement: { first, blocks } }) => {
    const found = new RegExp(`^(\\s*)(${word}(?:\\[[^\\]]*\\])?)\\s*([+-])=\\s*([^#]+?)\\s*(#.*)?$`, 'u').exec(
      lineOf(ilv, first),
    )
    const [, indent = '', variable = '', sign = '', value = ''] = found ?? []
    if (found === null || blocks.length > 0) return []
    const operand = sign === '+' ? value : `-(${value})`
    return [atomicChange(first, first, `${indent}fetch_add ${unusedRegister(ilv)}, ${variable}, ${operand}`)]
  })
  return [...single, ...ilv.blocks.flatMap((block) => block.statements.flatMap((_, index) => sequenceAt(ilv, block, index)))]
}

function atomicChange(first: number, last: number, text: string): Change {
  const lines = [{ text, origin: first }]
  const says = `make the update in line ${first} one step`
  return change('atomic', says, { from: first, count: last - first + 1, lines })
}

/** `load r, x`, `add r, e`, `store x, r` or `load r, x`, `store x, e` as one instruction. */
function sequenceAt(ilv: IlvText, { statements }: Block, index: number): readonly Change[] {
  const texts = statements.slice(index, index + 3).map(({ first }) => lineOf(ilv, first))
  const [load = '', second = '', third = ''] = texts
  const [, indent = '', register = '', variable = ''] =
    new RegExp(`^(\\s*)load\\s+(${word})\\s*,\\s*([^#]+?)\\s*(?:#.*)?$`, 'u').exec(load) ?? []
  const first = statements[index]?.first
  if (register === '' || first === undefined) return []
  const [, added = '', value = ''] = new RegExp(`^\\s*add\\s+(${word})\\s*,\\s*([^#]+?)\\s*(?:#.*)?$`, 'u').exec(second) ?? []
  const storeIn = (text: string): { place: string; stored: string } => {
    const [, place = '', stored = ''] = /^\s*store\s+([^,#]+?)\s*,\s*([^#]+?)\s*(?:#.*)?$/.exec(text) ?? []
    return { place, stored }
  }
  const afterAdd = storeIn(third)
  if (added === register && afterAdd.place === variable && afterAdd.stored === register) {
    return [atomicChange(first, statements[index + 2]?.first ?? first, `${indent}fetch_add ${register}, ${variable}, ${value}`)]
  }
  const direct = storeIn(second)
  if (direct.place !== variable || new RegExp(`\\b${register}\\b`).test(direct.stored)) return []
  return [
    atomicChange(first, statements[index + 1]?.first ?? first, `${indent}exchange ${register}, ${variable}, ${direct.stored}`),
  ]
}

function unusedRegister({ source }: IlvText): string {
  return ['old', 'before', 'seen'].find((name) => !new RegExp(`\\b${name}\\b`).test(source.text)) ?? 'old_value'
}

function atomicVariables(ilv: IlvText): readonly Change[] {
  return ilv.read.flatMap(({ form, line }) =>
    form === 'Shared'
      ? [
          change(
            'atomic',
            `declare the variables of line ${line} atomic`,
            replaced(line, lineOf(ilv, line).replace('shared', 'atomic')),
          ),
        ]
      : [],
  )
}

/** Locks that stand in line, or that their holder may take again. */
function disciplines(ilv: IlvText): readonly Change[] {
  return ilv.read.flatMap(({ form, line }) => {
    const text = lineOf(ilv, line)
    if (form !== 'Lock' && form !== 'Semaphore') return []
    const [code = text] = text.split('#')
    const rest = text.slice(code.length)
    const add = (modifier: string): readonly Change[] => {
      if (code.includes(modifier)) return []
      const says = `declare what line ${line} has \`${modifier}\``
      return [change('discipline', says, replaced(line, `${code.trimEnd()} ${modifier}${rest === '' ? '' : ` ${rest}`}`))]
    }
    return form === 'Lock' ? [...add('reentrant'), ...add('fair')] : add('fair')
  })
}

/** An operation on another object of the same kind: the wrong lock was taken. */
function otherObjects(ilv: IlvText): readonly Change[] {
  return [...placesIn(ilv.blocks)].flatMap(({ statement }) => {
    const { sync, first } = statement
    const kind = ilv.declared.find(({ name }) => name === sync?.object)?.kind
    if (sync === null || (kind !== 'lock' && kind !== 'condition')) return []
    const others = ilv.declared.filter((each) => each.kind === kind && each.name !== sync.object && !each.isArray)
    return others.map(({ name }) =>
      change(
        'one-lock',
        `use \`${name}\` instead of \`${sync.object}\` in line ${first}`,
        replaced(first, renamed(lineOf(ilv, first), sync.object, name)),
      ),
    )
  })
}

function renamed(line: string, from: string, to: string): string {
  return line.replace(new RegExp(`\\b${from}\\b`, 'g'), to)
}

/** Two locks of an array, taken one after the other, in the order of their indexes. */
function lockOrders(ilv: IlvText): readonly Change[] {
  return ilv.blocks.flatMap(({ statements }) =>
    statements.flatMap((one, index): readonly Change[] => {
      const other = statements[index + 1]
      if (one.sync?.kind !== 'acquire' || other?.sync?.kind !== 'acquire') return []
      const [a, b] = [one.sync.object, other.sync.object]
      const names = lesserIndexFirst(a, b)
      if (names === null) return []
      const says = `take \`${names[0]}\` before \`${names[1]}\` in lines ${one.first} and ${other.first}`
      const write = (line: number, from: string, to: string): Edit =>
        replaced(
          line,
          lineOf(ilv, line).replace(from, () => to),
        )
      return [change('lock-order', says, write(one.first, a, names[0]), write(other.first, b, names[1]))]
    }),
  )
}

/** A signal that is sent before anybody waits for it: a variable remembers it, and who waits looks at that first. */
function remembered(ilv: IlvText): readonly Change[] {
  const all = [...placesIn(ilv.blocks)].filter(({ block }) => !block.isLoop)
  return ilv.declared.flatMap(({ kind, name, line }): readonly Change[] => {
    const of = (...kinds: readonly string[]): typeof all =>
      all.filter(({ statement: { sync } }) => sync !== null && kinds.includes(sync.kind) && sync.object === name)
    const [waits, signals] = [of('wait'), of('notify', 'notify-all')]
    if (kind !== 'condition' || waits.length === 0 || signals.length === 0) return []
    const flag = ['signalled', 'sent'].find((each) => !ilv.source.text.includes(each)) ?? 'signalled_2'
    const loops = waits.map(({ block: { indent }, statement: { first, sync } }): Edit => {
      const texts = [`${indent}while ${flag} == 0:`, `${indent}    ${sync?.text ?? ''}`, `${indent}end`]
      return { from: first, count: 1, lines: texts.map((text, index) => ({ text, origin: index === 1 ? first : null })) }
    })
    const sets = signals.map(({ block: { indent }, statement: { first } }) => inserted(first, `${indent}${flag} = 1`))
    const says = `remember in \`${flag}\` that \`${name}\` was signalled, and look at it before the wait`
    return [change('remember', says, inserted(line + 1, `shared ${flag} = 0`), ...loops, ...sets)]
  })
}

/** One lock instead of two: in every operation. */
function oneLock(ilv: IlvText): readonly Change[] {
  const locks = ilv.declared.filter(({ kind, isArray }) => kind === 'lock' && !isArray)
  return locks.flatMap((kept) =>
    locks.flatMap((gone) => {
      if (gone === kept) return []
      const lines = linesWith(ilv.blocks, gone.name)
      if (lines.length === 0) return []
      const says = `use \`${kept.name}\` instead of \`${gone.name}\` everywhere`
      return [
        change('one-lock', says, ...lines.map((line) => replaced(line, renamed(lineOf(ilv, line), gone.name, kept.name)))),
      ]
    }),
  )
}

function linesWith(blocks: readonly Block[], object: string): readonly number[] {
  const uses = ({ sync }: Statement): boolean => sync?.object === object || (sync?.text.includes(object) ?? false)
  return [...placesIn(blocks)].flatMap(({ statement }) => (uses(statement) ? [statement.first] : []))
}
