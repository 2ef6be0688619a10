/**
 * The packs a workspace can make personas from: the shipped ones, which are files and the same for all, and its own, which
 * are rows with every version kept. What is stored has been parsed and found sound, so reading it back cannot fail but by
 * a change of the schemas; then the pack is told as faulty rather than left out.
 */
import type { ImageWorkflow, PackDetail, PackFiles, PackSummary, Persona, Speech } from '@troupe/contract'
import { sql } from 'kysely'
import { parseDocument } from 'yaml'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { mergeSpeech } from '../../llm/rehearsal/merge-speech.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import { didYouMean } from '../suggestion.ts'
import { summarise, type LoadedPack } from './loaded-pack.ts'
import { parsePack } from './parse-pack.ts'

/** Versions of one pack; the oldest go first. A pack is some kilobytes, one with speech a few hundred. */
const VERSIONS_KEPT = 100
/** Own packs in one workspace. */
const PACKS_MOST = 200
/** Parsed packs held, over all workspaces. */
const PARSED_HELD = 64

export interface PackLibraryParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly shipped: readonly LoadedPack[]
}

interface OwnPack {
  readonly id: Id
  readonly slug: string
  readonly version: number
  readonly updatedMs: number
}

interface Parsed {
  readonly loaded: LoadedPack
  readonly speech: Map<string, Speech | null>
}

export class PackLibrary {
  readonly #parts: PackLibraryParts
  /** By row id and version, which never change. */
  readonly #parsed = new Map<string, Parsed>()

  constructor(parts: PackLibraryParts) {
    this.#parts = parts
  }

