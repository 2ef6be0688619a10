/**
 * JSON bodies. PostgreSQL's text cannot hold U+0000 and its jsonb no half of a surrogate pair, though both are valid in
 * JSON; they are refused here, with a path, before any handler meets them.
 */
import { InvalidError } from '../base/errors.ts'
import type { App } from './app.ts'

/** Only an escape can bring either into a body; most bodies have none and skip the walk. */
const SUSPICIOUS = /\\u(?:0000|[dD][89a-fA-F])/

export function readJsonBodies(app: App): void {
  // 'error': a body with __proto__ or constructor.prototype is an attack, not an input.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    parse(request, body, (error, value) => {
      if (error !== null || !SUSPICIOUS.test(body)) return done(error, value)
      const path = unstorable(value, '')
      return path === null ? done(null, value) : done(new InvalidError('A text holds characters that cannot be stored.',
        [{ path, message: 'leave out U+0000 and halves of surrogate pairs' }]))
    })
  })
}

/** Pointer to the first text that cannot be stored. The parser has bounded the depth already: V8 refuses deep nesting. */
function unstorable(value: unknown, path: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path
  if (typeof value !== 'object' || value === null) return null
  for (const [name, item] of Object.entries(value)) {
    if (!isStorable(name)) return path
    const found = unstorable(item, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    if (found !== null) return found
  }
  return null
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}
