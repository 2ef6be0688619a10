import { agentResultsSchema, analyticsQuerySchema, attributionQuerySchema, attributionSchema, funnelSchema, intentsSchema, messagesByDaySchema } from '@troupe/contract'
import type { Clock } from '../../base/clock.ts'
import { agentResultsOf } from '../../engagement/analytics/agent-results.ts'
import { attributionOf } from '../../engagement/analytics/attribution.ts'
import { funnelOf } from '../../engagement/analytics/funnel.ts'
import { intentsOf, messagesByDay } from '../../engagement/analytics/message-counts.ts'
import { countedOf } from '../../engagement/analytics/span.ts'
import type { Database } from '../../store/database.ts'
import type { App } from '../app.ts'

export interface AnalyticsParts {
  readonly db: Database
  readonly clock: Clock
}

/** `/api/analytics`: what came of it, counted. */
export function analytics(app: App, { db, clock }: AnalyticsParts): void {
  const tags = ['analytics']
  const config = { access: 'viewer', creatorMay: true } as const
  app.route({
    method: 'GET',
    url: '/api/analytics/funnel',
    config,
    schema: { tags, summary: 'How far leads have come', querystring: analyticsQuerySchema, response: { 200: funnelSchema }, description: 'Of the leads who came between `from` and `to`, the last 30 days when left out. A stage once reached counts, also of who has left since.' },
    handler: ({ actor, query }) => funnelOf(db, countedOf(actor, query, clock.now())),
  })
  app.route({
    method: 'GET',
    url: '/api/analytics/attribution',
    config,
    schema: {
      tags, summary: 'Which messages payments are put down to', querystring: attributionQuerySchema, response: { 200: attributionSchema },
      description: 'Messages sent to the lead in the `windowDays` before a payment share it: `last-touch` gives it to the last, `position` 40% each to first and last and 20% to those between. The shares of one payment add up to 1. ' +
        'Revenue is without what was paid back since; a payment that was paid back in full is none. Up to 50 messages are named, those with the most first.',
    },
    handler: ({ actor, query: { model, windowDays, ...query } }) => attributionOf(db, countedOf(actor, query, clock.now()), model, windowDays),
  })
  app.route({
    method: 'GET',
    url: '/api/analytics/agents',
    config,
    schema: { tags, summary: 'What each agent of leads did, and what came of it', querystring: analyticsQuerySchema, response: { 200: agentResultsSchema }, description: 'Answers and payments are put down to the last message before them, within a week.' },
    handler: ({ actor, query }) => agentResultsOf(db, countedOf(actor, query, clock.now())),
  })
  app.route({
    method: 'GET',
    url: '/api/analytics/intents',
    config,
    schema: { tags, summary: 'What leads wanted who wrote', querystring: analyticsQuerySchema, response: { 200: intentsSchema }, description: 'Told by rules over English words; `other` where they say nothing.' },
    handler: ({ actor, query }) => intentsOf(db, countedOf(actor, query, clock.now())),
  })
  app.route({
    method: 'GET',
    url: '/api/analytics/messages',
    config,
    schema: { tags, summary: 'Messages sent, by day and channel', querystring: analyticsQuerySchema, response: { 200: messagesByDaySchema }, description: 'Days are those of the creator\'s calendar where one is named, else of UTC.' },
    handler: ({ actor, query }) => messagesByDay(db, countedOf(actor, query, clock.now())),
  })
}
