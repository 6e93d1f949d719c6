/** Returns a name. Throws `TypeError` if it is none: it would be more than a name in the text that the builder writes. */
export function nameIn(name: string): string {
  if (typeof name === 'string' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return name
  throw new TypeError(`expected a name of letters, digits and \`_\`, found ${JSON.stringify(name)}`)
}

/** Returns an integer as text. Throws `TypeError` if it is none. */
export function integerIn(value: number): string {
  if (Number.isSafeInteger(value)) return `${value}`
  throw new TypeError(`expected an integer, found ${String(value)}`)
}

/** Returns a text that stands on one line. Throws `TypeError` if it has several. */
export function oneLine(text: string): string {
  if (typeof text === 'string' && !/[\r\n]/.test(text)) return text
  throw new TypeError(`expected a text on one line, found ${JSON.stringify(text)}`)
}
