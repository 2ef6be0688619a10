import { idParamsSchema, ingestedSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import type { EventSources } from '../../engagement/events/event-sources.ts'
import { hookEvent } from '../../engagement/events/hook-event.ts'
import { wrongWithHook } from '../../engagement/events/hook-signature.ts'
import type { Intake } from '../../engagement/events/intake.ts'
import { NotSignedInError } from '../../people/refusals.ts'
import type { App } from '../app.ts'
import { EventRefusedError } from '../events/event-refused-error.ts'
import { jsonOf, readRawBodies } from '../raw-body.ts'
import { bodyUnread } from '../schemas.ts'

const BODY_BYTES_MOST = 1024 * 1024
const REQUESTS_PER_MINUTE = 6_000

export interface HookParts {
  readonly intake: Intake
  readonly sources: EventSources
  readonly clock: Clock
}

const hookBodySchema = z.looseObject({
  type: z.string().describe('what happened: booking_created, booking.created; `event` is read as well'), at: z.string().optional().describe('when; `timestamp` is read as well'), data: z.record(z.string(), z.unknown()).optional().describe('the payload; all else of the body where it is left out'),
  email: z.string().optional(), phone: z.string().optional(), whatsapp: z.string().optional(), externalId: z.string().optional().describe('`userId` is read as well'), anonymousId: z.string().optional(), consumerId: z.string().optional(),
})

/** As it came: what was signed. */
function rawOf(body: unknown): string {
  return typeof body === 'string' ? body : ''
}

/** `POST /api/hooks/{sourceId}`: another system says what happened, signed. */
export function receiveHook(app: App, { intake, sources, clock }: HookParts): void {
  void app.register(async (instance) => {
    const scope = instance as App
    readRawBodies(scope, BODY_BYTES_MOST)
    scope.route({
      method: 'POST',
      url: '/api/hooks/:id',
      bodyLimit: BODY_BYTES_MOST,
      validatorCompiler: bodyUnread,
      config: { access: 'public', requestsPerMinute: REQUESTS_PER_MINUTE },
      schema: {
        tags: ['events'], summary: 'Receive a signed webhook as an event', params: idParamsSchema, body: hookBodySchema, response: { 200: ingestedSchema.extend({ fault: z.null() }) },
        description: 'Signed by Standard Webhooks with the source\'s secret; what is not is answered with 401. Any JSON object with `type`, and `email`, `phone`, `externalId` or another of the ways to say whom, at its top or in `data`. ' +
          'The same `webhook-id` is taken once.',
      },
      handler: async (request) => {
        const hook = await sources.ofHook(request.params.id)
        const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => request.headers[name]?.toString())
        // Whether there is such a source, only who holds a secret learns.
        const wrong = hook === null ? 'This webhook is not known here, or not signed with its secret.' : wrongWithHook({ id, timestamp, signature, body: rawOf(request.body) }, hook.secret, clock.now())
        if (wrong !== null || hook === null) throw new NotSignedInError(wrong ?? '', 'bad-signature')
        await sources.used(hook)
        const event = hookEvent(jsonOf(request.body), id ?? '')
        if ('message' in event) throw new EventRefusedError(event)
        const { items: [taken] } = await intake.ingest(hook.workspaceId, [event], { onlyCreatorId: hook.creatorId, entryId: hook.id })
        if (taken === undefined || taken.refusal !== null) throw new EventRefusedError(taken?.refusal ?? { kind: 'invalid', path: '', message: 'does not fit' })
        return { id: taken.id, consumerId: taken.consumerId, duplicate: taken.duplicate, note: taken.note, fault: null }
      },
    })
  })
}
