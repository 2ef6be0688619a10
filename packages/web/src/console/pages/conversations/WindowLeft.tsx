import { useClock } from '../../../design/now.tsx'
import { Ago } from '../../parts/Ago.tsx'
import { Countdown } from '../../parts/engagement/Countdown.tsx'

/** WhatsApp takes free words for 24 hours after the lead's last message. */
export function WindowLeft({ until }: { until: string }) {
  const { nowMs } = useClock()
  const open = Date.parse(until) > nowMs
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-12 text-ink-soft">
      {open ? <><Countdown until={until} over="over" /><span>in which WhatsApp takes your own words</span></>
        : <span className="text-wait">WhatsApp’s 24 hours ended <Ago instant={until} />: it takes an approved template only, until the lead writes again.</span>}
    </p>
  )
}
