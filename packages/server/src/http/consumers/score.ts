import { idParamsSchema, leadScoreSchema } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { scoreOf } from '../../engagement/analytics/score-of.ts'
import type { Database } from '../../store/database.ts'
import type { App } from '../app.ts'

/** `GET /api/consumers/{id}/score`: how likely a lead is to buy, and why. */
export function scoreOfConsumer(app: App, { db, clock }: { db: Database; clock: Clock }): void {
  app.route({
    method: 'GET',
    url: '/api/consumers/:id/score',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['consumers'], summary: "A lead's score, with its reasons", params: idParamsSchema, response: { 200: leadScoreSchema }, description: 'The points add up to the score before it is cut to 0–100.' },
    handler: ({ actor, params }) => scoreOf(db, actor, params.id, clock.now()),
  })
}
