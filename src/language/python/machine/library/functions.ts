import { algorithmModules } from './algorithms.ts'
import { contextlibModule } from './contextlib.ts'
import { functoolsModule } from './functools.ts'
import { itertoolsModule } from './itertools.ts'
import { loggingModule } from './logging.ts'
import { operatorModule } from './operator.ts'
import { systemModules } from './system.ts'

/** Modules of functions. */
export const functionModules: readonly (readonly [string, string])[] = [
  ['functools', functoolsModule],
  ['operator', operatorModule],
  ['logging', loggingModule],
  ['contextlib', contextlibModule],
  ['itertools', itertoolsModule],
  ...algorithmModules,
  ...systemModules,
]
