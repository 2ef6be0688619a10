import { messagingPolicySchema, policySchema, whatIfResultSchema, whatIfSchema, idSchema } from '@troupe/contract'
import { z } from 'zod'
import type { MessagingPolicies } from '../../engagement/policies/messaging-policies.ts'
import type { App } from '../app.ts'

const scopeQuerySchema = z.strictObject({ creatorId: idSchema.optional().describe('of this creator; of the whole workspace when left out') })

/** `/api/policies`: the rules by which messages are sent. */
export function policyRoutes(app: App, { policies }: { readonly policies: MessagingPolicies }): void {
  const tags = ['policies']
  app.route({
    method: 'GET',
    url: '/api/policies',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'Rules for messages', querystring: scopeQuerySchema, response: { 200: policySchema }, description: '`inherited`: none are stored for this scope, and those above it hold.' },
    handler: ({ actor, query }) => policies.get(actor, query.creatorId ?? actor.creatorId),
  })
  app.route({
    method: 'PUT',
    url: '/api/policies',
    config: { access: 'admin' },
    schema: { tags, summary: 'Set the rules', querystring: scopeQuerySchema, body: messagingPolicySchema, response: { 200: policySchema } },
    handler: ({ actor, query, body }) => policies.put(actor, query.creatorId ?? null, body),
  })
  app.route({
    method: 'DELETE',
    url: '/api/policies',
    config: { access: 'admin' },
    schema: { tags, summary: 'Go back to the rules above', querystring: scopeQuerySchema, response: { 200: policySchema } },
    handler: ({ actor, query }) => policies.remove(actor, query.creatorId ?? null),
  })
  app.route({
    method: 'POST',
    url: '/api/policies/what-if',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'What would happen if', body: whatIfSchema, response: { 200: whatIfResultSchema }, description: 'What the gate would say of a message to this lead at this time. Nothing is written or sent.' },
    handler: ({ actor, body }) => policies.whatIf(actor, body),
  })
}
