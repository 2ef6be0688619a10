/** Fields of forms: a label, the control, then the fault or a hint. The control gets its ids from the field. */
import { clsx } from 'clsx'
import { ChevronDown, CircleAlert } from 'lucide-react'
import { Switch as RadixSwitch } from 'radix-ui'
import { createContext, useContext, useId, useState, type ComponentProps, type ReactNode } from 'react'

interface FieldIds { control: string; note: string; faulty: boolean }
const FieldContext = createContext<FieldIds | null>(null)

export interface FieldProps {
  label: string
  hint?: ReactNode
  fault?: string | null
  /** Beside the label, at the right. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

export function Field({ label, hint, fault = null, aside, className, children }: FieldProps) {
  const id = useId()
  const ids: FieldIds = { control: id, note: `${id}-note`, faulty: fault !== null }
  return (
    <FieldContext value={ids}>
      <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
        <div className="flex items-baseline justify-between gap-2">
          <label htmlFor={ids.control} className="text-13 font-medium text-ink">{label}</label>
          {aside !== undefined && <span className="tabular text-12 text-ink-faint">{aside}</span>}
        </div>
        {children}
        {fault !== null ? (
          <p id={ids.note} role="alert" className="flex items-start gap-1 text-12 text-bad">
            <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />{fault}
          </p>
        ) : hint !== undefined ? <p id={ids.note} className="text-12 text-pretty text-ink-faint">{hint}</p> : null}
      </div>
    </FieldContext>
  )
}

const CONTROL = clsx(
  'w-full min-w-0 rounded-medium border border-line-strong bg-raised text-13 text-ink placeholder:text-ink-faint max-sm:text-16',
  'focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad disabled:opacity-60',
)

function useControl() {
  const field = useContext(FieldContext)
  return field === null ? {} : { id: field.control, 'aria-describedby': field.note, 'aria-invalid': field.faulty || undefined }
}

export function TextInput({ className, mono = false, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return <input {...useControl()} {...rest} className={clsx(CONTROL, 'h-8 px-2.5', mono && 'font-mono', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...useControl()} {...rest} className={clsx(CONTROL, 'field-sizing-content max-h-80 min-h-16 px-2.5 py-1.5 leading-5', className)} />
}

export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={clsx('relative flex min-w-0', className)}>
      <select {...useControl()} {...rest} className={clsx(CONTROL, 'h-8 appearance-none truncate pr-7 pl-2.5')}>{children}</select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute top-2.25 right-2 text-ink-faint" />
    </span>
  )
}

export interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  value: number | null | undefined
  onValue(value: number | null): void
  unit?: string
}

/** Keeps the text while it is typed, so that "0." and an empty field are possible on the way. */
export function NumberInput({ value, onValue, unit, className, ...rest }: NumberInputProps) {
  const [text, setText] = useState<string | null>(null)
  return (
    <span className="relative flex">
      <input
        {...useControl()}
        inputMode="decimal"
        {...rest}
        value={text ?? (value === null || value === undefined || Number.isNaN(value) ? '' : String(value))}
        onChange={({ target }) => {
          setText(target.value)
          const typed = target.value.trim().replace(',', '.')
          onValue(typed === '' ? null : Number(typed))
        }}
        onBlur={(event) => {
          setText(null)
          rest.onBlur?.(event)
        }}
        className={clsx(CONTROL, 'tabular h-8 px-2.5', unit !== undefined && 'pr-16', className)}
      />
      {unit !== undefined && <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-12 text-ink-faint">{unit}</span>}
    </span>
  )
}

export interface ListInputProps extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange'> {
  value: readonly string[]
  onValue(value: string[]): void
  /** What stands between two entries: a comma for words, a line for sentences. */
  between?: 'comma' | 'line'
}

export function ListInput({ value, onValue, between = 'comma', ...rest }: ListInputProps) {
  const [text, setText] = useState<string | null>(null)
  const joined = value.join(between === 'comma' ? ', ' : '\n')
  return (
    <TextArea
      {...rest}
      value={text ?? joined}
      onChange={({ target }) => {
        setText(target.value)
        onValue(target.value.split(between === 'comma' ? /[,\n]/ : '\n').map((each) => each.trim()).filter((each) => each !== ''))
      }}
      onBlur={(event) => {
        setText(null)
        rest.onBlur?.(event)
      }}
    />
  )
}

export interface SwitchProps { checked: boolean; onChange(checked: boolean): void; label: string; disabled?: boolean }

export function Switch({ checked, onChange, label, disabled = false }: SwitchProps) {
  return (
    <RadixSwitch.Root
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      disabled={disabled}
      className="h-5 w-9 shrink-0 rounded-full bg-line-strong transition-colors duration-100 disabled:opacity-50 data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="block size-4 translate-x-0.5 rounded-full bg-raised transition-transform duration-100 data-[state=checked]:translate-x-4.5" />
    </RadixSwitch.Root>
  )
}

export interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; hint?: string }[]
  onChange(value: Value): void
}

/** A few exclusive options, all in sight. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex cursor-pointer items-start gap-2.5 rounded-medium border border-line px-3 py-2 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft">
          <input type="radio" name={name} checked={value === option.value} onChange={() => onChange(option.value)} className="mt-0.5 accent-accent" />
          <span>
            <span className="block text-13 font-medium">{option.label}</span>
            {option.hint !== undefined && <span className="block text-12 text-ink-soft">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
