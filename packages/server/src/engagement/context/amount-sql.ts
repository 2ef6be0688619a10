/** `amountMinorOf` over rows: what a payment's payload says it was worth, for sums that stay in the database. */
import { sql, type RawBuilder } from 'kysely'
import { currencyDigits } from '../../base/currency.ts'

/** Yen have no cents, dinars have a thousand: all currencies whose smallest unit is not the hundredth. */
const ODD_CURRENCIES = new Map([0, 3, 4].map((digits) => [digits, Intl.supportedValuesOf('currency').filter((code) => currencyDigits(code) === digits)] as const))

/** Of the events `alias`, 0 where their payload says nothing or is erased. A bigint. */
export function amountMinor(alias: string): RawBuilder<number> {
  const minor = numberAt(alias, 'amountMinor')
  const amount = numberAt(alias, 'amount')
  const currency = sql.raw(`upper(${alias}.payload->>'currency')`)
  const units = sql.join([...ODD_CURRENCIES].filter(([, codes]) => codes.length > 0).map(([digits, codes]) => sql`WHEN ${currency} IN (${sql.raw(codes.map((code) => `'${code}'`).join(', '))}) THEN ${sql.raw(String(10 ** digits))}`), sql` `)
  return sql<number>`floor(coalesce(${minor}, ${amount} * CASE ${units} ELSE 100 END, 0) + 0.5)::bigint`
}

/** As `numberOf` takes it, or null. Halves are rounded up there, and to the even one by `round` of a double here; hence `floor`. */
function numberAt(alias: string, key: string): RawBuilder<number | null> {
  const text = `(${alias}.payload->>'${key}')`
  // Only of texts it has to be found out whether they are numbers: a pattern costs more than all the rest.
  return sql.raw(`CASE jsonb_typeof(${alias}.payload->'${key}') WHEN 'number' THEN CASE WHEN ${text}::float8 BETWEEN 0 AND 1e12 THEN ${text}::float8 END
    WHEN 'string' THEN CASE WHEN ${text} ~ '^\\s*[0-9]{1,13}(\\.[0-9]{1,15})?\\s*$' AND ${text}::float8 <= 1e12 THEN ${text}::float8 END END`)
}
