import type fc from 'fast-check'
import { type Draw, drawn } from './programs.ts'

/** Instruction text of a small random program whose threads execute operations with results on the same variables. */
export const operations: fc.Arbitrary<string> = drawn(textOf)

function textOf(draw: Draw): string {
  const variable = (): string => (draw(2) === 0 ? 'x' : 'y')
  const value = (): string => (draw(2) === 0 ? `${draw(3)}` : 'r')
  const instruction = (): string[] => {
    switch (draw(9)) {
      case 0:
      case 1:
        return [`store ${variable()}, ${value()}`]
      case 2:
        return [`fetch_add r, ${variable()}, 1`]
      case 3:
        return [`cas r, ${variable()}, ${draw(2)}, ${draw(3)}`]
      case 4:
        return [`exchange r, ${variable()}, ${value()}`]
      case 5:
        return ['if r:', `store ${variable()}, r + 1`, draw(2) === 0 ? 'return 7' : 'let r, 0', 'end']
      case 6:
        return draw(3) === 0 ? ['choose r, 0..1'] : [`await ${variable()} < 2`]
      default:
        return [`load r, ${variable()}`]
    }
  }
  const operation = (name: string): string[] => {
    const locked = draw(4) === 0
    const body = Array.from({ length: 1 + draw(3) }, instruction).flat()
    const ending = draw(4) === 0 ? [] : ['return r + s']
    const guarded = locked && !body.includes('return 7') ? ['acquire m', ...body, 'release m'] : body
    return [`op ${name}(r):`, ...guarded, ...ending, 'end']
  }
  const threads = draw(4) === 0 ? ['A', 'B', 'C'] : ['A', 'B']
  const lines = ['shared x, y', 'lock m']
  for (const name of threads) {
    lines.push(`thread ${name}:`, 'let r, 0', 'let s, 0')
    const count = threads.length === 2 ? 1 + draw(2) : 1
    for (let at = 0; at < count; at++) {
      if (draw(5) === 0) lines.push(...instruction().filter((each) => each !== 'return 7'))
      lines.push(...operation(`op${draw(3)}`))
      if (draw(4) === 0) lines.push('let s, 1')
    }
  }
  return `${lines.join('\n')}\n`
}
