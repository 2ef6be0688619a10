/**
 * A turn as one line of points: trigger → saw → asked → answered → intended → verdict → done → rest. The journal keeps
 * question and answer in one entry, and intent, verdict and result in another; here each gets its own point.
 */
import type { NamedItem, Trace, TraceEntry } from '@troupe/contract'
import { capital, plainName, triggerWords } from '../../parts/action-words.ts'
import { actWords, isLeadAct } from '../../parts/lead-agent/act-words.ts'
import { answerIn, askIn, inputIn, noticesIn, sawIn, wordsIn } from './payload.ts'

export type Phase = 'trigger' | 'saw' | 'asked' | 'answered' | 'intended' | 'verdict' | 'done' | 'rest'
export type Tone = 'plain' | 'good' | 'wait' | 'bad'

export interface Point {
  key: string
  seq: number
  phase: Phase
  tone: Tone
  /** Milliseconds since the turn began; null where it is the same moment as the point above. */
  offsetMs: number | null
  title: string
  /** A line under the title. */
  detail: string | null
  /** What was said, to be read. */
  quote: string | null
  ms: number | null
  tokens: number | null
  costMicros: number | null
  target: PublicPlace | null
  made: PublicPlace | null
  /** What woke an agent of leads, and what it planned: links within the console. */
  eventId: string | null
  leadId: string | null
  actionId: string | null
  /** What a look brought up. */
  seen: SeenPlace[]
  payloads: { label: string; body: unknown }[]
  erased: boolean
}

/** Something of the public site: a post, or a comment under one. */
export type PublicPlace =
  | { kind: 'post'; id: string }
  | { kind: 'comment'; id: string; postId: string | null }
  | { kind: 'profile'; id: string; username: string }
  | { kind: 'group'; id: string; name: string }

export interface SeenPlace { id: string; place: PublicPlace | null; words: string }


/** `named` says what the ids are, as it reads now. */
export function traceLine({ turn, entries, named = [], agent }: Pick<Trace, 'turn' | 'entries'> & { named?: readonly NamedItem[]; agent?: Pick<Trace['agent'], 'platform'> }): Point[] {
  const startMs = Date.parse(turn.startedAt)
  const places = placesOf(entries, named)
  // Elsewhere an event is an errand's answer, which has no page.
  const eventId = agent?.platform === 'messaging' && turn.trigger.kind === 'event' ? turn.trigger.eventId : null
  return entries.flatMap((entry) => pointsOf(entry, turn, Math.max(0, Date.parse(entry.at) - startMs), places).map((point) => point.phase === 'trigger' ? { ...point, eventId } : point))
}

function pointsOf(entry: TraceEntry, turn: Trace['turn'], offsetMs: number, places: ReadonlyMap<string, PublicPlace>): Point[] {
  const base = (phase: Phase, title: string, more: Partial<Point> = {}): Point => ({
    key: `${entry.seq}-${phase}`, seq: entry.seq, phase, title, tone: 'plain', offsetMs,
    detail: null, quote: null, ms: null, tokens: null, costMicros: null, target: null, made: null, eventId: null, leadId: null, actionId: null, seen: [], payloads: [], erased: false, ...more,
  })
  const { payload, payloadErased: erased } = entry
  switch (entry.kind) {
    case 'turn-began':
      return [base('trigger', `Woken by ${triggerWords(turn.trigger)}`, turn.trigger.kind === 'interview' ? { quote: turn.trigger.question } : {})]
    case 'observed': {
      const notices = noticesIn(payload)
      return [base('saw', entry.result === null ? 'Looked around' : entry.result.startsWith('heard of ') ? capital(entry.result) : `Saw ${entry.result}`, {
        leadId: entry.result?.startsWith('heard of ') === true ? entry.targetId : null,
        detail: entry.reason, ms: entry.ms, erased,
        seen: notices.map(({ id, kind, postId, why }) => ({ id, place: places.get(id) ?? placeOf(kind, id, postId), words: why ?? `a ${kind}` })),
        payloads: notices.length > 0 ? [] : whole('What it saw', payload),
      })]
    }
    case 'asked':
      return asked(entry, base)
    case 'acted':
      return acted(entry, base, places)
    case 'turn-ended': {
      const bad = turn.outcome === 'failed' || turn.outcome === 'killed'
      return [base('rest', capital(turn.outcome), {
        tone: bad ? 'bad' : 'plain', detail: turn.outcome === 'rested' ? null : entry.reason, quote: turn.outcome === 'rested' ? entry.reason : null, erased,
      })]
    }
  }
}

type MakePoint = (phase: Phase, title: string, more?: Partial<Point>) => Point

function asked(entry: TraceEntry, base: MakePoint): Point[] {
  const { payload, payloadErased: erased, action, targetId, result } = entry
  const ask = askIn(payload)
  const answer = answerIn(payload)
  const whom = action === null ? 'an answer' : action === 'http' ? 'a decision, over HTTP' : action === 'decision' ? 'a decision' : `words for a ${plainName(action)}`
  const answered = result === null || result.startsWith('answered')
  const points = [base('asked', `Asked for ${whom}`, {
    detail: ask.lead, payloads: ask.body === undefined ? [] : [{ label: ask.label, body: ask.body }], erased,
  })]
  points.push(base('answered', answered ? `${action === 'http' ? 'The service' : targetId ?? 'The model'} ${result ?? 'answered'}` : capital(plainName(result)), {
    tone: answered ? 'plain' : 'bad',
    offsetMs: null, ms: entry.ms, tokens: entry.tokens, costMicros: entry.costMicros,
    detail: entry.reason ?? answer.calls, quote: answer.text,
    payloads: [
      ...(answer.body === undefined ? [] : [{ label: 'The answer', body: answer.body }]),
      ...(answer.attempts.length === 0 ? [] : [{ label: answer.attempts.length === 1 ? 'One try' : `${answer.attempts.length} tries`, body: answer.attempts }]),
    ],
  }))
  return points
}

