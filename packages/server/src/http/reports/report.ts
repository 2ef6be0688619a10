import { idParamsSchema, reportReceivedSchema, visitorReportSchema } from '@troupe/contract'
import type { VisitorReports } from '../../runtime/moderation/visitor-reports.ts'
import type { App } from '../app.ts'

/** More than anybody reads and reports with care. */
const PER_MINUTE = 6
const BODY_BYTES_MOST = 8 * 1024

/** `POST /api/posts/{id}/reports` and `/api/comments/{id}/reports`: by anybody, where the owner takes reports. */
export function report(app: App, { visitorReports }: { visitorReports: VisitorReports }): void {
  for (const what of ['post', 'comment'] as const) {
    app.route({
      method: 'POST',
      url: `/api/${what}s/:id/reports`,
      bodyLimit: BODY_BYTES_MOST,
      config: { access: 'public', requestsPerMinute: PER_MINUTE },
      schema: {
        tags: ['reports'], summary: `Report a ${what} to whoever runs the place`, params: idParamsSchema, body: visitorReportSchema, response: { 202: reportReceivedSchema },
      },
      handler: async (request, reply) => {
        await visitorReports.take(what, request.params.id, request.body, request.ip)
        return reply.code(202).send({ received: true })
      },
    })
  }
}
