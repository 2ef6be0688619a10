import { ChevronDown } from 'lucide-react'
import { Menu, MenuChoice, MenuLine } from './Menu.tsx'

export interface FacetMenuProps {
  label: string
  /** What it is where nothing is picked; the picked value then stands alone on the button. */
  none?: string
  value: string | undefined
  options: readonly { value: string; label: string; count?: number | undefined }[]
  onPick(value: string | undefined): void
}

/** One filter as a menu with counts; the picked value stands on the button. */
export function FacetMenu({ label, none, value, options, onPick }: FacetMenuProps) {
  const picked = options.find((option) => option.value === value)
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className={`inline-flex h-8 shrink-0 items-center gap-1 rounded-full border px-3 text-13 whitespace-nowrap ${value === undefined ? 'border-line-strong text-ink-soft hover:bg-sunken' : 'border-accent bg-accent-soft font-medium text-accent'}`}
        >
          {value === undefined ? label : none === undefined ? `${label}: ${picked?.label ?? value}` : picked?.label ?? value}
          <ChevronDown aria-hidden size={14} />
        </button>
      }
    >
      <MenuChoice picked={value === undefined} onSelect={() => onPick(undefined)}>{none ?? 'Any'}</MenuChoice>
      <MenuLine />
      {options.map((option) => (
        <MenuChoice key={option.value} picked={option.value === value} aside={option.count?.toLocaleString('en-US')} onSelect={() => onPick(option.value === value ? undefined : option.value)}>
          {option.label}
        </MenuChoice>
      ))}
    </Menu>
  )
}
