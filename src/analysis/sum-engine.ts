import { leastMemory, reserve, wasmHost } from '../webassembly/host.ts'
import { inverse } from './residues.ts'
import { barrettFactor, lanes, type SumPlaces, sumModule } from './sum-code.ts'
import type { Summation } from './summation.ts'

/** Wider rows are not worthwhile, or take more memory than this. */
const mostVectors = 4
const mostSumBytes = 2 ** 28
/** Where there are larger weights, the table of inverses would be too large. */
const greatestWeight = 2 ** 16
/** Sums of fewer transitions take less time than to generate code. */
const fewTransitions = 20_000

const largestMemory = 2 ** 32 - 65536

/**
 * Generated code that sums modulo several primes at once, with a copy of the transitions in its memory. Null where there are too few of
 * them to be worthwhile, where the host cannot, or where that takes too many bytes.
 */
export class SumEngine {
  /** How many primes a pass is for. */
  readonly width: number
  private readonly memory: ArrayBuffer | SharedArrayBuffer
  private readonly places: SumPlaces
  private readonly sum: (count: number) => void
  private readonly summation: Summation
  private readonly weights: readonly number[]

  static of(summation: Summation, weights: readonly number[], primes: number, mostBytes: number): SumEngine | null {
    const { count, edges } = summation
    const most = Math.min(mostVectors, Math.floor(mostSumBytes / (16 * count)))
    const wanted = Math.ceil(primes / lanes)
    if (most === 0 || wanted === 0 || edges.targets.length < fewTransitions) return null
    if (weights.some((weight) => weight > greatestWeight)) return null
    const passes = Math.ceil(wanted / most)
    const vectors = Math.ceil(wanted / passes)
    const { places, bytes } = placesFor(summation, Math.max(0, ...weights), vectors)
    const host = bytes <= Math.min(mostBytes, largestMemory) ? wasmHost() : null
    const memory = host === null ? null : reserve(Math.max(bytes, leastMemory))
    if (host === null || memory === null || memory.buffer.byteLength < bytes) return null
    const module = new host.Module(sumModule(places, vectors))
    const { exports } = new host.Instance(module, { host: { memory } })
    return new SumEngine(summation, weights, places, vectors, memory.buffer, exports as { sum(count: number): void })
  }

  private constructor(
    summation: Summation,
    weights: readonly number[],
    places: SumPlaces,
    vectors: number,
    memory: ArrayBuffer | SharedArrayBuffer,
    { sum }: { sum(count: number): void },
  ) {
    this.summation = summation
    this.weights = weights
    this.places = places
    this.width = lanes * vectors
    this.memory = memory
    this.sum = sum
    const { edges, order, takes } = summation
    this.words(places.offsets, edges.offsets.length).set(edges.offsets)
    this.words(places.targets, edges.targets.length).set(edges.targets)
    if (places.weights !== null) this.words(places.weights, edges.targets.length).set(summation.weights ?? [])
    if (places.order !== null) this.words(places.order, summation.count).set(order ?? [])
    if (places.takes !== null) new Uint8Array(memory, places.takes, edges.targets.length).set(takes ?? [])
  }

  /** Returns the sums of states modulo some primes, at most as many as a pass is for: by state and prime. */
  sums(primes: readonly number[]): (state: number, prime: number) => number {
    const { places, width, weights, summation } = this
    const [first = 0] = primes
    const moduli = Array.from({ length: width }, (_, lane) => primes[lane] ?? first)
    this.words(places.primes, width).set(moduli)
    this.words(places.factors, width).set(moduli.map(barrettFactor))
    for (const weight of weights) {
      this.words(places.inverses + 4 * width * weight, width).set(moduli.map((prime) => inverse(weight, prime)))
    }
    const sums = this.words(places.sums, width * summation.count)
    sums.fill(0)
    sums.fill(1, 0, width)
    this.sum(summation.count)
    return (state, prime) => sums[state * width + prime] ?? 0
  }

  private words(place: number, length: number): Uint32Array {
    return new Uint32Array(this.memory, place, length)
  }
}

/** Lays out the memory. */
function placesFor(summation: Summation, greatest: number, vectors: number): { places: SumPlaces; bytes: number } {
  const { count, edges, weights, takes, order } = summation
  let end = 64
  const room = (bytes: number): number => {
    const place = end
    end += Math.ceil(bytes / 64) * 64
    return place
  }
  const row = 16 * vectors
  const places = {
    primes: room(row),
    factors: room(row),
    gains: room(row),
    inverses: room(row * (greatest + 1)),
    offsets: room(4 * edges.offsets.length),
    targets: room(4 * edges.targets.length),
    weights: weights === null ? null : room(4 * edges.targets.length),
    takes: takes === null ? null : room(edges.targets.length),
    order: order === null ? null : room(4 * count),
    sums: room(row * count),
  }
  return { places, bytes: end }
}