function acted(entry: TraceEntry, base: MakePoint, places: ReadonlyMap<string, PublicPlace>): Point[] {
  const { payload, payloadErased: erased, verdict, result, action, targetId, madeId } = entry
  const input = inputIn(payload)
  const saw = sawIn(payload)
  const ofLead = isLeadAct(action ?? '')
  const points = [base('intended', capital(ofLead ? actWords(action ?? '', input) : plainName(action ?? 'act')), {
    quote: wordsIn(payload),
    target: targetId === null ? null : places.get(targetId) ?? targetOf(action, targetId),
    payloads: input === undefined ? [] : [{ label: 'Input', body: input }], erased,
  })]
  if (verdict !== null) {
    const words = [verdict.policy === null ? null : `policy ${plainName(verdict.policy)}`, verdict.reason].filter((each) => each !== null)
    points.push(base('verdict', VERDICTS[verdict.kind], {
      tone: verdict.kind === 'allow' ? 'good' : verdict.kind === 'suppress' ? 'bad' : 'wait',
      offsetMs: null, detail: words.join(': ') || null,
    }))
    if (verdict.kind !== 'allow' && (result === null || result === 'stopped')) return points
  }
  // A message that is planned is all an agent of leads does; what becomes of it is the queue's story.
  const done = result === null || result === 'done' || result === 'planned'
  const kind = LOOKS_AT[action ?? ''] ?? 'post'
  points.push(base('done', done ? (result === 'planned' ? 'Planned' : saw.length === 0 ? 'Done' : `Saw ${counted(saw.length, kind)}`) : capital(plainName(result)), {
    tone: done ? 'good' : result === 'fallback' ? 'wait' : 'bad',
    offsetMs: null, ms: entry.ms, costMicros: entry.costMicros, tokens: entry.tokens, detail: done && !(ofLead && entry.reason !== null) ? null : entry.reason,
    made: madeId === null ? null : places.get(madeId) ?? null, actionId: result === 'planned' ? madeId : null,
    seen: saw.map(({ id, comments, why }) => ({
      id, place: places.get(id) ?? (kind === 'post' ? { kind, id } : null),
      words: [why, comments === 0 ? null : comments === 1 ? '1 comment' : `${comments} comments`].filter((each) => each !== null).join(', '),
    })),
  }))
  return points
}

/** Looks that bring up something else than posts. */
const LOOKS_AT: Readonly<Record<string, 'person' | 'group'>> = { search_people: 'person', find_author: 'person', view_groups: 'group' }
const MANY = { post: 'posts', person: 'people', group: 'groups' } as const

function counted(count: number, kind: keyof typeof MANY): string {
  return count === 1 ? `1 ${kind}` : `${count} ${MANY[kind]}`
}

const VERDICTS = { allow: 'Allowed', hold: 'Held', ask: 'A person is asked', suppress: 'Suppressed' } as const

function whole(label: string, payload: unknown): Point['payloads'] {
  return payload === null || payload === undefined ? [] : [{ label, body: payload }]
}

/** What an act on a comment was done to, as far as the journal tells: under which post it stands, seen items know. */
function targetOf(action: string | null, id: string): PublicPlace | null {
  if (action === null || isLeadAct(action)) return null
  if (/_group(?:_posts)?$/.test(action)) return null
  if (action.endsWith('_comment')) return { kind: 'comment', id, postId: null }
  return /post|^comment$|author|report/.test(action) ? { kind: 'post', id } : null
}

function placeOf(kind: string, id: string, postId: string | null): PublicPlace | null {
  if (kind === 'post') return { kind, id }
  return kind === 'comment' ? { kind, id, postId } : null
}

function namedPlace({ id, kind, author, text }: NamedItem): PublicPlace {
  switch (kind) {
    case 'profile': return { kind, id, username: author }
    case 'post': return { kind, id }
    case 'comment': return { kind, id, postId: null }
    case 'group': return { kind, id, name: text ?? '' }
  }
}

/** Every post and comment the turn was told of or made, by id. */
function placesOf(entries: readonly TraceEntry[], named: readonly NamedItem[]): Map<string, PublicPlace> {
  const places = new Map<string, PublicPlace>()
  for (const item of named) places.set(item.id, namedPlace(item))
  for (const { payload, action, madeId, targetId } of entries) {
    for (const { id, kind, postId } of noticesIn(payload)) {
      const place = placeOf(kind, id, postId)
      if (place !== null) places.set(id, place)
    }
    if (madeId !== null && action !== 'create_group' && !isLeadAct(action ?? '')) places.set(madeId, action === 'comment' ? { kind: 'comment', id: madeId, postId: targetId } : { kind: 'post', id: madeId })
  }
  return places
}
