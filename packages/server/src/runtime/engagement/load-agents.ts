/**
 * The owner's own agents of leads: one file each in `<data folder>/agents`. A file exports by default either what `defineAgent` takes, or
 * a compiled LangGraph.js graph, which is known by the file's name. They are code that runs in this process, so only what lies in that
 * very folder is read, and no links out of it. A file that is no good stops the start with its name.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { agentTriggerSchema } from '@troupe/contract'
import { z } from 'zod'
import { InvalidError, messageOf, must } from '../../base/errors.ts'
import type { AgentGraph, OwnAgents } from '../../engagement/agents/agent-kinds.ts'
import type { AgentKindDefinition } from '../../engagement/agents/define-agent.ts'
import { SHIPPED_AGENTS } from '../../engagement/agents/shipped/shipped-agents.ts'
import { filterFaults } from '../../engagement/agents/trigger-filter.ts'

const CODE = /\.(?:ts|mts|mjs|js)$/
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const NAME_LONGEST = 80

export async function loadAgents(folder: string): Promise<OwnAgents> {
  const kinds = new Map<string, AgentKindDefinition>()
  const graphs = new Map<string, AgentGraph>()
  for (const file of await filesIn(folder)) {
    const name = file.replace(CODE, '')
    const refuse = (what: string) => new InvalidError(`${join(folder, file)}: ${what}`, [], 'agent-invalid')
    if (!NAME.test(name) || name.length > NAME_LONGEST) throw refuse('name it with small letters, digits and hyphens, such as early-bird.ts')
    const given = await exported(join(folder, file), refuse)
    if (kinds.has(name) || graphs.has(name)) throw refuse(`there is another file for the agent "${name}"`)
    if (isGraph(given)) graphs.set(name, given)
    else kinds.set(name, kindOf(given, name, refuse))
  }
  return { kinds, graphs }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isFile() && CODE.test(entry.name)).map((entry) => entry.name).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

async function exported(path: string, refuse: (what: string) => InvalidError): Promise<object> {
  let given: { readonly default?: unknown }
  try {
    given = await import(pathToFileURL(path).href) as { readonly default?: unknown }
  } catch (error) {
    throw refuse(messageOf(error))
  }
  if (typeof given.default !== 'object' || given.default === null) throw refuse('it has no default export; export default { name, title, triggers, shouldAct, plan }, or a compiled graph')
  return given.default
}

function isGraph(given: object): given is AgentGraph {
  return 'invoke' in given && typeof given.invoke === 'function'
}

function kindOf(given: object, name: string, refuse: (what: string) => InvalidError): AgentKindDefinition {
  const definition = given as Partial<AgentKindDefinition>
  for (const key of ['shouldAct', 'plan'] as const) if (typeof definition[key] !== 'function') throw refuse(`its default export has no function ${key}`)
  if (definition.name !== undefined && definition.name !== name) throw refuse(`it calls itself "${String(definition.name)}"; file and agent have the same name`)
  if (SHIPPED_AGENTS.some((shipped) => shipped.name === name)) throw refuse(`an agent "${name}" ships with Troupe; give yours another name`)
  const triggers = z.array(agentTriggerSchema).max(20).safeParse(definition.triggers)
  if (!triggers.success) throw refuse("its triggers do not fit; give a list such as [{ eventType: 'page_view' }]")
  for (const [place, { filter }] of triggers.data.entries()) {
    const [fault] = filter === null ? [] : filterFaults(filter, `/triggers/${place}/filter`)
    if (fault !== undefined) throw refuse(`${fault.path}: ${fault.message}`)
  }
  // Another copy of the schema library will do: what counts is that it can parse.
  const settings = definition.settings ?? z.object({})
  if (typeof (settings as { readonly safeParse?: unknown }).safeParse !== 'function') throw refuse('its settings are no zod schema; leave them out, or give z.object({ … })')
  return { name, title: definition.title ?? name, description: definition.description ?? '', triggers: triggers.data, settings, shouldAct: must(definition.shouldAct, 'a function that was looked for'), plan: must(definition.plan, 'a function that was looked for') }
}
