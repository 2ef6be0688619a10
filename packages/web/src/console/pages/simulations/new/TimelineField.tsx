/**
 * Interventions in YAML. What is no YAML is said by its line while one types; whether the names and times in it exist only
 * the server knows, and says when it is sent. Either way the line is marked in the margin.
 */
import { TextCursorInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../../../design/Button.tsx'
import { useLatest } from '../../../parts/use-latest.ts'
import { YamlArea } from '../../../parts/YamlArea.tsx'
import { TIMELINE_EXAMPLE, type LineFault } from './timeline-text.ts'

const CHECK_AFTER_MS = 250

export interface TimelineFieldProps {
  label: string
  hint: string
  value: string
  onValue(value: string): void
  /** What the server found. */
  faults: readonly LineFault[]
  example?: string
  /** Told what is wrong with the text itself, as one types. */
  onChecked?: (faults: readonly LineFault[]) => void
}

export function TimelineField({ label, hint, value, onValue, faults: found, example = TIMELINE_EXAMPLE, onChecked }: TimelineFieldProps) {
  const [own, setOwn] = useState<readonly LineFault[]>([])
  const tell = useLatest(onChecked)
  useEffect(() => {
    const timer = setTimeout(() => void import('./check-yaml.ts').then(({ checkYaml }) => {
      const faults = checkYaml(value)
      setOwn(faults)
      tell.current?.(faults)
    }), CHECK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [value, tell])
  return (
    <YamlArea
      label={label}
      hint={hint}
      value={value}
      onValue={onValue}
      faults={own.length > 0 ? own : found}
      aside={value.trim() === '' && <Button size="small" variant="quiet" onClick={() => onValue(example)}><TextCursorInput size={13} aria-hidden />Fill in an example</Button>}
    />
  )
}
