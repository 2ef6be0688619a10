import type { AgentKind } from '@troupe/contract'
import { capital } from '../action-words.ts'
import { channelWord } from '../engagement/marks.tsx'
import { Field, NumberInput, Select, Switch, TextInput } from '../fields.tsx'
import { settingFields, withSetting, type SettingField, type Settings } from './kind-settings.ts'

export interface KindSettingsProps { kind: AgentKind; settings: Settings | undefined; onSettings(settings: Settings): void; faultOf(path: string): string | null }

export function KindSettings({ kind, settings, onSettings, faultOf }: KindSettingsProps) {
  const fields = settingFields(kind)
  if (fields.length === 0) return null
  const set = (field: SettingField, value: unknown) => onSettings(withSetting(settings, field, value))
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {fields.map((field) => {
        const value = settings?.[field.key] ?? field.standard
        const fault = faultOf(`brain.settings.${field.key}`)
        const hint = field.hint === null ? undefined : `${capital(field.hint)}.`
        if (field.kind === 'switch') return <label key={field.key} className="flex items-start justify-between gap-3 text-13 sm:col-span-2"><span><span className="block font-medium">{field.label}</span><span className="block text-12 text-ink-faint">{hint}</span></span><Switch label={field.label} checked={value === true} onChange={(on) => set(field, on)} /></label>
        return (
          <Field key={field.key} label={field.label} hint={hint} fault={fault}>
            {field.kind === 'choice' ? <Select value={String(value ?? '')} onChange={({ target }) => set(field, target.value)}>{field.options.map((option) => <option key={option} value={option}>{channelWord(option)}</option>)}</Select>
              : field.kind === 'number' ? <NumberInput value={typeof value === 'number' ? value : null} onValue={(number) => set(field, number ?? undefined)} />
                : <TextInput value={typeof value === 'string' ? value : ''} onChange={({ target }) => set(field, target.value === '' ? (field.nullable ? null : undefined) : target.value)} />}
          </Field>
        )
      })}
    </div>
  )
}
