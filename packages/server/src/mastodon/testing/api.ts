/** The calls of the API that this server answers, each as docs.joinmastodon.org/methods describes it. */
import { accountEntity, mediaEntity, ownAccountEntity, relationshipEntity, statusEntity } from './entities.ts'
import type { Town, TownAccount, TownStatus, Wrong } from './town.ts'

export interface Visit {
  readonly town: Town
  readonly origin: string
  readonly viewer: TownAccount
  readonly path: string
  /** The one in the path. */
  readonly id: string
  readonly query: URLSearchParams
  /** Of JSON or of a form, under the names of the wire. */
  readonly body: ReadonlyMap<string, unknown>
  readonly key: string | null
}

export interface Answer { readonly status: number; readonly body: unknown; readonly link?: string }
interface Route { readonly method: string; readonly path: URLPattern; readonly answer: (visit: Visit) => Answer }

const route = (method: string, pathname: string, answer: Route['answer']): Route => ({ method, path: new URLPattern({ pathname }), answer })
const ok = (body: unknown): Answer => ({ status: 200, body })
const no = (status: number, error: string): Answer => ({ status, body: { error } })
const MISSING = no(404, 'Record not found')

export const API: readonly Route[] = [
  route('GET', '/api/v2/instance', ({ town, origin }) => ok({
    domain: new URL(origin).host, title: 'Town', version: '4.5.0', source_url: 'https://github.com/mastodon/mastodon', description: '', languages: ['en'], api_versions: { mastodon: 7 },
    configuration: { statuses: { max_characters: town.statusLongest, max_media_attachments: 4, characters_reserved_per_url: 23 }, accounts: { max_featured_tags: 10, max_pinned_statuses: 5 } }, rules: [],
  })),
  route('GET', '/api/v1/accounts/verify_credentials', ({ town, viewer, origin }) => ok(ownAccountEntity(town, viewer, origin))),
  route('PATCH', '/api/v1/accounts/update_credentials', ({ town, viewer, origin, body }) => {
    const fields = [0, 1, 2, 3].flatMap((place) => {
      const [name, value] = ['name', 'value'].map((part) => body.get(`fields_attributes[${place}][${part}]`))
      return typeof name === 'string' ? [{ name: name.slice(0, 255), value: String(value).slice(0, 255) }] : []
    })
    const note = body.get('note')
    if (typeof note === 'string' && note.length > 500) return no(422, 'Validation failed: Note character limit of 500 exceeded')
    Object.assign(viewer, { ...(fields.length === 0 ? {} : { fields }), ...(typeof note === 'string' ? { note } : {}), ...(body.has('bot') ? { bot: String(body.get('bot')) === 'true' } : {}), ...(body.has('display_name') ? { displayName: String(body.get('display_name')) } : {}) })
    return ok(ownAccountEntity(town, viewer, origin))
  }),
  route('GET', '/api/v1/accounts/relationships', ({ town, viewer, query }) => ok(query.getAll('id[]').map((id) => town.accounts.get(id)).filter((other) => other !== undefined).map((other) => relationshipEntity(viewer, other)))),
  route('GET', '/api/v1/accounts/:id', ({ town, id, origin }) => {
    const account = town.accounts.get(id)
    return account === undefined ? MISSING : ok(accountEntity(town, account, origin))
  }),
  route('GET', '/api/v1/accounts/:id/statuses', (visit) => paged(visit, ({ account, reblogOf }) => account.id === visit.id && (visit.query.get('exclude_reblogs') !== 'true' || reblogOf === null))),
  route('POST', '/api/v1/accounts/:id/follow', (visit) => following(visit, true)),
  route('POST', '/api/v1/accounts/:id/unfollow', (visit) => following(visit, false)),
  route('GET', '/api/v1/timelines/home', (visit) => paged(visit, ({ account }) => account === visit.viewer || visit.viewer.followed.has(account.id))),
  route('GET', '/api/v1/timelines/public', (visit) => paged(visit, ({ account, visibility, inReplyToId, reblogOf }) =>
    visibility === 'public' && reblogOf === null && inReplyToId === null && (visit.query.get('local') !== 'true' || account.host === null))),
  route('GET', '/api/v1/notifications', ({ town, viewer, query, origin }) => ok(town.mentions.filter(({ toId }) => toId === viewer.id && query.getAll('types[]').includes('mention')).toReversed().slice(0, limitOf(query, 40, 80)).map(({ id, status }) => ({
    id, type: 'mention', created_at: new Date(status.atMs).toISOString(), group_key: `ungrouped-${id}`, account: accountEntity(town, status.account, origin), status: statusEntity(town, status, viewer, origin),
  })))),
  route('POST', '/api/v1/statuses', ({ town, viewer, body, key, origin }) => {
    const said = town.say(viewer, {
      text: String(body.get('status') ?? ''), visibility: String(body.get('visibility') ?? 'public'), mediaIds: (body.get('media_ids') ?? []) as string[],
      inReplyToId: body.has('in_reply_to_id') ? String(body.get('in_reply_to_id')) : null,
    }, key)
    return 'error' in said ? wrong(said) : ok(statusEntity(town, said, viewer, origin))
  }),
  route('GET', '/api/v1/statuses/:id', (visit) => onStatus(visit, (status) => status)),
  route('GET', '/api/v1/statuses/:id/context', (visit) => {
    const status = visit.town.statuses.get(visit.id)
    if (status === undefined) return MISSING
    const descendants: TownStatus[] = []
    for (const other of visit.town.statuses.values()) {
      if (other.inReplyToId !== null && (other.inReplyToId === status.id || descendants.some(({ id }) => id === other.inReplyToId))) descendants.push(other)
    }
    return ok({ ancestors: [], descendants: descendants.map((one) => statusEntity(visit.town, one, visit.viewer, visit.origin)) })
  }),
  route('POST', '/api/v1/statuses/:id/favourite', (visit) => onStatus(visit, (status) => (visit.town.favourite(visit.viewer, status, true), status))),
  route('POST', '/api/v1/statuses/:id/unfavourite', (visit) => onStatus(visit, (status) => (visit.town.favourite(visit.viewer, status, false), status))),
  route('POST', '/api/v1/statuses/:id/reblog', (visit) => onStatus(visit, (status) => visit.town.boost(visit.viewer, status))),
  route('POST', '/api/v2/media', ({ town, body, origin }) => {
    const file = body.get('file')
    if (!(file instanceof Blob) || !file.type.startsWith('image/')) return no(422, 'Validation failed: File content type is invalid')
    const kept = town.keep({ type: 'image', bytes: file.size, description: String(body.get('description') ?? '') })
    return { status: kept.looksLeft > 0 ? 202 : 200, body: mediaEntity(kept, origin) }
  }),
  route('GET', '/api/v1/media/:id', ({ town, id, origin }) => {
    const media = town.media.get(id)
    if (media === undefined) return MISSING
    if (media.looksLeft > 0) media.looksLeft -= 1
    return { status: media.looksLeft > 0 ? 206 : 200, body: mediaEntity(media, origin) }
  }),
  route('GET', '/api/v2/search', ({ town, query, origin }) => {
    const wanted = (query.get('q') ?? '').toLowerCase()
    const found = [...town.accounts.values()].filter(({ username, displayName }) => `${username} ${displayName}`.toLowerCase().includes(wanted)).slice(0, limitOf(query, 20, 40))
    return ok({ accounts: found.map((account) => accountEntity(town, account, origin)), statuses: [], hashtags: [] })
  }),
]

