/** What the cases of the suite have in common: agents with accounts, their acts, and a look at what came of one. */
import { expect } from 'vitest'
import type { Intent } from '../../agent/action.ts'
import { NO_INPUT } from '../../agent/action.ts'
import type { Id } from '../../base/ids.ts'
import type { OutsideAccount, OutsideAct, OutsideResult } from '../outside-platform.ts'
import { SETTLED_MS } from '../outside/settling.ts'
import { LATE_MS } from './misbehaviour.ts'
import type { OutsideHarness, OutsideStage, OutsideWrite } from './outside-stage.ts'

export const NEVER = new AbortController().signal
/** A reason is a line or two. */
const REASON_LONGEST = 500
// oxlint-disable-next-line no-control-regex
export const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/

let acts = 0

export async function accountOf(stage: OutsideStage, name: string): Promise<OutsideAccount> {
  const provisioned = await stage.platform.provision(await stage.applicant(name), NEVER)
  if (provisioned.kind !== 'there') throw new Error(`${provisioned.kind}: ${provisioned.reason}`)
  return provisioned.account
}

export function actOf(stage: OutsideStage, account: OutsideAccount, intent: Intent): OutsideAct {
  return { id: `0190a000-0000-7000-8000-${String(++acts).padStart(12, '0')}`, account, intent, generator: 'rehearsal', intendedMs: stage.clock.now(), accountedFor: async () => [] }
}

/** The write, ready to leave; what has to be done before it is done. */
export async function prepared(stage: OutsideStage, harness: OutsideHarness, write: OutsideWrite, account: OutsideAccount, text = 'The shadow is longer than the cup.'): Promise<OutsideAct> {
  const said = write.on === 'nothing' ? null : await stage.itemBy('Somebody', 'There is a cup on the table.')
  const target = said === null ? null : write.on === 'item' ? said.id : said.authorId
  if (write.after !== undefined) {
    const before = harness.writes.find(({ name }) => name === write.after)
    if (before === undefined) throw new Error(`there is no ${write.after} to come before ${write.name}`)
    expect(await stage.platform.perform(actOf(stage, account, { action: before.name, target, input: before.words?.(text) ?? NO_INPUT }), NEVER)).toMatchObject({ kind: 'done' })
  }
  return actOf(stage, account, { action: write.name, target, input: write.words?.(text) ?? NO_INPUT })
}

/** The same done to the same by another intent. */
export function again(stage: OutsideStage, { account, intent }: OutsideAct): OutsideAct {
  return actOf(stage, account, intent)
}

/** What was cut off and is still to be carried out is carried out by then. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LATE_MS * 3))
}

/** A look after ten minutes, by a process that knows only what was written down. */
export async function reconciled(stage: OutsideStage, act: OutsideAct, accountedFor: readonly Id[] = []): Promise<OutsideResult> {
  await settle()
  await stage.clock.until(act.intendedMs + SETTLED_MS)
  const open: OutsideAct = { ...act, accountedFor: async () => accountedFor }
  const before = stage.asked().writes
  const result = await stage.platformAnew().reconcile(open, NEVER)
  expect(stage.asked().writes, 'reconciling writes nothing').toBe(before)
  return result
}

export function expectFitReason(result: { readonly kind: string; readonly reason?: string }, { secrets }: OutsideHarness): void {
  const { reason } = result
  if (reason === undefined) return
  expect(reason.length, reason).toBeLessThan(REASON_LONGEST)
  expect(reason).not.toMatch(CONTROLS)
  for (const secret of secrets) expect(reason).not.toContain(secret)
}
