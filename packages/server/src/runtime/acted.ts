/** What a look or an intent does to its turn once it is decided or done, wherever that was: trace, memory, counts, what is in view. */
import { answeredBy, type Action, type Intent } from '../agent/action.ts'
import type { ActResult, Fate, Observation } from '../agent/brain.ts'
import { addInView } from '../agent/seen-item.ts'
import type { Turn } from '../agent/turn.ts'
import type { Verdict } from '../policy/policy.ts'
import type { EntryDraft } from '../store/journal.ts'
import { remember, rememberNotices } from './remember.ts'
import { tallied } from './tally.ts'
import { noteObserved, seenPayload } from './trace-notes.ts'
import { withWhom } from './whom.ts'

export function saw(turn: Turn, observation: Observation, nowMs: number): void {
  turn.observation = observation
  addInView(observation.notices, turn.inView)
  rememberNotices(turn)
  noteObserved(turn, observation, nowMs)
}

/** The gate has nothing against it. */
export function letThrough(turn: Turn, intent: Intent, action: Action | undefined, nowMs: number): void {
  turn.tally = tallied(turn.tally, action, nowMs)
  const answered = action === undefined ? null : answeredBy(intent, action)
  if (answered !== null) turn.answeredTexts.add(answered)
}

export function stopped(turn: Turn, intent: Intent, verdict: Exclude<Verdict, { kind: 'allow' }>, nowMs: number): ActResult {
  turn.note('acted', nowMs, {
    action: intent.action, targetId: intent.target, verdict: verdict.kind, policy: verdict.policy, result: 'stopped', reason: verdict.reason,
    payload: withWhom(turn, intent, Object.keys(intent.input).length === 0 ? null : { input: intent.input }),
  })
  return { kind: 'stopped', verdict: verdict.kind, reason: verdict.reason }
}

export function performed(turn: Turn, intent: Intent, result: Fate, action: Action | undefined, nowMs: number, facts: Partial<EntryDraft>): void {
  if (result.kind === 'done' && result.items.length > 0) {
    addInView(result.items, turn.inView)
    turn.looks.push(result.items)
  }
  turn.acts += 1
  turn.count(intent.action, result)
  remember(turn, intent, result, action, nowMs)
  // What may have gone out is not said in the same words again.
  if ((result.kind === 'done' || result.kind === 'unknown') && isOwnText(action)) turn.texts += 1
  turn.note('acted', nowMs, {
    action: intent.action, targetId: intent.target, verdict: 'allow', result: result.kind,
    reason: 'reason' in result ? result.reason : null,
    madeId: result.kind === 'done' ? result.madeId : null,
    payload: withWhom(turn, intent, seenPayload(intent, result)),
    ...facts,
  })
}

/** What is said in an interview is no text of the agent's: what it writes next is the same with it and without. */
function isOwnText(action: Action | undefined): boolean {
  return action?.effect === 'write' && action.words !== null
}