  /** Shipped ones first, then the workspace's own by name. */
  async list(workspaceId: Id): Promise<PackSummary[]> {
    const own = await this.#ownOf(workspaceId)
    const summaries = await Promise.all(own.map(async (row) => summarise((await this.#read(row)).loaded, row)))
    return [...this.#parts.shipped.map((pack) => summarise(pack)), ...summaries.sort((a, b) => (a.name < b.name ? -1 : 1))]
  }

  async named(workspaceId: Id, packId: string): Promise<LoadedPack> {
    const shipped = this.#shipped(packId)
    if (shipped !== null) return shipped
    const own = await this.#ownOf(workspaceId)
    const row = own.find(({ slug }) => slug === packId)
    if (row !== undefined) return (await this.#read(row)).loaded
    const known = [...this.#parts.shipped.map(({ pack }) => pack.id), ...own.map(({ slug }) => slug)]
    throw new InvalidError(`There is no pack ${packId}.`, [{ path: '/pack', message: `unknown pack${didYouMean(packId, known)}; there is ${known.join(', ')}` }])
  }

  /** What a persona from a pack of the workspace's own has to say and to make; null for any other. */
  async ownRepertoireOf(workspaceId: Id, { origin, archetype }: Pick<Persona, 'origin' | 'archetype'>): Promise<{ readonly speech: Speech | null; readonly craft: readonly ImageWorkflow[] } | null> {
    if (origin === null || archetype === null || this.#shipped(origin.pack) !== null) return null
    const row = (await this.#ownOf(workspaceId, origin.pack))[0]
    if (row === undefined) return null
    const { loaded, speech } = await this.#read(row)
    return { speech: speech.get(archetype) ?? null, craft: loaded.archetypes.find(({ id }) => id === archetype)?.imageWorkflows ?? [] }
  }

  async detail(workspaceId: Id, packId: string): Promise<PackDetail> {
    const { db } = this.#parts
    const personas = await db.selectFrom('personas as p').leftJoin('agents as a', 'a.persona_id', 'p.id')
      .select([sql<number>`count(DISTINCT p.id)::int`.as('personas'), sql<number>`count(a.id)::int`.as('agents')])
      .where('p.workspace_id', '=', workspaceId).where('p.origin_pack', '=', packId).where('p.project_id', 'is', null).executeTakeFirstOrThrow()
    const shipped = this.#shipped(packId)
    if (shipped !== null) return { ...summarise(shipped), files: copyOf(shipped), versions: [], ...personas }
    const row = await this.#row(workspaceId, packId)
    const versions = await db.selectFrom('archetype_pack_versions').select(['version', 'by_name', 'created_at']).where('pack_id', '=', row.id).orderBy('version', 'desc').execute()
    const { loaded } = await this.#read(row)
    return {
      ...summarise(loaded, row), files: copyOf(loaded), ...personas,
      versions: versions.map(({ version, by_name: by, created_at: at }) => ({ version, by, at: new Date(at).toISOString() })),
    }
  }

  /** The files of a version that is kept. */
  async version(workspaceId: Id, packId: string, version: number): Promise<PackFiles> {
    const row = await this.#row(workspaceId, packId)
    const kept = await this.#parts.db.selectFrom('archetype_pack_versions').select('files').where('pack_id', '=', row.id).where('version', '=', version).executeTakeFirst()
    if (!kept) throw new MissingError('version of this pack', String(version))
    return [...kept.files]
  }

  async create(by: Actor, files: PackFiles): Promise<PackDetail> {
    const { db, ids, clock, audit } = this.#parts
    const loaded = parsed(files)
    const packId = loaded.pack.id
    this.#refuseShipped(packId)
    const id = ids.next()
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      // Whoever makes one holds the workspace, so that two at once don't both find the id free.
      await within.selectFrom('workspaces').select('id').where('id', '=', by.workspaceId).forUpdate().execute()
      const own = await within.selectFrom('archetype_packs').select('slug').where('workspace_id', '=', by.workspaceId).execute()
      if (own.some(({ slug }) => slug === packId)) throw taken(packId)
      if (own.length >= PACKS_MOST) throw new ConflictError(`A workspace has at most ${PACKS_MOST} packs of its own.`, 'too-many-packs')
      await within.insertInto('archetype_packs').values({ id, workspace_id: by.workspaceId, slug: packId, version: 1, created_at: nowMs, updated_at: nowMs }).execute()
      await writeVersion(within, id, 1, loaded, by.name, nowMs)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'pack-created', subject: { kind: 'pack', id: packId }, after: noted(loaded, 1) })
    })
    return this.detail(by.workspaceId, packId)
  }

  async duplicate(by: Actor, from: string, as: { readonly id: string; readonly name: string }): Promise<PackDetail> {
    const { files } = await this.detail(by.workspaceId, from)
    return this.create(by, files.map((file) => (file.name === 'pack.yaml' ? { ...file, text: renamed(file.text, as) } : file)))
  }

  /** `version` is the one that was looked at. The pack keeps its id: personas know it by that. */
  async change(by: Actor, packId: string, version: number, files: PackFiles): Promise<PackDetail> {
    const { db, clock, audit } = this.#parts
    this.#refuseShipped(packId)
    const loaded = parsed(files)
    if (loaded.pack.id !== packId) throw new InvalidError('A pack keeps its id.', [{ path: '/files', message: `pack.yaml says ${loaded.pack.id}; keep ${packId}, or duplicate the pack under another id` }])
    const before = await this.#row(by.workspaceId, packId)
    const spokeBefore = await this.#read(before)
    await db.transaction().execute(async (within) => {
      const row = await within.selectFrom('archetype_packs').selectAll().where('id', '=', before.id).forUpdate().executeTakeFirst()
      if (!row) throw new MissingError('pack', packId)
      if (row.version !== version) throw new ConflictError(`This pack is at version ${row.version} by now; you changed version ${version}. Look at what came since, then save again.`, 'pack-changed-meanwhile')
      const nowMs = clock.now()
      await within.updateTable('archetype_packs').set({ version: version + 1, updated_at: nowMs }).where('id', '=', row.id).execute()
      await writeVersion(within, row.id, version + 1, loaded, by.name, nowMs)
      await within.deleteFrom('archetype_pack_versions').where('pack_id', '=', row.id).where('version', '<=', version + 1 - VERSIONS_KEPT).execute()
      // Workers hold a persona, speech and all, until it has changed.
      if (!sameSpeech(spokeBefore.speech, speechOf(loaded))) {
        await sql`UPDATE personas SET updated_at = greatest(${nowMs}, updated_at + 1) WHERE workspace_id = ${by.workspaceId} AND origin_pack = ${packId} AND project_id IS NULL`.execute(within)
      }
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'pack-changed', subject: { kind: 'pack', id: packId }, before: noted(spokeBefore.loaded, version), after: noted(loaded, version + 1) })
    })
    return this.detail(by.workspaceId, packId)
  }

  /** Personas made from it stay; answers how many they are. */
  async remove(by: Actor, packId: string): Promise<{ personasLeft: number }> {
    const { db, audit } = this.#parts
    this.#refuseShipped(packId)
    const { id, version, personas } = await this.#row(by.workspaceId, packId).then(async (row) => ({ ...row, personas: (await this.detail(by.workspaceId, packId)).personas }))
    await db.transaction().execute(async (within) => {
      const { loaded } = await this.#read({ id, slug: packId, version, updatedMs: 0 })
      const { numDeletedRows } = await within.deleteFrom('archetype_packs').where('id', '=', id).executeTakeFirst()
      if (numDeletedRows === 0n) throw new MissingError('pack', packId)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'pack-deleted', subject: { kind: 'pack', id: packId }, before: noted(loaded, version), after: { personasLeft: personas } })
    })
    return { personasLeft: personas }
  }

  #shipped(packId: string): LoadedPack | null {
    return this.#parts.shipped.find(({ pack }) => pack.id === packId) ?? null
  }

