/** A message by hand. It goes the same way as an agent's: planned, judged by the rules, sent. */
import { actionDraftSchema, type Channel, type Consumer, type WhatIfResult } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { answerOf, refresh, send } from '../../data/api.ts'
import { ACTIONS, CHANNELS, LEADS } from '../../data/engagement-addresses.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { Field, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { MomentInput } from '../../parts/TimeInput.tsx'
import { Note } from '../../parts/Note.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { plannedWords, wayTo, WRITTEN, type WrittenChannel } from './message-words.ts'

interface Values { channel: WrittenChannel; subject: string; text: string; sendAt: string }

const TEXT_LONGEST = 10_000

export function MessageDialog({ lead, onClose }: { lead: Consumer; onClose(): void }) {
  const shape = useCallback(({ channel, subject, text, sendAt }: Values) => ({
    consumerId: lead.id, channel, subject: channel === 'email' && subject.trim() !== '' ? subject : null, text,
    ...(sendAt === '' ? {} : { sendAt: new Date(sendAt).toISOString() }),
  }), [lead.id])
  const [initial] = useState<Values>(() => ({ channel: lead.email !== null ? 'email' : lead.whatsapp !== null ? 'whatsapp' : lead.phone !== null ? 'sms' : 'in-app', subject: '', text: '', sendAt: '' }))
  const form = useForm({
    schema: actionDraftSchema,
    initial, shape,
    keepAs: `message.${lead.id}`,
    send: async (draft) => {
      const action = await send('POST', ACTIONS, draft)
      await refresh(LEADS, ACTIONS)
      toast.success(plannedWords(action))
      onClose()
    },
  })
  const { values, set, faultOf, touch } = form
  const way = wayTo(lead, values.channel)
  const channels = useQuery(answerOf(CHANNELS, { freshMs: 60_000 })).data?.items
  const carried = channels?.find(({ channel }) => channel === values.channel)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Message ${leadName(lead)}`}
      description="It passes the same rules as what agents write, and ends with the same line about automation where it is automated."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy || way === null} onClick={() => void form.submit()}>{form.busy ? 'Planning…' : values.sendAt === '' ? 'Send' : 'Plan it'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (way !== null) void form.submit()
        }}
      >
        <Field label="Channel" fault={way === null ? `There is no ${values.channel === 'email' ? 'e-mail address' : 'number'} to write to: edit the lead first, or choose another channel.` : null} hint={carried === undefined ? way : `${way === null ? '' : `To ${way}. `}${carried.note}`}>
          <Select value={values.channel} onChange={({ target }) => set({ channel: target.value as WrittenChannel })}>{WRITTEN.map((channel) => <option key={channel} value={channel}>{channelWord(channel)}</option>)}</Select>
        </Field>
        <Verdict leadId={lead.id} channel={values.channel} sendAt={values.sendAt} />
        {values.channel === 'email' && <Field label="Subject" fault={faultOf('subject')}><TextInput value={values.subject} onChange={({ target }) => set({ subject: target.value })} onBlur={() => touch('subject')} /></Field>}
        <Field label="Text" fault={faultOf('text')} aside={values.text.length > TEXT_LONGEST / 2 ? `${values.text.length.toLocaleString('en-US')} of ${TEXT_LONGEST.toLocaleString('en-US')}` : undefined}><TextArea rows={6} autoFocus value={values.text} onChange={({ target }) => set({ text: target.value })} onBlur={() => touch('text')} /></Field>
        <Field label="When" hint="By your clock; left empty, now." fault={faultOf('sendAt')}><MomentInput value={values.sendAt} onValue={(sendAt) => set({ sendAt })} onBlur={() => touch('sendAt')} /></Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        {form.restored && form.dirty && <p className="text-12 text-ink-faint">Your earlier, unsent words are back.</p>}
      </form>
    </Dialog>
  )
}

/** What the rules would say now; nothing where that can't be asked. */
function Verdict({ leadId, channel, sendAt }: { leadId: string; channel: Channel; sendAt: string }) {
  const verdict = useQuery({
    queryKey: ['/api/policies/what-if', leadId, channel, sendAt] as const,
    queryFn: () => send<WhatIfResult>('POST', '/api/policies/what-if', { consumerId: leadId, channel, at: (sendAt === '' ? new Date() : new Date(sendAt)).toISOString() }),
    staleTime: 30_000,
    retry: false,
  }).data
  if (verdict === undefined || verdict.kind === 'allow') return null
  return (
    <Note tone={verdict.kind === 'suppress' ? 'bad' : 'wait'}>
      <VerdictMark verdict={verdict.kind} className="font-medium" />{verdict.reason !== null && `: ${verdict.reason}`}{verdict.kind === 'hold' && verdict.until !== null && `; until ${new Date(verdict.until).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })} by your clock`}.
    </Note>
  )
}
