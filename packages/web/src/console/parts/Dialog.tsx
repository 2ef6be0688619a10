import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface DialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: string
  description?: ReactNode
  /** `side` slides in from the right and suits long forms. */
  shape?: 'middle' | 'side'
  /** Buttons, at the right end; the main one last. */
  actions?: ReactNode
  children?: ReactNode
}

export function Dialog({ open, onOpenChange, title, description, shape = 'middle', actions, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(20_14_10/0.45)] data-[state=open]:animate-[fade_120ms_ease-out]" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={clsx(
            'fixed z-50 flex flex-col bg-raised shadow-float outline-none',
            shape === 'middle'
              ? 'top-[12vh] left-1/2 max-h-[80dvh] w-[min(30rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-large data-[state=open]:animate-[fade_120ms_ease-out]'
              : 'inset-y-0 right-0 w-[min(34rem,100vw)] data-[state=open]:animate-[slide_140ms_var(--ease-out)]',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-16 font-semibold text-balance">{title}</Radix.Title>
              {description !== undefined && <Radix.Description asChild><div className="mt-1 text-13 text-pretty text-ink-soft">{description}</div></Radix.Description>}
            </div>
            <Radix.Close aria-label="Close" className="-mr-2 grid size-8 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink">
              <X size={16} aria-hidden />
            </Radix.Close>
          </header>
          {children !== undefined && <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>}
          {actions !== undefined && <footer className="flex flex-wrap justify-end gap-2 px-5 pt-3 pb-4">{actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
