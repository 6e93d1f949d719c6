import { Refusal } from '../../lowering/refusals.ts'
import { elementsOf } from '../objects/iteration.ts'
import { newDeque } from '../objects/lists.ts'
import { define, type LibraryPart, refuse } from './part.ts'

const writeKeys = 'write a dict with its keys: `{"a": 0, "b": 0}`'

/** The module `collections`. */
export const collections: LibraryPart = {
  entries: [
    define('collections.deque', 'iterable=(), maxlen=None', (c, { positional, keywords }, span) => {
      if (keywords.size > 0 || positional.length > 1) {
        throw new Refusal(span, 'a deque with a maximum length is not supported', 'check the length before appending')
      }
      const [first] = positional
      return newDeque(c, first === undefined ? [] : elementsOf(c, first, span), span)
    }),
    refuse('collections.defaultdict', writeKeys),
    refuse('collections.Counter', writeKeys),
  ],
}
