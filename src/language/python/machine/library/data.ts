import { abstractModules } from './abstract.ts'
import { copyModule } from './copying.ts'
import { dataclassesModule } from './dataclasses.ts'
import { enumModule } from './enumerations.ts'
import { typingModule } from './typing.ts'

/** Modules that make classes. */
export const dataModules: readonly (readonly [string, string])[] = [
  ['dataclasses', dataclassesModule],
  ['copy', copyModule],
  ['enum', enumModule],
  ...abstractModules,
  ['typing', typingModule],
]
