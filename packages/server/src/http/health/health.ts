import { healthSchema } from '@troupe/contract'
import type { App } from '../app.ts'

/** `GET /api/health`: the process runs and answers. Asks nothing of the database: a restart would not mend that. */
export function health(app: App): void {
  app.route({
    method: 'GET',
    url: '/api/health',
    config: { access: 'public', requestsPerMinute: null },
    schema: { tags: ['health'], summary: 'Alive', response: { 200: healthSchema } },
    handler: async () => ({ status: 'ok' as const }),
  })
}
