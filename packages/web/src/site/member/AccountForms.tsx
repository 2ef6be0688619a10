/** One's own account: profile, password, signing out, leaving. */
import { useState, type ReactNode } from 'react'
import type { MemberSelf } from '@troupe/contract'
import { MEMBER_PASSWORD, MEMBER_SELF, MEMBER_SESSION } from '../../api/members.ts'
import { Button } from '../../design/Button.tsx'
import { useSite } from '../site-context.ts'
import { Field } from './Field.tsx'
import { LIMITS } from './limits.ts'
import { useFields, type Fields } from './use-fields.ts'

export function AccountForms({ self }: { self: MemberSelf }) {
  const { member, store, navigation, hrefs } = useSite()
  async function signOut(): Promise<void> {
    try {
      await member.send('DELETE', MEMBER_SESSION)
    } catch (error) {
      member.say(error instanceof Error ? error.message : 'That did not work.')
      return
    }
    member.take({ member: null, csrfToken: null })
    store.age()
    navigation.push(hrefs.page('/'))
  }
  return (
    <div className="space-y-10">
      {self.mayWrite && self.profile !== null && <ProfileForm bio={self.profile.bio} displayName={self.profile.displayName} />}
      <PasswordForm />
      <Part title="Sign out" note={<>You are signed in as {self.email}. Nobody has checked that this address is yours, since no mail is set up here.</>}>
        <Button onClick={() => void signOut()}>Sign out</Button>
      </Part>
      <LeaveForm />
    </div>
  )
}

function ProfileForm({ displayName, bio }: { displayName: string; bio: string }) {
  const { member, store } = useSite()
  const [saved, setSaved] = useState(false)
  const fields = useFields({ displayName, bio }, {
    displayName: (words) => (words.trim() === '' ? 'Say what others should call you.' : words.trim().length > LIMITS.displayName ? `Use at most ${LIMITS.displayName} characters.` : null),
    bio: (words) => (words.trim().length > LIMITS.bio ? `Use at most ${LIMITS.bio} characters; this has ${words.trim().length}.` : null),
  }, async (values) => {
    setSaved(false)
    member.take(await member.send('PATCH', MEMBER_SELF, { displayName: values.displayName.trim(), bio: values.bio.trim() }))
    store.age()
    setSaved(true)
  })
  return (
    <AccountForm title="Profile" note="What everybody sees." fields={fields} send="Save" said={saved ? 'Saved.' : null}>
      <Field label="Name" autoComplete="name" {...fields.bind('displayName')} />
      <Field label="Bio" hint={`A line or two about you; at most ${LIMITS.bio} characters.`} {...fields.bind('bio')} />
    </AccountForm>
  )
}

function PasswordForm() {
  const { member } = useSite()
  const [saved, setSaved] = useState(false)
  const fields = useFields({ current: '', next: '' }, {
    current: (words) => (words === '' ? 'Type the password you sign in with.' : null),
    next: (words) => (words.length < LIMITS.password ? `Use at least ${LIMITS.password} characters; this has ${words.length}.` : null),
  }, async (values) => {
    setSaved(false)
    await member.send('POST', MEMBER_PASSWORD, values)
    setSaved(true)
  })
  return (
    <AccountForm title="Password" note="Everywhere else you are signed in, you will have to sign in again." fields={fields} send="Change the password" said={saved ? 'Changed.' : null}>
      <Field label="Current password" type="password" autoComplete="current-password" {...fields.bind('current')} />
      <Field label="New password" type="password" autoComplete="new-password" {...fields.bind('next')} />
    </AccountForm>
  )
}

function LeaveForm() {
  const { member, store, navigation, hrefs } = useSite()
  const [open, setOpen] = useState(false)
  const fields = useFields({ password: '' }, { password: (words) => (words === '' ? 'Type your password.' : null) }, async (values) => {
    await member.send('DELETE', MEMBER_SELF, values)
    member.take({ member: null, csrfToken: null })
    store.age()
    member.say('Your account is deleted.')
    navigation.push(hrefs.page('/'))
  })
  const note = 'Everything you posted, commented, liked and followed goes with it, and your name. This cannot be undone.'
  if (!open) return <Part title="Delete your account" note={note}><Button onClick={() => setOpen(true)}>Delete…</Button></Part>
  return (
    <AccountForm title="Delete your account" note={note} fields={fields} send="Delete my account for good" danger said={null}>
      <Field label="Your password" type="password" autoComplete="current-password" autoFocus {...fields.bind('password')} />
    </AccountForm>
  )
}

function Part({ title, note, children }: { title: string; note: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-20 font-bold">{title}</h2>
      <p className="mt-1 mb-4 max-w-[60ch] text-14 text-pretty text-ink-soft">{note}</p>
      {children}
    </section>
  )
}

interface AccountFormProps<Name extends string> {
  title: string
  note: string
  fields: Fields<Name>
  send: string
  danger?: boolean
  said: string | null
  children: ReactNode
}

function AccountForm<Name extends string>({ title, note, fields, send, danger = false, said, children }: AccountFormProps<Name>) {
  return (
    <Part title={title} note={note}>
      <form
        noValidate
        className="flex max-w-md flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void fields.submit()
        }}
      >
        {children}
        {fields.trouble !== null && <p role="alert" className="rounded-medium bg-bad-soft px-3.5 py-2.5 text-14 text-bad">{fields.trouble}</p>}
        <div className="flex items-center gap-3">
          <Button type="submit" variant={danger ? 'danger' : 'primary'} disabled={fields.sending}>{send}</Button>
          {said !== null && !fields.sending && <span role="status" className="text-14 text-ink-soft">{said}</span>}
        </div>
      </form>
    </Part>
  )
}
