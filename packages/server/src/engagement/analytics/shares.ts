/** What each of the messages before a conversion gets of it. The shares of one conversion add up to 1. */
import { sql, type RawBuilder } from 'kysely'

export type AttributionModel = 'last-touch' | 'position'

/** Position-based: what brought the lead in and what closed get most, what lay between shares the rest. */
const FIRST = 0.4
const LAST = 0.4
const BETWEEN = 1 - FIRST - LAST

/** Of the `nth` of `of` messages in the order they were sent, from 1. The same as `shareSql`. */
export function shareOf(model: AttributionModel, nth: number, of: number): number {
  if (model === 'last-touch') return nth === of ? 1 : 0
  if (of === 1) return 1
  if (of === 2) return 0.5
  return nth === 1 ? FIRST : nth === of ? LAST : BETWEEN / (of - 2)
}

/** Over columns `nth` and `touches`. */
export function shareSql(model: AttributionModel): RawBuilder<number> {
  const numbers = { first: sql.lit(FIRST), last: sql.lit(LAST), between: sql.lit(BETWEEN) }
  return model === 'last-touch'
    ? sql<number>`CASE WHEN nth = touches THEN 1.0 ELSE 0.0 END::float8`
    : sql<number>`CASE WHEN touches = 1 THEN 1.0 WHEN touches = 2 THEN 0.5 WHEN nth = 1 THEN ${numbers.first} WHEN nth = touches THEN ${numbers.last} ELSE ${numbers.between} / (touches - 2) END::float8`
}
