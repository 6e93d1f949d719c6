/** Returns the value of a Python string literal, or null if it has an unsupported escape. */
export function stringValue(text: string): string | null {
  const match = /^([rRuUbBfF]*)('''|"""|'|")([\s\S]*)\2$/.exec(text)
  if (match === null) return null
  const [, prefix = '', , body = ''] = match
  if (/[bB]/.test(prefix)) return null
  return /[rR]/.test(prefix) ? body : unescaped(body)
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
  '\n': '',
}

/** A text with its escapes replaced, as in the literal parts of strings. */
export function unescaped(body: string): string {
  return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (whole, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return escapes[code] ?? whole
  })
}
