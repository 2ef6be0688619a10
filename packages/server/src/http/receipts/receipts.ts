import { z } from 'zod'
import type { Receipts } from '../../engagement/channels/receipts.ts'
import type { App } from '../app.ts'

/** Vendors' largest are a tenth of it. */
const BODY_BYTES_MOST = 512 * 1024
const params = z.strictObject({ workspaceId: z.string().max(60) })
type Route = { Params: { workspaceId: string }; Body: Buffer }

/** `/api/receipts/…`: what vendors post, each in its own form and with its own signature over the bytes as they came. */
export function receiptRoutes(app: App, { receipts }: { readonly receipts: Receipts }): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MOST }, (_request, body, done) => done(null, body))
    const config = { access: 'public' as const, requestsPerMinute: null }
    const schema = (summary: string, type: string) => ({ tags: ['channels'], summary, consumes: [type], params })
    scope.route<Route>({
      method: 'POST', url: '/api/receipts/twilio/:workspaceId', config, schema: schema('What Twilio tells: statuses, and messages to our numbers', 'application/x-www-form-urlencoded'),
      handler: async (request, reply) => {
        const form = Object.fromEntries(new URLSearchParams(bytesOf(request.body).toString()))
        const mark = request.url.indexOf('?')
        await receipts.twilio(request.params.workspaceId, form, signatureOf(request.headers['x-twilio-signature']), mark === -1 ? '' : request.url.slice(mark))
        return reply.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response></Response>')
      },
    })
    scope.route<Route>({
      method: 'POST', url: '/api/receipts/ses/:workspaceId', config, schema: schema('What Amazon SES tells, by SNS', 'text/plain'),
      handler: async (request, reply) => {
        await receipts.ses(request.params.workspaceId, bytesOf(request.body).toString())
        return reply.code(204).send()
      },
    })
    scope.route<Route>({
      method: 'POST', url: '/api/receipts/stripe/:workspaceId', config, schema: schema('What Stripe tells of payments', 'application/json'),
      handler: async (request, reply) => {
        await receipts.stripe(request.params.workspaceId, bytesOf(request.body), signatureOf(request.headers['stripe-signature']))
        return reply.code(204).send()
      },
    })
  })
}

function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

function signatureOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
