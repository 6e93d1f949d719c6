/** Modules of functions. */
export const functionModules: readonly (readonly [string, string])[] = []
