/** Cursors of lists in order of time, and of rankings. */
import { isId } from '../base/ids.ts'
import type { RankingPosition } from '../feed/postgres/reading/popular-rankings.ts'
import type { LikedPosition } from '../feed/postgres/reading/gallery.ts'
import type { Position } from '../feed/postgres/reading/position.ts'
import type { FleetPosition } from '../runtime/fleet/wakefulness.ts'
import { badCursor, decodeCursor, encodeCursor } from './cursor.ts'

export function cursorOfPosition(position: Position | null): string | null {
  return position === null ? null : encodeCursor(`${position.atMs} ${position.id}`)
}

export function positionOfCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  const [atMs, id = ''] = partsOf(cursor)
  if (!isId(id)) throw badCursor()
  return { atMs, id }
}

export function cursorOfRanking(position: RankingPosition | null): string | null {
  return position === null ? null : encodeCursor(`${position.asOfMs} ${position.place}`)
}

export function rankingOfCursor(cursor: string | undefined): RankingPosition | null {
  if (cursor === undefined) return null
  const [asOfMs, rest] = partsOf(cursor)
  const place = Number(rest)
  if (!/^\d{1,6}$/.test(rest)) throw badCursor()
  return { asOfMs, place }
}

export function cursorOfLiked(position: LikedPosition | null): string | null {
  return position === null ? null : encodeCursor(`${position.likes} ${position.id}`)
}

export function likedOfCursor(cursor: string | undefined): LikedPosition | null {
  if (cursor === undefined) return null
  const [likes, id] = partsOf(cursor)
  if (!isId(id)) throw badCursor()
  return { likes, id }
}

export function cursorOfFleet(position: FleetPosition | null): string | null {
  return position === null ? null : encodeCursor(`${position.rank} ${position.id}`)
}

export function fleetOfCursor(cursor: string | undefined): FleetPosition | null {
  if (cursor === undefined) return null
  const [rank, id] = partsOf(cursor)
  if (!isId(id)) throw badCursor()
  return { rank, id }
}

function partsOf(cursor: string): [atMs: number, rest: string] {
  const [, time = '', rest = ''] = /^(\d{1,15}) (.+)$/.exec(decodeCursor(cursor)) ?? []
  if (time === '') throw badCursor()
  return [Number(time), rest]
}
