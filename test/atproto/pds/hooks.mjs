/** Loaded before the PDS: whoever asks for better-sqlite3 gets its stand-in. */
import { registerHooks } from 'node:module'

const STAND_IN = new URL('sqlite-stand-in.mjs', import.meta.url).href

registerHooks({
  resolve: (name, context, next) => name === 'better-sqlite3' ? { url: STAND_IN, shortCircuit: true } : next(name, context),
})
