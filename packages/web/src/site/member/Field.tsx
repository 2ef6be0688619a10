import { clsx } from 'clsx'
import { useId, type ComponentProps } from 'react'

export interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  label: string
  hint?: string
  fault: string | null
  onWords(words: string): void
}

export function Field({ label, hint, fault, onWords, className, ...rest }: FieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-14 font-semibold text-ink">{label}</label>
      <input
        id={id}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-said`}
        onChange={(event) => onWords(event.target.value)}
        className={clsx('mt-1.5 block h-11 w-full rounded-medium border bg-raised px-3.5 text-16 text-ink placeholder:text-ink-faint', fault === null ? 'border-line-strong' : 'border-bad')}
        {...rest}
      />
      <p id={`${id}-said`} className={clsx('mt-1.5 min-h-4.5 text-13', fault === null ? 'text-ink-faint' : 'text-bad')} {...(fault === null ? {} : { role: 'alert' })}>{fault ?? hint}</p>
    </div>
  )
}
