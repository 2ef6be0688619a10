import type { erasedConsumerSchema } from '@troupe/contract'
import type { z } from 'zod'
import { counted } from '../../../design/number-format.ts'
import { channelWord } from '../../parts/engagement/marks.tsx'

export type Erased = z.infer<typeof erasedConsumerSchema>

export function erasureWords({ events, messages, actions, payloads, suppressed }: Erased): string {
  const parts = [counted(events, 'event', 'events'), counted(messages, 'message', 'messages'), counted(actions, 'action', 'actions'), counted(payloads, 'payload of turns', 'payloads of turns')]
  const never = suppressed.length === 0 ? '' : ` Never written to again by ${suppressed.map(channelWord).join(', ')}.`
  return `Erased: ${parts.join(', ')}.${never}`
}
