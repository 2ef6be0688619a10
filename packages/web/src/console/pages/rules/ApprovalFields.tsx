import { channelSchema } from '@troupe/contract'
import { useCreators } from '../../data/engagement-queries.ts'
import { ChannelChecks } from '../../parts/engagement/ChannelChecks.tsx'
import { Choice, Field, NumberInput, Switch } from '../../parts/fields.tsx'
import { Section } from '../../parts/Page.tsx'
import { MoneyField } from '../creator/MoneyField.tsx'
import type { RuleFieldsProps } from './fields-props.ts'

const ASKED = channelSchema.exclude(['console', 'webhook']).options
const DOLLARS_100 = 100_00

export function ApprovalFields({ values: { approval }, set, faultOf, touch, creatorId }: RuleFieldsProps & { creatorId: string | null }) {
  const creators = useCreators() ?? []
  const currencies = new Set(creators.filter(({ id }) => creatorId === null || id === creatorId).map(({ currency }) => currency))
  const [only] = currencies
  const currency = currencies.size === 1 && only !== undefined ? only : null
  const change = (patch: Partial<typeof approval>) => set({ approval: { ...approval, ...patch } })
  const { mode, channels, generated, aboveMinor, expiresHours, mailReviewers = true } = approval
  return (
    <Section title="A person’s yes">
      <p className="mb-3 max-w-prose text-13 text-pretty text-ink-soft">What agents plan waits in Approvals until somebody has read it. What a person writes by hand has its yes from them.</p>
      <div className="flex flex-col gap-4">
        <Choice
          label="When a person is asked" value={mode} onChange={(next) => change({ mode: next })}
          options={[
            { value: 'never', label: 'Only for what is named below' },
            { value: 'first-to-lead', label: 'Before the first message to a lead', hint: 'And for what is named below.' },
            { value: 'always', label: 'Before every message' },
          ]}
        />
        {mode !== 'always' && (
          <>
            <div>
              <p className="mb-1 text-13 font-medium">Whatever goes by</p>
              <ChannelChecks label="Channels that need a yes" options={ASKED} value={channels} onChange={(next) => change({ channels: next })} />
            </div>
            <label className="flex items-center justify-between gap-3 text-13"><span><span className="block font-medium">Whatever a model wrote</span><span className="block text-12 text-ink-faint">Words that were written beforehand go without.</span></span><Switch label="Whatever a model wrote" checked={generated} onChange={(on) => change({ generated: on })} /></label>
            <div className="flex items-start justify-between gap-3 text-13">
              <span><span className="block font-medium">Payment links above an amount</span><span className="block text-12 text-ink-faint">{currency === null ? 'In the smallest unit, as creators here have different currencies.' : 'Below it they go without.'}</span></span>
              <Switch label="Payment links above an amount" checked={aboveMinor !== null} onChange={(on) => change({ aboveMinor: on ? DOLLARS_100 : null })} />
            </div>
            {aboveMinor !== null && (
              <Field label="The amount" fault={faultOf('approval.aboveMinor')} className="max-w-48">
                {currency === null ? <NumberInput unit="units" value={aboveMinor} onValue={(amount) => change({ aboveMinor: amount ?? Number.NaN })} onBlur={() => touch('approval.aboveMinor')} /> : <MoneyField currency={currency} minor={aboveMinor} onMinor={(amount) => change({ aboveMinor: amount ?? Number.NaN })} />}
              </Field>
            )}
          </>
        )}
        <label className="flex items-center justify-between gap-3 text-13"><span><span className="block font-medium">Tell reviewers by mail</span><span className="block text-12 text-ink-faint">One mail for many messages, where mail is set up.</span></span><Switch label="Tell reviewers by mail" checked={mailReviewers} onChange={(on) => change({ mailReviewers: on })} /></label>
        <Field label="It waits for a yes" hint="Then it expires and is not sent." fault={faultOf('approval.expiresHours')} className="max-w-48"><NumberInput unit="hours" value={expiresHours} onValue={(hours) => change({ expiresHours: hours ?? Number.NaN })} onBlur={() => touch('approval.expiresHours')} /></Field>
      </div>
    </Section>
  )
}
