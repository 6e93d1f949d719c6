import { numbers } from '../random-programs.ts'
import { always, type Draw, type Feature, features, rare } from './features.ts'
import { machineFeatures } from './machine-features.ts'

/** A program of several threads, and the variables in which its outcome is. */
export interface ThreadedProgram {
  readonly text: string
  readonly names: readonly string[]
  /** Whether CPython has the same freedom as the checker: it wakes the thread that has waited longest. */
  readonly sameFreedom: boolean
}

const globals = ['x', 'y', 'flag', 'name', 'box', 'spare', 'ref', 'pair', 'twin', 'ready', 'short', 'long', 'grown']
const machineGlobals = [...globals, 'd', 'log', 's', 'pt', 'seen', 'data', 'head', 'grid']
const expressions = ['x', 'y', 'y - 1', '2', '0', 'x + y', 'p', '1']

/** A tiny program of two or three threads. */
export function threadedProgram(seed: number): ThreadedProgram {
  const draw = numbers(seed)
  return programOf(draw, chosenFeatures(draw), globals)
}

/** A tiny program with what only the machine knows. */
export function machineProgram(seed: number): ThreadedProgram {
  const draw = numbers(seed)
  const one = machineFeatures[draw(machineFeatures.length)] ?? always
  const other = features[draw(features.length)] ?? always
  const isClash = one.setup.some((line) => other.setup.some((theirs) => nameOf(theirs) === nameOf(line)))
  return programOf(draw, draw(3) > 0 || isClash ? [one] : [one, other], machineGlobals)
}

