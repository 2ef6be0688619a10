/** Where drawing threads find the generators: a thread cannot be sent functions, and imports them itself. */
export const OFFLINE_GENERATORS = new URL('offline-generators.ts', import.meta.url)
