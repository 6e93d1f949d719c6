/**
 * Returns the hash of a row: it multiplies and rotates each word in, then mixes, after MurmurHash3 (Austin Appleby,
 * public domain). Different seeds yield independent hashes.
 */
export function hashOf(words: Int32Array, base: number, count: number, seed: number): number {
  let hash = seed
  for (let index = 0; index < count; index++) {
    let word = Math.imul(words[base + index] ?? 0, 0xcc9e2d51)
    word = (word << 15) | (word >>> 17)
    hash ^= Math.imul(word, 0x1b873593)
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