/** What a line of the setup defines. */
function nameOf(line: string): string {
  return line
    .split(/[ =(:]/)
    .slice(0, line.startsWith('def') || line.startsWith('class') ? 2 : 1)
    .join(' ')
}

function programOf(draw: Draw, chosen: readonly Feature[], names: readonly string[]): ThreadedProgram {
  const count = draw(5) === 0 ? 3 : 2
  const length = count === 3 ? 2 : 3
  const isShared = draw(4) === 0
  const bodies = Array.from({ length: isShared ? 1 : count }, () => body(draw, chosen, 1 + draw(length)))
  const shows = chosen.flatMap((feature) => feature.shows)
  const text = [
    'import threading',
    'import queue',
    'from collections import deque',
    'from dataclasses import dataclass',
    `x = ${draw(3)}`,
    `y = ${draw(3)}`,
    'flag = False',
    "name = 'a'",
    'm = threading.Lock()',
    'n = threading.Lock()',
    'rl = threading.RLock()',
    ...chosen.flatMap(({ setup }) => setup),
    ...shows.map((_, index) => `r${index} = 'unset'`),
    ...bodies.flatMap((lines, index) => definition(index, lines, draw, names)),
    ...started(draw, count, isShared),
    ...shows.map((show, index) => `r${index} = ${show}`),
    '',
  ].join('\n')
  const waits = /\.wait|sem\.|q\.|stack\.|fifo\./.test(text) && count === 3
  return { text, names: ['x', 'y', 'flag', 'name', 'output', ...shows.map((_, index) => `r${index}`)], sameFreedom: !waits }
}

function chosenFeatures(draw: Draw): Feature[] {
  const one = features[draw(features.length)] ?? always
  const other = features[draw(features.length)] ?? always
  if (draw(20) === 0) return [one, rare[draw(rare.length)] ?? always]
  return draw(2) === 0 || one === other ? [one] : [one, other]
}

/** How threads get what they execute: as a function with arguments, or as a subclass. */
function definition(index: number, lines: readonly string[], draw: Draw, names: readonly string[]): string[] {
  const written = names.filter((name) => lines.some((line) => assigns(line, name)))
  const global = written.length === 0 ? [] : [`    global ${written.join(', ')}`]
  return [`def work${index}(p, w=${draw(3)}):`, ...global, ...lines.map((line) => `    ${line}`)]
}

/** Whether a line is `…, name, … =`, `name += …` or such. */
function assigns(line: string, name: string): boolean {
  return line
    .split(/(?<![=<>!:])=(?!=)/)
    .slice(0, -1)
    .some((part) => part.split(',').some((each) => new RegExp(`^\\s*${name}\\s*[-+*]?\\s*$`).test(each)))
}

function started(draw: Draw, count: number, isShared: boolean): string[] {
  const target = (index: number): string => `work${isShared ? 0 : index}`
  const all = Array.from({ length: count }, (_, index) => index)
  switch (draw(3)) {
    case 0:
      return [
        ...all.map((index) => `t${index} = threading.Thread(target=${target(index)}, args=(${index},))`),
        ...all.map((index) => `t${index}.start()`),
        ...all.map((index) => `t${index}.join()`),
      ]
    case 1:
      return [
        'class Worker(threading.Thread):',
        '    def __init__(self, g, k):',
        '        super().__init__()',
        '        self.g = g',
        '        self.k = k',
        '    def run(self):',
        '        self.g(self.k, w=1)',
        `workers = [${all.map((index) => `Worker(${target(index)}, ${index})`).join(', ')}]`,
        'for worker in workers:',
        '    worker.start()',
        'for worker in workers:',
        '    worker.join()',
      ]
    default:
      return [
        `workers = [threading.Thread(target=g, args=[1], kwargs={'w': 2}) for g in (${all.map(target).join(', ')},)]`,
        'for worker in workers: worker.start()',
        'for worker in workers: worker.join()',
      ]
  }
}

/** So many statements, some of them in blocks. */
function body(draw: Draw, chosen: readonly Feature[], count: number): string[] {
  return Array.from({ length: count }, () => wrapped(draw, chosen, statement(draw, chosen))).flat()
}

function statement(draw: Draw, chosen: readonly Feature[]): string[] {
  const { statements } = draw(3) === 0 ? always : (chosen[draw(chosen.length)] ?? always)
  const lines = statements[draw(statements.length)] ?? []
  return lines.map((line) => line.replace('NUMBER', expressions[draw(expressions.length)] ?? '1'))
}

function wrapped(draw: Draw, chosen: readonly Feature[], lines: readonly string[]): string[] {
  const inner = lines.map((line) => `    ${line}`)
  const deeper = inner.map((line) => `    ${line}`)
  const more = statement(draw, chosen).map((line) => `    ${line}`)
  switch (draw(24)) {
    case 0:
    case 1:
      return ['with m:', ...inner]
    case 2:
      return ['with m:', '    with n:', ...deeper]
    case 3:
      return ['with n, m:', ...inner]
    case 4:
      return ['m.acquire()', 'try:', ...inner, 'finally:', '    m.release()']
    case 5:
      return ['if m.acquire(blocking=False):', ...inner, '    m.release()']
    case 6:
      return ['with rl:', '    with rl:', ...deeper]
    case 7:
      return ['if m.acquire(timeout=1):', '    try:', ...deeper, '    finally:', '        m.release()', 'else:', '    x = 8']
    case 8:
      return ['for i in range(2):', ...inner]
    case 9:
      return ['if x < 2:', ...inner]
    case 10:
      return ['try:', ...inner, 'finally:', ...more]
    case 11:
      return ['try:', ...inner, 'except (IndexError, ZeroDivisionError, AttributeError):', ...more]
    case 12:
      return [
        'for i in range(2):',
        '    try:',
        '        if x > i:',
        '            break',
        ...deeper,
        '    finally:',
        '        y += 1',
      ]
    case 13:
      return [
        'step = 0',
        'while step < 2:',
        '    step += 1',
        '    if y == 1:',
        '        continue',
        ...inner,
        'else:',
        '    p = 0',
      ]
    case 14:
      return ['if y > 1:', '    return', ...lines]
    case 15:
      return ['m.acquire()', ...lines, 'm.release()']
    default:
      return [...lines]
  }
}