/** Newest first, from below `max_id`, with the way to the next page in a `Link` header. */
function paged({ town, viewer, query, origin, path }: Visit, fits: (status: TownStatus) => boolean): Answer {
  const [limit, maxId] = [limitOf(query, 20, 40), query.get('max_id')]
  const page = town.newest().filter((status) => (maxId === null || BigInt(status.id) < BigInt(maxId)) && fits(status)).slice(0, limit)
  const last = page.at(-1)
  const next = new URLSearchParams([...query].filter(([name]) => name !== 'max_id').concat([['max_id', last?.id ?? '']]))
  return { ...ok(page.map((status) => statusEntity(town, status, viewer, origin))), ...(last === undefined ? {} : { link: `<${origin}${path}?${next.toString()}>; rel="next"` }) }
}

function limitOf(query: URLSearchParams, usual: number, most: number): number {
  return Math.min(most, Math.max(1, Number(query.get('limit')) || usual))
}

function following({ town, viewer, id }: Visit, wanted: boolean): Answer {
  const other = town.accounts.get(id)
  if (other === undefined) return MISSING
  town.follow(viewer, other, wanted)
  return ok(relationshipEntity(viewer, other))
}

function onStatus({ town, viewer, id, origin }: Visit, change: (status: TownStatus) => TownStatus): Answer {
  const status = town.statuses.get(id)
  return status === undefined ? MISSING : ok(statusEntity(town, change(status), viewer, origin))
}

function wrong({ status, error }: Wrong): Answer {
  return no(status, error)
}
