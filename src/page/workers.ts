/** Returns the content of an element of the page whose text is neither markup nor script. */
export function textOfElement(id: string): string {
  return document.getElementById(id)?.textContent ?? ''
}

const addresses = new Map<string, Promise<string>>()

/**
 * Starts a worker from its code, which is in the page, compressed and inert: a page opened from disk cannot load other files.
 */
export async function startWorker(id: string): Promise<Worker> {
  const address = addresses.get(id) ?? addressOf(textOfElement(id))
  addresses.set(id, address)
  return new Worker(await address, { name: id })
}

/** Returns an address of code that is given as the base64 text of its compressed form. */
async function addressOf(compressed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(compressed), (character) => character.charCodeAt(0))
  const code = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return URL.createObjectURL(new Blob([await new Response(code).blob()], { type: 'text/javascript' }))
}
