/** An element of an XML document. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** The text directly in it. */
  readonly text: string
}

const token = /<\?[^>]*\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y

/** Reads a document without a type declaration. Throws if it is not well-formed. */
export function readXml(document: string): Element {
  const root = { name: '', attributes: {}, children: [] as Element[], text: '' }
  const open = [root]
  token.lastIndex = 0
  while (token.lastIndex < document.length) {
    const at = token.lastIndex
    const found = token.exec(document)
    if (found === null) throw new Error(`not well-formed: ${document.slice(at, at + 60)}`)
    const [, data, closing, name, attributes = '', empty, plain] = found
    const parent = open.at(-1)
    if (parent === undefined) throw new Error('text behind the root')
    if (data !== undefined) parent.text += data
    else if (plain !== undefined) parent.text += decoded(plain)
    else if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`unexpected </${name}>`)
    } else if (name !== undefined) {
      const element = { name, attributes: attributesIn(attributes), children: [] as Element[], text: '' }
      parent.children.push(element)
      if (empty !== '/') open.push(element)
    }
  }
  const [only, more] = root.children
  if (open.length !== 1 || only === undefined || more !== undefined) throw new Error('expected one root')
  return only
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)]),
  )
}

function decoded(text: string): string {
  if (/&(?!#\d+;|amp;|lt;|gt;|quot;|apos;)/.test(text)) throw new Error(`not well-formed: ${text}`)
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string | undefined) =>
    code === undefined ? (names[name ?? ''] ?? '') : String.fromCodePoint(Number(code)),
  )
}

/** What an element may contain: names of elements in their order, `?` at most once, `*` any number, `+` at least one. */
export type ContentModel = Readonly<Record<string, string>>

/** Returns what does not follow a content model. Elements that it does not have may not occur. */
export function violations(element: Element, model: ContentModel): readonly string[] {
  const content = model[element.name]
  if (content === undefined) return [`<${element.name}> is not known`]
  const names = element.children.map(({ name }) => `${name} `).join('')
  // Spaces part the names of a sequence; each name is followed by one in `names`.
  const pattern = content
    .replace(/[\w-]+/g, (name) => `(?:${name}_)`)
    .replaceAll(' ', '')
    .replaceAll('_)', ' )')
  const own = new RegExp(`^(?:${pattern})$`).test(names) ? [] : [`<${element.name}>: ${names}does not fit ${content}`]
  return [...own, ...element.children.flatMap((each) => violations(each, model))]
}
