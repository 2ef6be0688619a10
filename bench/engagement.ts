/**
 * Engagement: events in, contexts anew, and what agents make of events one by one.
 * `npm run bench -- engagement [--only ingest|plan] [--leads 100000] [--creators 1000] [--events 60000] [--rounds 5] [--per-second 500] [--seconds 20]`
 */
import { ingest } from './engagement/ingest.ts'
import { plan } from './engagement/plan.ts'
import { wordOption } from './options.ts'
import type { Row } from './row.ts'

export async function run(args: readonly string[]): Promise<Row[]> {
  const only = wordOption(args, 'only', '')
  return [...only === 'plan' ? [] : await ingest(args), ...only === 'ingest' ? [] : await plan(args)]
}