  #refuseShipped(packId: string): void {
    if (this.#shipped(packId) !== null) throw new ConflictError(`${packId} is a shipped pack, which stays as it is. Duplicate it under another id.`, 'pack-shipped')
  }

  async #ownOf(workspaceId: Id, packId?: string): Promise<OwnPack[]> {
    let select = this.#parts.db.selectFrom('archetype_packs').select(['id', 'slug', 'version', 'updated_at as updatedMs']).where('workspace_id', '=', workspaceId)
    if (packId !== undefined) select = select.where('slug', '=', packId)
    return select.execute()
  }

  async #row(workspaceId: Id, packId: string): Promise<OwnPack> {
    const row = (await this.#ownOf(workspaceId, packId))[0]
    if (row === undefined) throw new MissingError('pack', packId)
    return row
  }

  async #read({ id, version }: OwnPack): Promise<Parsed> {
    const key = `${id}/${version}`
    const known = this.#parsed.get(key)
    if (known !== undefined) return known
    const { files } = await this.#parts.db.selectFrom('archetype_pack_versions').select('files').where('pack_id', '=', id).where('version', '=', version).executeTakeFirstOrThrow()
    const loaded = parsed([...files])
    const read = { loaded, speech: speechOf(loaded) }
    if (this.#parsed.size >= PARSED_HELD) this.#parsed.delete(this.#parsed.keys().next().value as string)
    this.#parsed.set(key, read)
    return read
  }
}

/** Faults name the file alone: there is no folder one would look into. */
function parsed(files: PackFiles): LoadedPack {
  const doubled = files.find(({ name }, place) => files.findIndex((other) => other.name === name) !== place)
  if (doubled !== undefined) throw new InvalidError(`Two files are called ${doubled.name}.`, [{ path: '/files', message: `give ${doubled.name} once` }])
  return parsePack('the pack', files.map(({ name, text }) => ({ name, file: name, text })))
}

function copyOf({ files = [] }: LoadedPack): PackFiles {
  return files.map(({ name, text }) => ({ name, text }))
}

function renamed(text: string, { id, name }: { readonly id: string; readonly name: string }): string {
  const document = parseDocument(text)
  document.set('id', id)
  document.set('name', name)
  return document.toString({ lineWidth: 0 })
}

function speechOf({ pack, archetypes }: LoadedPack): Map<string, Speech | null> {
  return new Map(archetypes.map((archetype) => [archetype.id, mergeSpeech(pack.speech, archetype.speech)]))
}

function sameSpeech(one: Map<string, Speech | null>, other: Map<string, Speech | null>): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other])
}

async function writeVersion(within: Within, packRow: Id, version: number, loaded: LoadedPack, byName: string, nowMs: number): Promise<void> {
  await within.insertInto('archetype_pack_versions').values({ pack_id: packRow, version, files: JSON.stringify(copyOf(loaded)), by_name: byName, created_at: nowMs }).execute()
}

/** For the audit log: the whole YAML is in the version. */
function noted({ pack, archetypes }: LoadedPack, version: number): Record<string, unknown> {
  return { name: pack.name, version, archetypes: archetypes.map(({ id, weight }) => ({ id, weight })) }
}

function taken(packId: string): ConflictError {
  return new ConflictError(`There is a pack ${packId} in this workspace already. Give this one another id in its pack.yaml.`, 'pack-id-taken')
}
