/** By which channels a lead may be written to, since when, and who said so. */
import { consentChannelSchema, consentChangeSchema, type ConsentChannel, type Consumer } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { ExactTime } from '../../../design/RelativeTime.tsx'
import { answerOf, refresh, send } from '../../data/api.ts'
import { leadConsentsPath, leadPath, LEADS } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { channelWord, ChannelMark, ConsentMark, SuppressedMark } from '../../parts/engagement/marks.tsx'
import { suppressionWords } from '../../parts/engagement/suppression-words.ts'
import { Choice, Field, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { Fold } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Page.tsx'

export function ConsentSection({ lead }: { lead: Consumer }) {
  const operator = useMay('operator')
  const [recording, setRecording] = useState(false)
  return (
    <Section title="Consent" aside={operator && !lead.erased && <Button size="small" variant="quiet" onClick={() => setRecording(true)}>Record…</Button>}>
      <ul className="divide-y divide-line border-y border-line text-13">
        {consentChannelSchema.options.map((channel) => {
          const consent = lead.consents[channel]
          const suppressed = lead.suppressed[channel]
          return (
            <li key={channel} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5">
              <ChannelMark channel={channel} className="w-24" />
              {/* What was agreed to counts for nothing here, so it is not what one reads first. */}
              {suppressed === undefined ? <ConsentMark status={consent?.status ?? 'unknown'} className={consent === undefined || consent.status === 'unknown' ? 'text-ink-faint' : ''} /> : <SuppressedMark why={suppressionWords(suppressed)} className="text-bad" />}
              {suppressed !== undefined && <span className="w-full pl-27 text-12 text-ink-soft">Nothing is sent here: {suppressionWords(suppressed)}.</span>}
              {consent !== undefined && consent.status !== 'unknown' && (
                <span className="w-full truncate pl-27 text-12 text-ink-faint" title={consent.source}>{suppressed !== undefined && (consent.status === 'granted' ? 'The consent on record counts for nothing here: ' : 'withdrawn: ')}{consent.source}, <Ago instant={consent.at} /></span>
              )}
            </li>
          )
        })}
      </ul>
      <div className="mt-1"><Fold label="How it came to"><History leadId={lead.id} /></Fold></div>
      {recording && <RecordConsent lead={lead} onClose={() => setRecording(false)} />}
    </Section>
  )
}

function History({ leadId }: { leadId: string }) {
  const records = useQuery(answerOf(leadConsentsPath(leadId)))
  return (
    <Answer query={records} what="the consents" skeleton={<p className="text-ink-faint">Looking…</p>}>
      {({ items }) => items.length === 0 ? <p className="text-12 text-ink-faint">Nobody has asked, and the lead has said nothing about it.</p> : (
        <ol className="flex flex-col gap-2 text-12">
          {items.map(({ id, channel, status, source, at, proof }) => (
            <li key={id}>
              <span className="font-medium">{channelWord(channel)} {status}</span> <span className="text-ink-faint"><ExactTime instant={at} />, {source}</span>
              {proof !== null && <p className="break-words text-ink-soft">{proof}</p>}
            </li>
          ))}
        </ol>
      )}
    </Answer>
  )
}

interface Values { channel: ConsentChannel; status: 'granted' | 'withdrawn'; source: string; proof: string }

function shape({ proof, ...rest }: Values): unknown {
  return { ...rest, ...(proof.trim() === '' ? {} : { proof }) }
}

function RecordConsent({ lead, onClose }: { lead: Consumer; onClose(): void }) {
  const form = useForm({
    schema: consentChangeSchema,
    initial: { channel: 'email', status: 'granted', source: '', proof: '' } as Values,
    shape,
    keepAs: `consent.${lead.id}`,
    send: async (change) => {
      await send('POST', `${leadPath(lead.id)}/consents`, change)
      await refresh(LEADS)
      toast.success(change.status === 'granted' ? `May be written to by ${channelWord(change.channel)}.` : `Will not be written to by ${channelWord(change.channel)} any more.`)
      onClose()
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Record consent"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Recording…' : 'Record it'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Channel"><Select value={values.channel} onChange={({ target }) => set({ channel: target.value as ConsentChannel })}>{consentChannelSchema.options.map((channel) => <option key={channel} value={channel}>{channelWord(channel)}</option>)}</Select></Field>
        <Choice
          label="What they said" value={values.status} onChange={(status) => set({ status })}
          options={[
            { value: 'granted', label: 'They agreed', hint: 'Messages may go out on this channel, by the rules.' },
            { value: 'withdrawn', label: 'They took it back', hint: 'Nothing goes out on this channel any more, and the address is put on the suppression list.' },
          ]}
        />
        <Field label="Where it was said" hint="The form, the call, the fair, with the day." fault={faultOf('source')}><TextInput value={values.source} onChange={({ target }) => set({ source: target.value })} onBlur={() => touch('source')} /></Field>
        <Field label="Proof" hint="Its wording, an address or a reference; may be left empty." fault={faultOf('proof')}><TextArea value={values.proof} onChange={({ target }) => set({ proof: target.value })} /></Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
