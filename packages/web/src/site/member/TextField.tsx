/** A field for some lines of words. */
import { clsx } from 'clsx'
import { useId, type ComponentProps } from 'react'
import type { Check } from './use-fields.ts'

export interface TextFieldProps extends Omit<ComponentProps<'textarea'>, 'onChange'> {
  label: string
  hint?: string
  fault: string | null
  onWords(words: string): void
}

export function TextField({ label, hint, fault, onWords, className, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-14 font-semibold text-ink">{label}</label>
      <textarea
        id={id}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-said`}
        onChange={(event) => onWords(event.target.value)}
        className={clsx('mt-1.5 block field-sizing-content max-h-60 w-full resize-none rounded-medium border bg-raised px-3.5 py-2.5 text-16 text-ink placeholder:text-ink-faint', fault === null ? 'border-line-strong' : 'border-bad')}
        {...rest}
      />
      <p id={`${id}-said`} className={clsx('mt-1.5 min-h-4.5 text-13', fault === null ? 'text-ink-faint' : 'text-bad')} {...(fault === null ? {} : { role: 'alert' })}>{fault ?? hint}</p>
    </div>
  )
}

export function noLonger(most: number): Check {
  return (words) => (words.trim().length > most ? `That is ${words.trim().length - most} characters too long.` : null)
}
