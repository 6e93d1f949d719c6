import type { LibraryPart } from './part.ts'

/** The module `dataclasses`, whose decorator the reader handles with classes. */
export const dataclasses: LibraryPart = {
  entries: [
    { kind: 'name', path: 'dataclasses.dataclass' },
    { kind: 'name', path: 'dataclasses.field' },
  ],
}
