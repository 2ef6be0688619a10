import { creatorChangeSchema, type Creator } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { USERS } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { creatorPath, CREATORS } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { IdText } from '../../parts/Fold.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Facts } from '../../parts/Page.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'
import { TimezoneInput } from '../../parts/TimezoneInput.tsx'
import { InviteDialog } from '../settings/InviteDialog.tsx'

export function SettingsTab({ creator }: { creator: Creator }) {
  const operator = useMay('operator')
  const admin = useMay('admin')
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,34rem)_18rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <fieldset disabled={!operator} className="contents"><SettingsForm creator={creator} operator={operator} /></fieldset>
        {admin && <Logins creator={creator} />}
        {admin && <DeleteCreator creator={creator} />}
      </div>
      <Facts className="self-start" facts={[['Username', `@${creator.username}`], ['Made', <Ago key="made" instant={creator.createdAt} />], ['Leads', formatWhole(creator.counts.leads)], ['Id', <IdText key="id" id={creator.id} />]]} />
    </div>
  )
}

interface Values { name: string; email: string; timezone: string; locale: string; currency: string }

function shape({ email, ...rest }: Values): unknown {
  return { ...rest, email: email.trim() === '' ? null : email.trim() }
}

function SettingsForm({ creator: { id, name, email, timezone, locale, currency }, operator }: { creator: Creator; operator: boolean }) {
  const initial = useMemo<Values>(() => ({ name, email: email ?? '', timezone, locale, currency }), [name, email, timezone, locale, currency])
  const form = useForm({
    schema: creatorChangeSchema,
    initial,
    shape,
    keepAs: `creator.${id}`,
    send: async (change) => {
      await send('PATCH', creatorPath(id), change)
      await refresh(CREATORS)
      toast.success('Saved.')
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <RoleNote what="Changing a creator" needs="operator" />
      <Field label="Name" hint="As leads read it." fault={faultOf('name')}><TextInput value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
      <Field label="E-mail" hint="Where answers to mails go; may be left empty." fault={faultOf('email')}><TextInput type="email" value={values.email} onChange={({ target }) => set({ email: target.value })} onBlur={() => touch('email')} /></Field>
      <Field label="Timezone" hint="Quiet hours of leads whose own is not known." fault={faultOf('timezone')}><TimezoneInput value={values.timezone} onValue={(zone) => set({ timezone: zone })} onBlur={() => touch('timezone')} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Language" hint="Such as en or pt-BR." fault={faultOf('locale')}><TextInput value={values.locale} onChange={({ target }) => set({ locale: target.value })} onBlur={() => touch('locale')} /></Field>
        <Field label="Currency" hint="Three letters." fault={faultOf('currency')}><TextInput value={values.currency} maxLength={3} onChange={({ target }) => set({ currency: target.value.toUpperCase() })} onBlur={() => touch('currency')} /></Field>
      </div>
      {operator && <FormEnd form={form} />}
    </form>
  )
}

function Logins({ creator }: { creator: Creator }) {
  const users = useQuery(answerOf(USERS)).data?.items.filter(({ creatorId }) => creatorId === creator.id) ?? []
  const [inviting, setInviting] = useState(false)
  return (
    <section className="border-t border-line pt-5">
      <h2 className="mb-1 text-14 font-semibold">Logins of {creator.name}’s own</h2>
      <p className="mb-3 text-13 text-pretty text-ink-soft">They see the leads, messages and approvals of this creator, and nothing else.</p>
      {users.length > 0 && (
        <ul className="mb-3 divide-y divide-line border-y border-line">
          {users.map(({ id, name, email, role }) => <li key={id} className="flex items-center gap-3 py-1.5"><span className="font-medium">{name}</span><span className="truncate text-12 text-ink-faint">{email}</span><span className="ml-auto text-ink-soft">{role}</span></li>)}
        </ul>
      )}
      <Button onClick={() => setInviting(true)}><UserPlus size={14} aria-hidden />Give a login</Button>
      {inviting && <InviteDialog creator={creator} onClose={() => setInviting(false)} />}
    </section>
  )
}

function DeleteCreator({ creator: { id, name, username, counts } }: { creator: Creator }) {
  const navigate = useNavigate()
  const [question, setQuestion] = useState<Question | null>(null)
  const ask = () => setQuestion({
    title: `Delete ${name}?`,
    consequence: [
      `${counted(counts.leads, 'lead', 'leads')} with all that happened with them, ${counted(counts.agents, 'agent', 'agents')} and ${counted(counts.products, 'product', 'products')} go with it; what is planned is not sent any more.`,
      'Who asked never to be written to again stays on the suppression list. Deleting cannot be undone.',
    ],
    typed: username,
    confirm: 'Delete the creator',
    danger: true,
    act: async () => {
      await send('DELETE', creatorPath(id))
      toast.success(`${name} is deleted.`)
      await navigate({ to: '/creators' })
      await refresh('/api/')
    },
  })
  return (
    <section className="border-t border-line pt-5">
      <h2 className="mb-1 text-14 font-semibold">Delete this creator</h2>
      <p className="mb-3 text-13 text-pretty text-ink-soft">With all leads, events and messages. Export what you need before.</p>
      <Button onClick={ask} className="text-bad!">Delete {name}…</Button>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </section>
  )
}
