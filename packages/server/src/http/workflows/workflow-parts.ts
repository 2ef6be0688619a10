/** What the routes of workflows stand on. */
import type { ImageProcesses } from '../../image/processes/image-processes.ts'
import type { PackLibrary } from '../../persona/pack/pack-library.ts'
import type { WorkflowRuns } from '../../runtime/workflows/workflow-runs.ts'
import type { Workflows } from '../../runtime/workflows/workflows.ts'
import type { EventStreams } from '../sse.ts'

export interface WorkflowParts {
  readonly workflows: Workflows
  readonly runs: WorkflowRuns
  readonly library: Pick<PackLibrary, 'list' | 'named'>
  readonly threads: Pick<ImageProcesses, 'run'>
  readonly streams: EventStreams
}
