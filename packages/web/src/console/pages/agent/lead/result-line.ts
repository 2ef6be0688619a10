/** What a try comes to, in a line. */
import type { AgentTestResult } from '@troupe/contract'
import { counted } from '../../../../design/number-format.ts'

export function resultLine({ matched, failed, planned }: Pick<AgentTestResult, 'matched' | 'failed' | 'planned'>): string {
  if (!matched) return 'It would sleep on'
  if (failed !== null) return 'It would wake, and fail'
  const messages = planned.filter(({ verdict }) => verdict !== null)
  if (planned.length === 0) return 'It would wake, and do nothing'
  if (messages.length === 0) return `It would wake, and do ${counted(planned.length, 'thing', 'things')} without a message`
  const out = messages.filter(({ verdict }) => verdict?.kind === 'allow').length
  return `It would plan ${counted(messages.length, 'message', 'messages')}: ${out === messages.length ? (out === 1 ? 'the gate lets it through' : 'the gate lets them through') : out === 0 ? (messages.length === 1 ? 'the gate does not let it through as it stands' : 'the gate lets none through as it stands') : `the gate lets ${out} through as they stand`}`
}
