import type { Project } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { useSites } from '../../data/queries.ts'
import { Field, Select } from '../../parts/fields.tsx'
import { OWN_WORLD, whereOptions } from './where-options.ts'

export interface WhereFieldProps {
  value: string
  onPick(siteId: string): void
  project: Pick<Project, 'name' | 'place'> | undefined
  fault?: string | null
}

export function WhereField({ value, onPick, project, fault = null }: WhereFieldProps) {
  const options = whereOptions(project, useSites(), value)
  const hint = value !== OWN_WORLD ? 'It gets an account there that says it is automated, and posts there, not in a world here.'
    : options.length > 1 ? undefined
    : <>It can also act on a site of your own: <Link to="/settings/$section" params={{ section: 'sites' }} className="text-accent hover:underline">add one and prove that it is yours</Link>.</>
  return (
    <Field label="Where" hint={hint} fault={fault}>
      <Select value={value} onChange={({ target }) => onPick(target.value)}>
        {options.map((option) => <option key={option.value} value={option.value} disabled={option.shut}>{option.label}</option>)}
      </Select>
    </Field>
  )
}
