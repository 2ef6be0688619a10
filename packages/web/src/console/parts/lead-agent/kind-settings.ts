/** What a kind of agent lets one set, read from its JSON Schema. What is not recognised is shown as text. */
import type { AgentKind } from '@troupe/contract'

export type SettingField = { readonly key: string; readonly label: string; readonly hint: string | null; readonly standard: unknown } & (
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'switch' }
  | { readonly kind: 'number' }
  | { readonly kind: 'text'; readonly nullable: boolean }
)

interface Shape { type?: unknown; enum?: unknown; anyOf?: unknown; default?: unknown; description?: unknown }

export function settingFields({ settings }: Pick<AgentKind, 'settings'>): SettingField[] {
  const properties = settings['properties']
  if (typeof properties !== 'object' || properties === null) return []
  return Object.entries(properties as Record<string, Shape>).map(([key, shape]) => {
    const common = { key, label: labelOf(key), hint: typeof shape.description === 'string' ? shape.description : null, standard: shape.default }
    const branches = Array.isArray(shape.anyOf) ? shape.anyOf as Shape[] : [shape]
    const main = branches.find(({ type }) => type !== 'null') ?? shape
    if (Array.isArray(main.enum)) return { ...common, kind: 'choice', options: main.enum.filter((option) => typeof option === 'string') }
    if (main.type === 'boolean') return { ...common, kind: 'switch' }
    if (main.type === 'number' || main.type === 'integer') return { ...common, kind: 'number' }
    return { ...common, kind: 'text', nullable: branches.some(({ type }) => type === 'null') }
  })
}

/** `reminderHours` → `Reminder hours` */
function labelOf(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
}

export type Settings = Readonly<Record<string, unknown>>

/** With one changed; what is as the kind has it is left out, so that it follows the kind. */
export function withSetting(settings: Settings | undefined, { key, standard }: SettingField, value: unknown): Settings {
  const { [key]: _before, ...rest } = settings ?? {}
  return value === undefined || JSON.stringify(value) === JSON.stringify(standard) ? rest : { ...rest, [key]: value }
}
