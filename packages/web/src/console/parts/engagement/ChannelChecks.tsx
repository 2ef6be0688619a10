import type { Channel } from '@troupe/contract'
import { channelWord } from './marks.tsx'

/** Any of some channels. */
export function ChannelChecks({ label, options, value, onChange }: { label: string; options: readonly Channel[]; value: readonly Channel[]; onChange(channels: Channel[]): void }) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-x-4 gap-y-1">
      {options.map((channel) => (
        <label key={channel} className="flex min-h-7 cursor-pointer items-center gap-1.5 text-13 first-letter:uppercase max-sm:min-h-10">
          <input type="checkbox" checked={value.includes(channel)} onChange={() => onChange(options.filter((one) => (one === channel ? !value.includes(one) : value.includes(one))))} className="size-4 accent-accent" />
          {channelWord(channel)}
        </label>
      ))}
    </div>
  )
}
