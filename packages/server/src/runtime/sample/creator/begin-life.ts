/** How the sample creator came to be here: onboarded from the profile that ships, a few answers written by hand, rules set, agents at work. */
import type { Id } from '../../../base/ids.ts'
import { runOnboarding } from '../../../engagement/onboarding/onboarding-run.ts'
import type { KeyActor } from '../../../people/actor.ts'
import type { Database } from '../../../store/database.ts'
import type { CreatorLife } from './creator-life.ts'
import type { LifeServices } from './life-services.ts'

export interface BegunLife {
  readonly creatorId: Id
  /** By name. */
  readonly agents: ReadonlyMap<string, Id>
}

export async function beginLife(db: Database, services: LifeServices, by: KeyActor, life: CreatorLife): Promise<BegunLife> {
  const { leads, sending, onboardingRun } = services
  const { creatorId, job } = await leads.onboarding.begin(by, { username: life.username })
  const row = await db.selectFrom('onboarding_jobs').selectAll().where('id', '=', job.id).executeTakeFirstOrThrow()
  const end = await runOnboarding(onboardingRun, row, new AbortController().signal)
  if (end.kind === 'failed') throw new Error(`the sample creator could not be onboarded: ${end.why}`)
  await leads.creators.editProfile(by, creatorId, { set: life.profile, release: [] })
  await sending.policies.put(by, creatorId, life.policy)
  const agents = new Map<string, Id>()
  for (const { kind, name, triggers, settings } of life.agents) {
    const { id } = await services.agents.create(by, { name, platform: 'messaging', creatorId, brain: { kind: 'rules', rules: kind, settings }, start: true, ...(triggers === undefined ? {} : { triggers }) })
    agents.set(name, id)
  }
  await services.leadAgents.startByHand()
  return { creatorId, agents }
}
