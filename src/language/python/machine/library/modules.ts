import { asyncioModule } from './asyncio.ts'
import { collectionsModule } from './collections.ts'
import { core } from './core.ts'
import { dataModules } from './data.ts'
import { functionModules } from './functions.ts'
import { futuresModule } from './futures.ts'
import { processModules } from './multiprocessing.ts'
import { plainClasses } from './plain-classes.ts'
import { threadModules } from './threads.ts'

/** The module that completes classes which inherit from numbers and texts; no program can name it. */
export const plainClassesModule: string = '.plain classes'

/** The modules of Python's library, as texts. The core has what the machine itself needs. */
export const libraryTexts: ReadonlyMap<string, string> = new Map([
  ['.core', core],
  [plainClassesModule, plainClasses],
  ['collections', collectionsModule],
  ['interleave', "AtomicInt = _native('class interleave.AtomicInt')\n"],
  ['concurrent.futures', futuresModule],
  ['asyncio', asyncioModule],
  ...dataModules,
  ...functionModules,
  ...threadModules,
  ...processModules,
])
