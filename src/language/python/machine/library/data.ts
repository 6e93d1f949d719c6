/** Modules that make classes. */
export const dataModules: readonly (readonly [string, string])[] = []
