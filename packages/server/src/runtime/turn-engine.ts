/**
 * The loop (DESIGN "One loop"): observe, decide, gate, act, record, for a batch of turns at once. `run` takes turns as
 * far as they go without waiting: until each rests or waits for an answer that has to come from outside. Everything it
 * does, it does within one unit of work, so what was performed and the journal that says so are committed together.
 * The same engine serves the live runner and the simulator; it knows neither clock nor database.
 */
import { NO_INPUT, type Intent } from '../agent/action.ts'
import type { Acted, ActResult, AgentView, AskReply, Brain, Decision, Situation } from '../agent/brain.ts'
import { interviewBrain } from '../agent/interview/interview-brain.ts'
import { STEPS_PER_TURN, type Answer, type PendingAsk, type Turn, type TurnEnd } from '../agent/turn.ts'
import { must } from '../base/errors.ts'
import { seeded } from '../base/random.ts'
import { storable } from '../base/storable.ts'
import type { Performance, Platform, UnitOfWork, Viewer } from '../platform/platform.ts'
import { judge } from '../policy/gate.ts'
import type { Facts, Policy } from '../policy/policy.ts'
import { letThrough, performed, saw, stopped } from './acted.ts'
import { scopeOf, type AskPort } from './ask-port.ts'
import type { Surroundings } from './facts.ts'
import { interviewPlatform } from './interview-platform.ts'
import type { Ledger } from './ledger.ts'
import { isOutside, OutsideSteps, type OutsidePlaces } from './outside/outside-steps.ts'
import { dayOf } from './tally.ts'
import { noteAsked, noteMisfit, noteTurnEnd } from './trace-notes.ts'

/** Recollections put before a brain when it writes; about 1,000 tokens at most. */
export const RECALLED = 12
/** An interview is about what somebody remembers, and is rare. */
const RECALLED_IN_INTERVIEW = 40

export interface EngineParts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly brains: ReadonlyMap<AgentView['brain']['kind'], Brain>
  readonly policies: readonly Policy[]
  readonly asks: AskPort
  readonly ledger: Ledger
  readonly surroundings: Surroundings
  readonly seed: string
  /** Left out where nobody acts outside. */
  readonly outside?: OutsidePlaces
}

interface Judged {
  readonly turn: Turn
  readonly place: number
  readonly intent: Intent
}

export class TurnEngine {
  readonly #parts: EngineParts
  readonly #outside: OutsideSteps

