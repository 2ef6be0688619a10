import type { ColumnType } from 'kysely'

/** A column that an insert may leave out. */
export type Standard<Type> = ColumnType<Type, Type | undefined, Type>
