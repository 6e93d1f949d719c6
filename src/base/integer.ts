/** Integers of a program are signed 32-bit; leaving this range is a finding, never a silent wrap. */
export const leastInteger = -2147483648
export const greatestInteger = 2147483647

export function inRange(value: number): boolean {
  return value >= leastInteger && value <= greatestInteger
}
