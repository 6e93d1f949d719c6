import { none } from '../../lowering/values.ts'
import { asNumber } from '../objects/operators.ts'
import { define, type LibraryPart, refuse } from './part.ts'

const notModelled = 'time is not modelled: a schedule can take any time; leave it out'

/** The module `time`. A thread that sleeps takes a step; how long it sleeps does not matter. */
export const time: LibraryPart = {
  entries: [
    define(
      'time.sleep',
      'secs, /',
      (c, { positional: [seconds] }, span) => {
        if (seconds !== undefined && seconds.kind !== 'float' && asNumber(c, seconds, span) === null)
          return c.raise('TypeError', span)
        // Not `yield`: threads that take turns as a whole sleep within their turn.
        if (!c.initial) c.flow.emit({ op: 'fence' }, span, c.pass.source.excerpt(span))
        return none
      },
      'nothing',
    ),
    refuse('time.time', notModelled),
    refuse('time.perf_counter', notModelled),
    refuse('time.monotonic', notModelled),
  ],
}
