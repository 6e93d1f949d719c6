/** Returns the value of a Python string literal, or null if it has an unsupported prefix or escape. */
export function stringValue(text: string): string | null {
  const match = /^([rRuUbBfF]*)('''|"""|'|")([\s\S]*)\2$/.exec(text)
  if (match === null) return null
  const [, prefix = '', , body = ''] = match
  if (!/^(r|u|f|rf|fr)?$/i.test(prefix)) return null
  return /[rR]/.test(prefix) ? body : unescaped(body)
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

const escapeSequence = /\\([0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g

/** A text with its escapes replaced, as in the literal parts of strings. Null if one is not supported or incomplete. */
export function unescaped(body: string): string | null {
  let isKnown = true
  const text = body.replace(escapeSequence, (whole, code: string) => {
    const value = /^[0-7]/.test(code) ? Number.parseInt(code, 8) : code.length > 1 ? Number.parseInt(code.slice(1), 16) : null
    if (value !== null) {
      isKnown &&= value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff)
      return isKnown ? String.fromCodePoint(value) : whole
    }
    isKnown &&= !'xuUN'.includes(code)
    return Object.hasOwn(escapes, code) ? (escapes[code] ?? whole) : whole
  })
  return isKnown ? text : null
}
