/** Who carries messages to leads: the console until somebody says otherwise, a channel at a time. */
import type { Credential } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { path } from '../../../../api/path.ts'
import { credentialPath } from '../../../data/acting-addresses.ts'
import { answerOf, refresh, send } from '../../../data/api.ts'
import { CHANNELS } from '../../../data/engagement-addresses.ts'
import { useCreators } from '../../../data/engagement-queries.ts'
import { useMay } from '../../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../../parts/ConfirmDialog.tsx'
import { Field, Select } from '../../../parts/fields.tsx'
import { Answer } from '../../../parts/ListStates.tsx'
import { Section } from '../../../parts/Page.tsx'
import { RoleNote } from '../../../parts/RoleNote.tsx'
import { ChannelRow } from './ChannelRow.tsx'
import { CredentialDialog } from './CredentialDialog.tsx'
import { SET_UP_VENDORS, VENDOR_FORMS, vendorLabel, type SetUpVendor } from './vendor-fields.ts'
import { VendorRow } from './VendorRow.tsx'

export function ChannelsSection() {
  const admin = useMay('admin')
  const creators = useCreators() ?? []
  const [creatorId, setCreatorId] = useState<string | null>(null)
  const creator = creators.find(({ id }) => id === creatorId) ?? null
  const channels = useQuery(answerOf(path(CHANNELS, { creatorId }) as typeof CHANNELS))
  const [settingUp, setSettingUp] = useState<SetUpVendor | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const own = (vendor: string) => channels.data?.credentials.find((one) => one.vendor === vendor && one.creatorId === creatorId)
  const found = (vendor: string) => own(vendor) ?? channels.data?.credentials.find((one) => one.vendor === vendor && one.creatorId === null)
  const remove = ({ vendor, creatorId: of }: Credential) => setQuestion({
    title: `Remove ${vendorLabel(vendor)}${creator === null ? '' : ` of ${creator.name}`}?`,
    consequence: [
      of === null ? 'Channels that it carries go back to the console: messages land in the inbox of this instance, and reach nobody.' : 'Messages of this creator go by the workspace’s vendor then, or the console where there is none.',
      'What is under way is still looked for. Secrets cannot be read back: to undo this you need them again.',
    ],
    confirm: 'Remove it',
    danger: true,
    act: async () => {
      await send('DELETE', credentialPath(vendor, of))
      await refresh('/api/channels')
      toast.success(`${vendorLabel(vendor)} is removed.`)
    },
  })
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <RoleNote what="Setting up a vendor" needs="admin" />
      {creators.length > 0 && (
        <Field label="Whose messages" hint={creator === null ? 'It holds for all creators who have none of their own.' : 'What is not set up for this creator is taken from the workspace.'} className="max-w-80">
          <Select value={creatorId ?? ''} onChange={({ target }) => setCreatorId(target.value === '' ? null : target.value)}>
            <option value="">The whole workspace’s</option>
            {creators.map(({ id, name }) => <option key={id} value={id}>{name}’s</option>)}
          </Select>
        </Field>
      )}
      <Answer query={channels} what="the channels">
        {({ items, environment }) => (
          <>
            <Section title="Channels">
              <p className="mb-3 max-w-prose text-pretty text-ink-soft">Until a vendor is set up, messages land in the inbox here and leave no machine. A test goes to yourself and to nobody else.</p>
              <ul className="divide-y divide-line border-y border-line">
                {items.map((state) => <ChannelRow key={`${creatorId ?? ''} ${state.channel} ${state.vendor}`} state={state} credential={found(state.vendor)} creatorId={creatorId} admin={admin} />)}
              </ul>
            </Section>
            <Section title="Vendors">
              <ul className="divide-y divide-line border-y border-line">
                {SET_UP_VENDORS.map((vendor) => (
                  <VendorRow
                    key={vendor} vendor={vendor} credential={found(vendor)} inherited={creatorId !== null && own(vendor) === undefined && found(vendor) !== undefined} offer={creatorId === null ? environment.find((one) => one.vendor === vendor) : undefined}
                    admin={admin} onSetUp={() => setSettingUp(vendor)} onRemove={remove}
                  />
                ))}
              </ul>
              <p className="mt-3 max-w-prose text-12 text-pretty text-ink-faint">What stands in the environment is offered and never used by itself. {VENDOR_FORMS.twilio.label}, {VENDOR_FORMS.ses.label} and {VENDOR_FORMS.stripe.label} report what became of a message; their signatures are checked.</p>
            </Section>
          </>
        )}
      </Answer>
      {settingUp !== null && <CredentialDialog key={settingUp} vendor={settingUp} creator={creator} saved={own(settingUp)} onClose={() => setSettingUp(null)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}
