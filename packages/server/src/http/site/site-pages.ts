/**
 * The public site: every address that nothing else answers is one of its pages, rendered here so that it shows before any
 * script has run, and kept for all who ask for it in the same theme. The renderer asks the API for what it shows, in
 * this process and by the same routes as everybody, so that a page can show nothing the API would not.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { App } from '../app.ts'
import { ASK_AGAIN } from '../json-page.ts'
import type { MadePage } from '../page-cache.ts'
import { failure, sendProblem } from '../problem.ts'
import type { PublicParts } from '../public-parts.ts'
import { MISSING_BUNDLE_PAGE } from './missing-bundle.ts'
import type { ApiAnswer, WebBundle } from './web-bundle.ts'

/** A page takes some milliseconds of our one thread: however fast a world changes, each is made once a second at most. */
const LAG_MS = 1_000

export interface SitePagesParts extends PublicParts {
  readonly bundle: WebBundle | null
  readonly publicUrl: string | null
  readonly clock: Clock
}

/** Addresses of another world than the default one. */
const WORLD = /^\/(?:w\/([0-9a-f-]{36})|(gallery))(?=[/?#]|$)/

/** Register last: it answers whatever is left. */
export function sitePages(app: App, parts: SitePagesParts): void {
  const { pages, bundle } = parts
  const variant = (headers: IncomingHttpHeaders): string => bundle?.themeFromCookie(headers.cookie) ?? ''
  app.route({
    method: 'GET',
    url: '/*',
    config: { access: 'public' },
    handler: async (request, reply) => {
      if (isForPrograms(request.url)) {
        return sendProblem(reply, failure(404, 'no-such-address', `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`), request.id)
      }
      if (bundle === null) return reply.code(503).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(MISSING_BUNDLE_PAGE)
      await pages.answer(request, reply, () => render(app, request, bundle, parts), { variant, lagMs: LAG_MS })
      return reply
    },
  })
}

/** Names that only programs ask for get a problem, not a page. */
function isForPrograms(url: string): boolean {
  return /^\/(api|assets|avatars|images|\.well-known)(\/|\?|$)/.test(url)
}

async function render(app: App, request: FastifyRequest, bundle: WebBundle, { publicUrl, clock, reader }: SitePagesParts): Promise<MadePage> {
  const [, id, own] = WORLD.exec(request.url) ?? []
  const worldId = await worldShown(reader, id ?? own ?? null)
  const { status, html, location } = await bundle.renderSite({
    url: publicUrl === null ? request.url : publicUrl.replace(/\/$/, '') + request.url,
    get: (path) => ask(app, path, request),
    theme: bundle.themeFromCookie(request.headers.cookie),
    assets: bundle.assets,
    nowMs: clock.now(),
  })
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': ASK_AGAIN, vary: 'cookie', ...(location === undefined ? {} : { location }) },
    body: Buffer.from(html),
    keep: status === 200 && worldId !== null ? { kind: 'while-unchanged', worldId } : { kind: 'not' },
  }
}

/** `null` asks for the default world; answered where there is none to be read. */
async function worldShown(reader: PublicParts['reader'], asked: Id | null): Promise<Id | null> {
  try {
    return (await reader.world(asked)).id
  } catch (error) {
    if (error instanceof MissingError) return null
    throw error
  }
}

/** As whoever asked for the page, so that the pace of one caller holds for what its pages ask too. */
async function ask(app: App, path: string, { ip, headers }: FastifyRequest): Promise<ApiAnswer> {
  const answer = await app.inject({ method: 'GET', url: path, remoteAddress: ip, headers: { host: headers.host ?? 'localhost' } })
  return { status: answer.statusCode, body: answer.headers['content-type']?.includes('json') ? answer.json<unknown>() : null }
}
