import { readinessSchema } from '@troupe/contract'
import { messageOf } from '../../base/errors.ts'
import type { App } from '../app.ts'

/** One thing that must hold before work is sent here: `null` when it does, else why not, fit for strangers to read. */
export type ReadinessCheck = () => Promise<string | null>

/** A load balancer asks every few seconds; an answer that takes longer than this is a no. */
const CHECK_TIMEOUT_MS = 2_000

/** `GET /api/ready`: 200 when every check holds, 503 with the reasons when not. */
export function ready(app: App, { checks }: { checks: Readonly<Record<string, ReadinessCheck>> }): void {
  app.route({
    method: 'GET',
    url: '/api/ready',
    config: { access: 'public', requestsPerMinute: null },
    schema: { tags: ['health'], summary: 'Ready for work', response: { 200: readinessSchema, 503: readinessSchema } },
    handler: async (_request, reply) => {
      const reasons = (await Promise.all(Object.entries(checks).map(async ([name, check]) => {
        const reason = await withinTime(check).catch((error: unknown) => {
          app.log.warn({ check: name, reason: messageOf(error) }, 'a readiness check failed')
          return 'does not answer'
        })
        return reason === null ? [] : [`${name}: ${reason}`]
      }))).flat()
      return reasons.length === 0 ? { status: 'ready' as const, reasons } : reply.code(503).send({ status: 'not-ready', reasons })
    },
  })
}

async function withinTime(check: ReadinessCheck): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('takes too long to answer'), CHECK_TIMEOUT_MS)
  try {
    return await Promise.race([check(), promise])
  } finally {
    clearTimeout(timer)
  }
}
