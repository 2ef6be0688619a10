import { channelSchema, type MessagingPolicy, type StoredPolicy } from '@troupe/contract'
import { useMemo } from 'react'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { ChannelChecks } from '../../parts/engagement/ChannelChecks.tsx'
import { Field, NumberInput } from '../../parts/fields.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Note } from '../../parts/Note.tsx'
import { Section } from '../../parts/Page.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'
import { AlwaysHolds } from './AlwaysHolds.tsx'
import { ApprovalFields } from './ApprovalFields.tsx'
import { CapFields } from './CapFields.tsx'
import { QuietFields } from './QuietFields.tsx'
import { ruleSchema } from './rule-schema.ts'
import { policyOf, valuesOf } from './rule-values.ts'
import { useSaveRules } from './use-save-rules.tsx'
import { WhatIf } from './WhatIf.tsx'
import { WordFields } from './WordFields.tsx'

/** Channels that reach a lead and ask for a consent; the console and webhooks reach none. */
const CONSENTED = channelSchema.exclude(['console', 'webhook']).options

export interface RuleFormProps {
  stored: StoredPolicy
  /** Null for the whole workspace. */
  creatorId: string | null
  whose: string | null
  /** What was saved from here was undone. */
  onTakenBack(): void
}

export function RuleForm({ stored, creatorId, whose, onTakenBack }: RuleFormProps) {
  const admin = useMay('admin')
  const initial = useMemo(() => valuesOf(stored.policy), [stored.policy])
  const saving = useSaveRules(stored, creatorId, whose, onTakenBack)
  const form = useForm<typeof initial, MessagingPolicy>({ schema: ruleSchema, initial, shape: policyOf, keepAs: `rules.${creatorId ?? 'all'}`, send: saving.save })
  const { values, set, faultOf, touch } = form
  const parsed = ruleSchema.safeParse(policyOf(values))
  const draft = form.dirty ? (parsed.success ? parsed.data : null) : undefined
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,40rem)_minmax(20rem,26rem)]">
      <form
        className="flex min-w-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <RoleNote what="Changing the rules" needs="admin" className="mb-4" />
        <WhereFrom stored={stored} whose={whose} goBack={admin && !stored.inherited ? saving.goBack : null} />
        <fieldset disabled={!admin} className="flex min-w-0 flex-col gap-8">
          <QuietFields values={values} set={set} faultOf={faultOf} touch={touch} />
          <CapFields values={values} set={set} faultOf={faultOf} touch={touch} />
          <Section title="Consent">
            <p className="mb-2 max-w-prose text-13 text-pretty text-ink-soft">By these a lead is written to only after they agreed to it. Who took it back is written to by none, whatever stands here.</p>
            <ChannelChecks label="Channels that need consent" options={CONSENTED} value={values.consentNeeded} onChange={(consentNeeded) => set({ consentNeeded })} />
          </Section>
          <ApprovalFields values={values} set={set} faultOf={faultOf} touch={touch} creatorId={creatorId} />
          <WordFields values={values} set={set} faultOf={faultOf} touch={touch} whose={whose} />
          <Section title="In one creator’s name">
            <Field label="Messages a day, at most" hint="To all leads together; what is above waits for the next day." fault={faultOf('messagesPerDay')} className="max-w-60">
              <NumberInput unit="messages" value={values.messagesPerDay} onValue={(messagesPerDay) => set({ messagesPerDay })} onBlur={() => touch('messagesPerDay')} />
            </Field>
          </Section>
          <AlwaysHolds />
          {!form.valid && form.dirty && <Note tone="bad">Something above is not filled in as it has to be; it says how to mend it.</Note>}
        </fieldset>
        {admin && <div className="sticky -bottom-12 z-10 mt-6 border-t border-line bg-page py-3"><FormEnd form={form} save="Save the rules" /></div>}
      </form>
      <WhatIf creatorId={creatorId} draft={draft} />
      {saving.dialog}
    </div>
  )
}

function WhereFrom({ stored: { inherited }, whose, goBack }: { stored: StoredPolicy; whose: string | null; goBack: (() => void) | null }) {
  const words = whose === null
    ? (inherited ? 'These are the standard rules: nobody has changed them here yet. They hold for every creator without rules of their own.' : 'They hold for every creator without rules of their own.')
    : inherited ? `${whose} has no rules of their own: those for all creators hold, and are shown here. Saved, they become ${whose}’s own and no longer follow.` : `These are ${whose}’s own rules, in place of those for all creators.`
  return (
    <p className="mb-6 max-w-prose text-13 text-pretty text-ink-soft">
      {words}{goBack !== null && <> <button type="button" className="text-accent hover:underline" onClick={goBack}>{whose === null ? 'Go back to the standard rules' : 'Go back to those for all creators'}</button></>}
      {/* Where there is room it stands beside the rules. */}
      <a href="#what-if" className="mt-1 block text-accent hover:underline xl:hidden">Try them on a lead</a>
    </p>
  )
}
