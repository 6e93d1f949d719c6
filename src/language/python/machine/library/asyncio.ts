/** The module `asyncio`. */
export const asyncioModule = String.raw`
`
