/** By which channels a lead may be written to: those agreed to, the others crossed out where they said no. */
import { consentChannelSchema, type Consumer } from '@troupe/contract'
import { Slash } from 'lucide-react'
import { ChannelMark, channelWord } from './marks.tsx'

export function Reachable({ lead: { consents, suppressed } }: { lead: Pick<Consumer, 'consents' | 'suppressed'> }) {
  const channels = consentChannelSchema.options.filter((channel) => consents[channel]?.status === 'granted' || consents[channel]?.status === 'withdrawn' || suppressed[channel] !== undefined)
  if (channels.length === 0) return <span className="text-12 text-ink-faint">no consent</span>
  return (
    <span className="flex items-center gap-1.5">
      {channels.map((channel) => {
        const no = suppressed[channel] !== undefined ? `suppressed: ${suppressed[channel]}` : consents[channel]?.status === 'withdrawn' ? 'withdrawn' : null
        return no === null ? <ChannelMark key={channel} channel={channel} bare /> : (
          <span key={channel} title={`${channelWord(channel)}, ${no}`} className="relative inline-flex opacity-60">
            <ChannelMark channel={channel} bare />
            <Slash aria-hidden size={15} className="absolute -top-px -left-px text-bad" />
            <span className="sr-only">{no}</span>
          </span>
        )
      })}
    </span>
  )
}
