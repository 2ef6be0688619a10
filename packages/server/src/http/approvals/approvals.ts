import { approvalBulkSchema, approvalDecisionSchema, approvalEditSchema, approvalQuerySchema, approvalSchema, bulkOutcomeSchema, idParamsSchema, pageOf } from '@troupe/contract'
import type { ApprovalReader } from '../../engagement/approvals/approval-reader.ts'
import type { Approvals } from '../../engagement/approvals/approvals.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/approvals`: messages that wait for a person's yes. */
export function approvalRoutes(app: App, { approvalReader, approvals }: { readonly approvalReader: ApprovalReader; readonly approvals: Approvals }): void {
  const tags = ['approvals']
  const bound = 'Send back the `contentHash` you saw: a yes is for those words to that address. Where they have changed since, the answer is 409 (`changed-since-you-saw-it`).'
  app.route({
    method: 'GET',
    url: '/api/approvals',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'Messages that wait for a yes, and those that were decided', querystring: approvalQuerySchema, response: { 200: pageOf(approvalSchema) } },
    handler: async ({ actor, query: { limit, cursor, ...query } }) => answerIdPage(await approvalReader.list(actor, { ...query, ...idPageQuery({ limit, cursor }) })),
  })
  app.route({
    method: 'GET',
    url: '/api/approvals/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'One message that waits for a yes, as it would go out now', params: idParamsSchema, response: { 200: approvalSchema } },
    handler: ({ actor, params }) => approvalReader.get(actor, params.id),
  })
  for (const verb of ['approve', 'reject'] as const) {
    app.route({
      method: 'POST',
      url: `/api/approvals/:id/${verb}`,
      config: { access: 'reviewer', creatorMay: true },
      schema: { tags, summary: verb === 'approve' ? 'Say yes' : 'Say no', params: idParamsSchema, body: approvalDecisionSchema, response: { 200: approvalSchema }, description: bound },
      handler: ({ actor, params, body }) => approvals[verb](actor, params.id, body),
    })
  }
  app.route({
    method: 'POST',
    url: '/api/approvals/bulk',
    config: { access: 'reviewer', creatorMay: true },
    schema: {
      tags, summary: 'Say yes or no to several', body: approvalBulkSchema, response: { 200: bulkOutcomeSchema },
      description: 'Each with the `contentHash` you saw, and each by itself: `failed` names those that were not decided, with why (their words have changed, somebody was first, the time is over), and the others are.',
    },
    handler: ({ actor, body }) => approvals.bulk(actor, body),
  })
  app.route({
    method: 'POST',
    url: '/api/approvals/:id/edit',
    config: { access: 'reviewer', creatorMay: true },
    schema: { tags, summary: 'Change the words', params: idParamsSchema, body: approvalEditSchema, response: { 200: approvalSchema }, description: `The new words wait for a yes of their own. ${bound}` },
    handler: ({ actor, params, body }) => approvals.edit(actor, params.id, body),
  })
}
