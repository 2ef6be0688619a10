/** Columns with everybody in them, before the first turn. */
import type { Persona } from '@troupe/contract'
import type { AgentView } from '../../../agent/brain.ts'
import { must } from '../../../base/errors.ts'
import { ColumnState } from '../../../feed/columns/column-state.ts'
import { ListedPeople } from '../../../feed/columns/people.ts'
import { AgentColumns } from '../agent-columns.ts'
import { MemoryColumns } from '../memory-columns.ts'

export interface Settled {
  readonly state: ColumnState
  readonly columns: AgentColumns
  readonly memories: MemoryColumns
}

export function settled(agents: readonly AgentView[], personas: readonly Persona[], atMs: number): Settled {
  const people = new ListedPeople()
  const state = new ColumnState(people)
  const columns = new AgentColumns((agent) => must(agents[agent], 'an agent'))
  const memories = new MemoryColumns(state)
  for (const { username, displayName, location, interests, archetype, bio } of personas) {
    people.add({ username, displayName, location, interests, archetype })
    state.addProfile(bio, atMs)
    columns.add(atMs)
    memories.addAgent()
  }
  return { state, columns, memories }
}
