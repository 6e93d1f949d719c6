/** A source of numbers that depends on its seed only (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Draw = (below: number) => number

interface Scope {
  readonly draw: Draw
  /** Variables that have a value here. */
  readonly names: readonly string[]
  /** Variables of loops around, which are only read. */
  readonly counters: readonly string[]
  readonly inLoop: boolean
  readonly functions: readonly string[]
  readonly depth: number
}

const globals = ['a', 'b', 'c'] as const

/**
 * A program that one thread executes: globals, a list, a dict, loops, branches, calls and exceptions. `run` ends
 * normally or with an exception that the end of the program records in `failed`.
 */
export function randomProgram(seed: number): string {
  const draw = numbers(seed)
  const helper = block({ draw, names: ['x', 'y'], counters: [], inLoop: false, functions: [], depth: 1 }, 1, 1 + draw(2))
  const main = block(
    { draw, names: [...globals, 'p', 'q'], counters: [], inLoop: false, functions: ['f'], depth: 3 },
    2,
    3 + draw(4),
  )
  return [
    `a = ${draw(7) - 3}`,
    `b = ${draw(7) - 3}`,
    `c = ${draw(5)}`,
    `data = [${draw(5)}, ${draw(5) - 2}, ${draw(5)}]`,
    `grown = [${draw(4)}]`,
    `d = {"k": ${draw(5)}, "m": ${draw(5) - 2}}`,
    'flag = False',
    'failed = "no"',
    'gate = 0',
    '',
    'from dataclasses import dataclass',
    '@dataclass(order=True)',
    'class Pair:',
    '    n: int',
    '    m: int = 1',
    '',
    'def adder(n):',
    '    def add(x):',
    '        return x + n',
    '    return add',
    '',
    'def counter(start):',
    '    n = start',
    '    def up(by=1):',
    '        nonlocal n',
    '        n += by',
    '        return n',
    '    return up',
    '',
    'def leave(x):',
    '    for k in range(3):',
    '        try:',
    '            if k == x % 3:',
    '                return k',
    '            continue',
    '        finally:',
    '            if x % 5 == 0:',
    '                break',
    '    return -1',
    '',
    'class Box:',
    '    def __init__(self, value):',
    '        self.value = value',
    '    def add(self, amount=1):',
    '        self.value += amount',
    '        return self.value',
    '',
    `box = Box(${draw(4)})`,
    `spare = Box(${draw(4)})`,
    '',
    'def f(x, y=2):',
    '    global b',
    ...helper,
    `    return ${expression({ draw, names: ['x', 'y', 'a'], counters: [], inLoop: false, functions: [], depth: 1 }, 2)}`,
    '',
    'def run():',
    '    global a, b, c, flag, failed, box, spare',
    '    p = 1',
    '    q = 0',
    '    try:',
    ...main,
    '    except ZeroDivisionError:',
    '        failed = "zero"',
    '    except IndexError:',
    '        failed = "index"',
    '    except ValueError:',
    '        failed = "value"',
    '    finally:',
    '        c = c + 1',
    '    a = a + p * 0 + q * 0',
    '',
    'def other():',
    '    global a, b, c, flag, failed, gate',
    '    if gate == 1:',
    '        gate = 2',
    '        a = b = c = 0',
    '        flag = True',
    '        failed = "other"',
    '        data[0] = 0',
    '        grown.append(1)',
    '        d["k"] = d["m"] = 0',
    '        box.value = 0',
    '',
  ].join('\n')
}

function block(scope: Scope, indent: number, length: number): string[] {
  return Array.from({ length }, () => statement(scope, indent)).flat()
}

