/**
 * `/api/v1/…`: Segment's wire, for its client libraries as they are. The write key of an event source is the user name of Basic
 * authentication, as they send it, or `writeKey` in the body, as browsers do when a page closes. An API key of the workspace is taken in
 * its place from servers: it stands in no page, so it may correct whom it names and say that two are one, and `context.creatorId` says whose
 * leads they are where there are several creators.
 */
import { EVENT_BATCH_MOST } from '@troupe/contract'
import { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { InvalidError } from '../../base/errors.ts'
import { SAID } from '../../base/fault-words.ts'
import { isId, type Id } from '../../base/ids.ts'
import type { EventSources } from '../../engagement/events/event-sources.ts'
import type { IncomingEvent } from '../../engagement/events/incoming-event.ts'
import type { Intake } from '../../engagement/events/intake.ts'
import { SEGMENT_CALLS, segmentCallSchema, segmentEvent, type SegmentCall } from '../../engagement/events/segment-wire.ts'
import { API_KEY_PREFIX } from '../../people/api-keys.ts'
import type { Authentication } from '../../people/authentication.ts'
import { lacksRole, NotSignedInError } from '../../people/refusals.ts'
import { mayActAs } from '../../people/roles.ts'
import type { App } from '../app.ts'
import { sentenceOf } from '../events/event-refused-error.ts'
import { jsonOf, readRawBodies } from '../raw-body.ts'
import { bodyUnread } from '../schemas.ts'

/** Segment's own is 500 KB for a batch. */
const BODY_BYTES_MOST = 4 * 1024 * 1024
const REQUESTS_PER_MINUTE = 12_000

export interface SegmentParts {
  readonly intake: Intake
  readonly sources: EventSources
  readonly authentication: Pick<Authentication, 'identify'>
  readonly clock: Clock
}

/** In whose name it is sent. */
interface Sender {
  readonly workspaceId: Id
  /** Null: whose leads they are, each call says. */
  readonly creatorId: Id | null
  readonly entryId: Id | null
  readonly trusted: boolean
}

const answerSchema = z.object({
  success: z.literal(true),
  faults: z.array(z.object({ index: z.number().int(), fault: z.string() })).optional().describe('calls that were not taken'),
  notes: z.array(z.object({ index: z.number().int(), note: z.string() })).optional().describe('calls that were taken but for a part of them, such as an address that is none'),
})
const batchBodySchema = z.looseObject({ batch: z.array(segmentCallSchema).max(EVENT_BATCH_MOST), sentAt: z.string().optional(), writeKey: z.string().optional() })
const batchSchema = z.looseObject({ batch: z.array(z.unknown()).max(EVENT_BATCH_MOST, `at most ${EVENT_BATCH_MOST} calls in a batch`), sentAt: z.unknown().optional() })

export function segmentWire(app: App, parts: SegmentParts): void {
  void app.register(async (instance) => {
    const scope = instance as App
    readRawBodies(scope, BODY_BYTES_MOST)
    // A write key is public, and no cookie counts here: any page may send.
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, content-type, content-encoding', 'access-control-max-age': '600' })
      done()
    })
    for (const call of [...SEGMENT_CALLS, 'batch'] as const) {
      scope.route({
        method: 'OPTIONS', url: `/api/v1/${call}`, config: { access: 'public' }, schema: { hide: true }, handler: (_request, reply) => reply.code(204).send(),
      })
      scope.route({
        method: 'POST',
        url: `/api/v1/${call}`,
        bodyLimit: BODY_BYTES_MOST,
        validatorCompiler: bodyUnread,
        config: { access: 'public', requestsPerMinute: REQUESTS_PER_MINUTE },
        schema: {
          tags: ['events'], summary: `Segment wire: ${call}`, body: call === 'batch' ? batchBodySchema : segmentCallSchema, response: { 200: answerSchema },
          description: `For Segment's client libraries, with the write key of an event source, or from a server an API key, as the user name of Basic authentication. ${call === 'batch' ? `Up to ${EVENT_BATCH_MOST} calls, each with its \`type\`.` : 'See their specification for the body.'} ` +
            'A `messageId` is taken once in 24 hours. Calls that could not be taken are named in `faults`; what of a call was left aside, in `notes`.',
        },
        handler: (request) => take(parts, call, jsonOf(request.body), request.headers.authorization),
      })
    }
  })
}

async function take(parts: SegmentParts, name: string, body: unknown, authorization: string | undefined): Promise<z.output<typeof answerSchema>> {
  const { intake, clock } = parts
  const sender = await senderOf(parts, body, authorization)
  const { calls, sentAt } = callsOf(name, body)
  const nowMs = clock.now()
  const faults: { index: number; fault: string }[] = []
  const notes: { index: number; note: string }[] = []
  const events: { index: number; event: IncomingEvent }[] = []
  for (const [index, given] of calls.entries()) {
    const call = segmentCallSchema.safeParse(given)
    const event = call.success ? segmentEvent(name === 'batch' ? call.data.type : name, call.data, nowMs, sentAt) : { path: '', message: 'is no call' }
    if ('message' in event) faults.push({ index, fault: sentenceOf(event) })
    else events.push({ index, event: sender.creatorId === null ? { ...event, creatorId: creatorIn(call.data) } : event })
  }
  if (events.length > 0) {
    const { items } = await intake.ingest(sender.workspaceId, events.map(({ event }) => event), { onlyCreatorId: sender.creatorId, entryId: sender.entryId, trusted: sender.trusted })
    for (const [place, { refusal, note }] of items.entries()) {
      const index = events[place]?.index ?? place
      if (refusal !== null) faults.push({ index, fault: sentenceOf(refusal) })
      if (note !== null) notes.push({ index, note })
    }
  }
  return { success: true, ...faults.length === 0 ? {} : { faults: faults.toSorted((a, b) => a.index - b.index) }, ...notes.length === 0 ? {} : { notes } }
}

async function senderOf({ sources, authentication }: SegmentParts, body: unknown, authorization: string | undefined): Promise<Sender> {
  const key = writeKeyOf(authorization) ?? (typeof body === 'object' && body !== null && 'writeKey' in body && typeof body.writeKey === 'string' ? body.writeKey : null)
  if (key === null) throw new NotSignedInError('Send the write key of an event source as the user name of Basic authentication, with no password.', 'write-key-missing')
  if (key.startsWith(`${API_KEY_PREFIX}_`)) {
    const actor = await authentication.identify({ carrier: 'bearer', token: key }, null)
    if (!mayActAs(actor.role, 'operator')) throw lacksRole(actor, 'operator')
    return { workspaceId: actor.workspaceId, creatorId: null, entryId: null, trusted: true }
  }
  const entry = await sources.ofWriteKey(key)
  if (entry === null) throw new NotSignedInError('This write key is unknown: it was copied in part, or its event source was deleted. POST /api/event-sources makes a new one.', 'write-key-not-valid')
  await sources.used(entry)
  return { workspaceId: entry.workspaceId, creatorId: entry.creatorId, entryId: entry.id, trusted: false }
}

function creatorIn(call: SegmentCall | undefined): Id | undefined {
  const named = call?.context?.['creatorId']
  return typeof named === 'string' && isId(named.toLowerCase()) ? named.toLowerCase() : undefined
}

/** `Basic` with the key as the user name, or `Bearer` with the key. */
function writeKeyOf(authorization: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(basic|bearer) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? []
  if (scheme === '') return null
  return scheme.toLowerCase() === 'bearer' ? value : Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0] || null
}

function callsOf(name: string, body: unknown): { calls: readonly unknown[]; sentAt: string | number | null } {
  if (name !== 'batch') return { calls: [body], sentAt: null }
  const read = batchSchema.safeParse(body, SAID)
  if (!read.success) throw new InvalidError(`A batch is an object with \`batch\`, a list of at most ${EVENT_BATCH_MOST} calls.`, [{ path: '/batch', message: read.error.issues[0]?.message ?? 'does not fit' }])
  const { sentAt, batch } = read.data
  return { calls: batch, sentAt: typeof sentAt === 'string' || typeof sentAt === 'number' ? sentAt : null }
}
