/** Returns the content of an element of the page whose text is neither markup nor script. */
export function textOfElement(id: string): string {
  return document.getElementById(id)?.textContent ?? ''
}

/** Starts a worker from its code, which is inert text in the page: a page opened from disk cannot load other files. */
export function startWorker(id: string): Worker {
  const url = URL.createObjectURL(new Blob([textOfElement(id)], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: id })
  URL.revokeObjectURL(url)
  return worker
}
