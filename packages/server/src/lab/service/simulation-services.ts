/** What the simulation routes ask for, put together. */
import type { SimulationOptions } from '@troupe/contract'
import { availableParallelism } from 'node:os'
import type { ProviderKeys } from '../../base/config.ts'
import type { Id } from '../../base/ids.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { Database } from '../../store/database.ts'
import { LabProcesses } from './lab-processes.ts'
import { RunQuestions } from './run-questions.ts'
import { simulationOptions } from './simulation-options.ts'
import { Simulations } from './simulations.ts'

export interface SimulationServicesOptions {
  readonly db: Database
  readonly databaseUrl: string
  readonly audit: AuditLog
  readonly packs: readonly LoadedPack[]
  readonly environmentKeys: ProviderKeys
  /** Where the runs are. */
  readonly folder: string
  /** The lab's program, see `LabProcesses`. */
  readonly program: URL
  readonly firstWorkspace: () => Promise<Id | null>
  readonly elapsedMs: () => number
}

export interface SimulationServices extends AsyncDisposable {
  readonly simulations: Simulations
  readonly runQuestions: RunQuestions
  readonly simulationOptions: SimulationOptions
}

/** Small questions need not wait for a large one. */
const QUESTIONS_MOST = 2

export function createSimulationServices({ program, folder, db, databaseUrl, audit, packs, environmentKeys, firstWorkspace, elapsedMs }: SimulationServicesOptions): SimulationServices {
  // A core is left to the pages and the agents that live.
  const runsMost = Math.max(1, availableParallelism() - 1)
  const processes = new LabProcesses({ program, runsMost, questionsMost: QUESTIONS_MOST })
  const simulations = new Simulations({ folder, processes, db, audit, firstWorkspace })
  return {
    simulations,
    runQuestions: new RunQuestions({ simulations, processes, db, databaseUrl, audit, elapsedMs }),
    simulationOptions: simulationOptions({ packs, environmentKeys, runningMost: runsMost, folder }),
    [Symbol.asyncDispose]: () => processes[Symbol.asyncDispose](),
  }
}
