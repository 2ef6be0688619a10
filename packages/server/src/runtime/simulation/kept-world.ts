/** A simulated world into a checkpoint and out of it again, between two turns. */
import { sinkUnder, sourceUnder, type CheckpointSink, type CheckpointSource, type Kept } from '../../base/checkpoint.ts'
import type { ColumnObservations } from '../../feed/columns/column-observations.ts'
import type { ColumnState } from '../../feed/columns/column-state.ts'
import type { AgentColumns } from './agent-columns.ts'
import type { MemoryColumns } from './memory-columns.ts'
import type { TurnLoop } from './turn-loop.ts'

/** What every simulation has, and whatever else one keeps: people, who wakes when, answers that were recorded. */
export interface WorldParts extends Readonly<Record<string, Kept>> {
  readonly state: ColumnState
  readonly observations: ColumnObservations
  readonly agents: AgentColumns
  readonly memories: MemoryColumns
  readonly loop: TurnLoop
}

export function saveWorld(parts: WorldParts, sink: CheckpointSink): void {
  for (const [name, part] of Object.entries(parts)) part.save(sinkUnder(sink, name))
}

/** Into fresh parts, in the order they stand in. */
export function loadWorld(parts: WorldParts, source: CheckpointSource): void {
  for (const [name, part] of Object.entries(parts)) part.load(sourceUnder(source, name))
}
