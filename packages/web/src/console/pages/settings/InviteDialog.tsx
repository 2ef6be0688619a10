import { inviteSchema, roleSchema, type Creator, type Invitation, type Role } from '@troupe/contract'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { refresh, send } from '../../data/api.ts'
import { useMe } from '../../data/queries.ts'
import { mayActAs } from '../../data/session.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, Select, TextInput } from '../../parts/fields.tsx'
import { Verbatim } from '../../parts/Fold.tsx'
import { Note } from '../../parts/Note.tsx'
import { ROLE_CAN } from '../../parts/role-words.ts'

/** With a creator the login is hers: it sees what is hers, and nothing else. */
export function InviteDialog({ creator, onClose }: { creator?: Pick<Creator, 'id' | 'name' | 'email'>; onClose(): void }) {
  const me = useMe()
  const roles = creator === undefined ? roleSchema.options.filter((role) => me === undefined || mayActAs(me.role, role)) : (['reviewer', 'viewer'] as const)
  const [link, setLink] = useState<string | null>(null)
  const form = useForm({
    schema: inviteSchema,
    initial: { email: creator?.email ?? '', role: (creator === undefined ? 'operator' : 'reviewer') as Role },
    send: async (invite) => {
      const made = await send<Invitation>('POST', '/api/invitations', creator === undefined ? invite : { ...invite, creatorId: creator.id })
      await refresh('/api/invitations')
      // Without a public address of its own, the server gives the path alone.
      setLink(new URL(made.link ?? '', location.origin).href)
    },
  })
  if (link !== null) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title="Pass this link on" description={`It is shown this once. It works for ${form.values.email}, one time, within 24 hours.`} actions={<Button variant="primary" onClick={onClose}>Done</Button>}>
        <Verbatim text={link} copies="link" />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={creator === undefined ? 'Invite somebody' : `A login for ${creator.name}`}
      description={creator && 'It sees the leads, messages and approvals of this creator, and nothing else of the workspace.'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Making the link…' : 'Make the link'}</Button>
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
        <Field label="E-mail" fault={form.faultOf('email')}><TextInput type="email" autoFocus value={form.values.email} onChange={({ target }) => form.set({ email: target.value })} onBlur={() => form.touch('email')} /></Field>
        <Field label="Role" hint="Each may do what those after it may." fault={form.faultOf('role')}>
          <Select value={form.values.role} onChange={({ target }) => form.set({ role: target.value as Role })}>
            {roles.map((role) => <option key={role} value={role}>{role}: {ROLE_CAN[role]}</option>)}
          </Select>
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
