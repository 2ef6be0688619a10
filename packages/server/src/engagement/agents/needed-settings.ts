/**
 * Settings as somebody hands them in for an agent of a kind. A name that the kind does not have is refused, with those it has: taken
 * in silence, a slip would leave the agent with its standard, and nobody would know why. An agent that is at work is not asked again:
 * a setting that a later version took away must not stop it (`settingsOf`).
 */
import { InvalidError } from '../../base/errors.ts'
import { SAID } from '../../base/fault-words.ts'
import { faultsOf } from '../../base/faults-of.ts'
import type { AgentKindDefinition } from './define-agent.ts'

/** Throws `InvalidError`. `at`: where in the input they stand. */
export function neededSettings({ name, settings }: AgentKindDefinition, given: Readonly<Record<string, unknown>>, at: readonly string[]): void {
  // A schema that says itself what becomes of other names keeps its word.
  const read = (settings.def.catchall === undefined ? settings.strict() : settings).safeParse(given, SAID)
  if (read.success) return
  const faults = faultsOf(read.error.issues, at)
  const [first] = faults
  const known = Object.keys(settings.shape)
  const field = first?.path.split('/').slice(at.length + 1).join('.') || 'settings'
  throw new InvalidError(`The settings do not fit the kind "${name}": ${field} ${first?.message ?? 'does not fit'}${/[.?]$/.test(first?.message ?? '') ? '' : '.'} ${known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`}`, faults)
}
