import type { FastifyReply } from 'fastify'
import type { ConsentChannel } from '@troupe/contract'
import type { Unsubscribing } from '../../engagement/channels/unsubscribing.ts'
import type { App } from '../app.ts'
import { smallPage, type SmallPage } from './small-page.ts'

/** One field of a form. */
const BODY_BYTES_MOST = 16 * 1024

const WHAT: Readonly<Record<ConsentChannel, string>> = { email: 'mail', sms: 'text messages', whatsapp: 'WhatsApp messages', 'in-app': 'messages', call: 'calls' }

/**
 * `/u/{token}`: one click, and no more of it (RFC 8058). GET shows a button and changes nothing, since scanners follow every link. POST acts,
 * whoever sends it, with whatever body: a mail program sends neither cookie nor origin, and follows no redirect. However many come: a
 * provider's servers send all its users' from few addresses, and may not come again.
 */
export function unsubscribe(app: App, { unsubscribing }: { readonly unsubscribing: Unsubscribing }): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MOST }, (_request, _body, done) => done(null, null))
    scope.route<{ Params: { token: string } }>({
      method: 'GET', url: '/u/:token', config: { access: 'public' },
      handler: async (request, reply) => {
        const offer = await unsubscribing.offer(request.params.token)
        if (offer === null) return answer(reply, 404, UNKNOWN)
        const what = `${WHAT[offer.channel]}${offer.sender === null ? '' : ` from ${offer.sender}`}`
        return answer(reply, 200, { title: `No more ${what}?`, text: 'One click, and nothing of it is sent to you any more. Nothing has been changed yet.', button: 'Unsubscribe' })
      },
    })
    scope.route<{ Params: { token: string } }>({
      method: 'POST', url: '/u/:token', config: { access: 'public', requestsPerMinute: null },
      handler: async (request, reply) => await unsubscribing.unsubscribe(request.params.token)
        ? answer(reply, 200, { title: 'You are unsubscribed', text: 'Nothing more of it will be sent to you. You can close this page.' })
        : answer(reply, 404, UNKNOWN),
    })
  })
}

const UNKNOWN: SmallPage = { title: 'This link does not work', text: 'It is not complete, or was not made here. Open it from the message itself; nothing has been changed.' }

function answer(reply: FastifyReply, status: number, page: SmallPage): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex').send(smallPage(page))
}
