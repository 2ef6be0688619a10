import type { ColumnType } from 'kysely'

/** jsonb: read parsed, written as text. */
export type Json<T> = ColumnType<T, string, string>
