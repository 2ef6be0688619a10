/**
 * The pages while they are being worked on: Vite serves the sources in the server's own process and tells browsers what
 * has changed. Has the shape of the built bundle's renderer, so that the server asks either the same way.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createServer } from 'vite'

type EntryServer = typeof import('./src/site/entry-server.tsx')

export async function startPages(server: Server) {
  const root = import.meta.dirname
  const vite = await createServer({ root, configFile: join(root, 'vite.config.ts'), appType: 'custom', server: { middlewareMode: true, hmr: { server } } })
  const entry = (): Promise<EntryServer> => vite.ssrLoadModule('/src/site/entry-server.tsx') as Promise<EntryServer>
  return {
    themeFromCookie: (cookie: string | undefined) => /(?:^|; )theme=(light|dark)/.exec(cookie ?? '')?.[1] ?? null,
    renderSite: async (request: { url: string; get: (path: string) => Promise<{ status: number; body: unknown }>; theme: string | null; nowMs: number }) => {
      const { renderSite, DEVELOPMENT_ASSETS } = await entry()
      const { status, html } = await renderSite({ ...request, theme: request.theme as 'light' | 'dark' | null, assets: DEVELOPMENT_ASSETS })
      return { status, html: await vite.transformIndexHtml(request.url, html) }
    },
    consolePage: async (url: string) => vite.transformIndexHtml(url, await readFile(join(root, 'console.html'), 'utf8')),
    /** Sources, dependencies and Vite's own client. Calls `next` for what is none of these. */
    serve: (request: IncomingMessage, response: ServerResponse, next: () => void) => vite.middlewares(request, response, next),
    close: () => vite.close(),
  }
}
