/** A time of day as somebody types it, as `HH:MM`: "9", "930", "9.30", "9:30 pm". Null while it is none. */
const TYPED = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?$/i

export function timeTyped(text: string): string | null {
  const [, hours = '', minutes = '00', half = ''] = TYPED.exec(text.trim()) ?? []
  if (hours === '') return null
  const given = Number(hours)
  if (half !== '' && (given < 1 || given > 12)) return null
  const hour = half === '' ? given : given % 12 + (half.toLowerCase() === 'pm' ? 12 : 0)
  // A day's end is 24:00, as rules of quiet hours have it.
  if (hour > 24 || Number(minutes) > 59 || (hour === 24 && minutes !== '00')) return null
  return `${String(hour).padStart(2, '0')}:${minutes}`
}
