/**
 * JSON bodies, refused before any handler meets them where something further down could not take them: nesting that
 * overflows a stack when it is walked or written out again, U+0000 that PostgreSQL's text cannot hold, halves of surrogate
 * pairs that its jsonb cannot. All three are valid JSON.
 */
import { InvalidError } from '../base/errors.ts'
import type { App } from './app.ts'

/** Nothing the API takes is nested half as deep. */
const DEPTH_MOST = 64

/** Only an escape can bring either character into a body; most bodies have none and skip the walk. */
const SUSPICIOUS = /\\u(?:0000|[dD][89a-fA-F])/

export function readJsonBodies(app: App): void {
  // 'error': a body with __proto__ or constructor.prototype is an attack, not an input.
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (isTooDeep(body)) return done(new InvalidError(`The body is nested more than ${DEPTH_MOST} levels deep.`, [], 'too-deep'))
    parse(request, body, (error, value) => {
      const path = error === null && SUSPICIOUS.test(body) ? unstorable(value, '') : null
      if (path === null) return done(error, value)
      done(new InvalidError('A text holds characters that cannot be stored.', [{ path, message: 'leave out U+0000 and halves of surrogate pairs' }]))
    })
  })
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Brackets outside texts; 1 MiB takes about a millisecond. What is not JSON is the parser's to refuse. */
function isTooDeep(body: string): boolean {
  if (body.length <= DEPTH_MOST * 2) return false
  let depth = 0
  let inText = false
  for (let i = 0; i < body.length; i++) {
    const code = body.charCodeAt(i)
    if (inText) {
      if (code === BACKSLASH) i++
      else if (code === QUOTE) inText = false
    } else if (code === QUOTE) inText = true
    else if ((code === 0x5b || code === 0x7b) && ++depth > DEPTH_MOST) return true
    else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

/** Pointer to the first text that cannot be stored. */
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
