/** What a try comes to, in a line. */
import type { AgentTestResult } from '@troupe/contract'
import { counted } from '../../../../design/number-format.ts'

const WHEN = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
type Verdict = NonNullable<AgentTestResult['planned'][number]['verdict']>

export function resultLine({ matched, failed, planned }: Pick<AgentTestResult, 'matched' | 'failed' | 'planned'>): string {
  if (!matched) return 'It would sleep on'
  if (failed !== null) return 'It would wake, and fail'
  const verdicts = planned.flatMap(({ verdict }) => verdict ?? [])
  const things = planned.filter(({ action }) => action !== 'do_nothing').length
  if (things === 0) return 'It would wake, and do nothing'
  const [only] = verdicts
  if (only === undefined) return `It would wake, and do ${counted(things, 'thing', 'things')} without a message`
  if (verdicts.length === 1) return `It would plan 1 message, which ${becomes(only)}`
  const through = verdicts.filter(({ kind }) => kind === 'allow').length
  return `It would plan ${verdicts.length} messages, of which the gate lets ${through === 0 ? 'none' : through === verdicts.length ? 'all' : through} through as they stand`
}

function becomes({ kind, until }: Verdict): string {
  switch (kind) {
    case 'allow': return 'the gate lets through'
    case 'hold': return until === null ? 'is held' : `waits until ${WHEN.format(Date.parse(until))} by your clock`
    case 'ask': return 'waits for a person’s yes'
    case 'suppress': return 'is not sent'
  }
}
