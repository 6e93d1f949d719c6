import { algorithmModules } from './algorithms.ts'
import { contextlibModule } from './contextlib.ts'
import { functoolsModules } from './functools.ts'
import { itertoolsModule } from './itertools.ts'
import { systemModules } from './system.ts'

/** Modules of functions. */
export const functionModules: readonly (readonly [string, string])[] = [
  ...functoolsModules,
  ['contextlib', contextlibModule],
  ['itertools', itertoolsModule],
  ...algorithmModules,
  ...systemModules,
]
