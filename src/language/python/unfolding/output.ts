import { ownSpecial } from '../machine/attributes.ts'
import type { Machine, NativeFunction } from '../machine/machine.ts'
import { Obj } from '../machine/objects.ts'
import { checkPrint, printedText } from '../machine/printed.ts'
import { Unsupported } from '../machine/values.ts'

/** The longest output that is looked at. */
const longest = 10_000

/** Makes what the program prints a part of its states: a text that grows by one step for each `print`. */
export function observeOutput(machine: Machine): void {
  const output = new Obj('instance', machine.classes.named('object'), 'output', { name: 'output' })
  output.fields.set('text', '')
  machine.output = output
  machine.print = (m, args, keywords) => {
    const text = printedText(m, args, keywords)
    if (text === '') return null
    m.memory.synchronised = true
    const before = m.memory.read(output, 'text')
    const after = `${before === null ? '' : before}${text}`
    if (after.length > longest) throw new Unsupported('the output has no end', 'print less, or do not look at the output')
    m.memory.write(output, 'text', after)
    return null
  }
}

/** If nobody looks at the output, only methods of the program that make texts matter. */
export const printsNothing: NativeFunction = (m, args, keywords) => {
  checkPrint(m, keywords)
  for (const each of args) {
    const own = ownSpecial(m, each, '__str__') ?? ownSpecial(m, each, '__repr__')
    if (own !== undefined) m.host.text(m, each, 's')
  }
  return null
}
