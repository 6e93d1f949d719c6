/** Gives names that a notation accepts, each once: that of the program if possible. */
export class Namer {
  private readonly taken: Set<string>
  private readonly reserved: ReadonlySet<string>

  /** `reserved` are the words of the notation; those in lower case are avoided in upper case too. */
  constructor(reserved: ReadonlySet<string>, taken: Iterable<string> = []) {
    this.reserved = reserved
    this.taken = new Set(taken)
  }

  name(wanted: string): string {
    const plain = wanted.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
    const begun = /^[A-Za-z]/.test(plain)
      ? plain
      : `${wanted.startsWith('#') ? 'round' : 'v'}${plain === '' ? '' : `_${plain}`}`
    const base = this.reserved.has(begun) || this.reserved.has(begun.toLowerCase()) ? `${begun}_` : begun
    let found = base
    for (let number = 2; this.taken.has(found); number++) found = `${base}_${number}`
    this.taken.add(found)
    return found
  }

  /** Returns a namer for names that only a part of the text sees, which are not those of the whole either. */
  inner(): Namer {
    return new Namer(this.reserved, this.taken)
  }
}

/** Gives names for a text in which every part sees all names. */
export class FlatNamer extends Namer {
  override inner(): Namer {
    return this
  }
}
