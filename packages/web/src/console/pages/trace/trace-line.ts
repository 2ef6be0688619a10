/**
 * A turn as one line of points: trigger → saw → asked → answered → intended → verdict → done → rest. The journal keeps
 * question and answer in one entry, and intent, verdict and result in another; here each gets its own point.
 */
import type { Trace, TraceEntry } from '@troupe/contract'
import { capital, plainName, triggerWords } from '../../parts/action-words.ts'
import { answerIn, askIn, inputIn, itemsIn, looksIn, notesIn, restIn, wordsIn } from './payload.ts'

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
  payloads: { label: string; body: unknown }[]
  erased: boolean
}

/** Something of the public site: a post, or a comment under one. */
export type PublicPlace = { kind: 'post'; id: string } | { kind: 'comment'; id: string; postId: string | null }

export function traceLine({ turn, entries }: Pick<Trace, 'turn' | 'entries'>): Point[] {
  const startMs = Date.parse(turn.startedAt)
  const places = placesOf(entries)
  return entries.flatMap((entry) => pointsOf(entry, turn, Math.max(0, Date.parse(entry.at) - startMs), places))
}

function pointsOf(entry: TraceEntry, turn: Trace['turn'], offsetMs: number, places: ReadonlyMap<string, PublicPlace>): Point[] {
  const base = (phase: Phase, title: string, more: Partial<Point> = {}): Point => ({
    key: `${entry.seq}-${phase}`, seq: entry.seq, phase, title, tone: 'plain', offsetMs,
    detail: null, quote: null, ms: null, tokens: null, costMicros: null, target: null, made: null, payloads: [], erased: false, ...more,
  })
  const { payload, payloadErased: erased } = entry
  switch (entry.kind) {
    case 'turn-began':
      return [base('trigger', `Woken by ${triggerWords(turn.trigger)}`, { payloads: whole('Trigger', payload), erased })]
    case 'observed':
      return [base('saw', looksIn(payload) ?? 'Looked around', { detail: entry.reason, ms: entry.ms, payloads: whole('What it saw', payload), erased })]
    case 'asked':
      return asked(entry, base)
    case 'acted':
      return acted(entry, base, places)
    case 'turn-ended':
      return [base('rest', `${capital(turn.outcome)}${entry.reason === null ? '' : `: ${entry.reason}`}`, {
        tone: turn.outcome === 'failed' || turn.outcome === 'killed' ? 'bad' : 'plain', quote: restIn(payload), payloads: [], erased,
      })]
  }
}

type MakePoint = (phase: Phase, title: string, more?: Partial<Point>) => Point

function asked(entry: TraceEntry, base: MakePoint): Point[] {
  const { payload, payloadErased: erased } = entry
  const ask = askIn(payload)
  const answer = answerIn(payload)
  const whom = entry.action === null ? ask.purpose : plainName(entry.action)
  const failed = entry.result !== null && !['answered', 'done', 'ok'].includes(entry.result)
  return [
    base('asked', `Asked for ${whom ?? 'an answer'}`, {
      detail: ask.lead,
      payloads: ask.body === undefined ? [] : [{ label: ask.label, body: ask.body }], erased,
    }),
    base('answered', failed ? capital(plainName(entry.result ?? '')) : `${answer.generator ?? 'The model'} answered`, {
      tone: failed ? (entry.result === 'fallback' ? 'wait' : 'bad') : 'plain',
      offsetMs: null, ms: entry.ms, tokens: entry.tokens, costMicros: entry.costMicros,
      detail: entry.reason ?? answer.calls, quote: answer.text,
      payloads: answer.body === undefined ? [] : [{ label: 'The answer', body: answer.body }],
    }),
  ]
}

function acted(entry: TraceEntry, base: MakePoint, places: ReadonlyMap<string, PublicPlace>): Point[] {
  const { payload, payloadErased: erased, verdict, result, action } = entry
  const input = inputIn(payload)
  const items = itemsIn(payload)
  const points = [base('intended', capital(plainName(action ?? 'act')), {
    quote: wordsIn(payload),
    target: entry.targetId === null ? null : places.get(entry.targetId) ?? targetOf(action, entry.targetId),
    payloads: input === undefined ? [] : [{ label: 'Input', body: input }], erased,
  })]
  if (verdict !== null) {
    const stopped = verdict.kind !== 'allow'
    points.push(base('verdict', VERDICTS[verdict.kind], {
      tone: verdict.kind === 'allow' ? 'good' : verdict.kind === 'suppress' ? 'bad' : 'wait',
      offsetMs: null,
      detail: [verdict.policy === null ? null : `policy ${plainName(verdict.policy)}`, verdict.reason].filter((each) => each !== null).join(': ') || null,
    }))
    if (stopped && result === null) return points
  }
  const done = result === null || result === 'done'
  points.push(base('done', done ? 'Done' : capital(plainName(result)), {
    tone: done ? 'good' : result === 'fallback' ? 'wait' : 'bad',
    offsetMs: null, ms: entry.ms, costMicros: entry.costMicros, tokens: entry.tokens,
    detail: entry.reason ?? notesIn(payload),
    made: entry.madeId === null ? null : places.get(entry.madeId) ?? null,
    payloads: items === undefined ? [] : [{ label: `What came back (${items.length})`, body: items }],
  }))
  return points
}

const VERDICTS = { allow: 'Allowed', hold: 'Held', ask: 'A person is asked', suppress: 'Suppressed' } as const

function whole(label: string, payload: unknown): Point['payloads'] {
  return payload === null || payload === undefined ? [] : [{ label, body: payload }]
}

/** What an act on a comment was done to, as far as the journal tells: under which post it stands, seen items know. */
function targetOf(action: string | null, id: string): PublicPlace | null {
  if (action === null) return null
  if (/_comment$/.test(action) && action !== 'comment') return { kind: 'comment', id, postId: null }
  return /post|^comment$|author|report/.test(action) ? { kind: 'post', id } : null
}

/** Every post and comment the turn saw or made, by id. */
function placesOf(entries: readonly TraceEntry[]): Map<string, PublicPlace> {
  const places = new Map<string, PublicPlace>()
  for (const { payload, action, madeId, targetId } of entries) {
    for (const item of itemsIn(payload) ?? []) {
      if (item.kind === 'post') places.set(item.id, { kind: 'post', id: item.id })
      if (item.kind === 'comment') places.set(item.id, { kind: 'comment', id: item.id, postId: item.postId })
    }
    if (madeId === null) continue
    places.set(madeId, action === 'comment' ? { kind: 'comment', id: madeId, postId: targetId } : { kind: 'post', id: madeId })
  }
  return places
}
