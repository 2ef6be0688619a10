import { EVENT_BATCH_MOST, eventDraftSchema, eventsBodySchema, ingestedBatchSchema, ingestedSchema } from '@troupe/contract'
import { z } from 'zod'
import { InvalidError } from '../../base/errors.ts'
import { SAID } from '../../base/fault-words.ts'
import { faultsOf } from '../../base/faults-of.ts'
import type { Intake } from '../../engagement/events/intake.ts'
import type { IncomingEvent, Ingested, IngestedBatch, Refusal } from '../../engagement/events/incoming-event.ts'
import { creatorScope } from '../../people/actor.ts'
import type { App } from '../app.ts'
import { EventRefusedError, sentenceOf } from './event-refused-error.ts'

/** A batch of 500 events of the size most have, with room; what one event may weigh is said by its own limit. */
const BODY_BYTES_MOST = 8 * 1024 * 1024
/** Five hundred a second, and moments of more. */
const REQUESTS_PER_MINUTE = 60_000
const KEY = /^[\x21-\x7e]{1,200}$/

type Draft = z.output<typeof eventDraftSchema>

/** `POST /api/events`: one event, or up to 500 as `{batch}`. */
export function ingestEvents(app: App, { intake }: { readonly intake: Intake }): void {
  app.route({
    method: 'POST',
    url: '/api/events',
    bodyLimit: BODY_BYTES_MOST,
    config: { access: 'operator', creatorMay: true, requestsPerMinute: REQUESTS_PER_MINUTE },
    schema: {
      tags: ['events'], summary: 'Say what happened with a lead', body: eventsBodySchema, headers: z.looseObject({ 'idempotency-key': z.string().optional() }),
      response: { 200: ingestedBatchSchema, 201: ingestedSchema.extend({ fault: z.null() }) },
      description: `One event, or \`{"batch": [...]}\` with up to ${EVENT_BATCH_MOST}. Leads that nobody knows yet are made. A single event answers 201, or with what is wrong about it; of a batch each item has its own answer, and one that is ` +
        'refused does not fail the others; one of 64 or more is stored in up to three parts at once, under an `Idempotency-Key` in one. The same `Idempotency-Key` within 24 hours gets the same answer (with `Idempotency-Replayed: true`) and does nothing, as does the same `messageId` of an event. ' +
        'Events older than 24 hours are stored and counted, and wake no agent.',
    },
    handler: async (request, reply) => {
      const { actor, body } = request
      const idempotencyKey = keyOf(request.headers['idempotency-key'])
      const single = !('batch' in body)
      const drafts = 'batch' in body ? body.batch.map((given) => draftOf(given)) : [body]
      const good = drafts.filter((draft): draft is Draft => !('message' in draft))
      const taken = await intake.ingest(actor.workspaceId, good.map(incoming), { idempotencyKey, body, onlyCreatorId: creatorScope(actor) })
      if (taken.replayed) reply.header('idempotency-replayed', 'true')
      const [first] = taken.items
      if (single && first !== undefined) {
        if (first.refusal !== null) throw new EventRefusedError(first.refusal)
        return reply.code(201).send({ ...told(first), fault: null })
      }
      return reply.code(200).send(answerOf(drafts, taken))
    },
  })
}

function keyOf(given: string | undefined): string | null {
  if (given === undefined) return null
  if (!KEY.test(given)) throw new InvalidError('The header Idempotency-Key has at most 200 characters, without blanks: a UUID will do.', [], 'bad-idempotency-key')
  return given
}

function draftOf(given: unknown): Draft | Refusal {
  const read = eventDraftSchema.safeParse(given, SAID)
  if (read.success) return read.data
  const [fault = { path: '', message: 'does not fit' }] = faultsOf(read.error.issues)
  return { kind: 'invalid', ...fault }
}

function incoming({ at, ...draft }: Draft): IncomingEvent {
  return { ...draft, atMs: at === undefined ? undefined : Date.parse(at) }
}

/** Those that didn't even read as events, at their places. */
function answerOf(drafts: readonly (Draft | Refusal)[], taken: IngestedBatch): z.output<typeof ingestedBatchSchema> {
  const rest = [...taken.items]
  const items = drafts.map((draft) => ('message' in draft ? { id: null, consumerId: null, duplicate: false, note: null, fault: sentenceOf(draft) } : told(rest.shift() as Ingested)))
  return { accepted: taken.accepted, duplicates: taken.duplicates, refused: items.length - taken.accepted - taken.duplicates, items }
}

function told({ refusal, ...item }: Ingested): z.output<typeof ingestedSchema> {
  return { ...item, fault: refusal === null ? null : sentenceOf(refusal) }
}
