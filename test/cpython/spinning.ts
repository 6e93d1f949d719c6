import { generator } from '../../src/semantics/random.ts'

/** Programs that wait in loops, at random: the same for the same seed. */
export function spinningProgram(seed: number): string {
  const draw = generator(seed)
  const pick = <T>(all: readonly [T, ...T[]]): T => all[draw(all.length)] ?? all[0]
  const variable = (): string => pick(['a', 'b', 'c'])
  const value = (): string => pick(['0', '1', '2'])
  const condition = (): string =>
    pick<() => string>([
      () => `${variable()} != ${value()}`,
      () => `not ${variable()}`,
      () => `${variable()} == ${variable()}`,
      () => `${variable()} and ${variable()} != ${value()}`,
      () => 'not ready.is_set()',
    ])()
  const body = (): string[] =>
    pick<() => string[]>([
      () => ['    pass'],
      () => ['    pass'],
      () => ['    time.sleep(1)'],
      () => ['    seen = a', '    if seen == 2:', '        break'],
      () => [`    ${variable()} = ${value()}`],
    ])()
  const statement = (): string[] =>
    pick<() => string[]>([
      () => [`${variable()} = ${value()}`],
      () => [`${variable()} = ${variable()} + 1`],
      () => [`while ${condition()}:`, ...body()],
      () => [`while ${condition()}:`, ...body()],
      () => ['while not lock.acquire(False):', '    pass', `${variable()} = ${value()}`, 'lock.release()'],
      () => ['while True:', '    with other:', `        if ${variable()} == ${value()}:`, '            break'],
      () => ['with other:', `    ${variable()} = ${value()}`],
      () => ['ready.set()'],
      () => ['with cv:', `    while ${condition()}:`, '        cv.wait(timeout=1)'],
      () => ['with cv:', `    ${variable()} = ${value()}`, '    cv.notify()'],
      () => [
        `for _ in range(${2 + draw(3)}):`,
        `    if ${condition()}:`,
        '        break',
        'else:',
        `    ${variable()} = ${value()}`,
      ],
      () => [`for _ in range(${2 + draw(2)}):`, `    if ${variable()} == ${value()}:`, `        ${variable()} = ${value()}`],
    ])()
  const threads = 2 + draw(2)
  const functions = Array.from({ length: threads }, (_, index) => {
    const isGenerator = draw(4) === 0
    return [
      `def ${isGenerator ? 'g' : 't'}${index}():`,
      '    global a, b, c',
      ...Array.from({ length: 1 + draw(3) }, statement).flatMap((lines) => lines.map((line) => `    ${line}`)),
      ...(isGenerator ? ['    yield', `def t${index}():`, `    for _ in g${index}(): pass`] : []),
    ]
  })
  return [
    'import threading, time',
    `a, b, c = ${value()}, ${value()}, ${value()}`,
    'lock, other = threading.Lock(), threading.Lock()',
    'ready = threading.Event()',
    'cv = threading.Condition()',
    ...functions.flat(),
    `ts = [${functions.map((_, index) => `threading.Thread(target=t${index})`).join(', ')}]`,
    'for t in ts: t.start()',
    'for t in ts: t.join()',
    '',
  ].join('\n')
}
