/**
 * The rules brain: code decides. Rules are registered under a name; an agent's brain names them. Two functions are
 * enough: `shouldAct` says whether this waking matters, `plan` says what to do with what is in view. Rules are an
 * owner's own code: what they throw or get wrong is on the trace of the agent that follows them, and nobody else's
 * trouble.
 */
import { messageOf } from '../base/errors.ts'
import { intentOf, NO_INPUT, type Action, type Intent } from './action.ts'
import { lookAround } from './look-around.ts'
import { rest, type Brain, type Decision, type Misfit, type Situation } from './brain.ts'
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
  return { kind: 'rules', decide: (batch) => batch.map((situation) => alone(situation, registered)) }
}

function alone(situation: Situation, registered: ReadonlyMap<string, Rules>): Decision {
  try {
    return decide(situation, registered)
  } catch (error) {
    return rest(`its rules threw: ${messageOf(error)}`)
  }
}

function decide(situation: Situation, registered: ReadonlyMap<string, Rules>): Decision {
  const { brain } = situation.agent
  const name = brain.kind === 'rules' ? brain.rules : ''
  const rules = registered.get(name)
  if (rules === undefined) return rest(`there are no rules named "${name}"; known: ${[...registered.keys()].join(', ') || 'none'}`)
  if (situation.step === 0) {
    if (!rules.shouldAct(situation)) return rest('nothing to do')
    const look = lookAround(situation.actions)
    if (look === null) return act(situation, rules, name, [])
    return { kind: 'intents', intents: [look], notes: { planned: false }, generator: null }
  }
  if (situation.notes['planned'] === true) return rest()
  const [looked] = situation.acted
  return act(situation, rules, name, looked?.result.kind === 'done' ? looked.result.items : [])
}

function act(situation: Situation, rules: Rules, name: string, posts: readonly SeenItem[]): Decision {
  const intents = rules.plan({ situation, posts, notices: situation.observation.notices })
  if (intents.length === 0) return rest('planned nothing')
  const fitting: Intent[] = []
  const misfits: Misfit[] = []
  for (const intent of intents) {
    if (fitting.length === situation.actsLeft) break
    const checked = check(intent, situation.actions)
    if ('intent' in checked) fitting.push(checked.intent)
    else misfits.push({ action: String(intent.action), input: intent.input, fault: checked.fault })
  }
  return { kind: 'intents', intents: fitting, misfits, notes: { planned: true }, generator: rulesGenerator(name) }
}

/** The same schemas hold for rules as for tools. What is not offered goes on to the gate, which stops it. */
function check(intent: Intent, actions: ReadonlyMap<string, Action>): { intent: Intent } | { fault: string } {
  const action = actions.get(intent.action)
  if (action === undefined) return { intent: { action: String(intent.action), target: null, input: intent.input ?? NO_INPUT } }
  return intentOf(action, action.target === null ? intent.input ?? {} : { ...intent.input, [action.target.field]: intent.target })
}
