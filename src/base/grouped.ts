/** A whole number with commas between groups of three digits. The host's own way costs 5 ms at its first use. */
export function grouped(value: number | bigint): string {
  return `${value}`.replace(/\B(?=(?:\d{3})+$)/g, ',')
}
