import { llmConfigSchema, purposeSchema, type LlmConfig, type ModelChoice, type Provider } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { toast } from 'sonner'
import { formatMoney } from '../../../design/number-format.ts'
import { LLM_CONFIG, PROVIDERS } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useStatus } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { capital, plainName } from '../../parts/action-words.ts'
import { Field, NumberInput } from '../../parts/fields.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Meter } from '../../parts/Meter.tsx'
import { Section } from '../../parts/Page.tsx'
import { ModelFields } from './ModelFields.tsx'
import { PURPOSE_WORDS } from './purpose-words.ts'

const MICROS = 1_000_000

export function ModelsSection() {
  const config = useQuery(answerOf(LLM_CONFIG))
  const providers = useQuery(answerOf(PROVIDERS))
  return (
    <Answer query={config} what="the model settings">
      {(data) => <Answer query={providers} what="the providers">{({ items }) => <ModelsForm config={data} providers={items} />}</Answer>}
    </Answer>
  )
}

function ModelsForm({ config, providers }: { config: LlmConfig; providers: readonly Provider[] }) {
  const { data: status } = useStatus()
  const form = useForm({
    schema: llmConfigSchema,
    initial: config,
    keepAs: 'llm-config',
    send: async (next) => {
      await send('PUT', LLM_CONFIG, next)
      await refresh('/api/llm-config', '/api/status')
      toast.success('Saved. Calls from now on use it.')
    },
  })
  const { values, set, faultOf, touch } = form
  const { purposes, budget } = values
  const choose = (purpose: keyof typeof purposes, choice: ModelChoice | null) => {
    const { [purpose]: _before, ...rest } = purposes
    set({ purposes: choice === null ? rest : { ...rest, [purpose]: choice } })
  }
  return (
    <form
      className="flex max-w-3xl flex-col gap-9"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <Section title="Daily budget">
        <p className="mb-3 max-w-prose text-pretty text-ink-soft">At 80 % there is a warning. At 100 % agents that need a model sleep until midnight UTC; the rehearsal model costs nothing and goes on.</p>
        <div className="grid max-w-lg gap-4 sm:grid-cols-2">
          <Field label="Money a day" fault={faultOf('budget.costMicrosPerDay')}>
            <NumberInput unit="US dollars" value={budget.costMicrosPerDay / MICROS} onValue={(dollars) => set({ budget: { ...budget, costMicrosPerDay: dollars === null ? Number.NaN : Math.round(dollars * MICROS) } })} onBlur={() => touch('budget.costMicrosPerDay')} />
          </Field>
          <Field label="Tokens a day" hint="Empty: no limit." fault={faultOf('budget.tokensPerDay')}>
            <NumberInput unit="tokens" value={budget.tokensPerDay} onValue={(tokensPerDay) => set({ budget: { ...budget, tokensPerDay } })} onBlur={() => touch('budget.tokensPerDay')} />
          </Field>
          <Field label="Of it, any one project" hint="Empty: no limit of its own." fault={faultOf('budget.costMicrosPerProject')}>
            <NumberInput unit="US dollars" value={dollarsOf(budget.costMicrosPerProject)} onValue={(dollars) => set({ budget: { ...budget, costMicrosPerProject: microsOf(dollars) } })} onBlur={() => touch('budget.costMicrosPerProject')} />
          </Field>
          <Field label="Of it, any one agent" hint="Empty: no limit of its own." fault={faultOf('budget.costMicrosPerAgent')}>
            <NumberInput unit="US dollars" value={dollarsOf(budget.costMicrosPerAgent)} onValue={(dollars) => set({ budget: { ...budget, costMicrosPerAgent: microsOf(dollars) } })} onBlur={() => touch('budget.costMicrosPerAgent')} />
          </Field>
        </div>
        {status !== undefined && status.spend.budgetMicros > 0 && (
          <div className="mt-3 max-w-lg">
            <Meter label="Spent today" share={status.spend.todayMicros / status.spend.budgetMicros} />
            <p className="tabular mt-1 text-12 text-ink-soft">{formatMoney(status.spend.todayMicros)} spent today, by our dated price table.</p>
          </div>
        )}
      </Section>
      <Section title="Standard model">
        <p className="mb-3 max-w-prose text-pretty text-ink-soft">For every purpose that has none of its own. The rehearsal model is code: free, offline, and labelled as such wherever its words appear.</p>
        <ModelFields name="standard" choice={values.standard} providers={providers} onChange={(standard) => set({ standard })} faultOf={faultOf} touch={touch} />
      </Section>
      <Section title="By purpose">
        <ul className="divide-y divide-line border-y border-line">
          {purposeSchema.options.map((purpose) => {
            const choice = purposes[purpose]
            return (
              <li key={purpose} className="py-2.5">
                <div className="flex min-h-8 items-center justify-between gap-3">
                  <span className="min-w-0">
                    <span className="block font-medium">{capital(plainName(purpose))}</span>
                    <span className="block text-12 text-pretty text-ink-faint">{PURPOSE_WORDS[purpose]}</span>
                  </span>
                  {choice === undefined
                    ? <span className="flex shrink-0 items-center gap-3 text-ink-faint max-sm:flex-col max-sm:items-end max-sm:gap-0">standard <button type="button" onClick={() => choose(purpose, values.standard)} className="text-accent hover:underline">choose another</button></span>
                    : <button type="button" onClick={() => choose(purpose, null)} className="shrink-0 text-accent hover:underline">back to standard</button>}
                </div>
                {choice !== undefined && <div className="pt-2 pb-1"><ModelFields name={`purposes.${purpose}`} choice={choice} providers={providers} onChange={(next) => choose(purpose, next)} faultOf={faultOf} touch={touch} /></div>}
              </li>
            )
          })}
        </ul>
      </Section>
      <div className="sticky -bottom-12 -mt-4 border-t border-line bg-page py-3"><FormEnd form={form} /></div>
    </form>
  )
}

function dollarsOf(micros: number | null): number | null {
  return micros === null ? null : micros / MICROS
}

function microsOf(dollars: number | null): number | null {
  return dollars === null ? null : Math.round(dollars * MICROS)
}
