/** Cursors are opaque to clients: base64url of whatever the list continues from. */
import { InvalidError } from '../base/errors.ts'
import { isId, type Id } from '../base/ids.ts'
import type { IdPage, IdPageQuery } from '../people/id-page.ts'

export function encodeCursor(position: string | number): string {
  return Buffer.from(String(position)).toString('base64url')
}

export function idPageQuery(query: { limit: number; cursor?: string | undefined }): IdPageQuery {
  return { limit: query.limit, beforeId: query.cursor === undefined ? null : idOfCursor(query.cursor) }
}

export function answerIdPage<Item extends { id: Id }>({ items, more }: IdPage<Item>): { items: Item[]; nextCursor: string | null } {
  const last = items.at(-1)
  return { items, nextCursor: more && last ? encodeCursor(last.id) : null }
}

export function idOfCursor(cursor: string): Id {
  const id = decodeCursor(cursor)
  if (!isId(id)) throw badCursor()
  return id
}

export function numberOfCursor(cursor: string): number {
  const text = decodeCursor(cursor)
  const position = Number(text)
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(position)) throw badCursor()
  return position
}

export function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString()
}

export function badCursor(): InvalidError {
  return new InvalidError('This cursor is not one that the API gave.', [{ path: '/cursor', message: 'hand back nextCursor as it came, or leave it out' }])
}
