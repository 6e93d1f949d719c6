/** The name of the text that `print` writes. */
export const outputName = 'output'

/** The most characters that are looked at unless the text says more: a whole output if it is bounded, else its begin. */
const longestWhole = 256
const longestBegin = 16

/**
 * Returns how many characters of the output are kept, and whether that is always all of it. `most` is the most that the
 * program prints, `declared` how many the text asks for, and `compared` how many those have that claims compare it with.
 */
export function keptLength(
  most: number,
  declared: number | null,
  compared: readonly number[],
): { readonly length: number; readonly isWhole: boolean } {
  const kept = declared ?? (most <= longestWhole ? most : longestBegin)
  const length = Math.max(1, kept, ...compared)
  return { length, isWhole: most <= length }
}
