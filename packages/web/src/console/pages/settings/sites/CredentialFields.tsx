import type { SiteKind } from '@troupe/contract'
import { Field, TextInput } from '../../../parts/fields.tsx'
import { SECRET_WORDS } from './site-words.ts'

interface Values { secret: string; identifier: string }

export interface CredentialFieldsProps {
  kind: SiteKind
  values: Values
  set(patch: Partial<Values>): void
  faultOf(path: 'secret' | 'identifier'): string | null
  /** It can be given later. */
  optional?: boolean
}

export function CredentialFields({ kind, values, set, faultOf, optional = false }: CredentialFieldsProps) {
  return (
    <>
      {kind === 'atproto' && (
        <Field label="Handle or e-mail that signs in" fault={faultOf('identifier')}>
          <TextInput mono autoComplete="off" value={values.identifier} onChange={({ target }) => set({ identifier: target.value })} />
        </Field>
      )}
      <Field label={`${SECRET_WORDS[kind]}${optional ? ', if you have it at hand' : ''}`} hint={kind === 'mastodon' ? 'One account’s token, or a JSON object of tokens by username: {"mira": "…", "tomas": "…"}. Encrypted, and never shown again.' : 'Encrypted, and never shown again.'} fault={faultOf('secret')}>
        <TextInput mono type="password" autoComplete="off" value={values.secret} onChange={({ target }) => set({ secret: target.value.trim() })} />
      </Field>
    </>
  )
}
