import { none } from '../../lowering/values.ts'
import { define, type LibraryPart } from './part.ts'

/** The module `sys`. */
export const sys: LibraryPart = { entries: [define('sys.setswitchinterval', 'interval, /', () => none)] }
