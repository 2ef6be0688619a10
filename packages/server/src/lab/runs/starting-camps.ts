/** The sides that a run's graph was drawn along, to be looked along again at its end; none where it has no sides. */
import { campLabels } from '../graphs/camps.ts'
import type { Camps } from '../measures/world-record.ts'
import type { RunInputs } from './run-inputs.ts'

/** `archetypes` by member, as on the first day. */
export function startingCamps({ graph }: Pick<RunInputs, 'graph'>, archetypes: readonly (string | null)[]): readonly Camps[] {
  switch (graph?.model) {
    case 'camps': return [{ kind: 'camps', names: Object.keys(graph.camps), labels: campLabels(graph, archetypes) }]
    case 'stochastic-block': return [{ kind: 'blocks', names: graph.sizes.map((_, block) => `block ${block + 1}`), labels: Int32Array.from(graph.sizes.flatMap((size, block) => Array<number>(size).fill(block))) }]
    default: return []
  }
}
