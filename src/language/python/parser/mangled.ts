/** The name that `__name` stands for in a class: `_Class__name`. Names that end with `__` are as they are. */
export function mangled(name: string, className: string | null): string {
  const plain = className?.replace(/^_+/, '') ?? ''
  if (plain === '' || !name.startsWith('__') || name.endsWith('__')) return name
  return `_${plain}${name}`
}
