import { type Proposal, type Proposals, proposals } from './proposals.ts'

/** The keywords of the Python subset; docs/python.md defines their use. */
const keywords =
  'and as assert break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with'

export const functions = 'abs all any bool enumerate int len list max min object print range reversed str sum super tuple zip'

/** The supported members of each supported module. */
export const members: Readonly<Record<string, string>> = {
  threading: 'Thread Lock RLock Condition Semaphore BoundedSemaphore Event Barrier BrokenBarrierError',
  queue: 'Queue LifoQueue SimpleQueue Empty Full',
  random: 'randint randrange choice random uniform seed',
  time: 'sleep',
  collections: 'deque',
  dataclasses: 'dataclass',
  'concurrent.futures': 'ThreadPoolExecutor',
  interleave: 'AtomicInt',
  sys: 'setswitchinterval',
}

export const methods =
  'acquire append appendleft clear compare_exchange count done empty exception exchange extend fetch_add full get get_nowait index insert is_set items join keys load locked map notify notify_all pop popleft put put_nowait qsize release remove result set shutdown start store submit task_done values wait wait_for'

/** Returns the proposals for Python at `position`, except names declared in scope, which the editor proposes itself. */
export function proposePython(text: string, position: number): Proposals | null {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position)
  if (isQuoted(line)) return null
  const word = /[\p{L}\p{N}_]*$/u.exec(line)?.[0] ?? ''
  if (/^\d/.test(word)) return null
  const before = line.slice(0, line.length - word.length)
  const from = position - word.length
  const [, module] = /^\s*from\s+([\w.]+)\s+import\s+(?:[\w\s,]*,\s*)?$/.exec(before) ?? []
  if (module !== undefined) return { from, options: classes(module) }
  if (/^\s*(?:import|from)\s+(?:[\w\s,.]*,\s*)?$/.test(before))
    return { from, options: proposals('class', Object.keys(members)) }
  const [, owner] = /([\p{L}_][\p{L}\p{N}_.]*)\.$/u.exec(before) ?? []
  if (owner !== undefined) return { from, options: owner in members ? classes(owner) : attributes(text, from) }
  if (before.endsWith('.')) return { from, options: attributes(text, from) }
  if (/\b(?:def|class)\s+$/.test(before)) return null // a new name
  return { from, options: [...proposals('keyword', keywords.split(' ')), ...proposals('function', functions.split(' '))] }
}

function classes(module: string): Proposal[] {
  return proposals('class', members[module]?.split(' ') ?? [])
}

/** Returns the attributes that occur elsewhere in the program, and methods of locks, threads, lists and queues. */
function attributes(text: string, from: number): Proposal[] {
  const elsewhere = [...text.matchAll(/(?<=[\p{L}\p{N}_)\]]\.)[\p{L}_][\p{L}\p{N}_]*/gu)].filter((each) => each.index !== from)
  const modules = new Set(Object.values(members).flatMap((each) => each.split(' ')))
  const used = elsewhere.map(([name]) => name).filter((name) => !modules.has(name))
  const known = methods.split(' ')
  return [
    ...proposals(
      'property',
      used.filter((name) => !known.includes(name)),
    ),
    ...proposals('method', known),
  ]
}

/** Reports whether a line ends within a comment or a string. */
function isQuoted(line: string): boolean {
  let quote = ''
  for (const character of line) {
    if (quote === '' && character === '#') return true
    if (character === quote) quote = ''
    else if (quote === '' && (character === '"' || character === "'")) quote = character
  }
  return quote !== ''
}
