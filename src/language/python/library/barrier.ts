import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { BarrierObject, numberIn } from '../../lowering/synchronisation.ts'
import { constant, none, object } from '../../lowering/values.ts'
import { method, objectClass } from '../objects/object-class.ts'
import { argument, countOf } from './arguments.ts'
import { define, type LibraryPart } from './part.ts'

/** `threading.Barrier`. */
export const barrier: LibraryPart = {
  entries: [
    define('threading.Barrier', 'parties, action=None, timeout=None', (c, args, span) => {
      checkMaking(c, span, 'a barrier')
      if (args.positional.length !== 1 || args.keywords.size > 0) {
        if (!args.keywords.has('parties') || args.keywords.size > 1) {
          throw new Refusal(span, 'a barrier with an action or a timeout is not supported', 'write `Barrier(n)`')
        }
      }
      const parties = countOf(argument(args, 0, 'parties', none), 'a barrier', span)
      const key = objectKey(c, span, 'barrier')
      return object(c.pass.add(new BarrierObject(identityOf(c, key), parties)))
    }),
    { kind: 'name', path: 'threading.BrokenBarrierError' },
  ],
  classes: [
    objectClass(BarrierObject, {
      methods: {
        wait: method('timeout=None', (c, self, args, span) => {
          if (args.positional.length + args.keywords.size > 0) {
            throw new Refusal(span, 'a barrier with a timeout is not supported', 'write `barrier.wait()`')
          }
          c.startThreads()
          c.flow.emit({ op: 'barrier_wait', barrier: numberIn(c.pass.synchronisation.barriers, self) }, span)
          return { kind: 'text', parts: null }
        }),
      },
      attributes: { parties: { read: ({ parties }) => constant(parties) } },
    }),
  ],
}
