import { HOLDOUT } from '@troupe/contract'
import { expect, it } from 'vitest'
import { armOf } from '../experiments/assignment.ts'
import { ExperimentArms } from '../experiments/experiment-arms.ts'
import { sendingStage } from '../testing/sending-stage.ts'

it("keeps an agent's messages from who is held out, counts both from the same point, and nobody who would have heard nothing anyway", async () => {
  await using stage = await sendingStage({ quietHours: null, caps: [] })
  const { db, ids, workspaceId } = stage
  const agentId = ids.next()
  const leads = await stage.leads(20)
  const experiment = { id: ids.next(), arms: [{ key: 'plain', text: '', weight: 1 }], holdout: 0.5 }
  await db.insertInto('experiments').values({ id: experiment.id, workspace_id: workspaceId, creator_id: null, agent_id: agentId, name: 'Greeting', key: 'greeting', arms: JSON.stringify(experiment.arms), holdout: 0.5, goal: 'payment_success', window_days: 14, state: 'running', started_at: 0, ended_at: null, created_at: 0 }).execute()
  const arms = new ExperimentArms()
  arms.forget()
  const executor = stage.another({ arms })
  const [refused, ...agreed] = leads
  await stage.consent(agreed, 'email')
  for (const lead of leads) await stage.plan(lead, { agentId })
  await stage.plan(leads[1] ?? '', { agentId: null })
  await stage.run(executor)
  const rows = await db.selectFrom('actions').select(['consumer_id', 'agent_id', 'state', 'reason', 'arm']).orderBy('id').execute()
  const expected = agreed.map((lead) => (armOf(experiment, lead) === HOLDOUT ? ['suppressed', 'the lead is held out of the experiment “Greeting”', HOLDOUT] : ['executed', null, 'plain']))
  expect(rows.filter((row) => row.agent_id !== null && row.consumer_id !== refused).map(({ state, reason, arm }) => [state, reason, arm])).toEqual(expected)
  expect(rows.find((row) => row.agent_id === null)).toMatchObject({ state: 'executed', arm: null })
  expect(rows[0]).toMatchObject({ state: 'suppressed', arm: null })
  const exposed = await db.selectFrom('experiment_leads').select(['consumer_id', 'arm']).orderBy('consumer_id').execute()
  expect(exposed.map(({ consumer_id: lead, arm }) => [lead, arm])).toEqual(agreed.map((lead) => [lead, armOf(experiment, lead)]))
})
