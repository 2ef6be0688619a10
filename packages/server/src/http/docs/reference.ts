import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { App } from '../app.ts'

/**
 * `GET /api/docs`: a page that reads `/api/openapi.json` and shows it. Files of our own, so that it works offline and
 * needs no exception from the content security policy.
 */
export function referencePage(app: App): void {
  for (const { url, file, type } of FILES) {
    const body = readFileSync(new URL(file, import.meta.url))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 20)}"`
    app.route({
      method: 'GET',
      url,
      config: { access: 'public' },
      schema: { hide: true },
      handler: async (request, reply) => {
        reply.header('etag', etag).header('cache-control', 'no-cache')
        return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type(type).send(body)
      },
    })
  }
}

const FILES = [
  { url: '/api/docs', file: './reference.html', type: 'text/html; charset=utf-8' },
  { url: '/api/docs/reference.css', file: './reference.css', type: 'text/css; charset=utf-8' },
  { url: '/api/docs/reference.js', file: './reference.js', type: 'text/javascript; charset=utf-8' },
  { url: '/api/docs/prose.js', file: './prose.js', type: 'text/javascript; charset=utf-8' },
] as const
