/** The town as the API shows it: entities of docs.joinmastodon.org, with the fields a server of version 4 sends. */
import type { Town, TownAccount, TownMedia, TownStatus } from './town.ts'

export function accountEntity(town: Town, account: TownAccount, origin: string): Record<string, unknown> {
  const { id, username, host, displayName, note, fields, bot, locked } = account
  const url = host === null ? `${origin}/@${username}` : `https://${host}/@${username}`
  const picture = `${origin}/avatars/original/missing.png`
  return {
    id, username, acct: host === null ? username : `${username}@${host}`, display_name: displayName, locked, bot, discoverable: null, indexable: false, group: false,
    created_at: '2026-01-01T00:00:00.000Z', note: paragraphs(note), url, uri: url, avatar: picture, avatar_static: picture, header: picture, header_static: picture,
    followers_count: 0, following_count: account.followed.size, statuses_count: town.newest().filter((status) => status.account === account).length, last_status_at: null,
    hide_collections: null, noindex: false, emojis: [], roles: [], fields: fields.map(({ name, value }) => ({ name: escaped(name), value: escaped(value), verified_at: null })),
  }
}

export function ownAccountEntity(town: Town, account: TownAccount, origin: string): Record<string, unknown> {
  const source = { privacy: 'public', sensitive: false, language: null, note: account.note, fields: account.fields.map((field) => ({ ...field, verified_at: null })), follow_requests_count: 0, hide_collections: null }
  return { ...accountEntity(town, account, origin), source, role: { id: '-99', name: '', permissions: '0', color: '', highlighted: false } }
}

export function statusEntity(town: Town, status: TownStatus, viewer: TownAccount, origin: string): Record<string, unknown> {
  const { id, account, text, html, visibility, inReplyToId, media, reblogOf, spoilerText, atMs, favouritedBy } = status
  const parent = inReplyToId === null ? undefined : town.statuses.get(inReplyToId)
  const boosts = town.newest().filter((other) => other.reblogOf === status)
  return {
    id, created_at: new Date(atMs).toISOString(), in_reply_to_id: inReplyToId, in_reply_to_account_id: parent?.account.id ?? null, sensitive: false, spoiler_text: spoilerText,
    visibility, language: 'en', uri: `${origin}/users/${account.username}/statuses/${id}`, url: `${origin}/@${account.username}/${id}`,
    replies_count: town.newest().filter((other) => other.inReplyToId === id).length, reblogs_count: boosts.length, favourites_count: favouritedBy.size, edited_at: null,
    favourited: favouritedBy.has(viewer.id), reblogged: boosts.some((boost) => boost.account === viewer), muted: false, bookmarked: false, pinned: false,
    content: html ?? paragraphs(text), filtered: [], reblog: reblogOf === null ? null : statusEntity(town, reblogOf, viewer, origin), application: { name: 'Troupe', website: null },
    account: accountEntity(town, account, origin), media_attachments: media.map((one) => mediaEntity(one, origin)), mentions: [], tags: [], emojis: [], card: null, poll: null,
  }
}

export function mediaEntity({ id, type, description, looksLeft }: TownMedia, origin: string): Record<string, unknown> {
  return { id, type, url: looksLeft > 0 ? null : `${origin}/media/${id}`, preview_url: `${origin}/media/small/${id}`, remote_url: null, meta: {}, description, blurhash: null }
}

export function relationshipEntity(account: TownAccount, other: TownAccount): Record<string, unknown> {
  const follows = account.followed.has(other.id)
  return {
    id: other.id, following: follows && !other.locked, showing_reblogs: true, notifying: false, languages: null, followed_by: other.followed.has(account.id), blocking: false,
    blocked_by: false, muting: false, muting_notifications: false, requested: follows && other.locked, requested_by: false, domain_blocking: false, endorsed: false, note: '',
  }
}

/** As Mastodon writes plain text: paragraphs, line breaks, links whose ends are hidden, mentions as cards. */
function paragraphs(text: string): string {
  if (text === '') return ''
  const linked = (line: string): string => escaped(line)
    .replace(/https?:\/\/([^\s<]{1,200})/g, (whole, rest: string) => `<a href="${whole}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">${whole.slice(0, whole.length - rest.length)}</span><span class="ellipsis">${rest.slice(0, 30)}</span><span class="invisible">${rest.slice(30)}</span></a>`)
    .replace(/(?<![=/\w])@(\w+)/g, '<span class="h-card" translate="no"><a href="/@$1" class="u-url mention">@<span>$1</span></a></span>')
  return text.split(/\n{2,}/).map((part) => `<p>${part.split('\n').map(linked).join('<br />')}</p>`).join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;')
}
