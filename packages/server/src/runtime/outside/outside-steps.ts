/**
 * The loop outside: where the embedded network is looked at and acted on within the unit of work, a turn outside waits at
 * an errand for each look and each intent, one after the other. Every intent is judged when its turn comes, by
 * what holds then: a proof or an account may go between two acts of one step.
 */
import type { Action, Intent } from '../../agent/action.ts'
import type { ActErrand, ErrandReply } from '../../agent/errand.ts'
import type { Fate } from '../../agent/brain.ts'
import type { PendingAsk, Turn, TurnEnd } from '../../agent/turn.ts'
import { must } from '../../base/errors.ts'
import type { Ids } from '../../base/ids.ts'
import type { Verdict } from '../../policy/policy.ts'
import { letThrough, performed, saw, stopped } from '../acted.ts'
import type { Surroundings } from '../facts.ts'
import { withWhom } from '../whom.ts'

/** What the kinds of places outside let agents do, by the platform's name. */
export interface OutsidePlaces {
  readonly kinds: ReadonlyMap<string, { readonly actions: ReadonlyMap<string, Action> }>
  /** Names intents that leave. */
  readonly ids: Ids
}

export interface OutsideStepsParts {
  readonly places: OutsidePlaces | null
  readonly surroundings: Surroundings
  readonly judge: (turn: Turn, intent: Intent, nowMs: number) => Verdict
  readonly end: (turn: Turn, end: TurnEnd, nowMs: number) => void
}

/** Whether a turn's looks and acts are errands. An interview takes place here, whoever is interviewed. */
export function isOutside({ agent, trigger }: Turn): boolean {
  return agent.site !== undefined && trigger.kind !== 'interview'
}

export class OutsideSteps {
  readonly #parts: OutsideStepsParts

  constructor(parts: OutsideStepsParts) {
    this.#parts = parts
  }

  actions({ agent }: Turn): ReadonlyMap<string, Action> {
    return must(this.#places.kinds.get(agent.platform), `the platform ${agent.platform}`).actions
  }

  get #places(): OutsidePlaces {
    return must(this.#parts.places, 'places outside')
  }

  /** Takes turns on that have not looked yet, or are in the middle of a step. */
  run(turns: readonly Turn[], nowMs: number): void {
    for (const turn of turns) {
      if (turn.observation === null) this.#look(turn, nowMs)
      else if (turn.acting !== null) this.#goOn(turn, nowMs)
    }
  }

  #look(turn: Turn, nowMs: number): void {
    const place = this.#parts.surroundings.place(turn.agent, turn.worldId)
    if (place.owned) turn.waitFor({ kind: 'errand', errand: 'look', sinceMs: turn.sinceMs })
    else this.#parts.end(turn, { kind: 'failed', reason: place.why }, nowMs)
  }

  begin(turn: Turn, intents: readonly Intent[], nowMs: number): void {
    turn.acting = { intents, acted: [] }
    this.#goOn(turn, nowMs)
  }

  #goOn(turn: Turn, nowMs: number): void {
    while (turn.acting !== null) {
      const { intents, acted } = turn.acting
      const intent = intents[acted.length]
      if (intent === undefined) return turn.actedOn(acted)
      const verdict = this.#parts.judge(turn, intent, nowMs)
      turn.intended += 1
      if (verdict.kind === 'allow') {
        letThrough(turn, intent, this.actions(turn).get(intent.action), nowMs)
        return turn.waitFor({ kind: 'errand', errand: 'act', id: this.#places.ids.next(), intent, generator: turn.generator, intendedMs: nowMs, isOpen: false })
      }
      turn.acting = { intents, acted: [...acted, { intent, result: stopped(turn, intent, verdict, nowMs) }] }
    }
  }

  /** An errand's answer: the turn can run again, or has to end. */
  take(turn: Turn, ask: PendingAsk, reply: ErrandReply, ms: number | null, nowMs: number): void {
    if (ask.kind !== 'errand') throw new TypeError(`an errand's answer to a question for a ${ask.kind}`)
    if (reply.account !== null) turn.knownAs(reply.account)
    turn.goOn()
    const act = ask.errand === 'act' ? ask : null
    if (reply.kind === 'seen') saw(turn, reply.observation, nowMs)
    else if (reply.kind === 'acted') this.#acted(turn, must(act, 'an act'), reply.result, ms, nowMs)
    else {
      const [result, reason] = reply.kind === 'asleep' ? ['asleep', reply.reason] : ['failed', reply.message]
      if (act === null) turn.note('observed', nowMs, { result, reason, ms })
      else if (reply.kind === 'failed') this.#acted(turn, act, { kind: 'failed', reason: reply.message }, ms, nowMs)
      else turn.note('acted', nowMs, { action: act.intent.action, targetId: act.intent.target, verdict: 'allow', result, reason, ms, payload: withWhom(turn, act.intent, { input: act.intent.input }) })
    }
    const end = this.#endAfter(turn, reply, act)
    if (end !== null) this.#parts.end(turn, end, nowMs)
  }

  #endAfter(turn: Turn, reply: ErrandReply, act: ActErrand | null): TurnEnd | null {
    if (reply.aborted) return { kind: 'killed', reason: this.#parts.surroundings.killed(turn.agent) ?? 'switched off' }
    if (reply.kind === 'asleep') return { kind: 'slept', untilMs: reply.untilMs, reason: reply.reason }
    return reply.kind === 'failed' && act === null ? { kind: 'failed', reason: `it could not look around: ${reply.message}` } : null
  }

  #acted(turn: Turn, act: ActErrand, result: Fate, ms: number | null, nowMs: number): void {
    const { id, intent, generator, intendedMs, isOpen } = act
    const farId = result.kind === 'done' ? result.madeId : null
    // The journal knows what was made by the act's own id; what the far side calls it stands in the record of acts outside.
    const made = farId === null ? null : id
    performed(turn, intent, result, this.actions(turn).get(intent.action), nowMs, {
      ms, madeId: made, ...(isOpen && result.kind === 'done' ? { reason: `found out after an interruption: ${result.note}` } : {}),
    })
    if (result.kind === 'unknown' || farId !== null) {
      turn.outsideActs.push({ id, intent, generator, intendedMs, farId, state: result.kind === 'unknown' ? 'unknown' : 'done', reason: 'reason' in result ? result.reason : null })
    }
    const { intents, acted } = must(turn.acting, 'a step under way')
    turn.acting = { intents, acted: [...acted, { intent, result }] }
  }
}
