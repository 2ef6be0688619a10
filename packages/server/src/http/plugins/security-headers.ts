/**
 * What browsers may do with our pages. Scripts come from our own files alone; a page that carries state for its scripts
 * puts it in `<script type="application/json">`, which runs nothing and needs no permission. The few inline scripts there
 * must be (the theme, set before the first paint) are allowed by their hash.
 *
 * Written out once at start: helmet builds the same lines anew for each answer, and with it a cached page of 7 KB took
 * 92–145 µs of CPU against 37–45 without.
 */
import { createHash } from 'node:crypto'
import type { App } from '../app.ts'

export interface HeaderOptions {
  readonly publicUrl: string | null
  /** The exact text between the tags of each inline script of our pages. */
  readonly inlineScripts?: readonly string[]
  /** Vite's development server puts scripts into pages and talks to them over a WebSocket. */
  readonly development?: boolean
}

export function securityHeaders(options: HeaderOptions): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    // For browsers too old for frame-ancestors.
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    // Public posts' images are meant to be shown elsewhere, by feed readers for one.
    'cross-origin-resource-policy': 'cross-origin',
    // Over plain HTTP browsers ignore it; on a public https address it keeps them there.
    ...(options.publicUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

function contentSecurityPolicy({ inlineScripts = [], development = false }: HeaderOptions): string {
  const hashes = inlineScripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...(development ? ["'unsafe-inline'"] : hashes)],
    // Parts of the console place themselves with style attributes; styles read and send nothing by themselves.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...(development ? ['ws:', 'wss:'] : [])],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`).join('; ')
}

export function setSecurityHeaders(app: App, options: HeaderOptions): void {
  const headers = securityHeaders(options)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}
