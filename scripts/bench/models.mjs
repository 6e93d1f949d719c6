// The models of the comparison, each in the language of every tool, with the same granularity: one transition for each
// shared access and each local step, none for loops (unrolled where the tool would count them) or for the end of a
// thread.

/** A counter: each thread does load, add, store a number of times. */
export function counter(threads, times) {
  const round = (body) => Array.from({ length: times }, () => body).join('\n')
  return {
    name: `counter ${threads} x ${times}`,
    family: 'counter',
    threads,
    times,
    ilv: `shared balance = 0\nthread ${names(threads)}:\n  repeat ${times}:\n    load tmp, balance\n    add tmp, 1\n    store balance, tmp\n  end\n`,
    promela: `int balance = 0;\nactive [${threads}] proctype P() {\n  int tmp = 0;\n${round('  tmp = balance; tmp = tmp + 1; balance = tmp;')}\nend: false\n}\n`,
    murphi: murphi(threads, 3 * times, threads * times),
  }
}

/** A counter by compare-and-swap: load, cas, and again if it failed. */
export function casCounter(threads, times) {
  const spinRound = (index) =>
    `again${index}: old = balance;\n  atomic { if :: balance == old -> balance = old + 1; done = 1 :: else -> done = 0 fi; if :: done == 0 -> goto again${index} :: else fi };`
  return {
    name: `CAS counter ${threads} x ${times}`,
    family: 'cas',
    threads,
    times,
    ilv: `atomic balance = 0\nthread ${names(threads)}:\n  repeat ${times}:\n    let done, 0\n    while not done:\n      load old, balance\n      cas done, balance, old, old + 1\n    end\n  end\n`,
    promela: `int balance = 0;\nactive [${threads}] proctype P() {\n  int old = 0; bit done = 0;\n${rounds(times, spinRound)}\nend: false\n}\n`,
    murphi: null,
  }
}

/** Philosophers who each take a fork, the next one, eat, and put both back, so that all may wait in a circle. */
export function philosophers(count) {
  const seats = Array.from({ length: count }, (_, seat) => seat)
  const ilv = seats.map((seat) => {
    const [left, right] = [seat, (seat + 1) % count]
    return `thread P${seat}:\n    acquire f${left}\n    acquire f${right}\n    yield\n    release f${right}\n    release f${left}\n`
  })
  const spin = seats.map((seat) => {
    const [left, right] = [seat, (seat + 1) % count]
    return `active proctype P${seat}() {\n  atomic { f[${left}] == 0 -> f[${left}] = 1 }; atomic { f[${right}] == 0 -> f[${right}] = 1 }; skip; f[${right}] = 0; f[${left}] = 0;\nend: false\n}\n`
  })
  return {
    name: `philosophers ${count}`,
    family: 'philosophers',
    threads: count,
    times: 1,
    ilv: `lock ${seats.map((seat) => `f${seat}`).join(', ')}\n${ilv.join('')}`,
    promela: `byte f[${count}];\n${spin.join('')}`,
    murphi: null,
  }
}

/** The filter lock (Peterson's, for several threads): through all levels once, at each of which one thread waits. */
export function filterLock(count) {
  const seats = Array.from({ length: count }, (_, seat) => seat)
  const levels = seats.slice(1)
  const behind = (seat, level, and) =>
    seats
      .filter((each) => each !== seat)
      .map((each) => `level[${each}] < ${level}`)
      .join(and)
  const ilv = seats.map((seat) => {
    const climb = levels.map(
      (level) =>
        `    store level[${seat}], ${level}\n    store victim[${level}], ${seat}\n    await victim[${level}] != ${seat} or ${behind(seat, level, ' and ')}\n`,
    )
    return `thread P${seat}:\n${climb.join('')}    yield\n    store level[${seat}], 0\n`
  })
  const spin = seats.map((seat) => {
    const climb = levels.map(
      (level) =>
        `  level[${seat}] = ${level}; victim[${level}] = ${seat}; (victim[${level}] != ${seat} || (${behind(seat, level, ' && ')}));`,
    )
    return `active proctype P${seat}() {\n${climb.join('\n')}\n  skip; level[${seat}] = 0;\nend: false\n}\n`
  })
  return {
    name: `filter lock ${count}`,
    family: 'filter',
    threads: count,
    times: 1,
    ilv: `atomic level[${count}] = 0\natomic victim[${count}] = 0\n${ilv.join('')}`,
    promela: `byte level[${count}]; byte victim[${count}];\n${spin.join('')}`,
    murphi: null,
  }
}

function rounds(times, round) {
  return Array.from({ length: times }, (_, index) => round(index)).join('\n')
}

function names(threads) {
  return Array.from({ length: threads }, (_, index) => `T${index}`).join(', ')
}

function murphi(threads, length, most) {
  const steps = ['tmp[t] := balance;', 'tmp[t] := tmp[t] + 1;', 'balance := tmp[t];']
  const rules = steps.map(
    (step, kind) => `  rule "s${kind}" pc[t] < ${length} & pc[t] % 3 = ${kind} ==> begin ${step} pc[t] := pc[t] + 1; end;`,
  )
  return [
    'type',
    `  value: 0..${most};`,
    `  thread: 0..${threads - 1};`,
    'var',
    '  balance: value;',
    '  tmp: array [thread] of value;',
    `  pc: array [thread] of 0..${length};`,
    `startstate begin balance := 0; for t: thread do tmp[t] := 0; pc[t] := 0; end; end;`,
    'ruleset t: thread do',
    ...rules,
    'end;',
    '',
  ].join('\n')
}
