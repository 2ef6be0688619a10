/** The site from its sources (`troupe up --dev`): nothing is kept, Vite answers for scripts and styles. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Clock } from '../../base/clock.ts'
import type { App } from '../app.ts'
import type { SiteRequest } from './web-bundle.ts'

interface DevelopmentPages {
  readonly renderSite: (request: Omit<SiteRequest, 'assets'>) => Promise<{ status: number; html: string; location?: string }>
  readonly themeFromCookie: (cookie: string | undefined) => string | null
  readonly consolePage: (url: string) => Promise<string>
  readonly serve: (request: IncomingMessage, response: ServerResponse, next: () => void) => void
  readonly close: () => Promise<void>
}

/** Paths that are Vite's to answer. */
const SOURCES = /^\/(@|src\/|node_modules\/|theme\.js|favicon\.svg)/

export async function developmentSite(app: App, { webFolder, clock }: { webFolder: string; clock: Clock }): Promise<void> {
  const { startPages } = await import(pathToFileURL(join(webFolder, '..', 'dev-pages.ts')).href) as { startPages: (server: Server) => Promise<DevelopmentPages> }
  const pages = await startPages(app.server)
  app.addHook('onClose', () => pages.close())
  app.route({
    method: 'GET',
    url: '/*',
    config: { access: 'public', requestsPerMinute: null },
    handler: async (request, reply) => {
      const { url } = request
      const isSource = SOURCES.test(url) && !url.startsWith('/@') || /^\/@(vite|react-refresh|fs|id)/.test(url)
      if (isSource) {
        reply.hijack()
        pages.serve(request.raw, reply.raw, () => reply.raw.writeHead(404).end())
        return reply
      }
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
      if (/^\/console(\/|\?|$)/.test(url)) return pages.consolePage(url)
      const { status, html, location } = await pages.renderSite({
        url,
        theme: pages.themeFromCookie(request.headers.cookie),
        nowMs: clock.now(),
        get: async (path) => {
          const answer = await app.inject({ method: 'GET', url: path, headers: { host: request.headers.host ?? 'localhost' } })
          return { status: answer.statusCode, body: answer.headers['content-type']?.includes('json') ? answer.json<unknown>() : null }
        },
      })
      if (location !== undefined) reply.header('location', location)
      reply.code(status)
      return html
    },
  })
}
