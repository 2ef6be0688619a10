/** Who the agents of a run are at the moment: their personas as changed so far, and which of them are kept from waking. */
import type { BrainConfig, Persona } from '@troupe/contract'
import type { AgentView } from '../../agent/brain.ts'
import { must } from '../../base/errors.ts'
import { idOfMember } from '../../feed/columns/ids.ts'
import type { RepertoireOf } from '../../runtime/repertoire.ts'
import type { RunInputs } from './run-inputs.ts'

/** As in the sample: every third decides by calling tools. */
const MIXED_EVERY = 3
const ACTIONS_MOST = 10

export class Cast {
  readonly personas: Persona[]
  /** Personas that are not as they were at the start, by member. */
  readonly changed = new Set<number>()
  /** Switched off or banned, by member; a waking that is due finds them asleep. */
  readonly killed = new Set<number>()
  readonly banned = new Set<number>()
  /** Of those, whose waking came and found them asleep: they have none until they are roused. */
  readonly unqueued = new Set<number>()
  readonly #views: (AgentView | undefined)[]
  readonly #brains: RunInputs['brains']
  readonly #repertoireOf: RepertoireOf
  readonly #byName = new Map<string, number>()

  constructor(personas: readonly Persona[], brains: RunInputs['brains'], repertoireOf: RepertoireOf) {
    this.personas = [...personas]
    this.#views = personas.map(() => undefined)
    this.#brains = brains
    this.#repertoireOf = repertoireOf
    for (const [member, { username }] of personas.entries()) this.#byName.set(username.toLowerCase(), member)
  }

  get size(): number {
    return this.personas.length
  }

  view(member: number): AgentView {
    return (this.#views[member] ??= this.#viewOf(member))
  }

  persona(member: number): Persona {
    return must(this.personas[member], `a member ${member}`)
  }

  /** Case does not matter; null when nobody has the name. */
  named(username: string): number | null {
    return this.#byName.get(username.toLowerCase()) ?? null
  }

  change(member: number, persona: Persona): void {
    this.personas[member] = persona
    this.changed.add(member)
    this.#views[member] = undefined
  }

  isAsleep(member: number): boolean {
    return (this.killed.size > 0 && this.killed.has(member)) || (this.banned.size > 0 && this.banned.has(member))
  }

  #viewOf(member: number): AgentView {
    const persona = this.persona(member)
    return {
      id: `a${member}`, name: persona.displayName, workspaceId: 'lab', projectId: 'lab', platform: 'feed', brain: this.#brainOf(member), persona,
      ...this.#repertoireOf(persona), profileId: idOfMember(member),
    }
  }

  #brainOf(member: number): BrainConfig {
    const byModel = this.#brains === 'model' || (this.#brains === 'mixed' && member % MIXED_EVERY === MIXED_EVERY - 1)
    return byModel ? { kind: 'model', actionsMax: ACTIONS_MOST } : { kind: 'habit' }
  }
}