function statement(scope: Scope, indent: number): string[] {
  const { draw, depth } = scope
  const pad = '    '.repeat(indent)
  const line = (text: string): string[] => [`${pad}${text}`]
  const value = (): string => small(scope)
  const deeper = { ...scope, depth: depth - 1 }
  const inner = (more: Partial<Scope> = {}): string[] => block({ ...deeper, ...more }, indent + 1, 1 + draw(2))
  const simple = depth <= 0 || draw(3) > 0
  const isMain = scope.functions.length > 0
  if (simple) {
    const kind = draw(isMain ? 23 : 5)
    const target = scope.names[draw(scope.names.length)] ?? 'a'
    switch (kind) {
      case 0:
      case 1:
        return line(`${isMain ? target : ['x', 'y', 'b'][draw(3)]} = ${value()}`)
      case 2:
      case 3:
        return line(
          `${isMain ? target : ['x', 'y', 'b'][draw(3)]} ${['+=', '-=', '*=', '//=', '%='][draw(5)]} ${draw(4) + (draw(9) === 0 ? 0 : 1)}`,
        )
      case 4:
        return line(isMain ? `a, b = b, ${value()}` : 'x, y = y, x')
      case 5:
        return line(`data[${index(scope)}] = ${value()}`)
      case 6:
        return line(`data[${index(scope)}] += ${draw(3)}`)
      case 7:
        return line(`d["${['k', 'm'][draw(2)]}"] ${['=', '+=', '-='][draw(3)]} ${value()}`)
      case 8:
        return line(`grown.append(${value()})`)
      case 9:
        return [`${pad}if len(grown) > ${draw(2)}:`, `${pad}    b = grown.pop(${['', '0', '-1'][draw(3)]})`]
      case 10:
        return line(`flag = ${test(scope, 2)}`)
      case 11:
        return line(`${target} = f(${value()}${draw(2) === 0 ? `, ${draw(4)}` : ''})`)
      case 12:
        return line(`${target} = box.add(${draw(2) === 0 ? '' : value()})`)
      case 13:
        return scope.inLoop ? line(['break', 'continue'][draw(2)] ?? 'pass') : line(`box.value -= ${draw(3)}`)
      case 15:
        if (scope.counters.length > 0) return line('c += 1') // a function that leaves a loop is outside of the subset
        return line(`${target} = adder(${value()})(${draw(4)})`)
      case 16:
        return line(`flag = Pair(${value()}) ${['==', '!=', '<', '>='][draw(4)]} Pair(${value()}, ${draw(3)})`)
      case 17:
        return line('box, spare = spare, box')
      case 18:
        return line(`${target} = leave(${value()})`)
      case 19:
        if (scope.counters.length > 0) return line('c -= 1')
        return [`${pad}up${indent} = counter(${value()})`, `${pad}up${indent}()`, `${pad}${target} = up${indent}(${draw(4)})`]
      case 20: {
        const of = ['enumerate(data)', 'zip(data, reversed(data))', 'zip(data, (7, 8))', 'enumerate(data, 2)'][draw(4)]
        return [`${pad}for each, other_ in ${of}:`, `${pad}    c += each % 5 * (other_ % 3)`]
      }
      case 21:
        return line(`${target} = ${['sum', 'min', 'max', 'any', 'all'][draw(5)]}(v % 4 for v in data)`)
      case 14:
        return line(`c += ${draw(2)} + (${test(scope, 1)})`)
      default:
        return line(draw(6) === 0 ? 'raise ValueError("drawn")' : `p, q = q, ${value()}`)
    }
  }
  switch (draw(7)) {
    case 0:
      return [`${pad}if ${test(scope, 2)}:`, ...inner()]
    case 1:
      return [`${pad}if ${test(scope, 2)}:`, ...inner(), `${pad}else:`, ...inner()]
    case 2: {
      const name = `i${indent}`
      const range = ['3', '1, 4', '4, 0, -2', `len(data)`, `abs(c) % 3`][draw(5)]
      const nested = { counters: [...scope.counters, name], inLoop: isMain }
      const otherwise = draw(3) === 0 && isMain ? [`${pad}else:`, ...inner()] : []
      return [`${pad}for ${name} in range(${range}):`, ...inner(nested), ...otherwise]
    }
    case 3: {
      const name = `n${indent}`
      return [
        `${pad}${name} = ${draw(4)}`,
        `${pad}while ${name} > 0:`,
        `${pad}    ${name} -= 1`,
        ...inner({ counters: [...scope.counters, name], inLoop: isMain }),
      ]
    }
    case 4:
      if (!isMain) return line('y = x')
      return [`${pad}for each in ${['data', '(4, 5)', '[1, 2]'][draw(3)]}:`, `${pad}    c += each % 5`]
    case 5:
      return [
        `${pad}try:`,
        ...inner(),
        `${pad}except ${['ZeroDivisionError', 'IndexError', 'Exception'][draw(3)]}:`,
        ...inner(),
      ]
    default:
      return [`${pad}try:`, ...inner(), `${pad}finally:`, ...inner({ inLoop: false })]
  }
}

