/** What the lab's commands share: the lab itself with what it needs from outside. */
import { SystemClock } from '../../base/clock.ts'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import { systemIds } from '../../base/ids.ts'
import { createLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import type { ProviderId } from '../../llm/providers/catalogue.ts'
import { openModels } from '../../llm/providers/open-model.ts'
import { portFor } from '../../lab/runs/run-models.ts'
import { Lab } from '../../lab/runs/lab.ts'
import type { RunStatus } from '../../lab/runs/run-record.ts'
import { configuration, packs } from '../surroundings.ts'

/** As an instance may spend a day. */
const BUDGET_USD = 1

export interface LaboratoryOptions {
  readonly baseUrl?: string | null
  readonly budgetUsd?: number
  /** Models answer from what was recorded or not at all. */
  readonly asksNobody?: boolean
}

export async function laboratory(env: NodeJS.ProcessEnv, { baseUrl = null, budgetUsd = BUDGET_USD, asksNobody = false }: LaboratoryOptions = {}): Promise<Lab> {
  const config = await configuration(env)
  const clock = new SystemClock()
  const models = {
    clock, log: createLog('error'), random: seeded(systemIds(clock).next()), keyOf: (provider: ProviderId) => (provider === 'compatible' ? null : config.providerKeys[provider]),
    // Whoever calls the command chose the address.
    openModel: openModels(guardedFetch({ privateNetwork: true })), baseUrl, budgetUsd,
  }
  return new Lab({ packs: await packs(config, env), clock, elapsedMs: () => performance.now(), portFor: asksNobody ? () => null : (model) => portFor(model, models) })
}

/** A progress line: how far, how fast, how much memory, how long yet. */
export function progressLine({ simulatedMs, actsPerSecond, rssBytes, seconds }: RunStatus, fromMs: number, untilMs: number, startedShare: number, spentSeconds: number): { label: string; share: number } {
  const share = Math.min(1, (simulatedMs - fromMs) / (untilMs - fromMs))
  const done = share - startedShare
  const left = done > 0.005 ? `${clockTime((seconds - spentSeconds) / done * (1 - share))} left` : '…'
  return { label: `${hours(simulatedMs - fromMs)} of ${hours(untilMs - fromMs)} · ${actsPerSecond.toLocaleString('en')} acts/s · ${Math.round(rssBytes / 1e6)} MB · ${left}`, share }
}

function hours(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`
}

function clockTime(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`
}
