import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

/** A menu behind a button. `trigger` must take a ref and props, as a button does. */
export function Menu({ trigger, children, align = 'end' }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end' }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] min-w-44 overflow-y-auto rounded-medium bg-raised p-1 text-13 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const ITEM = 'flex min-h-8 cursor-default items-center gap-2 rounded-small px-2 outline-none select-none data-[disabled]:opacity-45 data-[highlighted]:bg-sunken max-sm:min-h-10'

export interface MenuItemProps { icon?: ReactNode; children: ReactNode; aside?: ReactNode; danger?: boolean; disabled?: boolean; onSelect(): void }

export function MenuItem({ icon, children, aside, danger = false, disabled = false, onSelect }: MenuItemProps) {
  return (
    <DropdownMenu.Item disabled={disabled} onSelect={onSelect} className={clsx(ITEM, danger && 'text-bad')}>
      {icon !== undefined && <span aria-hidden className={clsx('shrink-0', !danger && 'text-ink-faint')}>{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside !== undefined && <span className="tabular text-12 text-ink-faint">{aside}</span>}
    </DropdownMenu.Item>
  )
}

/** One of several, of which one is picked. */
export function MenuChoice({ picked, children, aside, onSelect }: { picked: boolean; children: ReactNode; aside?: ReactNode; onSelect(): void }) {
  return (
    <DropdownMenu.CheckboxItem checked={picked} onSelect={onSelect} className={ITEM}>
      <span className="w-4 shrink-0 text-accent">{picked && <Check aria-hidden size={14} />}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside !== undefined && <span className="tabular pl-4 text-12 text-ink-faint">{aside}</span>}
    </DropdownMenu.CheckboxItem>
  )
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1 text-12 text-ink-faint">{children}</DropdownMenu.Label>
}
