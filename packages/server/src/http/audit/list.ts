import { auditEntrySchema, auditQuerySchema, pageOf } from '@troupe/contract'
import type { AuditLog } from '../../people/audit-log.ts'
import type { App } from '../app.ts'
import { encodeCursor, numberOfCursor } from '../cursor.ts'

/** `GET /api/audit`: who changed what, newest first. */
export function listAudit(app: App, { audit }: { audit: AuditLog }): void {
  app.route({
    method: 'GET',
    url: '/api/audit',
    config: { access: 'admin' },
    schema: { tags: ['audit'], summary: 'Who changed what', querystring: auditQuerySchema, response: { 200: pageOf(auditEntrySchema) } },
    handler: async (request) => {
      const { limit, cursor, action, actor, subject } = request.query
      const { entries, nextSeq } = await audit.list(request.actor.workspaceId, {
        limit, action, actorId: actor, subjectId: subject, beforeSeq: cursor === undefined ? undefined : numberOfCursor(cursor),
      })
      return { items: entries, nextCursor: nextSeq === null ? null : encodeCursor(nextSeq) }
    },
  })
}
