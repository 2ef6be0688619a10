/** The document as people read it: problems on every operation, statuses in words, one name for one shape. */
import { STATUS_CODES } from 'node:http'

export type Json = Record<string, unknown>

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const
const REFERENCE = /"#\/components\/schemas\/([^"/]+)"/g

const PROBLEM = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

export function tidy(document: Json): Json {
  const { schemas, ...components } = document['components'] as Json & { schemas: Record<string, unknown> }
  const paths = document['paths'] as Record<string, Record<string, Json>>
  for (const operations of Object.values(paths)) {
    for (const method of METHODS) {
      const operation = operations[method]
      if (operation) operation['responses'] = { ...inWords(operation['responses'] as Record<string, Json>), default: PROBLEM }
    }
  }
  const named = oneNameEach(paths, schemas)
  return { ...document, paths: named.paths, components: { ...components, schemas: named.schemas } }
}

function inWords(responses: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(responses).map(([status, response]) =>
    [status, response['description'] === 'Default Response' ? { ...response, description: STATUS_CODES[status] ?? status } : response]))
}

/**
 * Each schema comes twice, as what is sent (`PersonaInput`) and as what is answered (`Persona`). Those that nothing refers to
 * are dropped, and where one of the two is left, or both say the same, it takes the plain name.
 */
function oneNameEach(paths: Json, schemas: Record<string, unknown>): { paths: Json; schemas: Record<string, unknown> } {
  const kept = used(schemas, JSON.stringify(paths))
  const differing = twofold(schemas)
  const plain = (name: string): string => {
    const base = name.replace(/Input$/, '')
    return !kept.has(base) || !differing.has(base) ? base : name
  }
  const renamed = <T>(part: T): T => JSON.parse(JSON.stringify(part).replaceAll(REFERENCE, (_all, name: string) => `"#/components/schemas/${plain(name)}"`)) as T
  const entries = [...kept].map((name) => [plain(name), renamed(schemas[name])] as const).sort(([a], [b]) => a.localeCompare(b))
  return { paths: renamed(paths), schemas: Object.fromEntries(entries) }
}

/** The names whose two forms differ, themselves or in something they refer to. */
function twofold(schemas: Record<string, unknown>): Set<string> {
  const text = (name: string): string => JSON.stringify(schemas[name] ?? null)
  const base = (name: string): string => name.replace(/Input$/, '')
  const plain = (source: string): string => source.replaceAll(REFERENCE, (_all, name: string) => base(name))
  const differing = new Set(Object.keys(schemas).filter((name) => plain(text(name)) !== plain(text(`${name}Input`))))
  // What refers to something twofold is twofold; repeated until nothing is added, as references may go in circles.
  for (let before = -1; before !== differing.size;) {
    before = differing.size
    for (const name of Object.keys(schemas)) {
      if ([...text(name).matchAll(REFERENCE)].some(([, other]) => other !== undefined && differing.has(base(other)))) differing.add(name)
    }
  }
  return differing
}

function used(schemas: Record<string, unknown>, from: string): Set<string> {
  const kept = new Set(['Problem'])
  const visit = (source: string): void => {
    for (const [, name] of source.matchAll(REFERENCE)) {
      if (name === undefined || kept.has(name)) continue
      kept.add(name)
      visit(JSON.stringify(schemas[name] ?? null))
    }
  }
  visit(from)
  return kept
}
