/**
 * Engagement: events in, contexts anew.
 * `npm run bench -- engagement [--leads 100000] [--creators 1000] [--events 60000] [--rounds 5]`
 */
import { ingest } from './engagement/ingest.ts'
import type { Row } from './row.ts'

export async function run(args: readonly string[]): Promise<Row[]> {
  return await ingest(args)
}