/** A number that stays small, so that no result leaves 32 bits. */
function small(scope: Scope): string {
  const value = expression(scope, 2)
  return scope.draw(3) === 0 ? value : `(${value}) % 50`
}

function index(scope: Scope): string {
  const { draw, counters } = scope
  const [counter] = counters
  if (draw(3) === 0 || counter === undefined) return `${draw(12) === 0 ? 5 : draw(5) - 2}`.replace('-2', '-1')
  return draw(4) === 0 ? counter : `${counter} % 3`
}

function expression(scope: Scope, depth: number): string {
  const { draw, names, counters } = scope
  const isMain = scope.functions.length > 0
  if (depth === 0 || draw(3) === 0) {
    const kind = draw(isMain ? 9 : 4)
    if (kind === 0) return `${draw(9) - 3}`
    if (kind === 4) return `data[${index(scope)}]`
    if (kind === 5) return `d["${['k', 'm'][draw(2)]}"]`
    if (kind === 6) return 'box.value'
    if (kind === 7) return `len(${['data', 'grown', 'd'][draw(3)]})`
    const known = [...names, ...counters]
    return known[draw(known.length)] ?? '1'
  }
  const [left, right] = [expression(scope, depth - 1), expression(scope, depth - 1)]
  switch (draw(10)) {
    case 0:
      return `(${left} + ${right})`
    case 1:
      return `(${left} - ${right})`
    case 2:
      return `(${left} % 9 * (${right} % 9))`
    case 3:
      return `(${left} // ${draw(5) === 0 ? `(${right})` : draw(3) + 1})`
    case 4:
      return `(${left} % ${draw(5) === 0 ? `(${right})` : -3 + 5 * draw(2)})`
    case 5:
      return `${['min', 'max'][draw(2)]}(${left}, ${right})`
    case 6:
      return `(${left} if ${test(scope, 1)} else ${right})`
    case 7:
      return `(${left} ${['and', 'or'][draw(2)]} ${right})`
    case 8:
      return `abs(${left})`
    default:
      return `(-(${left}) ${['&', '|', '^', '+'][draw(4)]} (${right}) % 16)`
  }
}

function test(scope: Scope, depth: number): string {
  const { draw } = scope
  if (depth > 0 && draw(3) === 0) {
    const kind = draw(4)
    if (kind === 0) return `not ${test(scope, depth - 1)}`
    if (kind === 1) return `${expression(scope, 1)} < ${expression(scope, 1)} <= ${expression(scope, 1)}`
    return `(${test(scope, depth - 1)} ${['and', 'or'][kind - 2]} ${test(scope, depth - 1)})`
  }
  const kind = draw(scope.functions.length > 0 ? 8 : 6)
  if (kind === 6) return `${expression(scope, 1)} in data`
  if (kind === 7) return `${expression(scope, 1)} not in grown`
  return `${expression(scope, 1)} ${['==', '!=', '<', '<=', '>', '>='][kind]} ${expression(scope, 1)}`
}
