/** Does to a simulated world what an experimenter wants done: interventions of a timeline, and what sets a branch apart. */
import { recommenderSchema, type Persona } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'
import { idOfMember } from '../../feed/columns/ids.ts'
import type { Audience, Deed } from '../interventions/intervention.ts'
import type { SimulatedWorld } from './simulated-world.ts'

export type InterviewDeed = Extract<Deed, { kind: 'interview' }>

/** What became of it, for whoever watches; null where all of it was done. */
export type DeedFault = string | null

/** Names have been checked against the population. Interviews leave no trace in the world and are the caller's. */
export function perform(deed: Exclude<Deed, InterviewDeed>, world: SimulatedWorld): DeedFault {
  const fault = done(deed, world)
  // As it was written, with names: whoever reads the journal does it over again.
  world.journal.intervened(fault === null ? deed : { kind: 'refused', deed, fault }, world.nowMs)
  return fault
}

function done(deed: Exclude<Deed, InterviewDeed>, world: SimulatedWorld): DeedFault {
  const { cast, nowMs } = world
  const numbers = (names: readonly string[]): number[] => names.map((name) => must(cast.named(name), `a member ${name}`))
  switch (deed.kind) {
    case 'post':
      return world.write(numbers([deed.as])[0] as number, { action: 'create_post', target: null, input: deed.title === null ? { text: deed.text } : { text: deed.text, title: deed.title } })
    case 'recommender':
      world.feed.recommender = recommenderSchema.parse(deed.recommender)
      return null
    case 'ban':
    case 'unban':
      for (const member of numbers(deed.who)) {
        if (deed.kind === 'ban') {
          cast.banned.add(member)
          world.state.setSuspended(member, nowMs)
        } else if (cast.banned.delete(member)) {
          world.state.setSuspended(member, null)
          world.rouse(member)
        }
      }
      return null
    case 'kill':
    case 'release':
      for (const member of audienceOf(deed.audience, world, `${deed.kind}/${nowMs}`)) {
        if (deed.kind === 'kill') cast.killed.add(member)
        else if (cast.killed.delete(member)) world.rouse(member)
      }
      return null
    case 'follow':
    case 'unfollow': {
      const [from, to] = numbers([deed.from, deed.to]) as [number, number]
      return world.write(from, { action: deed.kind, target: idOfMember(to), input: {} })
    }
    case 'edges':
      for (const pair of deed.add) world.setFollows(...numbers(pair) as [number, number], true)
      for (const pair of deed.remove) world.setFollows(...numbers(pair) as [number, number], false)
      return null
    case 'persona': {
      const [member] = numbers([deed.who]) as [number]
      // A field that is left out stays; the name on the profile is what it was, as live.
      world.cast.change(member, { ...cast.persona(member), ...deed.change } as Persona)
      return deed.change.bio === undefined ? null : world.write(member, { action: 'update_bio', target: null, input: { text: deed.change.bio } })
    }
    case 'weights':
      for (const member of audienceOf(deed.audience, world, `weights/${nowMs}`)) {
        const persona = cast.persona(member)
        world.cast.change(member, { ...persona, actionWeights: { ...persona.actionWeights, ...deed.set } })
      }
      return null
  }
}

/** Members by number, ascending; a sample is drawn by the world's seed and `key`. */
export function audienceOf(audience: Audience, { cast, seed }: SimulatedWorld, key: string): number[] {
  if (audience.kind === 'named') return audience.who.map((name) => must(cast.named(name), `a member ${name}`)).toSorted((a, b) => a - b)
  const all = cast.personas.keys().filter((member) => audience.kind === 'everybody' || cast.persona(member).archetype === audience.archetype).toArray()
  if (audience.sample === null || audience.sample >= all.length) return all
  return seeded(`${seed}/audience/${key}`).shuffle(all).slice(0, audience.sample).toSorted((a, b) => a - b)
}
