import type { LibraryPart } from './part.ts'

/** The module `dataclasses`, whose decorator is understood where classes are. */
export const dataclasses: LibraryPart = {
  entries: [
    { kind: 'name', path: 'dataclasses.dataclass' },
    { kind: 'name', path: 'dataclasses.field' },
  ],
}
