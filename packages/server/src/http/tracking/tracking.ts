import type { Tracking } from '../../engagement/channels/tracking.ts'
import type { App } from '../app.ts'
import { smallPage } from '../unsubscribe/small-page.ts'

/** Transparent, one by one. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** `/t/…`: the picture in a mail, and its links. A picture comes whatever the token, so that nobody learns which are good. */
export function trackingRoutes(app: App, { tracking }: { readonly tracking: Tracking }): void {
  app.route<{ Params: { token: string } }>({
    method: 'GET', url: '/t/o/:token', config: { access: 'public' },
    handler: async (request, reply) => {
      await tracking.opened(request.params.token, { method: request.method, headers: request.headers })
      return reply.type('image/gif').header('cache-control', 'no-store, private').send(PICTURE)
    },
  })
  app.route<{ Params: { token: string } }>({
    method: 'GET', url: '/t/c/:token', config: { access: 'public' },
    handler: async (request, reply) => {
      const url = await tracking.clicked(request.params.token, { method: request.method, headers: request.headers })
      reply.header('cache-control', 'no-store, private').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex')
      if (url !== null) return reply.redirect(url, 302)
      return reply.code(404).type('text/html; charset=utf-8').send(smallPage({ title: 'This link does not work any more', text: 'Its message is no longer kept here, or the link is not complete.' }))
    },
  })
}
