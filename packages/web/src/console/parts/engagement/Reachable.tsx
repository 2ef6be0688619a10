/** By which channels a lead may be written to: those agreed to, the others crossed out where they said no. */
import { consentChannelSchema, type Consumer } from '@troupe/contract'
import { ShieldX, Slash } from 'lucide-react'
import { ChannelMark, channelWord } from './marks.tsx'
import { suppressionWords } from './suppression-words.ts'

export function Reachable({ lead: { consents, suppressed } }: { lead: Pick<Consumer, 'consents' | 'suppressed'> }) {
  const channels = consentChannelSchema.options.filter((channel) => consents[channel]?.status === 'granted' || consents[channel]?.status === 'withdrawn' || suppressed[channel] !== undefined)
    .map((channel) => ({ channel, no: noOf(suppressed[channel], consents[channel]?.status) }))
  if (channels.length === 0) return <span className="text-12 text-ink-faint">no consent</span>
  // A row of slashes is read as "some": that nothing at all goes out is said in a word.
  if (channels.every(({ no }) => no !== null)) {
    return (
      <span title={channels.map(({ channel, no }) => `${channelWord(channel)}: ${no}`).join('\n')} className="inline-flex items-center gap-1.5 text-12 whitespace-nowrap text-bad">
        <ShieldX aria-hidden size={13} strokeWidth={2.25} className="shrink-0" />{Object.keys(suppressed).length > 0 ? 'suppressed' : 'withdrawn'}
      </span>
    )
  }
  return (
    <span className="flex items-center gap-1.5">
      {channels.map(({ channel, no }) => no === null ? <ChannelMark key={channel} channel={channel} bare /> : (
        <span key={channel} title={`${channelWord(channel)}, ${no}`} className="relative inline-flex opacity-60">
          <ChannelMark channel={channel} bare />
          <Slash aria-hidden size={15} className="absolute -top-px -left-px text-bad" />
          <span className="sr-only">{no}</span>
        </span>
      ))}
    </span>
  )
}

function noOf(suppressed: string | undefined, status: string | undefined): string | null {
  return suppressed !== undefined ? `suppressed, ${suppressionWords(suppressed)}` : status === 'withdrawn' ? 'withdrawn' : null
}
