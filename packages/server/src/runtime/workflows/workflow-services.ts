/** The room put together, for whoever assembles an instance or a test. */
import type { Clock } from '../../base/clock.ts'
import type { Ids } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { ImageModelPorts } from '../../image/providers/image-asks.ts'
import type { ImageStore } from '../../image/storage/image-store.ts'
import { StrayImageFiles } from '../../image/storage/stray-image-files.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import { ImageKeeper } from '../images/image-keeper.ts'
import { RunWork } from './run-work.ts'
import { WorkflowRuns } from './workflow-runs.ts'
import { Workflows } from './workflows.ts'

export interface WorkflowServicesOptions {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly audit: AuditLog
  readonly store: ImageStore
  readonly threads: Pick<ImageProcesses, 'run' | 'placeholder' | 'variants'>
  readonly ports: ImageModelPorts | null
}

/** `runs` and `strayFiles` are of use once started; both are stopped with the rest. */
export function createWorkflowServices(options: WorkflowServicesOptions) {
  const strayFiles = new StrayImageFiles(options)
  const keeper = new ImageKeeper(options)
  const onForgotten = (): void => strayFiles.poke()
  return {
    keeper,
    strayFiles,
    workflows: new Workflows({ ...options, onForgotten }),
    runs: new WorkflowRuns({ ...options, onForgotten, work: new RunWork({ ...options, keeper }) }),
  }
}
