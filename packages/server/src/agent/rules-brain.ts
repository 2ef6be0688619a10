/**
 * The rules brain: code decides. Rules are registered under a name; an agent's brain names them. Two functions are
 * enough: `shouldAct` says whether this waking matters, `plan` says what to do with what is in view.
 */
import { NO_INPUT, type Intent } from './action.ts'
import { rest, type Brain, type Decision, type Situation } from './brain.ts'
import type { SeenItem } from './seen-item.ts'

export interface RulesView {
  readonly situation: Situation
  /** What a look around showed. */
  readonly posts: readonly SeenItem[]
  /** Replies, mentions and quotes since the last turn. */
  readonly notices: readonly SeenItem[]
}

export interface Rules {
  shouldAct(situation: Situation): boolean
  plan(view: RulesView): readonly Intent[]
}

/** The label on words that rules wrote. */
export function rulesGenerator(name: string): string {
  return `rules:${name}`
}

export function defineRules(rules: Rules): Rules {
  return rules
}

export function rulesBrain(registered: ReadonlyMap<string, Rules>): Brain {
  return { kind: 'rules', decide: (batch) => batch.map((situation) => decide(situation, registered)) }
}

function decide(situation: Situation, registered: ReadonlyMap<string, Rules>): Decision {
  const { brain } = situation.agent
  const name = brain.kind === 'rules' ? brain.rules : ''
  const rules = registered.get(name)
  if (rules === undefined) return rest(`there are no rules named "${name}"; known: ${[...registered.keys()].join(', ') || 'none'}`)
  if (situation.step === 0) {
    if (!rules.shouldAct(situation)) return rest('nothing to do')
    if (!situation.actions.has('refresh_feed')) return act(situation, rules, name, [])
    return { kind: 'intents', intents: [{ action: 'refresh_feed', target: null, input: NO_INPUT }], notes: { planned: false }, generator: null }
  }
  if (situation.notes['planned'] === true) return rest()
  const [looked] = situation.acted
  return act(situation, rules, name, looked?.result.kind === 'done' ? looked.result.items : [])
}

function act(situation: Situation, rules: Rules, name: string, posts: readonly SeenItem[]): Decision {
  const intents = rules.plan({ situation, posts, notices: situation.observation.notices })
  if (intents.length === 0) return rest('planned nothing')
  return { kind: 'intents', intents: intents.slice(0, situation.actsLeft), notes: { planned: true }, generator: rulesGenerator(name) }
}
