import { personaDraftSchema, type Persona } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { refresh, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Page } from '../../parts/Page.tsx'
import { ForRole } from '../../parts/RoleNote.tsx'
import { blankPersona } from './persona-values.ts'
import { PersonaFields } from './PersonaFields.tsx'

export function NewPersonaPage() {
  const navigate = useNavigate()
  const [initial] = useState(() => blankPersona(Intl.DateTimeFormat().resolvedOptions().timeZone))
  const form = useForm({
    schema: personaDraftSchema,
    initial,
    keepAs: 'new-persona',
    send: async (draft) => {
      const made = await send<Persona>('POST', '/api/personas', draft)
      await refresh('/api/personas')
      toast.success(`${made.displayName} is written. Make an agent of it to bring it to life.`)
      await navigate({ to: '/personas/$personaId', params: { personaId: made.id } })
    },
  })
  return (
    <Page title="Write a persona" back={{ to: '/personas', label: 'Personas' }}>
      <ForRole what="Writing a persona" needs="operator">
        <form
          className="flex max-w-2xl flex-col gap-8"
          onSubmit={(event) => {
            event.preventDefault()
            void form.submit()
          }}
        >
          <PersonaFields form={form} />
          <FormEnd form={form} save="Keep this persona" />
        </form>
      </ForRole>
    </Page>
  )
}
