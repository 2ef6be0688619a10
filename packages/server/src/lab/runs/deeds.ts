/** Does to a simulated world what an experimenter wants done: interventions of a timeline, and what sets a branch apart. */
import { recommenderSchema, type Persona } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'
import type { Audience, Deed } from '../interventions/intervention.ts'
import type { SimulatedWorld } from './simulated-world.ts'

export type InterviewDeed = Extract<Deed, { kind: 'interview' }>

/** What became of it, for whoever watches; null where all of it was done. */
export type DeedFault = string | null

/** Names have been checked against the population. Interviews leave no trace in the world and are the caller's. */
export function perform(deed: Exclude<Deed, InterviewDeed>, world: SimulatedWorld): DeedFault {
  const { journal, cast, nowMs } = world
  const numbers = (names: readonly string[]): number[] => names.map((name) => must(cast.named(name), `a member ${name}`))
  switch (deed.kind) {
    case 'post': {
      const [author] = numbers([deed.as]) as [number]
      const fault = world.post(author, deed.text, deed.title)
      journal.intervened({ kind: 'post', as: author, title: deed.title, fault }, nowMs)
      return fault
    }
    case 'recommender': {
      const recommender = recommenderSchema.parse(deed.recommender)
      world.feed.recommender = recommender
      journal.intervened({ kind: 'recommender', recommender }, nowMs)
      return null
    }
    case 'ban':
    case 'unban': {
      const members = numbers(deed.who)
      for (const member of members) {
        if (deed.kind === 'ban') {
          cast.banned.add(member)
          world.state.suspend(member, nowMs)
        } else if (cast.banned.delete(member)) {
          world.state.unsuspend(member)
          world.rouse(member)
        }
      }
      journal.intervened({ kind: deed.kind, who: members }, nowMs)
      return null
    }
    case 'kill':
    case 'release': {
      const members = audienceOf(deed.audience, world, `${deed.kind}/${nowMs}`)
      for (const member of members) {
        if (deed.kind === 'kill') cast.killed.add(member)
        else if (cast.killed.delete(member)) world.rouse(member)
      }
      journal.intervened({ kind: deed.kind, who: members }, nowMs)
      return null
    }
    case 'follow':
    case 'unfollow': {
      const [from, to] = numbers([deed.from, deed.to]) as [number, number]
      const outcome = world.feed.write({ action: deed.kind, target: `m${to}`, input: {} }, { worldId: world.state.worldId, actorId: from, atMs: nowMs, generator: null, turnId: null })
      const fault = 'reason' in outcome ? outcome.reason : null
      if (fault !== null) journal.intervened({ kind: deed.kind, from, to, fault }, nowMs)
      else if (deed.kind === 'follow') journal.edge(from, to, nowMs)
      else journal.intervened({ kind: 'unfollow', from, to, fault: null }, nowMs)
      return fault
    }
    case 'edges': {
      for (const pair of deed.add) world.setFollows(...numbers(pair) as [number, number], true)
      for (const pair of deed.remove) world.setFollows(...numbers(pair) as [number, number], false)
      return null
    }
    case 'persona': {
      const [member] = numbers([deed.who]) as [number]
      // A field that is left out stays; the name on the profile is what it was, as live.
      world.changePersona(member, { ...cast.persona(member), ...deed.change } as Persona)
      if (deed.change.bio !== undefined) {
        world.feed.write({ action: 'update_bio', target: null, input: { text: deed.change.bio } }, { worldId: world.state.worldId, actorId: member, atMs: nowMs, generator: null, turnId: null })
      }
      journal.intervened({ kind: 'persona', who: member, change: deed.change }, nowMs)
      return null
    }
    case 'weights': {
      const members = audienceOf(deed.audience, world, `weights/${nowMs}`)
      for (const member of members) {
        const persona = cast.persona(member)
        world.changePersona(member, { ...persona, actionWeights: { ...persona.actionWeights, ...deed.set } })
      }
      journal.intervened({ kind: 'weights', who: members, set: deed.set }, nowMs)
      return null
    }
  }
}

/** Members by number, ascending; a sample is drawn by the world's seed and `key`. */
export function audienceOf(audience: Audience, { cast, seed }: SimulatedWorld, key: string): number[] {
  if (audience.kind === 'named') return audience.who.map((name) => must(cast.named(name), `a member ${name}`)).toSorted((a, b) => a - b)
  const all = cast.personas.keys().filter((member) => audience.kind === 'everybody' || cast.persona(member).archetype === audience.archetype).toArray()
  if (audience.sample === null || audience.sample >= all.length) return all
  return seeded(`${seed}/audience/${key}`).shuffle(all).slice(0, audience.sample).toSorted((a, b) => a - b)
}
