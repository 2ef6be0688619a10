import { idParamsSchema, memberPageSchema, memberQuerySchema, memberSchema } from '@troupe/contract'
import type { Admissions } from '../../runtime/members/admissions.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/members` for those who run the place: who has joined, who asks to, and letting them in. */
export function admissions(app: App, parts: { admissions: Admissions }): void {
  app.route({
    method: 'GET',
    url: '/api/members',
    config: { access: 'reviewer' },
    schema: { tags: ['members'], summary: 'Who has joined and who asks to', querystring: memberQuerySchema, response: { 200: memberPageSchema } },
    handler: async (request) => {
      const { world: worldId, state } = request.query
      return answerIdPage(await parts.admissions.list(request.actor.workspaceId, { ...idPageQuery(request.query), worldId, state }))
    },
  })
  for (const decision of ['approve', 'decline'] as const) {
    app.route({
      method: 'POST',
      url: `/api/members/:id/${decision}`,
      config: { access: 'reviewer' },
      schema: { tags: ['members'], summary: decision === 'approve' ? 'Let somebody join' : 'Decline that somebody joins', params: idParamsSchema, response: { 200: memberSchema } },
      handler: (request) => parts.admissions[decision](request.actor, request.params.id),
    })
  }
}