  constructor(parts: EngineParts) {
    this.#parts = parts
    this.#outside = new OutsideSteps({
      places: parts.outside ?? null, surroundings: parts.surroundings,
      judge: (turn, intent, nowMs) => judge(parts.policies, intent, this.#facts(turn, intent, nowMs)),
      end: (turn, end, nowMs) => this.#end(turn, end, nowMs),
    })
  }

  /** Takes each turn on until it waits or has ended. */
  async run(turns: readonly Turn[], nowMs: number, unit: UnitOfWork): Promise<void> {
    this.#outside.run(turns.filter((turn) => isRunning(turn) && isOutside(turn)), nowMs)
    await this.#observe(turns.filter((turn) => turn.observation === null && !isOutside(turn)), nowMs, unit)
    for (let running = turns.filter(isRunning); running.length > 0; running = running.filter(isRunning)) {
      await this.#step(running, nowMs, unit)
    }
  }

  async #observe(turns: readonly Turn[], nowMs: number, unit: UnitOfWork): Promise<void> {
    for (const [platform, group] of Map.groupBy(turns, (turn) => this.#platform(turn))) {
      const observations = await platform.observe(group.map(viewerOf), nowMs, unit)
      for (const [place, turn] of group.entries()) {
        saw(turn, must(observations[place], 'an observation a viewer'), nowMs)
      }
    }
  }

  #platform({ agent, trigger }: Turn): Platform {
    return trigger.kind === 'interview' ? interviewPlatform : must(this.#parts.platforms.get(agent.platform), `the platform ${agent.platform}`)
  }

  #actions(turn: Turn): Platform['actions'] {
    return isOutside(turn) ? this.#outside.actions(turn) : this.#platform(turn).actions
  }

  async #step(turns: readonly Turn[], nowMs: number, unit: UnitOfWork): Promise<void> {
    const decided = this.#decide(turns, nowMs)
    const acting: { turn: Turn; intents: readonly Intent[] }[] = []
    const asking: { turn: Turn; decision: Decision & { kind: 'ask' } }[] = []
    for (const [place, turn] of turns.entries()) {
      const decision = must(decided[place], 'a decision a turn')
      switch (decision.kind) {
        case 'rest':
          this.#end(turn, { kind: 'rested', thought: decision.thought }, nowMs)
          break
        case 'intents':
          turn.notes = decision.notes
          turn.generator = decision.generator
          for (const misfit of decision.misfits ?? []) noteMisfit(turn, storable(misfit), nowMs)
          acting.push({ turn, intents: storable(decision.intents.slice(0, Math.max(0, turn.actsLeft))) })
          break
        case 'ask':
          turn.notes = decision.notes
          asking.push({ turn, decision })
          break
      }
    }
    if (acting.length > 0) await this.#act(acting, nowMs, unit)
    if (asking.length > 0) await this.#ask(asking, nowMs, unit)
    for (const turn of turns) {
      if (isRunning(turn) && turn.step >= STEPS_PER_TURN) this.#end(turn, { kind: 'failed', reason: `did not rest within ${STEPS_PER_TURN} steps` }, nowMs)
    }
  }

  #decide(turns: readonly Turn[], nowMs: number): Decision[] {
    const decisions: Decision[] = Array.from({ length: turns.length })
    const byBrain = Map.groupBy(turns.keys(), (place) => this.#brain(turns[place] as Turn))
    for (const [brain, places] of byBrain) {
      const made = brain.decide(places.map((place) => this.#situation(turns[place] as Turn, nowMs)))
      for (const [i, place] of places.entries()) decisions[place] = must(made[i], 'a decision a situation')
    }
    return decisions
  }

  #brain({ agent, trigger }: Turn): Pick<Brain, 'decide'> {
    return trigger.kind === 'interview' ? interviewBrain : must(this.#parts.brains.get(agent.brain.kind), `a ${agent.brain.kind} brain`)
  }

  #situation(turn: Turn, nowMs: number): Situation {
    return {
      agent: turn.agent,
      turnId: turn.id,
      trigger: turn.trigger,
      nowMs,
      random: seeded(`${this.#parts.seed}/${turn.id}/${turn.step}`),
      step: turn.step,
      actsLeft: turn.actsLeft,
      texts: turn.texts,
      actions: this.#actions(turn),
      observation: must(turn.observation, 'an observation before a decision'),
      acted: turn.acted,
      reply: turn.reply,
      notes: turn.notes,
    }
  }

  async #act(acting: readonly { turn: Turn; intents: readonly Intent[] }[], nowMs: number, unit: UnitOfWork): Promise<void> {
    const results = new Map<Turn, ActResult[]>()
    const allowed: Judged[] = []
    for (const { turn, intents } of acting) {
      if (isOutside(turn)) {
        this.#outside.begin(turn, intents, nowMs)
        continue
      }
      const own: ActResult[] = Array.from({ length: intents.length })
      results.set(turn, own)
      for (const [place, intent] of intents.entries()) {
        const verdict = judge(this.#parts.policies, intent, this.#facts(turn, intent, nowMs))
        turn.intended += 1
        if (verdict.kind === 'allow') {
          letThrough(turn, intent, this.#platform(turn).actions.get(intent.action), nowMs)
          allowed.push({ turn, place, intent })
        } else own[place] = stopped(turn, intent, verdict, nowMs)
      }
    }
    await this.#perform(allowed, results, nowMs, unit)
    for (const { turn, intents } of acting) {
      const own = results.get(turn)
      if (own !== undefined) turn.actedOn(intents.map((intent, place): Acted => ({ intent, result: must(own[place], 'a result an intent') })))
    }
  }

  #facts(turn: Turn, intent: Intent, nowMs: number): Facts {
    const { surroundings } = this.#parts
    const { site, profileId } = turn.agent
    // Interviewed, an agent acts nowhere outside.
    const indoors = site !== undefined && !isOutside(turn)
    const today = turn.tally.day === dayOf(nowMs) ? turn.tally : { posts: 0, comments: 0 }
    return {
      killed: surroundings.killed(turn.agent),
      place: indoors ? { owned: true } : surroundings.place(turn.agent, turn.worldId),
      // Outside it is the account's flag, which the place's adapter sets when it is made.
      labelled: indoors || (site === undefined ? profileId : site.account) !== null,
      generator: turn.generator,
      action: this.#actions(turn).get(intent.action) ?? null,
      inView: turn.inView,
      actsInTurn: turn.intended,
      answeredInTurn: turn.answeredTexts,
      today,
      caps: surroundings.caps(turn.agent, nowMs),
    }
  }

  async #perform(allowed: readonly Judged[], results: ReadonlyMap<Turn, ActResult[]>, nowMs: number, unit: UnitOfWork): Promise<void> {
    for (const [platform, group] of Map.groupBy(allowed, ({ turn }) => this.#platform(turn))) {
      const outcomes = await platform.perform(group.map(({ turn, intent }): Performance => ({
        viewer: viewerOf(turn), intent, turnId: turn.id, nowMs, generator: turn.generator,
        random: seeded(`${this.#parts.seed}/${turn.id}/${turn.step}/look`),
      })), unit)
      for (const [i, { turn, place, intent }] of group.entries()) {
        const result = must(outcomes[i], 'a result a performance')
        const own = must(results.get(turn), 'results a turn')
        own[place] = result
        performed(turn, intent, result, platform.actions.get(intent.action), nowMs, {})
      }
    }
  }

  async #ask(asking: readonly { turn: Turn; decision: Decision & { kind: 'ask' } }[], nowMs: number, unit: UnitOfWork): Promise<void> {
    const recalling = asking.filter(({ decision }) => decision.ask.kind === 'model')
    const memories = await this.#parts.ledger.recall(recalling.map(({ turn, decision }) => ({
      agentId: turn.agent.id, aboutId: decision.ask.kind === 'model' ? decision.ask.aboutId : null, limit: turn.trigger.kind === 'interview' ? RECALLED_IN_INTERVIEW : RECALLED,
    })), unit)
    const recalled = new Map(recalling.map(({ turn }, place) => [turn, memories[place] ?? []]))
    for (const { turn, decision } of asking) {
      const { ask } = decision
      const killed = this.#parts.surroundings.killed(turn.agent)
      if (killed !== null) this.#end(turn, { kind: 'killed', reason: killed }, nowMs)
      else if (ask.kind === 'image') this.#askForImage(turn, ask, nowMs)
      else if (ask.kind === 'http') turn.waitFor(ask)
      else {
        const request = ask.build(recalled.get(turn) ?? [])
        const reply = this.#parts.asks.instantly(request, scopeOf(turn.agent))
        if (reply === null) turn.waitFor({ kind: 'model', request })
        else this.take(turn, { kind: 'model', request }, { kind: 'model', reply }, null, nowMs)
      }
    }
  }

  /** An image is dear and slow: none is made for a post that would be held back. */
  #askForImage(turn: Turn, ask: PendingAsk & { kind: 'image' }, nowMs: number): void {
    const post: Intent = { action: ask.action, target: null, input: NO_INPUT }
    const verdict = judge(this.#parts.policies, post, { ...this.#facts(turn, post, nowMs), generator: 'to be made' })
    if (verdict.kind === 'allow') turn.waitFor(ask)
    else this.take(turn, ask, { kind: 'image', reply: { kind: 'failed', message: verdict.reason } }, null, nowMs)
  }

  /** An answer has come: it goes on the trace, and the turn can run again, or has to end for want of money. */
  take(turn: Turn, ask: PendingAsk, given: Answer, ms: number | null, nowMs: number): void {
    const answer = storable(given)
    if (answer.kind === 'errand') return this.#outside.take(turn, ask, answer.reply, ms, nowMs)
    noteAsked(turn, ask, answer, ms, nowMs)
    const { reply } = answer
    if (reply.kind === 'exhausted') return this.#end(turn, { kind: 'slept', untilMs: reply.untilMs, reason: reply.message }, nowMs)
    if (wasKilled(reply)) return this.#end(turn, { kind: 'killed', reason: answer.kind === 'model' ? reply.message : this.#parts.surroundings.killed(turn.agent) ?? reply.message }, nowMs)
    turn.answered(answer)
  }

  /** A switch was thrown before the turn's ask could be put. */
  kill(turn: Turn, reason: string, nowMs: number): void {
    this.#end(turn, { kind: 'killed', reason }, nowMs)
  }

  fail(turn: Turn, reason: string, nowMs: number): void {
    this.#end(turn, { kind: 'failed', reason }, nowMs)
  }

  #end(turn: Turn, wanted: TurnEnd, nowMs: number): void {
    const end = storable(wanted)
    turn.end(end)
    noteTurnEnd(turn, end, nowMs)
  }
}

function isRunning(turn: Turn): boolean {
  return turn.status.kind === 'running'
}

function viewerOf(turn: Turn): Viewer {
  // Who acts outside has no member here; in an interview it is asked as itself.
  const profileId = turn.agent.site === undefined ? must(turn.agent.profileId, 'a profile on a social platform') : turn.agent.id
  return { worldId: turn.worldId, profileId, sinceMs: turn.sinceMs }
}

function wasKilled(reply: AskReply['reply']): reply is AskReply['reply'] & { kind: 'failed' } {
  return reply.kind === 'failed' && ('reason' in reply ? reply.reason === 'aborted' : reply.aborted === true)
}
