/** Agents made of code by the name that a brain calls them by: those that ship, and those in the instance's own folder. */
import type { AgentKind } from '@troupe/contract'
import { z } from 'zod'
import type { AgentKindDefinition } from './define-agent.ts'
import { SHIPPED_AGENTS } from './shipped/shipped-agents.ts'

/** A compiled LangGraph.js graph, or whatever else can be invoked the same way. */
export interface AgentGraph {
  invoke(input: unknown, config: { readonly configurable: Readonly<Record<string, unknown>>; readonly signal: AbortSignal; readonly recursionLimit: number }): Promise<unknown>
}

export interface OwnAgents {
  readonly kinds: ReadonlyMap<string, AgentKindDefinition>
  readonly graphs: ReadonlyMap<string, AgentGraph>
}

export const NO_OWN_AGENTS: OwnAgents = { kinds: new Map(), graphs: new Map() }

export class AgentKinds {
  readonly #kinds: ReadonlyMap<string, AgentKindDefinition>
  readonly #graphs: ReadonlyMap<string, AgentGraph>

  constructor(own: OwnAgents = NO_OWN_AGENTS) {
    this.#kinds = new Map([...SHIPPED_AGENTS.map((kind) => [kind.name, kind] as const), ...own.kinds])
    this.#graphs = own.graphs
  }

  kind(name: string): AgentKindDefinition | null {
    return this.#kinds.get(name) ?? null
  }

  graph(name: string): AgentGraph | null {
    return this.#graphs.get(name) ?? null
  }

  get kindNames(): string[] {
    return [...this.#kinds.keys()]
  }

  get graphNames(): string[] {
    return [...this.#graphs.keys()]
  }

  /** As the API shows them; settings as JSON Schema. */
  list(): AgentKind[] {
    const shipped = new Set(SHIPPED_AGENTS)
    return [
      ...[...this.#kinds.values()].map((kind): AgentKind => ({
        name: kind.name, title: kind.title, description: kind.description, triggers: [...kind.triggers], settings: z.toJSONSchema(kind.settings, { io: 'input', unrepresentable: 'any' }), shipped: shipped.has(kind), brain: 'rules',
      })),
      ...[...this.#graphs.keys()].map((name): AgentKind => ({ name, title: name, description: "A compiled graph in the instance's own folder of agents.", triggers: [], settings: {}, shipped: false, brain: 'graph' })),
    ]
  }
}
