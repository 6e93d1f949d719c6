import type { Span } from '../../../base/source.ts'
import type { Cell } from '../../lowering/cell.ts'
import { readCell, writeCell } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { HeapObject, hiddenPart, type Identity, type Part } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { constant, none, object, type Value } from '../../lowering/values.ts'
import { method, objectClass } from '../objects/object-class.ts'
import { isTimed } from './arguments.ts'
import { hiddenCell } from './bookkeeping.ts'
import { define, type LibraryPart } from './part.ts'

/** An event. Its flag is a separate variable. */
class EventObject extends HeapObject {
  readonly kind = 'event'
  readonly flag: Cell

  constructor(identity: Identity, flag: Cell) {
    super(identity)
    this.flag = flag
  }

  override parts(): Part[] {
    return [hiddenPart(this.flag)]
  }
}

/** `threading.Event`. */
export const event: LibraryPart = {
  entries: [
    define('threading.Event', '', (c, _args, span) => {
      checkMaking(c, span, 'an event')
      const key = objectKey(c, span, 'event')
      const flag = hiddenCell(c, `${key}.flag`, false)
      return object(c.pass.add(new EventObject(identityOf(c, key), flag)))
    }),
  ],
  classes: [
    objectClass(EventObject, {
      methods: {
        set: method('', (c, { flag }, _args, span) => {
          writeCell(c, flag, constant(true), span)
          return none
        }),
        clear: method('', (c, { flag }, _args, span) => {
          writeCell(c, flag, constant(false), span)
          return none
        }),
        is_set: method('', (c, { flag }, _args, span) => readCell(c, flag, span)),
        wait: method('timeout=None', (c, { flag }, args, span) => {
          return isTimed(args, 0) ? readCell(c, flag, span) : wait(c, flag, span)
        }),
      },
    }),
  ],
}

function wait(c: Lowering, flag: Cell, span: Span): Value {
  const known = c.initial || !c.pass.facts.isShared(flag) ? readCell(c, flag, span) : null
  if (c.initial && known?.kind === 'constant' && known.value === true) return constant(true)
  c.startThreads()
  c.pass.facts.access(flag, c.flow.thread)
  c.pass.facts.keepInMemory(flag)
  const variable = c.pass.variableOf(flag)
  c.flow.emit({ op: 'await', until: { kind: 'shared', variable, index: null } }, span)
  return constant(true)
}
