/** A world as tables: five, and two more where the record kept its history. Rows are named by the numbers other tables refer to them by; -1 as a reference means none. */
import { must } from '../../base/errors.ts'
import type { Degrees } from '../measures/graph.ts'
import { degreesOf } from '../measures/graph.ts'
import { POST_KINDS, type ShownColumns, type TieColumns, type WorldRecord } from '../measures/world-record.ts'
import type { Column, Table } from './table.ts'

export function worldTables(record: WorldRecord): readonly Table[] {
  const degrees = degreesOf(record.members.count, record.follows)
  return [
    memberTable(record, degrees), postTable(record), commentTable(record), followTable(record), reactionTable(record),
    ...(record.shown === undefined ? [] : [shownTable(record.shown)]), ...(record.ties === undefined ? [] : [tieTable(record.ties)]),
  ]
}

function memberTable({ members, camps }: WorldRecord, { followers, following }: Degrees): Table {
  return {
    name: 'members',
    rows: members.count,
    columns: [
      number('member'),
      { name: 'username', kind: 'text', at: (row) => members.username(row) },
      { name: 'archetype', kind: 'text', at: (row) => members.archetype(row) },
      whole('followers', followers),
      whole('following', following),
      ...(camps ?? []).map(({ kind, names, labels }): Column => ({ name: kind, kind: 'text', at: (row) => names[labels[row] as number] ?? null })),
    ],
  }
}

function postTable({ posts }: WorldRecord): Table {
  return {
    name: 'posts',
    rows: posts.count,
    columns: [
      number('post'),
      whole('author', posts.author),
      time('created', posts.createdMs),
      { name: 'kind', kind: 'text', at: (row) => must(POST_KINDS[posts.kind[row] as number], 'a kind of post') },
      whole('referenced', posts.referenced),
      whole('likes', posts.likes),
      whole('dislikes', posts.dislikes),
      { name: 'gone', kind: 'yes-no', at: (row) => posts.gone[row] === 1 },
      { name: 'text', kind: 'text', at: (row) => posts.text(row) },
    ],
  }
}

function commentTable({ comments }: WorldRecord): Table {
  return {
    name: 'comments',
    rows: comments.count,
    columns: [
      number('comment'),
      whole('post', comments.post),
      whole('parent', comments.parent),
      whole('author', comments.author),
      time('created', comments.createdMs),
      whole('likes', comments.likes),
      whole('dislikes', comments.dislikes),
      { name: 'gone', kind: 'yes-no', at: (row) => comments.gone[row] === 1 },
      { name: 'text', kind: 'text', at: (row) => comments.text(row) },
    ],
  }
}

function followTable({ follows }: WorldRecord): Table {
  return { name: 'follows', rows: follows.count, columns: [whole('from', follows.from), whole('to', follows.to), time('at', follows.atMs)] }
}

function reactionTable({ reactions }: WorldRecord): Table {
  return {
    name: 'reactions',
    rows: reactions.count,
    columns: [
      whole('member', reactions.member),
      { name: 'on', kind: 'text', at: (row) => (reactions.on[row] === 0 ? 'post' : 'comment') },
      whole('target', reactions.target),
      whole('value', reactions.value),
      time('at', reactions.atMs),
    ],
  }
}

/** What refreshing showed to whom, and why. */
function shownTable({ count, member, post, atMs, why, reasons }: ShownColumns): Table {
  return { name: 'shown', rows: count, columns: [whole('member', member), whole('post', post), time('at', atMs), { name: 'why', kind: 'text', at: (row) => must(reasons[why[row] as number], 'a reason') }] }
}

/** Follows as they came and went. */
function tieTable({ count, from, to, atMs, drawn }: TieColumns): Table {
  return { name: 'ties', rows: count, columns: [whole('from', from), whole('to', to), time('at', atMs), { name: 'drawn', kind: 'yes-no', at: (row) => drawn[row] === 1 }] }
}

function number(name: string): Column {
  return { name, kind: 'whole', at: (row) => row }
}

function whole(name: string, values: Int32Array | Int8Array): Column {
  return { name, kind: 'whole', at: (row) => values[row] as number }
}

function time(name: string, values: Float64Array | null): Column {
  return { name, kind: 'timestamp', at: (row) => (values === null ? null : values[row] as number) }
}
