import { actionBulkSchema, actionDetailSchema, actionDraftSchema, actionPageSchema, actionQuerySchema, bulkOutcomeSchema, idParamsSchema } from '@troupe/contract'
import type { ActionReader } from '../../engagement/actions/action-reader.ts'
import type { Actions } from '../../engagement/actions/actions.ts'
import type { App } from '../app.ts'
import { encodeCursor, idPageQuery } from '../cursor.ts'

/** `/api/actions`: what waits to be sent, needs a person, or was sent. */
export function actionRoutes(app: App, { actionReader, actions }: { readonly actionReader: ActionReader; readonly actions: Actions }): void {
  const tags = ['actions']
  app.route({
    method: 'GET',
    url: '/api/actions',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'The action queue, newest first, with how many there are by state and channel', querystring: actionQuerySchema, response: { 200: actionPageSchema }, description: '`dead=true`: those that failed for good and can be replayed.' },
    handler: async ({ actor, query: { limit, cursor, dead, ...query } }) => {
      const { more, ...page } = await actionReader.list(actor, { ...query, ...idPageQuery({ limit, cursor }), dead: dead === 'true' })
      const last = page.items.at(-1)
      return { ...page, nextCursor: more && last ? encodeCursor(last.id) : null }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/actions/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'One action with what became of it', params: idParamsSchema, response: { 200: actionDetailSchema } },
    handler: ({ actor, params }) => actionReader.get(actor, params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/actions',
    config: { access: 'operator' },
    schema: { tags, summary: 'Write to a lead by hand', body: actionDraftSchema, response: { 201: actionDetailSchema }, description: 'The message waits in the queue and passes the gate like any other, but for the yes, which is yours, and the line that names an automated sender.' },
    handler: async ({ actor, body }, reply) => reply.code(201).send(await actions.plan(actor, body)),
  })
  app.route({
    method: 'POST',
    url: '/api/actions/bulk',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Cancel or replay actions', body: actionBulkSchema, response: { 200: bulkOutcomeSchema },
      description: 'Replayed is what failed or was suppressed. One whose fate is unknown may have been sent: it is cancelled or replayed only with a reason.',
    },
    handler: ({ actor, body }) => actions.bulk(actor, body),
  })
}
