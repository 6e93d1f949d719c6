/** The element of the page that holds a text that is neither markup nor script. */
export function textOfElement(id: string): string {
  return document.getElementById(id)?.textContent ?? ''
}

/** Starts a worker from its code, which stands in the page as inert text: a file opened from disk can load no other. */
export function startWorker(id: string): Worker {
  const url = URL.createObjectURL(new Blob([textOfElement(id)], { type: 'text/javascript' }))
  const worker = new Worker(url, { name: id })
  URL.revokeObjectURL(url)
  return worker
}
