/** A time of day, and a moment, by 24 hours. A browser's own field follows its language: in American English it shows 10:00 PM beside pages that say 22:00. */
import { clsx } from 'clsx'
import { useState, type ComponentProps } from 'react'
import { TextInput } from './fields.tsx'
import { timeTyped } from './time-typed.ts'

export interface TimeInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  /** `HH:MM`. */
  value: string
  /** What was typed where that is no time, so that whoever checks the form says so. */
  onValue(value: string): void
}

export function TimeInput({ value, onValue, onBlur, className, ...rest }: TimeInputProps) {
  const [text, setText] = useState<string | null>(null)
  return (
    <TextInput
      inputMode="numeric" autoComplete="off" placeholder="HH:MM" maxLength={8}
      {...rest}
      value={text ?? value}
      onChange={({ target }) => {
        setText(target.value)
        onValue(timeTyped(target.value) ?? target.value.trim())
      }}
      onBlur={(event) => {
        setText(null)
        onBlur?.(event)
      }}
      className={clsx('tabular', className)}
    />
  )
}

export interface MomentInputProps {
  /** `YYYY-MM-DDTHH:MM`; empty where none is chosen. */
  value: string
  onValue(value: string): void
  onBlur?(): void
}

/** Of a day that was chosen first. */
const TIME_AT_FIRST = '09:00'

/** A day, and a time of day beside it. A day alone begins with a time; a time alone is of today. */
export function MomentInput({ value, onValue, onBlur }: MomentInputProps) {
  const [text, setText] = useState<string | null>(null)
  const [day = '', time = ''] = value === '' ? [] : value.split('T')
  return (
    <span className="flex min-w-0 gap-1.5">
      <TextInput type="date" value={day} onChange={({ target }) => onValue(target.value === '' ? '' : `${target.value}T${time === '' ? TIME_AT_FIRST : time}`)} onBlur={onBlur} className="flex-1" />
      <TextInput
        id={undefined} aria-label="Time of day" inputMode="numeric" autoComplete="off" placeholder="HH:MM" maxLength={8}
        value={text ?? time.slice(0, 5)}
        aria-invalid={(text !== null && text.trim() !== '' && timeTyped(text) === null) || undefined}
        onChange={({ target }) => {
          setText(target.value)
          const typed = timeTyped(target.value)
          if (typed !== null && typed !== '24:00') onValue(`${day === '' ? today() : day}T${typed}`)
        }}
        onBlur={() => {
          setText(null)
          onBlur?.()
        }}
        className="tabular w-18! shrink-0"
      />
    </span>
  )
}

/** By the reader's own clock. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now())
}
