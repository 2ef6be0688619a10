/** Cursors of the list of groups, which goes by size. */
import { isId } from '../../base/ids.ts'
import type { GroupPosition } from '../../feed/postgres/reading/groups.ts'
import { badCursor, decodeCursor, encodeCursor } from '../cursor.ts'

export function cursorOfGroup(position: GroupPosition | null): string | null {
  return position === null ? null : encodeCursor(`${position.members} ${position.id}`)
}

export function groupOfCursor(cursor: string | undefined): GroupPosition | null {
  if (cursor === undefined) return null
  const [, members = '', id = ''] = /^(\d{1,9}) (.+)$/.exec(decodeCursor(cursor)) ?? []
  if (members === '' || !isId(id)) throw badCursor()
  return { members: Number(members), id }
}
