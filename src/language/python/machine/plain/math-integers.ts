import { type Plain, Raised } from '../values.ts'
import { asIndex, between, exactly, type Keywords, valueError } from './arguments.ts'
import { absolute, bitLength, greatestDivisor, guardBits, type Int, limited, squareRoot, tooLarge } from './integers.ts'

type IntegerFunction = (args: readonly Plain[], keywords: Keywords) => Plain

const indexAt = (args: readonly Plain[], at: number): Int => asIndex(args[at] ?? null)

function gcd(args: readonly Plain[]): Plain {
  return limited(args.map((value) => BigInt(asIndex(value))).reduce(greatestDivisor, 0n))
}

function lcm(args: readonly Plain[]): Plain {
  let multiple = 1n
  for (const value of args.map((arg) => BigInt(asIndex(arg)))) {
    if (value === 0n || multiple === 0n) multiple = 0n
    else multiple = absolute(multiple / greatestDivisor(multiple, value)) * absolute(value)
    guardBits(bitLength(multiple))
  }
  return limited(multiple)
}

function isqrt(args: readonly Plain[], keywords: Keywords): Plain {
  exactly('math.isqrt', 1, args, keywords)
  const value = indexAt(args, 0)
  if (value < 0) throw valueError('isqrt() argument must be nonnegative')
  return limited(squareRoot(BigInt(value)))
}

function factorial(args: readonly Plain[], keywords: Keywords): Plain {
  exactly('math.factorial', 1, args, keywords)
  const value = indexAt(args, 0)
  if (value < 0) throw valueError('factorial() not defined for negative values')
  if (value >= 2n ** 63n) throw new Raised('OverflowError', 'factorial() argument should not exceed 9223372036854775807')
  return limited(falling(BigInt(value), BigInt(value)))
}

/** `n * (n - 1) * …` with `count` factors. */
function falling(n: bigint, count: bigint): bigint {
  if (count > 100_000n) throw tooLarge()
  let product = 1n
  for (let factor = n; factor > n - count; factor--) {
    product *= factor
    if (factor % 64n === 0n || factor > 1_000_000n) guardBits(bitLength(product))
  }
  return product
}

/** The arguments of `comb` and `perm`, neither of them negative. */
function selection(args: readonly Plain[]): readonly [bigint, bigint] {
  const [n, k] = [BigInt(indexAt(args, 0)), BigInt(indexAt(args, 1))]
  if (n < 0n) throw valueError('n must be a non-negative integer')
  if (k < 0n) throw valueError('k must be a non-negative integer')
  return [n, k]
}

function comb(args: readonly Plain[]): Plain {
  between('comb', 2, 2, args)
  const [n, k] = selection(args)
  if (k > n) return 0
  const few = k * 2n > n ? n - k : k
  return limited(falling(n, few) / falling(few, few))
}

function perm(args: readonly Plain[], keywords: Keywords): Plain {
  between('perm', 1, 2, args)
  if (args.length === 1 || args[1] === null) return factorial(args.slice(0, 1), keywords)
  const [n, k] = selection(args)
  return k > n ? 0 : limited(falling(n, k))
}

/** The functions of `math` on integers. */
export const integerFunctions: ReadonlyMap<string, IntegerFunction> = new Map<string, IntegerFunction>([
  ['gcd', gcd],
  ['lcm', lcm],
  ['isqrt', isqrt],
  ['factorial', factorial],
  ['comb', comb],
  ['perm', perm],
])
