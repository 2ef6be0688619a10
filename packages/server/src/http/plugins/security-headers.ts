/**
 * What browsers may do with our pages. Scripts come from our own files alone; a page that carries state for its scripts
 * puts it in `<script type="application/json">`, which runs nothing and needs no permission. The few inline scripts there
 * must be (the theme, set before the first paint) are allowed by their hash.
 */
import { createHash } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { App } from '../app.ts'

export interface HeaderOptions {
  readonly publicUrl: string | null
  /** The exact text between the tags of each inline script of our pages. */
  readonly inlineScripts?: readonly string[]
  /** Vite's development server puts scripts into pages and talks to them over a WebSocket. */
  readonly development?: boolean
}

export async function setSecurityHeaders(app: App, options: HeaderOptions): Promise<void> {
  const { development = false, inlineScripts = [] } = options
  const hashes = inlineScripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...(development ? ["'unsafe-inline'"] : hashes)],
        // Parts of the console place themselves with style attributes; styles read and send nothing by themselves.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...(development ? ['ws:', 'wss:'] : [])],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Over plain HTTP browsers ignore it; on a public https address it keeps them there.
    strictTransportSecurity: options.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // Public posts' images are meant to be shown elsewhere, by feed readers for one.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    frameguard: { action: 'deny' },
  })
}
