import { useId } from 'react'
import { TextInput } from './fields.tsx'

const ZONES = Intl.supportedValuesOf('timeZone')

/** A timezone by its IANA name, typed with the known ones offered. */
export function TimezoneInput({ value, onValue, onBlur, placeholder }: { value: string; onValue(zone: string): void; onBlur?(): void; placeholder?: string }) {
  const list = useId()
  return (
    <>
      <TextInput value={value} list={list} placeholder={placeholder} autoCapitalize="off" spellCheck={false} onChange={({ target }) => onValue(target.value)} {...(onBlur === undefined ? {} : { onBlur })} />
      <datalist id={list}>{ZONES.map((zone) => <option key={zone} value={zone} />)}</datalist>
    </>
  )
}
