/** A constant as `str` shows it. */
export function shown(value: number | boolean | null | string): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return `${value}`
}
