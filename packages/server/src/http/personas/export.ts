import { exchangeQuerySchema } from '@troupe/contract'
import { z } from 'zod'
import type { PersonaBatches } from '../../persona/persona-batches.ts'
import type { App } from '../app.ts'

const TYPE = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const

/** `GET /api/personas/export`: a file to download, JSON or CSV. */
export function exportAll(app: App, { personaBatches }: { personaBatches: PersonaBatches }): void {
  app.route({
    method: 'GET',
    url: '/api/personas/export',
    config: { access: 'viewer' },
    schema: { tags: ['personas'], summary: 'All personas as a file', querystring: exchangeQuerySchema, response: { 200: z.string() } },
    handler: async (request, reply) => {
      const { format } = request.query
      const text = await personaBatches.export(request.actor.workspaceId, format)
      return reply.type(TYPE[format]).header('content-disposition', `attachment; filename="personas.${format}"`).send(text)
    },
  })
}
