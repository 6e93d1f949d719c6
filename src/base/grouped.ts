/** Formats an integer with commas between groups of three digits. The host's formatter costs 5 ms at its first use. */
export function grouped(value: number | bigint): string {
  return `${value}`.replace(/\B(?=(?:\d{3})+$)/g, ',')
}
