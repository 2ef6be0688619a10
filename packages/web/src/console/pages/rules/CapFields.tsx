import { channelSchema, type Channel } from '@troupe/contract'
import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { NumberInput, Select } from '../../parts/fields.tsx'
import { Section } from '../../parts/Page.tsx'
import type { RuleFieldsProps } from './fields-props.ts'
import type { CapValue } from './rule-values.ts'

const CAPPED = channelSchema.exclude(['console', 'webhook']).options
const CAPS_MOST = 20

/** How much one lead hears: each a sentence with three gaps. */
export function CapFields({ values: { caps }, set, faultOf, touch }: RuleFieldsProps) {
  const change = (place: number, patch: Partial<CapValue>) => set({ caps: caps.map((cap, at) => (at === place ? { ...cap, ...patch } : cap)) })
  return (
    <Section title="How much one lead hears">
      <p className="mb-3 max-w-prose text-13 text-pretty text-ink-soft">Counted on what was sent, not on tries. What is above waits until there is room; with 0 it is never sent.</p>
      <ul className="flex flex-col gap-2 max-sm:gap-5">
        {caps.map((cap, place) => {
          const fault = faultOf(`caps.${place}.most`) ?? faultOf(`caps.${place}.hours`)
          return (
            // Caps have no ids; one that is taken away leaves the others as they were typed.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={place}>
              <div role="group" aria-label={`Cap ${place + 1}`} className="flex flex-wrap items-center gap-2 text-13">
                <span className="text-ink-soft">At most</span>
                <span className="w-20"><NumberInput aria-label="Messages, at most" value={cap.most} onValue={(most) => change(place, { most })} onBlur={() => touch(`caps.${place}.most`)} /></span>
                <Select aria-label="Counted on" value={cap.channel} onChange={({ target }) => change(place, { channel: target.value as Channel | '' })} className="w-40"><option value="">all together</option>{CAPPED.map((channel) => <option key={channel} value={channel}>by {channelWord(channel)}</option>)}</Select>
                <span className="text-ink-soft">in</span>
                <span className="w-20"><NumberInput aria-label="In how long" value={cap.span} onValue={(span) => change(place, { span })} onBlur={() => touch(`caps.${place}.hours`)} /></span>
                <Select aria-label="Unit of time" value={cap.unit} onChange={({ target }) => change(place, { unit: target.value as CapValue['unit'] })} className="w-24"><option value="hours">hours</option><option value="days">days</option></Select>
                <Button size="small" variant="quiet" aria-label={`Take cap ${place + 1} away`} title="Take away" onClick={() => set({ caps: caps.filter((_, at) => at !== place) })}><Trash2 size={14} aria-hidden /></Button>
              </div>
              {fault !== null && <p role="alert" className="mt-1 text-12 text-bad">{faultOf(`caps.${place}.most`) !== null ? `How many: ${fault}` : 'A time between an hour and 31 days.'}</p>}
            </li>
          )
        })}
      </ul>
      {caps.length === 0 && <p className="text-13 text-ink-faint">No cap: a lead hears as much as agents plan.</p>}
      {caps.length < CAPS_MOST && <Button size="small" className="mt-2" onClick={() => set({ caps: [...caps, { channel: '', most: 3, span: 7, unit: 'days' }] })}><Plus size={14} aria-hidden />Add a cap</Button>}
    </Section>
  )
}
